import type { PositionMapBuilder } from './position-map.ts';
import { writeUtf8 } from './utf8.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The two-character escapes of RFC 8259, section 7: the letter's byte → the byte it stands for; 0 for no escape. */
const SIMPLE = new Uint8Array(128);
for (const [letter, byte] of Object.entries({ '"': 0x22, '\\': 0x5c, '/': 0x2f, b: 8, f: 12, n: 10, r: 13, t: 9 })) {
  SIMPLE[letter.charCodeAt(0)] = byte;
}

/** Where unescaped text goes. `out` must have room: the text is never longer than what it is made from. */
export interface Sink {
  readonly out: Uint8Array;
  /** Bytes of `out` in use. */
  length: number;
}

/**
 * Appends the text of a JSON string, up to its closing quote. Surrogate pairs are joined, a lone surrogate becomes
 * U+FFFD. What is not an escape of the standard stays as it is, backslash included.
 *
 * @param start offset of the first byte after the opening quote
 * @param end where to stop if no quote comes
 * @param map gets the positions, when they are wanted
 * @returns offset of the closing quote, or `end`
 */
export function unescapeJson(bytes: Uint8Array, start: number, end: number, sink: Sink, map: PositionMapBuilder | null): number {
  const { out } = sink;
  let to = sink.length;
  let at = start;
  while (at < end) {
    const run = at;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === BACKSLASH || byte === QUOTE) break;
      out[to] = byte;
      to += 1;
    }
    map?.literal(run, at - run);
    if (at >= end || bytes[at] === QUOTE) break;
    const before = to;
    const length = escapeLength(bytes, at, end);
    if (length === 2) {
      out[to] = SIMPLE[bytes[at + 1] ?? 0] ?? 0;
      to += 1;
    } else if (length > 2) {
      to = writeUtf8(out, to, codePointOf(bytes, at, length));
    } else {
      out[to] = BACKSLASH;
      to += 1;
    }
    map?.replaced(to - before, at, Math.max(length, 1));
    at += Math.max(length, 1);
  }
  sink.length = to;
  return at;
}

/** Bytes of the escape at a backslash: 2, 6, or 12 for a surrogate pair; 0 when it is none. */
function escapeLength(bytes: Uint8Array, at: number, end: number): number {
  const letter = bytes[at + 1] ?? 0;
  if (at + 1 >= end) return 0;
  if (letter !== 0x75) return (SIMPLE[letter] ?? 0) === 0 ? 0 : 2;
  const unit = hexUnit(bytes, at, end);
  if (unit < 0) return 0;
  if (unit < 0xd800 || unit > 0xdbff) return 6;
  const low = hexUnit(bytes, at + 6, end);
  return low >= 0xdc00 && low <= 0xdfff ? 12 : 6;
}

function codePointOf(bytes: Uint8Array, at: number, length: number): number {
  const unit = hexUnit(bytes, at, at + 6);
  return length === 12 ? 0x10000 + ((unit - 0xd800) << 10) + (hexUnit(bytes, at + 6, at + 12) - 0xdc00) : unit;
}

/** The value of `\uXXXX` at `at`, -1 when there is none. */
function hexUnit(bytes: Uint8Array, at: number, end: number): number {
  if (at + 6 > end || bytes[at] !== BACKSLASH || bytes[at + 1] !== 0x75) return -1;
  let unit = 0;
  for (let index = 2; index < 6; index += 1) {
    const digit = hexDigit(bytes[at + index] ?? 0);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** Value of an ASCII hexadecimal digit, -1 for any other byte. */
export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
