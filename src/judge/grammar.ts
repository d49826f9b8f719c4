/** Not a secret, by grammar: placeholders, references and shapes, with what name and place say about them. */
import { decodeBasic } from '../detectors/authorization.ts';
import { readName } from '../detectors/names/family.ts';
import type { Candidate } from '../model.ts';
import { fileKind, isTranslationPath } from './file-kind.ts';
import { lineOf } from './model/features.ts';
import { readLanguage } from './model/language.ts';
import { isUriTemplate, placeholderReason } from './placeholders.ts';
import { referenceReason } from './references.ts';
import { containerReason, shapeReason } from './shapes.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const COMMENT = /^\s*(?:#|\/\/|\/\*|\*(?=[\s/])|--|;|<!--|%|rem\b)/i;

const BADGE = /(?:badge|status|coverage|graph)[\w/.-]*\.svg\?(?:[\w-]+=[\w-]*&)*token=$/i;
/** `Bearer abc...`: what follows a bare value says that it was cut. */
const ELIDED = /^(?:\.\.\.|\xe2\x80\xa6|\\u2026)/;

/** Why the grammar of a generic candidate says that it is no secret (`placeholder:…`, `reference:…`, `shape:…`), or null. */
export function grammarReason(candidate: Candidate, path: string | null): string | null {
  const { name, relation, groups, quote = '' } = candidate;
  const value = groups['password'] ?? candidate.value;
  const kind = fileKind(path);
  if (kind === 'lock') return 'shape:lock-file';
  const inUri = groups['slot'] === 'password';
  if (inUri && isUriTemplate(groups['user'] ?? 'user', value, groups['host'] ?? '')) return 'placeholder:uri-template';
  const end = candidate.contextOffset + (candidate.end - candidate.start);
  const after = candidate.context[end] ?? '';
  // The public token of a badge: https://codecov.io/gh/o/r/graph/badge.svg?token=…
  if (relation === 'uri' && BADGE.test(candidate.context.slice(Math.max(0, candidate.contextOffset - 60), candidate.contextOffset))) return 'shape:badge';
  // 'Password' => Illuminate\Support\Facades\Password::class
  if (quote === '' && /^(?:\\[A-Z]\w*){1,8}::class\b/.test(candidate.context.slice(end, end + 160))) return 'reference:member';
  // keywords: ["password", "hashing"]
  if (groups['opener'] === '[' && /^[a-z]+$/.test(value)) return 'shape:word';
  if (quote === '' && ELIDED.test(candidate.context.slice(end, end + 6))) return 'placeholder:ellipsis';
  if (isTranslationPath(path) && isText(value)) return 'shape:translation';
  const line = lineOf(candidate);
  const before = candidate.context.slice(Math.max(0, candidate.contextOffset - 80), candidate.contextOffset);
  return (
    placeholderReason(value) ??
    referenceReason({ value, quote, kind, relation, name, groups, after, before: before.slice(before.lastIndexOf('\n') + 1), comment: COMMENT.test(line) }) ??
    (inUri ? containerReason(value) : (formReason(candidate, value) ?? shapeReason(value, candidate.rule.kind === 'password' && quote !== '') ?? nameReason(candidate)))
  );
}

/** What people read: words in any script, without a digit and without the changes of case of a key. */
function isText(raw: string): boolean {
  const value = raw.replace(/\{\{?\s?\w{0,40}\s?\}?\}|%(?:\d\$)?[sd@]/g, '');
  if (/\S\s+\S/.test(value) || (value.length > 4 && value.replace(/[\x00-\x7f]/g, '').length > value.length / 2)) return true;
  return !/\d|[a-z][A-Z]|[A-Z]{2}[a-z]|[_=]/.test(value) && (/[\x80-\xff]/.test(value) || /^[A-Za-z-]{1,30}[.:!?]?$/.test(value));
}

/** Mechanisms of SASL (IANA registry) and of SMTP. */
const MECHANISM = /^(?:plain|login|cram-md5|digest-md5|x?oauth2?|oauthbearer|gssapi|gs2-krb5|ntlm|scram-sha-\d{1,3}(?:-plus)?|external|anonymous|kerberos|negotiate|credssp|basic|certificate)$/i;
/** Words, and short numbers, joined by dashes, underscores or dots. */
const SLUG = /^[-_]?(?:[A-Za-z]{1,40}\d{0,2}|[A-Za-z]?\d{1,4}[A-Za-z]?|\d{14})(?:[-_.:/ ](?:[A-Za-z]{1,40}\d{0,2}|[A-Za-z]?\d{1,4}[A-Za-z]?))+$/;

