/**
 * Values that only their name gives away: 32 hex digits are a Datadog key when something called `DATADOG_API_KEY` is
 * set to them, and nothing at all otherwise.
 *
 * A rule gives the provider's words, the terms its names use, and the value's exact shape. From a hit of a word the
 * detector reads the whole name to both sides, then the relation (`=`, `:`, `=>`, a call's comma, an element's `>`, a
 * pair's `value:`), then the value. A word somewhere else in the file is not enough.
 */
import type { Detector, RawCandidate } from './detector.ts';
import type { Relation } from '../model.ts';
import { TOKEN_END } from '../rules/pattern/boundary.ts';
import type { Rule } from '../rules/rule.ts';

interface Named {
  readonly words: readonly string[];
  /** Characters of the longest word with its separators. */
  readonly longest: number;
  readonly word: RegExp;
  readonly terms: RegExp;
  readonly value: RegExp;
}

const DEFAULT_TERMS = 'key|token|secret|pass|pwd|auth|cred|api|pat|sid|signature|private|bearer|webhook|dsn';
const NAME_CHARACTER = /[A-Za-z0-9_.$-]/;
const NAME_REACH = 64;
/** Further words of a name written with spaces: "Datadog API key". */
const SPOKEN_TAIL = /(?:[ _.-]?(?:api|app|application|access|rest|secret|auth|client|private|personal|service|account|admin|user|key|token|password|id|value)\b)*/iy;

/** Between name and value, most specific first. Quotes may be escaped, since JSON stands in JSON. */
const QUOTES = '(?:\\\\{0,3}["\'`]|&quot;|&#34;){0,3}';
const OPENERS = `(?:(?:[A-Za-z_.:]{1,24}\\()?(?:[@bBrRfFuU](?=\\\\{0,3}["'\`]))?${QUOTES})`;
const RELATIONS: readonly (readonly [Relation, RegExp])[] = [
  ['pair', sticky(`${QUOTES}\\s{0,40}[,;]?(?:\\\\n|\\s){0,40}${QUOTES}(?:default_?)?[vV]alue${QUOTES}\\s{0,8}[:=]\\s{0,8}${OPENERS}`)],
  ['element', sticky('>\\s{0,40}(?:<!\\[CDATA\\[)?')],
  ['mapping', sticky(`${QUOTES}\\]?\\s{0,8}:\\s{0,8}(?:[A-Za-z&'_][\\w<>?&' .\\[\\]]{0,24}?\\s{0,4}=\\s{0,4})?${OPENERS}(?:Bearer |Token |Basic )?`)],
  ['assignment', sticky(`${QUOTES}[\\])]?(?:\\s{1,4}string)?\\s{0,40}(?:=>|\\?\\?=|\\|\\|=|\\?=|:=|={1,3}|<-|\\|\\||\\?\\?)\\s{0,8}${OPENERS}(?:Bearer |Token |Basic )?`)],
  ['argument', sticky(`${QUOTES}\\s{0,4},\\s{0,8}${OPENERS}`)],
  ['column', sticky('[`*"\' ]{0,4}\\|[ `*"\']{0,8}')],
  ['argument', sticky(`\\s{1,8}(?:\\\\{0,3}["'\`])`)],
  ['flag', sticky('[ \\t]{1,4}')],
];

function sticky(source: string): RegExp {
  return new RegExp(source, 'y');
}

const compiled = new WeakMap<Rule, Named>();

/** Reads every name that holds one of the rule's words between `from` and `to`, and the value behind it. */
export const namedDetector: Detector = { name: 'named', find: findNamed };

function findNamed(rule: Rule, text: string, from: number, to: number): RawCandidate[] {
  const named = partsOf(rule);
  const found: RawCandidate[] = [];
  // The literal may be the later part of a word written with separators: of `ip data`, the index looks for `data`.
  named.word.lastIndex = Math.max(0, from - named.longest);
  for (let hit = named.word.exec(text); hit !== null && hit.index < to; hit = named.word.exec(text)) {
    const name = nameAround(text, hit.index, hit.index + hit[0].length);
    if (name === null || !isWholeWord(text, hit.index, hit[0].length)) continue;
    const read = readValue(named, text, name.start, name.end) ?? readFromUrl(named, text, name.end);
    if (read === null || found.some((other) => other.start === read.start)) continue;
    found.push(read);
    named.word.lastIndex = Math.max(named.word.lastIndex, hit.index + hit[0].length);
  }
  return found;
}

function partsOf(rule: Rule): Named {
  let named = compiled.get(rule);
  if (named === undefined) {
    const parts = JSON.parse(rule.pattern ?? '{}') as { words: string[]; terms: string | null; value: string };
    named = {
      words: parts.words,
      longest: Math.max(...parts.words.map((word) => word.length)),
      // Longest first: of `docker` and `dockerhub` the alternation takes the one that says more.
      word: new RegExp([...parts.words].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ _-]/g, '[ _.-]?')).join('|'), 'gi'),
      terms: new RegExp(parts.terms ?? DEFAULT_TERMS, 'i'),
      value: new RegExp(`(?:${parts.value})${TOKEN_END}(?![/+=-][A-Za-z0-9])`, 'y'),
    };
    compiled.set(rule, named);
  }
  return named;
}

