/** Reads values without quotes: words after flags, rests of lines, query parameters, and the literals inside expressions. */
import type { RawCandidate } from '../detector.ts';
import { lineStart, readInline, readRest, readWord, wrappedEnd } from './bare.ts';
import type { Bare } from './bare.ts';
import { firstOfList, readByteArray } from './collection.ts';
import { hasQuote, isExpression, readLookup } from './expression.ts';
import { readInner, readReferenceDefault } from './fallback.ts';
import { objectValue } from './pairs.ts';
import { bareValue, innerLiteral, literalAt, withGroups } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Link } from './relation.ts';

const DOLLAR = 36;
const OPEN_ROUND = 40;
const ASTERISK = 42;
const DASH = 45;
const OPEN_SQUARE = 91;
const CLOSE_SQUARE = 93;
const OPEN_CURLY = 123;
const LESS = 60;

/** Reads the value at `at`, which is no quoted literal. `before` is the byte before the name. */
export function readUnquoted(reading: Reading, at: number, link: Link, before: number): RawCandidate | null {
  const { text, nameStart } = reading;
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return null;
  const structured = readStructured(reading, at, code);
  if (structured !== undefined) return structured;
  if (isNoValue(reading, link, code, text.charCodeAt(at + 1))) return null;
  if (reading.relation === 'flag') return readFlag(reading, at, link);
  if (isExpression(text, at)) {
    const inner = hasQuote(text, at) ? readInner(text, at) : null;
    if (inner !== null) return innerLiteral(reading, inner);
    const lookup = readLookup(text, at);
    return lookup === null ? null : bareValue(withGroups(reading, { form: 'expression' }), lookup);
  }
  // ?name=value and &name=value of a URL or a form.
  if ((before === 63 || before === 38) && link.sign === '=') return bareValue({ ...reading, relation: 'uri' }, readInline(text, at));
  if (link.sign === ':' && DOC_FIELD.test(text.slice(Math.max(0, nameStart - 30), nameStart))) return null;
  return readPlain(reading, at, link, before);
}

/** References with a default, byte arrays, objects, lists. Undefined: none of them; null: one without a literal. */
function readStructured(reading: Reading, at: number, code: number): RawCandidate | null | undefined {
  const { text } = reading;
  if (code === DOLLAR) {
    const fallback = readReferenceDefault(text, at);
    if (fallback !== null) return bareValue(withGroups(reading, { form: 'default' }), fallback, fallback.after);
  }
  // password: <%= ENV['X'] || '…' %>
  if (code === LESS && text.startsWith('<%=', at)) {
    const inner = readInner(text, at + (text[at + 3] === ' ' ? 4 : 3));
    if (inner !== null && inner.form === 'default') return innerLiteral(reading, inner);
  }
  const bytes = readByteArray(text, at);
  if (bytes !== null) return bareValue(withGroups(reading, { form: 'bytes' }), bytes);
  if (code === OPEN_CURLY) {
    const inside = objectValue(text, at);
    if (inside >= 0) return literalAt(withGroups(reading, { form: 'object' }), inside);
  }
  const first = firstOfList(text, at);
  if (first < 0) return undefined;
  const element = literalAt(withGroups(reading, { form: 'list' }), first);
  // Names of secrets stand in lists more often than secrets do.
  return element === null || !/\d/.test(text.slice(element.start, element.end)) ? null : element;
}

/** Objects, lists and anchors; `*` opens pointers and YAML aliases. In a shell word the same bytes may be a password's. */
function isNoValue(reading: Reading, link: Link, code: number, next: number): boolean {
  if (code === OPEN_ROUND) return true;
  // []byte("x") of Go
  if (code === OPEN_SQUARE && next === CLOSE_SQUARE) return false;
  // {{ and {% open templates, which the judge names.
  if (code !== OPEN_SQUARE && code !== ASTERISK && !(code === OPEN_CURLY && next !== OPEN_CURLY && next !== 37)) return false;
  return reading.relation !== 'assignment' || link.spaced;
}

function readFlag(reading: Reading, at: number, link: Link): RawCandidate | null {
  const { text, nameEnd } = reading;
  // Help texts align their explanations: `--password     the password to use`.
  if (link.sign === ' ' && (text.charCodeAt(at) === DASH || at > nameEnd + 1)) return null;
  const word = readWord(text, at);
  // openssl: `-passin pass:secret`.
  const start = text.startsWith('pass:', at) ? at + 5 : at;
  let end = word.end;
  // Closing marks of the text around the command, and a bracket that nothing opened: `(--password x)`.
  while (end > start && /[\],;:]/.test(text[end - 1] as string)) end--;
  while (end > start && text[end - 1] === ')' && !text.slice(start, end).includes('(')) end--;
  return bareValue(reading, { start, end }, word.end);
}

