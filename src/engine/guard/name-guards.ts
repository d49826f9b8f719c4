/**
 * Names that mean no secret although a keyword is in them, told from their first or last words: `token_id`, `primaryKey`,
 * `authors`, `passed`. What readName of src/detectors/names/family.ts says of any name that these tests stop is null;
 * test/engine/name-guards.test.ts holds them against it.
 *
 * A name ends before a byte that cannot be part of one. Words begin behind `_`, `.`, `-`, a digit, or in camel case.
 */
import { automatonOf } from './automata.ts';
import type { Test } from './guard.ts';

/** As the last word of a name these say that it holds something about a secret. The most frequent of names/family.ts. */
export const LAST_WORDS: readonly string[] = (
  'id ids name names type types file files path paths url urls uri provider manager handler callback request requests response error exception failure ' +
  'info status cache class builder generator description length size limit count field fields header headers list map options prefix suffix title column ' +
  'version ttl pattern store add enabled disabled failed validator validation encoder address policy policies location source digest method'
).split(' ');

/** Right before the keyword's word these make it a matter of code, or public. The most frequent of names/family.ts. */
export const FIRST_WORDS: readonly string[] = (
  'primary foreign partition sort cache group grouping parent index row page unique composite trace metric message public pub no continuation lookup ' +
  'object event routing search filter param field dict map mapping hash bucket cancellation encrypted has is use with'
).split(' ');

/** Words that begin with a keyword and mean something else, without the keyword. */
export const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  auth: ['or', 'ors', 'ored', 'oring', 'ority', 'orities', 'orize', 'orized', 'orizer', 'orizers', 'orizing', 'enticate', 'enticated', 'enticates', 'enticator', 'enticators', 'enticating', 'z', 'zid', 'n'],
  pass: ['ed', 'es', 'ing', 'able', 'age', 'ages', 'ive', 'enger', 'ion', 'through', 'thru', 'port'],
  cred: ['it', 'its', 'ited', 'ible'],
  salt: ['y'],
};

/** What may follow such a word in its name without making a secret of it. */
const HARMLESS: readonly string[] = 'id|ids|name|names|config|configs|callback|handler|class|props|exception|error|failure|data|info|request|response|result|results|url|list|map|context|module|service|manager|provider|builder|factory|impl|type|role|user|users|status|count|index|topic|topics|operation|operations|test|tests'.split('|');

/** A byte that no name has. Trailing dots and dashes are left to the detector. */
const END = '[^\\w.\\x80-\\xff-]';
/** What may stand before a word that begins without a capital. Behind a backslash the word's first letter may be an escape's. */
const SEPARATOR = '[^A-Za-z0-9\\\\\\x80-\\xff]';
/** Names that are longer are left to the detector. */
const REACH = 48;

/** States of an automaton have their numbers in a byte: so many words fit into one. */
const WORDS_AT_ONCE = 18;

/** Tests that stop names around `keyword`, of which `behind` characters stand behind the name. */
export function nameTests(keyword: string, behind: number): Test[] {
  const word = keyword.slice(0, keyword.length - behind);
  if (!/^[a-z][a-z_-]*$|^_[a-z]+_$/.test(word)) return [];
  return [...(behind === 0 ? lastWords() : []), ...firstWords(word, behind), ...otherWords(word, behind)];
}

/** `tokenId`, `auth_file`. From the literal's last byte on: what begins in camel case does so behind a small letter. */
function lastWords(): Test[] {
  const tests: Test[] = [];
  for (let at = 0; at < LAST_WORDS.length; at += WORDS_AT_ONCE) {
    const words = LAST_WORDS.slice(at, at + WORDS_AT_ONCE);
    const plain = words.flatMap((word) => [word, capitalised(word), word.toUpperCase()]);
    const pattern = `[\\w.-]*(?:[a-z0-9]${oneOf(words.map(capitalised))}|[._-]${oneOf(plain)})${END}`;
    tests.push({ kind: 'not-follow', dfa: automatonOf(pattern, { exact: true }), reach: REACH, back: 1 });
  }
  return tests;
}

/** `primary_key`, `foreignKey`: the keyword is the last word, and the one before it is one of these. */
function firstWords(word: string, behind: number): Test[] {
  if (!/^(?:key|token|secret|auth|pass|pwd)$/.test(word)) return [];
  const initial = word.charAt(0);
  const capital = initial.toUpperCase();
  // A word that is not the first one begins behind a separator, or in camel case behind a small letter.
  const first = `${SEPARATOR}${oneOf(FIRST_WORDS.flatMap((one) => [one, capitalised(one), one.toUpperCase()]))}[_.-][${initial}${capital}]`;
  const camel = `(?:${SEPARATOR}${oneOf(FIRST_WORDS)}|(?:${SEPARATOR}|[a-z0-9])${oneOf(FIRST_WORDS.map(capitalised))})${capital}`;
  return [first, camel].map((pattern) => ({ kind: 'not-around', before: automatonOf(pattern, { backwards: true, exact: true }), inside: 1, behind: automatonOf(END), back: behind, reach: REACH }));
}

/** `author`, `this.authorized`, `passed`: the name begins with such a word, and nothing in it is a secret's. */
function otherWords(word: string, behind: number): Test[] {
  const others = behind > 0 ? undefined : OTHER_WORDS[word];
  if (others === undefined) return [];
  const before = automatonOf(`${END}(?:(?:this|self)\\.)?`, { backwards: true });
  // In capitals a single letter would be a word of its own: `authZ`.
  const capitals = others.filter((other) => other.length > 1).map((other) => other.toUpperCase());
  const patterns = [
    `${oneOf(others)}(?:[_-]?${oneOf([...HARMLESS, ...HARMLESS.map(capitalised)])})*${END}`,
    ...(capitals.length === 0 ? [] : [`${oneOf(capitals)}(?:_${oneOf(HARMLESS.map((one) => one.toUpperCase()))})*${END}`]),
  ];
  return patterns.map((pattern) => ({ kind: 'not-around', before, inside: 0, behind: automatonOf(pattern, { exact: true }), back: 0, reach: REACH }));
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.join('|')})`;
}
