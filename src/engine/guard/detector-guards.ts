/**
 * Guards of the detectors that are code: what stands around a literal whenever the detector finds something there.
 * Written by hand from the detectors, on the generous side; test/engine/guards.test.ts holds them against the detectors.
 */
import type { Rule } from '../../rules/rule.ts';
import { byteSet } from './byte-set.ts';
import { bestRun } from './derive.ts';
import { automatonOf } from './automata.ts';
import type { Guard, Test } from './guard.ts';
import { indexKeyTests } from './index-key.ts';
import { commandWays } from './command-guards.ts';
import { nameTests } from './name-guards.ts';
import type { Surroundings } from './surroundings.ts';
import { buildNfa } from './nfa.ts';
import { runsBehind } from './positions.ts';

/** Gives the guard of one keyword of a rule with a detector other than `pattern`; null where every hit passes. */
export function detectorGuard(rule: Rule, keyword: string): Guard | null {
  switch (rule.detector) {
    case 'assignment':
      return /identified|securestring/.test(keyword) ? null : assignmentGuard(rule, keyword);
    case 'uri':
      return keyword === '://' ? guardOf(rule, URI) : keyword.endsWith('=') ? guardOf(rule, CONNECTION) : null;
    case 'authorization':
      return guardOrNull(rule, AUTHORIZATION[keyword]);
    case 'cli-flag':
      return guardOrNull(rule, commandWays(keyword));
    case 'section-key':
      return guardOf(rule, SECTION);
    case 'netrc':
      return guardOf(rule, NETRC);
    case 'argument-list':
      return guardOf(rule, ARGUMENT_LIST);
    case 'named':
      return namedGuard(rule, keyword);
    case 'jwk':
      return guardOf(rule, JWK);
    case 'pgpass':
      return keyword === '*:*:' ? guardOf(rule, PGPASS_ANY) : null;
    default:
      return null;
  }
}

/** First what the name says, in all ways of having a value; then the ways. */
function assignmentGuard(rule: Rule, keyword: string): Guard {
  const behind = behindName(keyword);
  const { ways } = guardOf(rule, keyword.startsWith('-') ? [...ASSIGNMENT, FLAG] : ASSIGNMENT, behind);
  const tests = [...nameTests(keyword, behind), ...indexKeyTests(keyword, behind)];
  return { ways: ways.map((way) => [...way, ...tests]) };
}

/** How many characters of a keyword stand behind a name: `key =` has two. */
function behindName(keyword: string): number {
  const end = keyword.search(/[^\w.-]/);
  return end < 0 ? 0 : keyword.length - end;
}

function guardOrNull(rule: Rule, ways: readonly Surroundings[] | null | undefined): Guard | null {
  return ways == null ? null : guardOf(rule, ways);
}

/** `behind` characters of the keyword are read with what follows it. */
function guardOf(rule: Rule, ways: readonly Surroundings[], behind = 0): Guard {
  return {
    ways: ways.map(({ follow, not, precede, reach, back }) => [
      ...(precede === undefined ? [] : [automaton('precede', precede, back ?? rule.reach.before)]),
      ...(follow === undefined ? [] : [automaton('follow', follow, reach ?? rule.reach.after, behind)]),
      ...(not === undefined ? [] : [automaton('not-follow', not, rule.reach.after, behind)]),
    ]),
  };
}

function automaton(kind: 'follow' | 'not-follow' | 'precede', pattern: string, reach: number, back = 0): Test {
  return { kind, dfa: automatonOf(pattern, { backwards: kind === 'precede' }), reach, back };
}