interface Name {
  readonly start: number;
  readonly end: number;
}

/** The whole name around a word: identifier characters, and further words with spaces between. */
function nameAround(text: string, start: number, end: number): Name | null {
  let first = start;
  while (first > 0 && start - first < NAME_REACH && NAME_CHARACTER.test(text[first - 1] ?? '')) first -= 1;
  let last = end;
  while (last < text.length && last - end < NAME_REACH && NAME_CHARACTER.test(text[last] ?? '')) last += 1;
  if (last < text.length && NAME_CHARACTER.test(text[last] ?? '')) return null;
  SPOKEN_TAIL.lastIndex = last;
  const tail = SPOKEN_TAIL.exec(text);
  return { start: first, end: last + (tail?.[0].length ?? 0) };
}

/** `box` is a word of `BOX_API_KEY`, `boxToken` and `my.box.key`, not of `checkbox_key` or `boxes`. */
function isWholeWord(text: string, start: number, length: number): boolean {
  const before = text[start - 1] ?? '';
  const first = text[start] ?? '';
  const last = text[start + length - 1] ?? '';
  const after = text[start + length] ?? '';
  const opens = !/[A-Za-z]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(first)) || isEscapeLetter(text, start - 1);
  const closes = !/[A-Za-z]/.test(after) || (/[a-z0-9]/.test(last) && /[A-Z]/.test(after)) || (length > 4 && /^(?:api|app|key|token|secret|auth|pass)/i.test(text.slice(start + length, start + length + 6)));
  return opens && closes;
}

/** The n of a two-character `\n` is not part of a word. */
function isEscapeLetter(text: string, at: number): boolean {
  return text[at - 1] === '\\' && /[nrt]/.test(text[at] ?? '');
}

function readValue(named: Named, text: string, nameStart: number, nameEnd: number): RawCandidate | null {
  const name = text.slice(nameStart, nameEnd);
  if (!named.terms.test(name)) return null;
  for (const [relation, regex] of RELATIONS) {
    if (relation === 'flag' && !takesBareSpace(text, nameStart, name)) continue;
    regex.lastIndex = nameEnd;
    const between = regex.exec(text);
    if (between === null || isLookUp(between[0])) continue;
    const at = regex.lastIndex;
    named.value.lastIndex = at;
    const value = named.value.exec(text);
    if (value !== null) return candidate(value, at, nameStart, name, relation, between[0]);
  }
  return null;
}

const CALL = /([A-Za-z_.:]{1,24})\([\\"'`]{0,6}$/;
const LOOKUP_WORDS = new Set('credential credentials env getenv environ look lookup find fetch get resolve retrieve load vault keyvault ssm ref config param parameter property'.split(' '));

/** `credentials('…')`, `find_secret("…")`, `secretRef("…")`: what such a call is given names a secret and is none. */
function isLookUp(between: string): boolean {
  const called = CALL.exec(between)?.[1];
  return called !== undefined && called.split(/[_.:]+|(?<=[a-z])(?=[A-Z])/).some((word) => LOOKUP_WORDS.has(word.toLowerCase()));
}

/** A bare space binds after a flag (`--api-key v`), and after a name in capitals (Dockerfile's ENV, .netrc-like files). */
function takesBareSpace(text: string, nameStart: number, name: string): boolean {
  return name.startsWith('-') || text.slice(nameStart - 2, nameStart) === '--' || /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name);
}

function candidate(value: RegExpExecArray, at: number, nameStart: number, name: string, relation: Relation, between: string): RawCandidate {
  const span = value.groups?.['secret'] === undefined ? [at, at + value[0].length] : [at + value[0].indexOf(value.groups['secret']), 0];
  const start = span[0] ?? at;
  const end = value.groups?.['secret'] === undefined ? at + value[0].length : start + value.groups['secret'].length;
  const quote = /(?:\\{0,3}["'`])$/.exec(between)?.[0] ?? '';
  return { start, end, matchStart: nameStart, matchEnd: at + value[0].length, name: name.replace(/^-+/, ''), relation, quote, groups: {} };
}

/** `https://api.provider.com/v1?api_key=<value>`: the word stood in the host, the term in the parameter's name. */
const PARAMETER = /[?&;]([A-Za-z0-9_.-]{1,40})=/y;
const MAX_URL = 300;

function readFromUrl(named: Named, text: string, from: number): RawCandidate | null {
  const start = text.lastIndexOf('://', from);
  if (start < 0 || from - start > 120 || /[\s"'<>`/]/.test(text.slice(start + 3, from))) return null;
  for (let at = from; at < text.length && at - from < MAX_URL && !/[\s"'<>`\\]/.test(text[at] ?? ''); at += 1) {
    PARAMETER.lastIndex = at;
    const parameter = PARAMETER.exec(text);
    if (parameter === null || !named.terms.test(parameter[1] ?? '')) continue;
    named.value.lastIndex = PARAMETER.lastIndex;
    const value = named.value.exec(text);
    if (value !== null) return candidate(value, PARAMETER.lastIndex, start + 3, text.slice(start + 3, from), 'uri', '');
  }
  return null;
}
