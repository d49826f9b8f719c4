/**
 * Recognises values that point to a secret instead of being one: variables, templates, commands, look-ups, store
 * URIs, paths. Each answer is a machine reason `reference:…`.
 */
import type { Relation } from '../model.ts';
import type { FileKind } from './file-kind.ts';
import { readLanguage } from './model/language.ts';

/** What the recogniser looks at. */
export interface ReferenceInput {
  readonly value: string;
  /** '' for a bare value. */
  readonly quote: string;
  readonly kind: FileKind;
  readonly relation: Relation | undefined;
  readonly name: string | undefined;
  /** The line is a comment: what stands in it is quoted configuration as often as code. */
  readonly comment: boolean;
  readonly groups: Readonly<Record<string, string>>;
  /** The byte after the value's closing quote, '' at the end of the text. */
  readonly after: string;
  /** What stands on the line before the value, or the end of it. */
  readonly before: string;
}

const VARIABLE = /^(?:\$\$?[A-Za-z_][\w:]*(?:(?:\.|->|::)[A-Za-z_][\w.>-]*|\[[^\]]*\])*|\{\$[\w.>-]+\}|%%[\w.]+%%|\$\{[^{}]*\}|%[A-Za-z_][\w.-]*%|!?\$?env:[A-Za-z_]\w*|@@?[A-Za-z_]\w*@@?|@[A-Z][A-Z0-9_]+|[\w.-]*[/:.][\w./:-]{0,20}\$\{?[A-Za-z_]\w*\}?|__[A-Z][A-Z0-9_]*__|#\{[^{}]*\}|\$\[\w+\]|@\{[^{}]*\}|:\w+:|\$[1-9@*])(?:[;,)]*)$/;
/** Variables joined by punctuation: `$USER:$PASS`, `${A}-${B}`. */
const VARIABLES = /^(?:[\w.:/@=-]{0,12}(?:\$\{[^{}]*\}|\$[A-Za-z_]\w*|\$\([^()]*\))){2,}[\w.:/@=-]{0,12}$/;
const TEMPLATE = /\{\{.*\}\}|\$\{\{.*\}\}|<%.*%>|\{%.*%\}|\[\[.*\]\]|\(\(.*\)\)|<\?(?:php|=)|^\{[\w.:|\s-]{0,60}\}$|^%\(\w+\)s$|^%[-+ 0]?\d*[sdvqxi]$|%[snvq](?:%|\W|$)|^@[A-Z][\w.]*@$/;
/** A substitution inside a literal; a `$` alone is an ordinary character of a password. */
const INTERPOLATION = /\$\{[^{}]*\}|#\{[^{}]*\}|\{\{|\$\([A-Za-z][^()]*\)|\\\([A-Za-z]|%\(\w+\)s|<%=|\$(?=[A-Z0-9]*_|[A-Z]{3,}(?:\W|$))[A-Z_]{3,}[A-Z0-9_]*\b(?=\W|$)|%\{\w+\}/;
const FORMAT_FIELD = /^[A-Za-z\s:/_.=-]{0,60}\{(?:\d{0,2}|[A-Za-z_][\w.[\]'"]*(?:![rs])?(?::[^{}]{0,10})?)\}[A-Za-z\s:/_.=-]{0,60}$/;
const COMMAND = /^(?:\$\(.+|`[^`]+`$)/s;
const LOOKUP = /^(?:process\.env|os\.(?:environ|getenv)|environ\b|ENV(?:\[|\.fetch)|System\.(?:getenv|getProperty)|import\.meta\.env|Deno\.env|getenv\b|env\(|Sys\.getenv|\$ENV\{|\$_(?:ENV|SERVER)|std::env|env!|Environment\.Get)/;
const STORE = /^(?:op:\/\/|arn:(?:aws|aws-cn|aws-us-gov)?:|vault:(?!v\d)|(?:gcp|aws|az|azure|hashi)[\w-]*(?:sm|vault|secrets?|kv)[\w-]*:|secretsmanager:|ssm:|keyvault:|spiffe:\/\/|projects\/[^/]+\/secrets\/|@Microsoft\.KeyVault\(|https:\/\/[\w-]+\.vault\.azure\.net|keychain:|keyring:|bws:|doppler:|infisical:|ref\+|sops:\/\/|awskms:\/\/|secret:\/\/|file:(?:\/\/)?[./~\w]|env:\/?\/?[A-Za-z_]|\{\{resolve:|secretRef:|chamber:\/\/|valueFrom\b)/i;
/** Paths: absolute, home, relative, drives; store paths of the form word/word/word. */
const PATH = /^(?:~?\/(?:[\w.@%+-]+\/)*[\w.@%+-]*|\.{1,2}\/[^\s]*|[A-Za-z]:\\[^\s]*|\\\\[\w.-]+\\[^\s]*|(?:[a-z][\w-]*\/){1,8}[a-z][\w.-]*)$/;
const FILE_NAME = /^[\w./\\~@$%-]+\.(?:pem|key|crt|cer|p12|pfx|jks|keystore|json|ya?ml|txt|env|properties|conf|cfg|ini|xml|toml|js|ts|jsx|tsx|py|rb|go|java|php|html?|css|md|sh|log|csv|db|sqlite|zip|gz|tar|png|svg|jpe?g|gif|pub|asc|gpg|ppk|tfstate|tf|so|dll|exe|jar|war|vue|cs|c|h|cpp|rs|lock|sum|erb|haml|scss|less)$/i;

/** Identifiers, members and calls of code; type names. */
const IDENTIFIER = /^[A-Za-z_$@][\w$]*[?!]?$/;
const MEMBER = /^[A-Za-z_$@*&][\w$]*(?:(?:\.|::|->|\?\.|\\)[A-Za-z_$][\w$]*|\[[^\]]*\]|\([^()]*\))+[?!;,]?$/;
const LITERAL_WORD = /^(?:null|nil|none|nothing|true|false|undefined|nan|void|yes|no|on|off|empty|blank|unset|default|unknown|n\/a|na|tbd|string|str|bytes?|int(?:eger)?|number|bool(?:ean)?|any|object|char|float|double|secure(?:string)?|secretstr|optional|required|text|password_?type|varchar(?:\(\d+\))?|env|self|this|auto|digest|prompt|ask|stdin|file|inherit|disabled|enabled|-)$/i;

/** What a quoted value may say to mean none. */
const NO_VALUE = /^(?:null|nil|none|true|false|undefined|string|n\/a|tbd|unset)$/i;

/** The type of a field, as generators are told it: `password:string:uniq`. */
const FIELD_TYPE = /^(?:string|text|integer|boolean|binary|references|uuid)(?::[a-z_]+)+$/;

const ROUTE = /^[a-z_]+(?:\/[a-z_]+)*#[a-z_]+$/;

/** Functions that look something up by the literal they are given, or ask for it. What converts a literal is not among them. */
const LOOKUP_CALL = /(?:^|[.:>_])(?![gG]et(?:Utf8|UTF8)?Bytes$)(?:get|read|fetch|load|find|lookup|resolve|retrieve|env|getenv|Get(?:env|String|Value|Secret|EnvironmentVariable)?|LookupEnv|config|cfg|conf|settings?|opts?|options?|secrets?|credentials|vault|params?|property|prop|input|ask|prompt|question|getpass|query|select|locator|i18n|translate|message|label|field|column|require|import|include|open|file|path|join|url|route|header|headers|cookie|attr|attribute|element|xpath|css|by|exists?|has|includes?|contains|match|test|regex|regexp|re|replace|split|format|sprintf|printf|print|log|error|warn|info|debug|throw|raise|exception|describe|it|context|scenario|assert|expect|t|tr|_)\w{0,24}$|(?:Error|Exception|Field|Column|Label|Message|Option|Flag|Argument|Param|Parameter|Validator|Schema|Selector)$/;

/** Returns the reason why `value` is a reference, or null. */
export function referenceReason(input: ReferenceInput): string | null {
  const { value, quote, groups } = input;
  if (groups['form'] === 'expression' || LOOKUP.test(value)) return 'reference:env-lookup';
  if (groups['call'] !== undefined && LOOKUP_CALL.test(groups['call'])) return 'reference:look-up';
  if (groups['more'] === 'yes' && /^[A-Za-z_-]+$/.test(value)) return 'reference:look-up';
  if (groups['computed'] === 'yes') return 'reference:concatenation';
  if (VARIABLE.test(value)) return 'reference:variable';
  if (COMMAND.test(value) || (quote === '`' && input.kind !== 'code' && value.includes(' '))) return 'reference:command';
  if (TEMPLATE.test(value) || value.startsWith('${')) return 'reference:template';
  if (STORE.test(value)) return 'reference:store';
  if (VARIABLES.test(value)) return 'reference:variable';
  if (INTERPOLATION.test(value)) return 'reference:interpolation';
  if (value.includes('{') && FORMAT_FIELD.test(value) && value.length < 140) return 'reference:format';
  if ((quote === '' ? LITERAL_WORD : NO_VALUE).test(value) || FIELD_TYPE.test(value)) return 'reference:keyword';
  if (/\barn:[\w-]+:secretsmanager:[\w:-]*:$/.test(input.before)) return 'reference:store';
  // {% url 'api-auth:select' %}: the argument of a template's tag.
  if (/\{%[^%]*$/.test(input.before)) return 'reference:template';
  // get 'admin/passwords' => 'users#passwords': a controller and its action.
  if (ROUTE.test(value)) return 'reference:route';
  // typeof options.password === 'function'
  if (groups['sign']?.endsWith('=') === true && /\btypeof[ (][^=!]*[=!]==?\s*["']?$/.test(input.before)) return 'reference:keyword';
  if ((PATH.test(value) && isPathLike(value)) || /^\/(?:dev|etc|home|opt|private|proc|root|run|srv|tmp|usr|var|vault|mnt|app)\//.test(value)) return 'reference:path';
  if (FILE_NAME.test(value) && value.length > 5) return 'reference:file-name';
  if (quote === '' && groups['slot'] === undefined && input.relation !== 'sql' && input.relation !== 'uri' && input.relation !== 'header' && input.relation !== 'flag') return bareReason(input);
  return null;
}

/** Base64 has slashes too: a path has separators, words of letters, and no run of mixed case and digits. */
function isPathLike(value: string): boolean {
  if (/^(?:~|\.{1,2}|[A-Za-z]:|\\\\)/.test(value)) return true;
  if (value.length < 3) return false;
  const parts = value.split('/').filter((part) => part !== '');
  if (parts.length === 0 || value.includes('+') || value.endsWith('=')) return false;
  return parts.every((part) => part.length <= 40 && !isMixed(part));
}

function isMixed(part: string): boolean {
  if (part.length < 8) return false;
  let changes = 0;
  for (let at = 1; at < part.length; at++) {
    if (kindOf(part.charCodeAt(at)) !== kindOf(part.charCodeAt(at - 1))) changes++;
  }
  return changes / part.length > 0.35;
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

/** Bare words: literals in configuration and shells, names in code. */
function bareReason({ value: whole, kind, groups, after, before, comment, name }: ReferenceInput): string | null {
  const value = whole.replace(/[,;]$/, '');
  if (groups['form'] === 'bytes' || groups['form'] === 'default' || groups['form'] === 'block') return null;
  if (/^[\d.,_x+-]+$/i.test(value) && value.length < 6) return 'reference:number';
  if (value.startsWith('/*')) return 'reference:expression';
  // self.password = password, in documents too; the variable behind `value:` in a page's script.
  if (name !== undefined && /^(?:self|this|\$this|@)\W/.test(name) && name.toLowerCase().endsWith(value.toLowerCase())) return 'reference:identifier';
  if (kind === 'markup' && /^[a-z]+(?:[A-Z][a-z]+)*(?:Password|Passwd|Token|Secret|Key)$/.test(value)) return 'reference:identifier';
  // authenticate(username:password:persistence:)
  if (groups['inline'] === 'yes' && /^[a-z]\w*:$/i.test(value)) return 'reference:expression';
  if (/^(?:new|await|async|function|func|lambda|return|typeof|not|if|for|while|yield|throw)\s/.test(value)) return 'reference:expression';
  // `connect(password=password,`: a variable handed on.
  if (name !== undefined && (value !== whole || /[,)]/.test(after)) && name.toLowerCase().endsWith(value.toLowerCase())) return 'reference:identifier';
  // `AKIA, password= before commit`: words of a sentence do not stick to the sign.
  if (groups['inline'] === 'yes' && groups['sign'] === '=' && /\w=[ \t]+$/.test(before) && /^[a-z]+$/.test(value)) return 'reference:prose';
  // `NAME = 8234 -> Type`: listings of constants.
  if (/\s[-=]>\s/.test(value)) return 'reference:expression';
  // Cmdlets: $password = Get-Param -Name x
  if (/^(?:Add|Convert|ConvertTo|ConvertFrom|Get|Import|Invoke|Join|New|Out|Read|Select|Set|Unprotect|Write)-[A-Z][A-Za-z]+(?:$|\s)/.test(value)) return 'reference:expression';
  const member = MEMBER.test(value);
  const embedded = groups['embedded'] === 'yes' || (groups['inline'] === 'yes' && /["'`&\\]/.test(after));
  if ((kind === 'code' || kind === 'data' || groups['code'] === 'yes') && !embedded) {
    if (IDENTIFIER.test(value)) return comment || isDense(value) ? null : 'reference:identifier';
    if (member || /[()[\]{}]|\s[-+*/|&?<>=!]{1,2}\s/.test(value)) return 'reference:expression';
    return null;
  }
  // `"…;password=word;…"` inside a literal of code.
  if (embedded) return member && !/\d/.test(value) ? 'reference:member' : null;
  if (member && /(?:\(|\[|->|::|^(?:self|this|config|settings|params|request|req|args|opts|options|user|props|state|ctx|context|app|data|module|var|local|each|env|cfg|conf)\.)/.test(value)) return 'reference:member';
  if (/^[a-z_]\w*(?:\.[a-z_]\w*)+$/i.test(value) && !/\d/.test(value)) return 'reference:member';
  if (/^[A-Za-z_][\w.]*\(.*\)?;?$/.test(value)) return 'reference:call';
  return null;
}

/** Nobody names a variable like this: long, without words, digits among letters or letters in no language. */
function isDense(value: string): boolean {
  // A constant's name may be made of words that are in no language: NETRC_TOK_MACDEF.
  if (value.length < 16 || /^[A-Z]+(?:_[A-Z]+)+$/.test(value)) return false;
  const language = readLanguage(value);
  return language.words < 0.3 && (/\d.*[A-Za-z].*\d/.test(value) || language.surprise > 5.2);
}