const any = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`;

// The assignment reader (src/detectors/assignment/): a name, what links it, a literal.

const NAME = '[\\w.\\x80-\\xff-]*';
const SPACE = '[ \\t]*';
const QUOTE = '(?:["\'`]|\\\\+["\'`]|\\\\u0022|\\\\x22|&#?\\w{2,4};|\\xe2\\x80[\\x98-\\x9f])';
/** Closes around a name. A round bracket does only behind a quote, or before a sign. */
const CLOSE = `${any('[\\]*!?]', '\\[\\w*\\]', `${QUOTE}\\)*`)}*`;
const QUOTED = `[\\]*!?]*${QUOTE}(?:[\\])*!?]|${QUOTE})*`;
/** A literal that is not empty, or an empty one that another is joined to. Letters and marks before it: b'…', @"…", :"…". */
const LITERAL = `[A-Za-z@$:]{0,2}${any(
  '"[^"]',
  "'[^']",
  '``?[^`]',
  '"""',
  "'''",
  '```',
  '(?:""|\'\')(?:[ \\t]*[+.&<>~\\\\\\r\\n]|[^\\s,;:)}\\]])',
  '(?:\\\\+["\'`]|\\\\u0022|\\\\x22|&#?\\w{2,4};|\\xe2\\x80[\\x98-\\x9f])[^\\n]',
)}`;
/** A call with a literal as its first argument. */
const CALL = '[\\w$.:<>?!&*@\\[\\], -]+\\(\\s*[bru@f]?\\\\*["\'`]';
/** A type between name and sign: `: string =`, ` String? =`, ` [16] =`, `: &'static str =`, ` varchar(20) DEFAULT`. */
const TYPE = "[ \\t:\\[][\\w.<>,|\\[\\]()?&*:' \\t-]*(?:=|default)";
const TYPE_REACH = 120;
const SIGN = '(?::?={1,3}>?|!={1,2}|::?=?)';
const NEXT_LINE = `\\r?\\n\\s*${QUOTE}`;
const VALUE = any(LITERAL, '[^ \\t\\r\\n"\'`][^\\n]{2}', '[\\[{]\\s*(?:-?\\d|\\(|["\'])', '[|>][^\\n]*\\n', NEXT_LINE);
/** An expression without a literal on its line is no value; neither is what something is compared with. */
const EXPRESSION = any(
  `${NAME}${CLOSE}\\)?${SPACE}[!=]={1,2}${SPACE}(?:[0-9(\\[{*+-]|[\\w.]{3})`,
  `${NAME}${CLOSE}${SPACE}(?::|:?=)${SPACE}(?:this\\.|await |[acfhjkqrtuwxyz]\\w*(?:\\.[a-z_$][\\w$]*)*\\()[^\\n"'\`]*\\n`,
);
const NAME_FIELD = `[ \\t\\r\\n"'\`{(,<;\\\\-](?:name|key|id|field|variable|var|env|setting|option|parameterkey|parameter|header|label|attribute|k|n)(?:\\\\*["'])?\\s*(?:[:=]|=>|>)\\s*(?:\\\\*["'])?${NAME}`;
const VALUE_FIELD = '(?:value|val|default|content|string|v)(?:\\\\*["\'])?\\s*[:=>]';

