/** Reads the value behind a link: quoted, unquoted, in a block, in an element or on the next line. */
import type { RawCandidate } from '../detector.ts';
import { readElement } from './bare.ts';
import { readBlock } from './block.ts';
import { hasQuote } from './expression.ts';
import { readInner } from './fallback.ts';
import { quoteAt } from './literal.ts';
import { bareValue, innerLiteral, literalAt, withGroups } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Link } from './relation.ts';
import { readUnquoted } from './unquoted.ts';

/** Letters before a literal's quote (b'…', r"…", @"…", N'…'), or the colon of a Ruby symbol. */
const PREFIX = /(?:[rbufRBUFLNE]{1,2}|@|\$@?|:)(?=["'])/y;
const NEXT_LINE = /[ \t\r\n]{0,80}/y;

/** Reads the value that `link` leads to. `before` is the byte before the name. Null when no literal stands there. */
export function readValue(reading: Reading, link: Link, before: number): RawCandidate | null {
  const { text } = reading;
  const code = text.charCodeAt(link.at);
  if (reading.relation === 'element') {
    const element = readElement(text, link.at);
    return bareValue(reading, element);
  }
  // | and > open block scalars of YAML.
  if (reading.relation === 'mapping' && (code === 124 || code === 62)) {
    const block = readBlock(text, link.at, reading.nameStart);
    return block === null ? null : bareValue(withGroups(reading, { form: 'block' }), block);
  }
  if (code === 10 || code === 13) return readNextLine(reading, link);
  // Brackets around literals join them over lines: password = ("a" "b").
  const begin = code === 40 && quoteAt(text, link.at + 1) !== '' ? link.at + 1 : link.at;
  PREFIX.lastIndex = begin;
  const at = PREFIX.test(text) ? PREFIX.lastIndex : begin;
  if (quoteAt(text, at) !== '') {
    // `"password=": ` and `"password=" + x`: the quote before the name closes here.
    if (text.charCodeAt(at) === before && at === reading.nameEnd + 1 && /[\s:,;)\]}+.]/.test(text[at + 1] ?? ' ')) return null;
    const quoted = readQuoted(reading, at, link);
    // A tuple is a list: names of secrets stand in lists more often than secrets do.
    return quoted !== null && begin > link.at && /^\s*,/.test(text.slice(quoted.matchEnd, quoted.matchEnd + 8)) ? null : quoted;
  }
  if (reading.relation === 'argument') {
    if (link.sign !== '(' && link.sign !== ',') return null;
    const inner = hasQuote(text, at) ? readInner(text, at) : null;
    return inner === null || inner.form !== 'call' ? null : innerLiteral(reading, inner);
  }
  if (link.sign === '==' || link.sign === '!=' || (link.spaced && /^[a-z]/.test(link.sign))) return null;
  return readUnquoted(reading, at, link, before);
}

/** A literal on the line below; what looks like one may be the name of the next entry. */
function readNextLine(reading: Reading, link: Link): RawCandidate | null {
  const { text } = reading;
  if (link.sign === ' ') return null;
  NEXT_LINE.lastIndex = link.at;
  NEXT_LINE.test(text);
  if (quoteAt(text, NEXT_LINE.lastIndex) === '') return null;
  if (link.sign === ',') return readQuoted(reading, NEXT_LINE.lastIndex, link);
  const literal = literalAt(withGroups(reading, { form: 'next-line' }), NEXT_LINE.lastIndex);
  return literal === null || /^\s*[:=]/.test(text.slice(literal.matchEnd, literal.matchEnd + 8)) ? null : literal;
}

function readQuoted(reading: Reading, at: number, link: Link): RawCandidate | null {
  const { text, nameStart, relation } = reading;
  const literal = literalAt(reading, at);
  if (literal === null) return null;
  const after = text.slice(literal.matchEnd, literal.matchEnd + 24);
  // ("password", "x": y — the literal is itself a name.
  if ((relation === 'argument' || relation === 'flag') && /^\s*(?::|=>|=)(?!=)/.test(after)) return null;
  if (link.sign !== ',') return literal;
  const opener = openerBefore(text, nameStart);
  const symbol = text[nameStart - 1] === ':';
  // A list of names: ["user", "password", "email"].
  // buildConfigField "String", "API_KEY", "\"x\""
  if (opener === ',' && GRADLE_FIELD.test(text.slice(Math.max(0, nameStart - 60), nameStart))) return literalAt(reading, /^["']\\["']/.test(text.slice(at, at + 3)) ? at + 1 : at);
  if (opener !== '(' && opener !== '{' && opener !== '[' && !symbol) return null;
  // flag.String("password", "x", "what it is for")
  const described = opener === '(' && /^\s*,\s*\\*["'`](?:\\*["'`]|[^"'`\n]*\s)/.test(after) && /\b[Ff]lag\w*\.\w+\(\s*["'`]$|\bflags\(\)\.\w+\(\s*["'`]$/i.test(text.slice(Math.max(0, nameStart - 40), nameStart));
  if ((opener === '[' && !/^\s*\]/.test(after)) || (!described && /^\s*,\s*\\*["'`]/.test(after))) return null;
  return { ...literal, groups: { ...literal.groups, opener } };
}

const GRADLE_FIELD = /\b(?:buildConfigField|resValue)[ (]{1,2}["']\w{1,20}["'],\s{0,4}["']$/;

/** The character before a quoted name, past its quote and white space. */
function openerBefore(text: string, nameStart: number): string {
  let at = nameStart - 1;
  while (at >= 0 && /["'`\\@]/.test(text[at] as string)) at--;
  while (at >= 0 && nameStart - at < 40 && /\s/.test(text[at] as string)) at--;
  return text[at] ?? '';
}