/** Fields of documentation comments: `:param str password: …`, `@param password: …`. */
const DOC_FIELD = /[:@\\](?:param|type|arg|ivar|cvar|var|key|keyword|raises?|property|parameter)(?:[ \t]+[\w[\], .]{1,16})?[ \t]+\{?[\w|]*\}?[ \t]*$/;
/** What comes before a name that has its line for itself: indentation, comment marks, list dashes, borders, `export`, `ENV`. */
const LINE_PREFIX = /^(?:\xef\xbb\xbf)?[\s#/*;>|!+<%\xe2\x94\x95\x80-\x9f-]*(?:\[\w+\][ \t]*)?(?:(?:export|set|setx|env|ENV|ARG|SET|local|typeset|readonly|declare -x|Environment)[ \t=]+)?["'\\]*[:.-]{0,2}$/;

function readPlain(reading: Reading, at: number, link: Link, before: number): RawCandidate | null {
  const { text, nameStart, nameEnd } = reading;
  // `"NAME=value"`: the quote before the name closes after the value.
  const enclosed = before === 34 || before === 39 || before === 96;
  const ownLine = !enclosed && !link.quoted && LINE_PREFIX.test(text.slice(Math.max(lineStart(text, nameStart), nameStart - 60), nameStart));
  const groups: Record<string, string> = { 'own-line': ownLine ? 'yes' : 'no' };
  // A quoted name before a bare word: an object literal or a subscript of code.
  if (link.sign === '=>' || link.sign === ':=' || link.quoted) groups['code'] = 'yes';
  if (!ownLine) {
    groups['inline'] = 'yes';
    if (isInsideLiteral(text, nameStart)) groups['embedded'] = 'yes';
    const wrapped = wrappedEnd(text, at);
    const span = wrapped > at ? { start: at, end: wrapped } : readInline(text, at);
    // A sentence: `First pass: tally, in j, the size`.
    if (link.sign === ':' && /^[a-z]+$/.test(text.slice(span.start, span.end)) && /^,[ \t]+[a-z]+[ ,.]/.test(text.slice(span.end, span.end + 24))) return null;
    // `password`: the one that you … — a list of terms, or a sentence.
    if (link.sign === ':' && /^[ \t]+[A-Za-z\x80-\xff]/.test(text.slice(span.end, span.end + 3)) && (link.quoted || !/\d/.test(text.slice(span.start, span.end)))) return null;
    return bareValue(withGroups(reading, groups), span);
  }
  if (link.sign === '=' && !link.spaced && at === nameEnd + 1) return bareValue(withGroups(reading, groups), shellOrRest(text, at));
  const rest = unenclosed(text, readRest(text, at));
  // A sign far from its name, before several words: columns of a comment.
  if (link.sign === ':' && text[nameEnd + 1] === ' ' && /\s/.test(text.slice(rest.start, rest.end)) && !isPhrase(reading.name, text.slice(rest.start, rest.end))) return null;
  const tail = text[rest.end - 1];
  if ((tail !== ',' && tail !== ';') || rest.end - at < 2) return bareValue(withGroups(reading, groups), rest);
  return bareValue(withGroups(reading, { ...groups, tail }), { start: at, end: rest.end - 1 });
}

/** True when a quote stands open before the name on its line: it lies inside a literal. The name's own quotes do not count. */
function isInsideLiteral(text: string, nameStart: number): boolean {
  const before = text.slice(Math.max(lineStart(text, nameStart), nameStart - 400), nameStart).replace(/["'`\\[]+$/, '');
  let open = 0;
  for (let at = 0; at < before.length; at++) {
    const code = before.charCodeAt(at);
    if (open === 0 ? isOpening(before, at, code) : code === open) open = open === 0 ? code : 0;
  }
  return open !== 0;
}

/** A quote that follows a letter is an apostrophe, or the prime of a name. */
function isOpening(text: string, at: number, code: number): boolean {
  return code === 34 || code === 96 || (code === 39 && !/[A-Za-z0-9]/.test(text[at - 1] ?? ' '));
}

/** Without the backtick that closes a literal around several lines, and what follows it. */
function unenclosed(text: string, rest: Bare): Bare {
  const value = text.slice(rest.start, rest.end);
  const tick = value.indexOf('`');
  return tick > 0 && /^`[,;)\]}]*$/.test(value.slice(tick)) ? { start: rest.start, end: rest.start + tick } : rest;
}

/** `passphrase: four words in a row`: what such a name promises. */
function isPhrase(name: string, value: string): boolean {
  return /phrase$/i.test(name) && /^[a-z]{2,12}(?:[ ][a-z0-9]{2,12}){2,11}$/.test(value);
}

const QUERY = /^[^&\s]+&[\w.-]{1,40}=/;

/** `NAME=value` with a line of its own: shells end it at a space, dotenv and properties files at the end of the line. */
function shellOrRest(text: string, at: number): Bare {
  const rest = unenclosed(text, readRest(text, at));
  // A form or a query string on a line of its own: name=value&other=…
  if (QUERY.test(text.slice(at, rest.end))) return readInline(text, at);
  const word = readWord(text, at);
  const after = text.slice(word.end, word.end + 40);
  // Another assignment, a call or a command after the word, or `;` and `|` that end it.
  const isShell = /^[ \t]+(?:[\w$]+=|[A-Za-z]*["'(`]|&&|\||[\w./-]+[ \t]+-{1,2}\w)|^[;|&]+(?:\s|$)/.test(after);
  return isShell || rest.end - at > 200 ? word : rest;
}