const FLAG: Surroundings = { follow: `${NAME}${CLOSE}(?:[ \\t]+|[=:])${SPACE}[^ \\t\\r\\n]{2}` };
const ASSIGNMENT: readonly Surroundings[] = [
  {
    follow:
      NAME +
      any(
        `${CLOSE}(?:\\)${SPACE})?${SPACE}${SIGN}${SPACE}${VALUE}`,
        `${CLOSE}[ \\t]+(?:[a-z]{2,4}[ \\t]+)?@?${QUOTE}`,
        `\\}${SPACE}=${SPACE}\\\\*["']`,
        `\\{${SPACE}["']`,
        `${SPACE}(?:<-|\\xef\\xbc\\x9a)${SPACE}${VALUE}`,
        `${QUOTED}\\.\\w+\\(`,
        `[\\]*!?]*\\(\\s*${any(LITERAL, CALL)}`,
        `${QUOTED}${SPACE},${SPACE}${any(LITERAL, CALL, NEXT_LINE)}`,
        `${CLOSE}>(?:[^<\\n]{3}|<!)`,
        `["']?\\s*\\{[^{}]*default`,
      ),
    not: EXPRESSION,
  },
  { follow: `${NAME}${CLOSE}${TYPE}${SPACE}${VALUE}`, reach: TYPE_REACH, not: EXPRESSION },
  // .thenReturn("x") behind a call, .toBe("x") behind what is expected
  { follow: `${NAME}(?:\\(\\))?\\)\\s*(?:\\.|to|should|and|is|be|have)[\\w. ]*[( ]\\s*@?\\\\*["']` },
  // "--password", type=str, default="x"
  { follow: `${NAME}${QUOTED}${SPACE},[\\w\\s.=:,]*(?:default|with|value)\\w*\\s?(?:=|:)` },
  { precede: `:${NAME}`, follow: `${NAME}${SPACE},[\\w\\s.=:,]*(?:default|with|value)\\w*\\s?(?:=|:)` },
  // let(:password) { 'x' }
  { precede: `:${NAME}`, follow: `${NAME}\\)${SPACE}\\{${SPACE}["']` },
  // ENV TOKEN x, set -gx TOKEN x, requirepass x
  { precede: `[\\s;](?:env|setenv|setx|set -[a-z]+|\\\\set)[ \\t]+${NAME}`, follow: `${NAME} [^ \\t\\r\\n]{3}` },
  { precede: '\\n\\s*(?:require|remote_|auth_|bridge_|bind)?', follow: '(?:w(?:or)?d)? [^ \\t\\r\\n]{3}' },
  // assertEquals("x", user.getPassword()), addValue("x", forHTTPHeaderField: "X-API-Key")
  { precede: `(?:assert|equal)[^\\n]*["'][^\\n]*,[^\\n]*`, follow: `${NAME}(?:\\(\\))?\\)` },
  { precede: `forHTTPHeaderField:[ \\t]*@?"${NAME}`, follow: `${NAME}"` },
  // :password, "value"
  { precede: `:${NAME}`, follow: `${NAME}${CLOSE}${SPACE},${SPACE}${any(LITERAL, CALL, NEXT_LINE)}` },
  // --password value, /password:value
  { precede: `[^\\w.\\x80-\\xff-](?:[-.]*-|/)${NAME}`, ...FLAG },
  // name: password, value: …; and the other way round
  { precede: NAME_FIELD, follow: `[^]*${VALUE_FIELD}` },
  { precede: `${VALUE_FIELD}[^]*${NAME_FIELD}` },
];

// The URI reader (src/detectors/uri.ts): most URIs have nobody before their host.

const URI: readonly Surroundings[] = [{ follow: '[^ \\t\\r\\n"\'`\\\\]*@' }];

/** A password of a connection string has another key of it for company, in one literal or on one line (KEYED of the detector). */
const OTHER_KEY = '(?:server|data source|datasource|addr(?:ess)?|hostaddr|host(?:name)?|user(?:name)?|user id|uid|database|initial catalog|dbname|port|driver|dsn|provider|endpoint)\\s*=';
const CONNECTION: readonly Surroundings[] = [{ precede: `${OTHER_KEY}[^"'\`\\n]*` }, { follow: `[^"'\`\\n]*${OTHER_KEY}` }, { follow: ` ?["'{][^]*${OTHER_KEY}` }];

// HTTP authorization (src/detectors/authorization.ts): a scheme opens a literal or follows its header; or a call.

