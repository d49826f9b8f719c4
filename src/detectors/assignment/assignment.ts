/**
 * The assignment reader: finds name – relation – value in any syntax, without parsing the file. It reads outwards
 * from a word that means a secret: the whole name, what links it, the value. Expressions are no literals, but the
 * literal default of a look-up is.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Relation } from '../../model.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { readName } from '../names/family.ts';
import { lineEnd, lineStart, readInline, readRest, readWord, wrappedEnd } from './bare.ts';
import { readBlock } from './block.ts';
import { readInner, readReferenceDefault } from './fallback.ts';
import { quoteAt, readJoined } from './literal.ts';
import { blockDefault, isNameField, objectValue, pairedValue } from './pairs.ts';
import { readLink } from './relation.ts';
import type { Link } from './relation.ts';

/** What `vault kv get` prints: a table of keys and values, down to the row that holds the name. */
const KEY_VALUE_TABLE = /\bKey[ \t]+Value[ \t]*\r?\n[# \t]*-{3,}[ \t]+-{3,}[ \t]*\r?\n(?:[# \t]*\S+[ \t]+[^\n]*\n){0,12}[# \t]*$/;

/** Where a name may begin, one pattern per family of rules. */
const PASSWORD_WORD = /pass|pwd|psw|pswd|\bpw\b|_pw\b|pw(?=["'])|senha|kennwort|contrase|wachtwoord|identified|securestring/gi;
const SECRET_WORD = /secret|token|key|auth|cred|jwt|bearer|ticket|otp\b|totp|seed|hmac|signature|verifier|cookie|salt|nonce|\bpat\b|_pat\b/gi;

const NAME_LIMIT = 80;
/** A value longer than this is no password or token. */
const VALUE_LIMIT = 2048;
const SHORTEST = 3;

/** Reads names, relations and values. `rule.kind` picks the family: `password`, or everything else. */
export const assignmentDetector: Detector = {
  name: 'assignment',
  find(rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const passwords = rule.kind === 'password';
    const word = passwords ? PASSWORD_WORD : SECRET_WORD;
    const found: RawCandidate[] = [];
    let last = -1;
    word.lastIndex = from;
    for (let hit = word.exec(text); hit !== null && hit.index < to; hit = word.exec(text)) {
      const end = nameEndAt(text, hit.index + hit[0].length);
      word.lastIndex = Math.max(end, hit.index + 1);
      const candidate = readAt(text, hit.index, end, passwords);
      word.lastIndex = Math.max(end, hit.index + 1);
      if (candidate === null || candidate.start === last) continue;
      last = candidate.start;
      found.push(candidate);
    }
    return found;
  },
};

const NAME_BYTE = new Uint8Array(256);
for (let code = 0; code < 256; code++) {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  // Dots and dashes join words of names; bytes of other scripts are letters.
  if (letter || code === 95 || code === 45 || code === 46 || (code >= 0xc3 && code <= 0xcf) || (code >= 0x80 && code < 0xc0)) NAME_BYTE[code] = 1;
}
/** Bytes that can follow a name which has a value. Everything else ends the reading at once. */
const LINK_BYTE = new Uint8Array(256);
for (const character of '"\'`\\&])*!? \t=:>,({') LINK_BYTE[character.charCodeAt(0)] = 1;

function nameEndAt(text: string, at: number): number {
  let end = at;
  const limit = Math.min(text.length, at + NAME_LIMIT);
  while (end < limit && NAME_BYTE[text.charCodeAt(end)] === 1) end++;
  while (end > at && (text.charCodeAt(end - 1) === 46 || text.charCodeAt(end - 1) === 45)) end--;
  return end;
}

function nameStartAt(text: string, at: number): number {
  let start = at;
  const limit = Math.max(0, at - NAME_LIMIT);
  while (start > limit && NAME_BYTE[text.charCodeAt(start - 1)] === 1) start--;
  // `\npassword` inside a string: the n belongs to the escape.
  if (start > 0 && start < at && text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text[start] as string)) start++;
  return start;
}

function readAt(text: string, hit: number, end: number, passwords: boolean): RawCandidate | null {
  const follows = text.charCodeAt(end);
  if (LINK_BYTE[follows] !== 1) return null;
  let start = nameStartAt(text, hit);
  let dashes = 0;
  while (start < hit && (text.charCodeAt(start) === 45 || text.charCodeAt(start) === 46)) {
    if (text.charCodeAt(start) === 45) dashes++;
    start++;
  }
  const name = text.slice(start, end);
  if (passwords && /^(?:identified|.*securestring)/i.test(name)) return readSpecial(text, start, end, name);
  const reading = readName(name);
  if (reading === null || (reading.family === 'password') !== passwords) return null;

  const before = start > 0 ? text.charCodeAt(start - 1) : 10;
  if (isNameField(text, start)) {
    const at = pairedValue(text, start, end);
    if (at >= 0) return readPaired(text, at, start, end, name);
  }
  const flag = dashes > 0 && (dashes > 1 || /[\s"'`(\[,=]/.test(text[start - dashes - 1] ?? ' '));
  // `credentials.contains("x")`: only the method's own name counts.
  if (follows === 40 && name.includes('.') && readName(name.slice(name.lastIndexOf('.') + 1)) === null) return null;
  const link = readLink(text, end, flag || (before === 47 && follows === 58), before === 60, before === 58);
  if (link === null) {
    if (follows === 34 || follows === 32) {
      const at = blockDefault(text, end);
      if (at >= 0) return fromLiteral(text, at, start, name, 'assignment', { form: 'default' });
      if (follows === 32 && KEY_VALUE_TABLE.test(text.slice(Math.max(0, start - 400), start))) {
        const rest = readRest(text, end);
        return fromBare(text, rest.start, rest.end, start, name, 'column', { 'own-line': 'yes' }, rest.end);
      }
    }
    return null;
  }
  return readValue(text, link, start, end, name, before);
}

/** `IDENTIFIED BY 'x'`, `IDENTIFIED WITH … BY 'x'`, `ConvertTo-SecureString 'x'`. */
const SPECIAL = /(?:[ \t]+WITH[ \t]+["'\w]{1,40})?[ \t]+BY[ \t]+(?:PASSWORD[ \t]+)?(?=\\*["'])|[ \t]+(?:-String[ \t]+)?(?=\\*["'])/iy;

function readSpecial(text: string, start: number, end: number, name: string): RawCandidate | null {
  SPECIAL.lastIndex = end;
  if (!SPECIAL.test(text)) return null;
  const sql = /^identified/i.test(name);
  return fromLiteral(text, SPECIAL.lastIndex, start, sql ? 'IDENTIFIED BY' : name, sql ? 'sql' : 'flag', {});
}

function readPaired(text: string, at: number, nameStart: number, nameEnd: number, name: string): RawCandidate | null {
  if (quoteAt(text, at) !== '') {
    const found = fromLiteral(text, at, nameStart, name, 'pair', {});
    return found === null ? null : { ...found, matchStart: Math.min(nameStart, found.start), matchEnd: Math.max(nameEnd, found.matchEnd) };
  }
  const element = text.charCodeAt(at - 1) === 62;
  const bare = element ? readElement(text, at) : restOrInline(text, at);
  return fromBare(text, bare.start, bare.end, Math.min(nameStart, at), name, 'pair', {}, Math.max(nameEnd, bare.end));
}

function readValue(text: string, link: Link, nameStart: number, nameEnd: number, name: string, before: number): RawCandidate | null {
  let at = link.at;
  let relation: Relation = link.relation;
  const groups: Record<string, string> = { sign: link.sign };
  if (relation === 'element') {
    const element = readElement(text, at);
    if (!text.startsWith('</', element.end) && !text.startsWith(']]>', element.end)) return null;
    return fromBare(text, element.start, element.end, nameStart, name, 'element', groups, element.end);
  }
  if (/^(?:x-|proxy-)/i.test(name) && link.sign === ':') relation = 'header';
  if (relation === 'mapping' && (text.charCodeAt(at) === 124 || text.charCodeAt(at) === 62)) {
    const block = readBlock(text, at, nameStart);
    return block === null ? null : fromBare(text, block.start, block.end, nameStart, name, relation, { ...groups, form: 'block' }, block.end);
  }
  if (isLineBreak(text.charCodeAt(at))) {
    // A literal on the next line.
    if (link.sign === ' ') return null;
    const next = /[ \t\r\n]{0,80}/y;
    next.lastIndex = at;
    next.test(text);
    if (quoteAt(text, next.lastIndex) === '') return null;
    const literal = fromLiteral(text, next.lastIndex, nameStart, name, relation, { ...groups, form: 'next-line' });
    // What looks like a value may be the name of the next entry.
    if (literal === null || /^\s*(?::|=)/.test(text.slice(literal.matchEnd, literal.matchEnd + 8))) return null;
    return literal;
  }
  at = skipPrefix(text, at);
  if (quoteAt(text, at) !== '') return readQuoted(text, at, link, nameStart, name, relation, groups);
  if (relation === 'argument') {
    if (link.sign !== '(' && link.sign !== ',') return null;
    const inner = hasQuote(text, at) ? readInner(text, at) : null;
    return inner === null || inner.form !== 'call' ? null : fromInner(text, inner, nameStart, name, relation, groups);
  }
  if (link.sign === '==' || link.sign === '!=' || (link.spaced && /^[a-z]/.test(link.sign))) return null;
  return readUnquoted(text, at, link, nameStart, nameEnd, name, relation, groups, before);
}

function readQuoted(text: string, at: number, link: Link, nameStart: number, name: string, relation: Relation, groups: Record<string, string>): RawCandidate | null {
  const literal = fromLiteral(text, at, nameStart, name, relation, groups);
  if (literal === null) return null;
  const after = text.slice(literal.matchEnd, literal.matchEnd + 24);
  // "password", "x": y — the literal is itself a name. In `a ? "password" : "x"` so is the first.
  if ((relation === 'argument' || relation === 'flag') && /^\s*(?::|=>|=)(?!=)/.test(after)) return null;
  if (link.sign === ',') {
    const opener = previousByte(text, nameStart);
    // A list of names: ["user", "password", "email"].
    const symbol = text.charCodeAt(nameStart - 1) === 58;
    if (opener !== 40 && opener !== 123 && opener !== 91 && !symbol) return null;
    if (opener === 91 && !/^\s*\]/.test(after)) return null;
    if (/^\s*,\s*\\*["'`]/.test(after)) return null;
    return { ...literal, groups: { ...groups, opener: String.fromCharCode(opener) } };
  }
  return literal;
}

/** The byte before a quoted name, past its quote and white space. */
function previousByte(text: string, nameStart: number): number {
  let at = nameStart - 1;
  while (at >= 0 && /["'`\\@]/.test(text[at] as string)) at--;
  while (at >= 0 && nameStart - at < 40 && /\s/.test(text[at] as string)) at--;
  return at >= 0 ? text.charCodeAt(at) : 0;
}

/** What comes before a name that has its line for itself: indentation, comment marks, list dashes, `export`, `ENV`. */
const LINE_PREFIX = /^(?:\xef\xbb\xbf)?[\s#/*;>|!+<%\xe2\x94\x95\x80-\x9f-]*(?:\[\w+\][ \t]*)?(?:(?:export|set|setx|env|ENV|ARG|SET|local|typeset|readonly|declare -x|Environment)[ \t=]+)?["'\\]*[:.-]{0,2}$/;

function readUnquoted(
  text: string, at: number, link: Link, nameStart: number, nameEnd: number, name: string, relation: Relation, groups: Record<string, string>, before: number,
): RawCandidate | null {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return null;
  if (code === 36) {
    const fallback = readReferenceDefault(text, at);
    if (fallback !== null) return fromBare(text, fallback.start, fallback.end, nameStart, name, relation, { ...groups, form: 'default' }, fallback.after);
  }
  const bytes = code === 91 || code === 110 || code === 123 || code === 98 ? readByteArray(text, at) : null;
  if (bytes !== null) return fromBare(text, bytes.start, bytes.end, nameStart, name, relation, { ...groups, form: 'bytes' }, bytes.end + 1);
  if (code === 123) {
    const inside = objectValue(text, at);
    if (inside >= 0) return fromLiteral(text, inside, nameStart, name, relation, { ...groups, form: 'object' });
  }
  const list = LIST.exec(text.slice(at, at + 40));
  if (list !== null) {
    const element = fromLiteral(text, at + list[0].length, nameStart, name, relation, { ...groups, form: 'list' });
    // Names of secrets stand in lists more often than secrets do.
    return element === null || !/\d/.test(text.slice(element.start, element.end)) ? null : element;
  }
  // Objects, lists and anchors are no values; `*` and `&` open pointers and YAML aliases.
  if (code === 91 || code === 40 || code === 42 || (code === 123 && text.charCodeAt(at + 1) !== 123 && text.charCodeAt(at + 1) !== 37)) {
    if (relation !== 'assignment' || link.spaced || code === 40) return null;
  }
  if (relation === 'flag') {
    // Help texts align their explanations: `--password     the password to use`.
    if (link.sign === ' ' && (code === 45 || at > nameEnd + 1)) return null;
    const wordSpan = readWord(text, at);
    // openssl: `-passin pass:secret`.
    if (text.startsWith('pass:', at)) return fromBare(text, at + 5, trimFlag(text, at + 5, wordSpan.end), nameStart, name, relation, groups, wordSpan.end);
    return fromBare(text, wordSpan.start, trimFlag(text, wordSpan.start, wordSpan.end), nameStart, name, relation, groups, wordSpan.end);
  }
  // The name of the mapping is quoted and the value is bare: JSON numbers, or code in an object literal.
  const expression = isExpression(text, at);
  if (expression) {
    const inner = hasQuote(text, at) ? readInner(text, at) : null;
    if (inner !== null) return fromInner(text, inner, nameStart, name, relation, groups);
    const reference = ENVIRONMENT.exec(text.slice(at, at + 60));
    if (reference === null) return null;
    const end = Math.min(lineEnd(text, at), at + 80);
    return fromBare(text, at, trimCode(text, at, end), nameStart, name, relation, { ...groups, form: 'expression' }, end);
  }
  if (before === 63 || before === 38) {
    relation = link.sign === '=' ? 'uri' : relation;
    const query = readInline(text, at);
    return fromBare(text, query.start, query.end, nameStart, name, relation, groups, query.end);
  }
  if (link.sign === ':' && DOC_FIELD.test(text.slice(Math.max(0, nameStart - 30), nameStart))) return null;
  const prefix = text.slice(Math.max(lineStart(text, nameStart), nameStart - 60), nameStart);
  // `"NAME=value"`: the quote before the name closes after the value.
  const enclosed = before === 34 || before === 39 || before === 96;
  const ownLine = !enclosed && !link.quoted && LINE_PREFIX.test(prefix);
  // A quoted name before a bare word: an object literal or a subscript of code.
  if (link.sign === '=>' || link.sign === ':=' || link.quoted) groups['code'] = 'yes';
  let span;
  if (ownLine && link.sign === '=' && !link.spaced && link.at === nameEnd + 1) {
    const rest = readRest(text, at);
    const wordSpan = readWord(text, at);
    // Shell ends at a space; dotenv and properties do not. Text with brackets or quotes after the word is code.
    span = /^[ \t]+(?:[\w$]+=|[A-Za-z]*["'(`]|&&|\|)/.test(text.slice(wordSpan.end, wordSpan.end + 40)) || rest.end - at > 200 ? wordSpan : rest;
    if (rest.end > wordSpan.end && /^[;|&]/.test(text.slice(wordSpan.end, wordSpan.end + 1)) && /^[;|&]+(?:\s|$)/.test(text.slice(wordSpan.end, rest.end + 1))) span = wordSpan;
  } else if (ownLine) {
    const rest = readRest(text, at);
    span = rest;
    const tail = text.charCodeAt(rest.end - 1);
    if ((tail === 44 || tail === 59) && rest.end - at > 1) {
      span = { start: rest.start, end: rest.end - 1 };
      groups['tail'] = String.fromCharCode(tail);
    }
  } else {
    const wrapped = wrappedEnd(text, at);
    span = wrapped > at ? { start: at, end: wrapped } : readInline(text, at);
    // `password`: the one that you … — a list of terms, not of values.
    if (link.quoted && link.sign === ':' && /^[ \t]+[A-Za-z\x80-\xff]/.test(text.slice(span.end, span.end + 3))) return null;
    groups['inline'] = 'yes';
  }
  groups['own-line'] = ownLine ? 'yes' : 'no';
  return fromBare(text, span.start, span.end, nameStart, name, relation, groups, span.end);
}

/** Fields of documentation comments: `:param str password: …`, `@param password: …`. */
const DOC_FIELD = /[:@\\](?:param|type|arg|ivar|cvar|var|key|keyword|raises?|property|parameter)(?:[ \t]+[\w\[\], .]{1,16})?[ \t]+\{?[\w|]*\}?[ \t]*$/;

/** `["x", …]`, `[]string{"x", …}`, `("x", …)`, `new[] { "x" }`. */
const LIST = /^(?:\[\]string\s?\{|(?:new\s?)?(?:string)?\[\]\s?\{|\[|(?:array|list|set|Arrays\.asList|List\.of|Set\.of|vec!|listOf|setOf|arrayOf)\s?[([]|@\()\s{0,20}(?=\\*["'])/;

/** A name followed by a call, a subscript, a member, an operator; a keyword; a cast. */
const EXPRESSION = /(?:[A-Za-z_$@][\w$]*(?:\s?\(|\[(?!\])|(?:->|::|\?\.)[A-Za-z_$@{]|(?:\.[A-Za-z_$][\w$]*){1,8}\s?(?:\(|\[|\{|\?\.|[+?|&<>=-]{1,3}[ \t]|\|\||&&)|[ \t]+(?:\+|\?\?|\?|\|\||&&|===?|!=|if|unless|or|and|is|in|as|instanceof|\*|%|<<?|>>?|\.)[ \t]+\S)|(?:new|await|async|function|func|lambda|not|typeof|yield|return|sizeof|std|self|this|super)\b[ \t.(:]|[!&*~][A-Za-z_(]|\([A-Za-z_]|\[\]\w+[({]|->|::[A-Z])/y;
/** Look-ups that are shown as such. */
const ENVIRONMENT = /^(?:process\.env|os\.(?:environ|getenv)|ENV\[|ENV\.fetch|System\.(?:getenv|getProperty)|import\.meta\.env|Deno\.env|getenv|env\(|Sys\.getenv|\$ENV\{|\$_(?:ENV|SERVER)|std::env|env!|Environment\.Get|secrets\.|vault\.|data\.|var\.|local\.|module\.)/;

function isExpression(text: string, at: number): boolean {
  EXPRESSION.lastIndex = at;
  if (EXPRESSION.test(text)) return true;
  const code = text.charCodeAt(at);
  if (code < 97 || code > 118) return false;
  return ENVIRONMENT.test(text.slice(at, at + 24));
}

/** True when a quote stands on the rest of the line: without one there is no literal to look for. */
function hasQuote(text: string, at: number): boolean {
  const limit = Math.min(text.length, at + 240);
  for (let index = at; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === 34 || code === 39 || code === 96) return true;
    if (code === 10) return false;
  }
  return false;
}

/** `[]byte{1, 2, …}`, `new byte[] {0x1f, …}`, `[0x1f, …]`: at least twelve numbers below 256. */
const BYTE_ARRAY = /(?:(?:new )?(?:\[\d{0,4}\])?(?:byte|uint8|Byte|u8|bytes|bytearray)(?:\[\d{0,4}\])?[ \t]?\(?)?[{[]\s{0,20}((?:(?:0x[0-9A-Fa-f]{1,2}|\(byte\)\s?\S{1,4}|-?\d{1,3})\s{0,20},\s{0,20}){11,300}(?:0x[0-9A-Fa-f]{1,2}|-?\d{1,3}),?)/y;

function readByteArray(text: string, at: number): { start: number; end: number } | null {
  BYTE_ARRAY.lastIndex = at;
  const match = BYTE_ARRAY.exec(text);
  if (match === null) return null;
  const end = BYTE_ARRAY.lastIndex;
  return { start: end - (match[1] as string).length, end };
}

/** Text of an XML element up to its end tag, CDATA taken off. */
function readElement(text: string, at: number): { start: number; end: number } {
  const cdata = text.startsWith('<![CDATA[', at);
  const start = cdata ? at + 9 : at;
  const close = text.indexOf(cdata ? ']]>' : '<', start);
  const line = text.indexOf('\n', start);
  const end = close < 0 || (line >= 0 && line < close) ? start : close;
  return { start, end };
}

function restOrInline(text: string, at: number): { start: number; end: number } {
  const rest = readRest(text, at);
  return /[,;}<>]/.test(text.slice(rest.start, rest.end)) ? readInline(text, at) : rest;
}

/** Literals may have a letter before the quote (b'…', r"…", @"…", N'…') or a colon (Ruby). */
function skipPrefix(text: string, at: number): number {
  PREFIX.lastIndex = at;
  return PREFIX.test(text) ? PREFIX.lastIndex : at;
}
const PREFIX = /(?:[rbufRBUFLNE]{1,2}|@|\$@?|:)(?=["'])/y;

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** A flag's value in running text ends before closing marks of the text around it. */
function trimFlag(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\],;:]/.test(text[at - 1] as string)) at--;
  // A bracket that nothing opened: `(--password x)`.
  while (at > start && text.charCodeAt(at - 1) === 41 && !text.slice(start, at).includes('(')) at--;
  return at;
}

function trimCode(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\s,;]/.test(text[at - 1] as string)) at--;
  return at;
}

function fromLiteral(text: string, at: number, nameStart: number, name: string, relation: Relation, groups: Record<string, string>): RawCandidate | null {
  const literal = readJoined(text, at);
  if (literal === null) return null;
  const length = literal.value?.length ?? literal.end - literal.start;
  if (length < SHORTEST || length > VALUE_LIMIT) return null;
  const candidate = {
    start: literal.start, end: literal.end, matchStart: Math.min(nameStart, literal.start), matchEnd: literal.after,
    name, relation, quote: literal.quote, groups: literal.computed ? { ...groups, computed: 'yes' } : groups,
  };
  return literal.value === undefined ? candidate : { ...candidate, value: literal.value };
}

function fromInner(text: string, inner: NonNullable<ReturnType<typeof readInner>>, nameStart: number, name: string, relation: Relation, groups: Record<string, string>): RawCandidate | null {
  const length = inner.value?.length ?? inner.end - inner.start;
  if (length < SHORTEST || length > VALUE_LIMIT) return null;
  const extra: Record<string, string> = { ...groups, form: inner.form };
  if (inner.call !== '') extra['call'] = inner.call;
  if (inner.computed) extra['computed'] = 'yes';
  const candidate = { start: inner.start, end: inner.end, matchStart: nameStart, matchEnd: inner.after, name, relation, quote: inner.quote, groups: extra };
  return inner.value === undefined ? candidate : { ...candidate, value: inner.value };
}

function fromBare(text: string, from: number, to: number, nameStart: number, name: string, relation: Relation, groups: Record<string, string>, after: number): RawCandidate | null {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  if (end - start < SHORTEST || end - start > VALUE_LIMIT) return null;
  return { start, end, matchStart: Math.min(nameStart, start), matchEnd: Math.max(after, end), name, relation, quote: '', groups };
}
