/**
 * Guards of the detectors that are code: what stands around a literal whenever the detector finds something there.
 * Written by hand from the detectors, on the generous side; test/engine/guards.test.ts holds them against the detectors.
 *
 * Patterns here read bytes, ignore case and know no look-around. `follow` matches right behind the literal, `precede`
 * right before it.
 */
import type { Rule } from '../../rules/rule.ts';
import { byteSet } from './byte-set.ts';
import { bestRun } from './derive.ts';
import { buildDfa, reversed, type Dfa } from './dfa.ts';
import type { Guard, Test } from './guard.ts';
import { buildNfa } from './nfa.ts';
import { runsBehind } from './positions.ts';

/** One way in which a literal may have a value; `not` is what must not follow it. */
interface Surroundings {
  readonly follow?: string;
  readonly not?: string;
  readonly precede?: string;
  /** How many bytes `follow` may read; the rule's reach when absent. */
  readonly reach?: number;
}

/** Gives the guard of one keyword of a rule with a detector other than `pattern`; null where every hit passes. */
export function detectorGuard(rule: Rule, keyword: string): Guard | null {
  switch (rule.detector) {
    case 'assignment':
      return /identified|securestring/.test(keyword) ? null : guardOf(rule, keyword.startsWith('-') ? [...ASSIGNMENT, FLAG] : ASSIGNMENT, behindName(keyword));
    case 'uri':
      return keyword === '://' ? guardOf(rule, URI) : null;
    case 'authorization':
      return keyword === 'basic' ? guardOf(rule, BASIC) : keyword === 'curl' ? guardOf(rule, CURL) : null;
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

/** How many characters of a keyword stand behind a name: `key =` has two. */
function behindName(keyword: string): number {
  const end = keyword.search(/[^\w.-]/);
  return end < 0 ? 0 : keyword.length - end;
}

function guardOf(rule: Rule, ways: readonly Surroundings[], back = 0): Guard {
  return {
    ways: ways.map(({ follow, not, precede, reach }) => [
      ...(precede === undefined ? [] : [automaton('precede', precede, rule.reach.before)]),
      ...(follow === undefined ? [] : [automaton('follow', follow, reach ?? rule.reach.after, back)]),
      ...(not === undefined ? [] : [automaton('not-follow', not, rule.reach.after, back)]),
    ]),
  };
}

const automata = new Map<string, Dfa>();

function automaton(kind: 'follow' | 'not-follow' | 'precede', pattern: string, reach: number, back = 0): Test {
  const key = `${kind === 'precede'} ${pattern}`;
  let dfa = automata.get(key);
  if (dfa === undefined) {
    const nfa = buildNfa(pattern, 'i');
    if (nfa === null) throw new RangeError('the guard is too large');
    dfa = buildDfa(kind === 'precede' ? reversed(nfa) : nfa);
    automata.set(key, dfa);
  }
  return { kind, dfa, reach, back };
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
const VALUE = any(LITERAL, '[^ \\t\\r\\n"\'`][^\\n]{2}', '[\\[{]\\s*(?:-?\\d|\\()', '[|>][^\\n]*\\n', NEXT_LINE);
/** An expression without a literal on its line is no value; neither is what something is compared with. */
const EXPRESSION = any(
  `${NAME}${CLOSE}\\)?${SPACE}[!=]={1,2}${SPACE}(?:[0-9(\\[{*+-]|[\\w.]{3})`,
  `${NAME}${CLOSE}${SPACE}(?::|:?=)${SPACE}(?:this\\.|await |[acfhjkqrtuwxyz]\\w*(?:\\.[a-z_$][\\w$]*)*\\()[^\\n"'\`]*\\n`,
);
const NAME_FIELD = `[ \\t\\r\\n"'\`{(,<;\\\\-](?:name|key|id|field|variable|var|env|setting|option|parameterkey|parameter|header|label|attribute|k|n)(?:\\\\*["'])?\\s*(?:[:=]|=>|>)\\s*(?:\\\\*["'])?${NAME}`;
const VALUE_FIELD = '(?:value|val|default|content|v)(?:\\\\*["\'])?\\s*[:=>]';

const FLAG: Surroundings = { follow: `${NAME}${CLOSE}(?:[ \\t]+|[=:])${SPACE}[^ \\t\\r\\n]{2}` };
const ASSIGNMENT: readonly Surroundings[] = [
  {
    follow:
      NAME +
      any(
        `${CLOSE}(?:\\)${SPACE})?${SPACE}${SIGN}${SPACE}${VALUE}`,
        `${CLOSE}[ \\t]+(?:[a-z]{2,4}[ \\t]+)?${QUOTE}`,
        `[\\]*!?]*\\(\\s*${any(LITERAL, CALL)}`,
        `${QUOTED}${SPACE},${SPACE}${any(LITERAL, CALL, NEXT_LINE)}`,
        `${CLOSE}>(?:[^<\\n]{3}|<!)`,
        `["']?\\s*\\{[^{}]*default`,
      ),
    not: EXPRESSION,
  },
  { follow: `${NAME}${CLOSE}${TYPE}${SPACE}${VALUE}`, reach: TYPE_REACH, not: EXPRESSION },
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

// HTTP authorization (src/detectors/authorization.ts): a scheme opens a literal or follows its header; or a call.

const BASIC: readonly Surroundings[] = [
  { precede: '[^A-Za-z0-9 \\t][ \\t]*', follow: '(?:[ \\t]+|:[ \\t]*|%20|\\+)["\'\\\\]*[A-Za-z0-9+/_.~=%|:$!-]{4}' },
  { follow: '(?:_?auth[a-z]*)?["\']?\\s*(?:=>|=|:)?\\s*(?:new\\s\\w+)?[(\\[]' },
];
/** The detector reads flags, and words without a literal of their own, in so many bytes behind the literal, and a little more. */
const CURL_REACH = 72;
const CURL: readonly Surroundings[] = [{ reach: CURL_REACH, follow: '[^]*(?:[\\s"\'`(\\[,](?:-u|--user|--proxy-user|--basic-auth|--auth|-a)[ \\t=]|ntlm|negotiate|ssws|splunk|auth|credential)' }];

// Lists of arguments (src/detectors/structured/argument-list.ts): "--name", "value".

/** The detector's bounds on the name and the blanks, and a little more. */
const ARGUMENT_REACH = 200;
const ARGUMENT_LIST: readonly Surroundings[] = [{ reach: ARGUMENT_REACH, follow: '[A-Za-z][\\w-]*["\']\\s*,\\s*["\'][^\\n\\\\-]' }];

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