const BASIC: readonly Surroundings[] = [
  { precede: '[^A-Za-z0-9 \\t][ \\t]*', follow: '(?:[ \\t]+|:[ \\t]*|%20|\\+)["\'\\\\]*[A-Za-z0-9+/_.~=%|:$!-]{4}' },
  { follow: '(?:_?auth[a-z]*)?["\']?\\s*(?:=>|=|:)?\\s*(?:new\\s\\w+)?[(\\[]' },
  { follow: '["\'],\\s*["\'][A-Za-z0-9+/=]{8}' },
];
/** A credential behind a scheme. */
const CREDENTIAL = '(?:[ \\t]+|:[ \\t]*|%20|\\+)(?:token[= ]\\s?)?["\'\\\\]*[A-Za-z0-9+/_.~=%|:$!-]{4}';
const SCHEME = '(?:bearer|basic|token|apikey|api-key|ntlm|negotiate|sso-key|splunk|genie ?key|key|jwt|aws|digest|hawk|bot|ssws|zoho-oauthtoken|private-token)(?:[ \\t+:%]|["\'],)';
/** The detector reads flags, pairs and words without a literal of their own so far around the literal, and a little more. */
const NEAR = '(?:[\\s"\'`(\\[,](?:-u|--user|--proxy-user|--basic-auth|--auth|-a)[ \\t=]|ntlm|negotiate|ssws|splunk|(?:auth[a-z]*|credentials?|basic)["\']?\\s*(?:=>?|:)?\\s*(?:new\\s\\w*)?[(\\[])';
const NEAR_BEHIND = 72;
const NEAR_BEFORE = 32;
const BESIDE: readonly Surroundings[] = [{ follow: `[^]*${NEAR}`, reach: NEAR_BEHIND }, { precede: `${NEAR}[^]*`, back: NEAR_BEFORE }];
const CURL: readonly Surroundings[] = [
  { reach: NEAR_BEHIND, follow: '[^]*(?:[\\s"\'`(\\[,](?:-u|--user|--proxy-user|--basic-auth|--auth|-a)[ \\t=]|ntlm|negotiate|ssws|splunk|auth|credential)' },
  // The user of a long command; see COMMAND of the detector.
  { reach: 520, follow: '(?:\\.exe)?[\\s"\'](?:[^\\n]|\\\\\\r?\\n)*[\\s"\'`(\\[,](?:-u|--user|--proxy-user|--basic-auth|--auth|-a)[ \\t=]+["\']?[^\\s"\'`:=-][^\\s"\'`]*:' },
];
const PAIR: Surroundings = { follow: '[a-z]*["\']?\\s*(?:=>|=|:)?\\s*(?:new\\s\\w+)?[(\\[]' };
/** By keyword. Names of API-key headers are read by the assignment reader: here they only open windows for what stands beside them. */
const AUTHORIZATION: Readonly<Record<string, readonly Surroundings[]>> = {
  basic: BASIC,
  curl: CURL,
  authorization: [{ precede: '[^A-Za-z0-9_]', follow: `["'\\]\\\\)]*\\s*(?:[:=,(]|=>|:=)\\s*(?:\\[\\s*)?[rbuf]?\\\\*["'\`]*\\s?${SCHEME}` }, ...BESIDE],
  bearer: [{ precede: '[^A-Za-z0-9 \\t][ \\t]*', follow: CREDENTIAL }, ...BESIDE],
  apikey: BESIDE,
  'api-key': BESIDE,
  'x-api-key': BESIDE,
  'x-auth': [PAIR, ...BESIDE],
  'private-token': BESIDE,
  'x-vault-token': BESIDE,
};

// Keys of sections (src/detectors/structured/section-key.ts): a brace, a line of its own, a closed bracket.

const SECTION: readonly Surroundings[] = [{ follow: '[\\w-]*(?:["\']?\\s*:\\s*\\{|["\']?:[ \\t]*\\r?\\n|\\][ \\t]*\\r?\\n)', reach: 120 }];

// .netrc (src/detectors/structured/netrc.ts): a host, then another of its words.

const NETRC: readonly Surroundings[] = [{ follow: '[ \\t\\r\\n]*[\\w.:/-]+[ \\t\\r\\n]+(?:login|user|account|port|protocol|password|passwd)[ \\t]' }];

// Lists of arguments (src/detectors/structured/argument-list.ts): "--name", "value".

/** The detector's bounds on the name and the blanks, and a little more. */
const ARGUMENT_REACH = 200;
/** A part of every word that names a secret (HEADS of src/detectors/names/family.ts). */
const HEAD = '(?:pas|pwd|pw|psw|pswd|psk|kennwort|senha|contrase|clave|mdp|wachtwoord|haslo|lozinka|parola|secret|token|jwt|bearer|pat|ticket|key|auth|cred|otp|seed|hmac|verifier|salt)';
const ARGUMENT_LIST: readonly Surroundings[] = [{ reach: ARGUMENT_REACH, follow: '[\\w-]*' + HEAD + '[\\w-]*["\']\\s*,\\s*["\'][^\\n\\\\-]' }];

// JSON Web Keys (src/detectors/jwk.ts): `kty` is there for its value, one of four.

const JWK: readonly Surroundings[] = [{ reach: 200, follow: '\\\\*["\']?\\s{0,3}(?::|=>|=)\\s{0,3}\\\\*["\'](?:rsa|ec|okp|oct)' }];