/** What the value's form says together with its name. */
function formReason({ name, groups, relation }: Candidate, value: string): string | null {
  // What Basic carries is base64 of user:password; words in its place are a stand-in.
  if (groups['scheme'] === 'basic' && groups['header'] !== undefined && groups['password'] === undefined && !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return 'placeholder:basic';
  // Basic of `user:`: nothing is behind the colon. A key in the user's place is another matter.
  if (groups['scheme'] === 'basic' && groups['password'] === '' && /^[A-Za-z._-]{0,16}$/.test(groups['user'] ?? '')) return 'shape:empty';
  // What these carry is base64 of a message: `NTLM delegating to a helper` is prose.
  if (/^(?:ntlm|negotiate)$/.test(groups['scheme'] ?? '') && /^[a-z]+$/.test(value)) return 'shape:word';
  if (name === undefined) return null;
  // curl -u user:password
  if (relation === 'flag' && groups['user'] !== undefined && isUriTemplate(groups['user'], value, '')) return 'placeholder:wording';
  // credentials('<uuid>') of Jenkins: which entry of the store is meant.
  if (name === 'credentials' && relation === 'argument' && groups['sign'] === '(' && (UUID.test(value) || SLUG.test(value))) return 'reference:look-up';
  const meaning = readName(name);
  if (meaning?.strong === false) {
    if (UUID.test(value)) return 'shape:uuid';
    // `"license": { "key": "bsd-3-clause" }`, `key: 'V1001_MENU_MUSIC'`: what names an entry is made of words.
    if (meaning.family === 'key' && (SLUG.test(value) || readLanguage(value).words > 0.7 || /^(?:\\x[0-9a-f]{2}){4}/i.test(value))) return 'shape:word';
    if (meaning.family === 'auth' && MECHANISM.test(value)) return 'shape:mechanism';
    // reverse('authentication:saml2:logout'): the name of a route.
    if (meaning.family === 'auth' && groups['inline'] === 'yes' && groups['sign'] === ':' && SLUG.test(value)) return 'shape:word';
    // `sort_key`, `test_ppa_key`: what such a key opens, if anything, is long and has digits.
    if (meaning.family === 'key' && (value.length < 12 || !/\d/.test(value))) return 'shape:word';
  }
  // <key>Name</key> of property lists: the text is a name.
  if (relation === 'element' && /^key$/i.test(name)) return 'shape:name';
  // secrets: "BW-APP-ID,BW-APP-KEY": which entries of a store are meant.
  if (meaning?.head === 'secrets' && /^[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)+(?:\s?,\s?[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)+)*$/.test(value)) return 'shape:name';
  // `PASSWORD_ENV = 'DB_PASSWORD'`, `secretKey: db-password`: the name of a variable or of a secret.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) && readName(value) !== null) return 'shape:name';
  if (meaning !== null && meaning.family !== 'password' && /^[A-Za-z]+(?:[-_/][A-Za-z]+)+$/.test(value) && readName(value)?.strong === true) return 'shape:name';
  const basic = /auth$/i.test(name) ? decodeBasic(value) : null;
  return basic !== null && isUriTemplate(basic.user, basic.password, '') ? 'placeholder:wording' : null;
}

/** Values that repeat their name (`opGetPasswordData = "GetPasswordData"`), and bare numbers under a token's name. */
function nameReason({ name, value, rule }: Candidate): string | null {
  if (rule.kind !== 'password' && value.length < 20 && /^[\d.]+$/.test(value)) return 'shape:number';
  if (name === undefined || value.length > 60) return null;
  const plain = plainOf(value);
  const ofName = plainOf(name);
  // manageResetPassword = 'manageresetpassword', useSdkPasswordGenerators = 'pm-19976-use-sdk-password-generators'
  if (ofName.length >= 12 && (plain === ofName || (plain.endsWith(ofName) && /[-_.][A-Za-z]/.test(value)))) return 'shape:name';
  if (!/[A-Za-z][_.\s-][A-Za-z]|[a-z][A-Z]/.test(value)) return null;
  return plain.length >= 8 && ofName.includes(plain) ? 'shape:name' : null;
}

function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