// PostgreSQL's password file (src/detectors/structured/pgpass.ts): five fields on a line. Two asterisks have two fields
// before them at most; lists of software (CPE names) have more.

const FIELDS = '(?:(?:[^:\\\\\\r\\n]|\\\\[^\\r\\n])*:)';
const PGPASS_ANY: readonly Surroundings[] = [{ precede: `\\n(?:\\[[0-9a-f:]*\\]:)?${FIELDS}{0,2}`, follow: `${FIELDS}{0,2}(?:[^:\\\\\\r\\n]|\\\\[^\\r\\n]){3}` }];

// The named detector (src/detectors/named.ts): the provider's word in a name, a relation, a value of the rule's shape.

const NAMED_QUOTES = '(?:\\\\{0,3}["\'`]|&quot;|&#34;)*';
const NAMED_NAME = '[\\w.$-]*(?: (?:api|app|application|access|rest|secret|auth|client|private|personal|service|account|admin|user|key|token|password|id|value))*';
const NAMED_RELATION = `${NAMED_NAME}${any(
  `${NAMED_QUOTES}\\s*[,;]?(?:\\\\n|\\s)*${NAMED_QUOTES}(?:default_?)?value`,
  '>',
  `${NAMED_QUOTES}[\\])]?(?:\\s+string)?\\s*(?:[:=,]|\\?\\?|\\?=|\\|\\||<-)`,
  '[`*"\' ]*\\|',
  '\\s+\\\\*["\'`]',
  '[^ \\t\\r\\n"\'<>`\\\\]*[?&;][A-Za-z0-9_.-]+=',
)}`;
/** A value behind a mere space: of flags and of names in capitals. */
const NAMED_SPACE = `${NAMED_NAME}[ \\t]`;

/** A name, and what may stand between it and its value, are no longer than this. */
const NAMED_REACH = 512;

const CAPITALS = byteSet((byte) => byte >= 65 && byte <= 90);
const BEFORE_WORD = byteSet((byte) => !((byte | 32) >= 97 && (byte | 32) <= 122) || 'nrtNRT'.includes(String.fromCharCode(byte)));
const OF_CAPITALS = byteSet((byte) => (byte >= 65 && byte <= 90) || '0123456789_.$-'.includes(String.fromCharCode(byte)));

function namedGuard(rule: Rule, keyword: string): Guard {
  const { value, words } = JSON.parse(rule.pattern ?? '{}') as { value: string; words: string[] };
  const nfa = buildNfa(value, rule.flags);
  const run = nfa === null ? null : bestRun(runsBehind(nfa, [nfa.start]), rule.reach.after);
  const valueBehind: Test[] = run === null ? [] : [{ kind: 'run', ...run, reach: rule.reach.after, line: rule.reach.lines }];
  // A word does not begin behind a letter, unless the letter ends an escape or the word begins in camel case.
  const wordStart = beginsWord(keyword, words);
  const starts: Test[][] = wordStart ? [[automaton('precede', any('[^a-z]', '\\\\[nrt]'), 2)], [{ kind: 'at', offset: 0, sets: [CAPITALS] }]] : [[]];
  return {
    ...(wordStart && { first: { set: BEFORE_WORD, unlessCapital: true } }),
    ways: [
      ...starts.map((start) => [...start, automaton('follow', NAMED_RELATION, NAMED_REACH), ...valueBehind]),
      [{ kind: 'at', offset: 0, sets: [OF_CAPITALS] }, automaton('follow', NAMED_SPACE, NAMED_REACH), ...valueBehind],
      [automaton('precede', '-[\\w.$-]*', rule.reach.before), automaton('follow', NAMED_SPACE, NAMED_REACH), ...valueBehind],
    ],
  };
}

/** True when a word that touches the keyword can only begin where the keyword does. */
function beginsWord(keyword: string, words: readonly string[]): boolean {
  const plain = (text: string): string => text.replace(/[ _.-]/g, '');
  for (let at = 1; at < keyword.length; at += 1) {
    const rest = plain(keyword.slice(at));
    if (words.some((word) => rest.startsWith(plain(word)) || plain(word).startsWith(rest))) return false;
  }
  return true;
}
