import type { Span } from '../../model.ts';
import { latin1 } from '../native-search.ts';
import { oddBytes } from '../utf8.ts';
import { BASE64_VALUES, decodeBase64 } from './base64.ts';
import { nameBefore } from './name-before.ts';
import type { EncodedRun } from './run.ts';
import { isHexadecimal, layerOfText } from './text-head.ts';

/** Shorter runs are words and identifiers; 20 characters of base64 hold 15 bytes. */
const SHORTEST = 20;
/** A line of at least so many characters may go on in the next line (RFC 2045 wraps at 76, PEM at 64). */
export const WRAPPED = 40;

/** 1 for the characters of both base64 alphabets. */
const ALPHABET = BASE64_VALUES.map((value) => (value < 64 ? 1 : 0));

/**
 * Finds base64 and hexadecimal runs of 20 characters or more whose beginning decodes to text. No literal is needed
 * to find them: of random bytes fifteen in a row are text once in 500,000 times. Hashes, keys, identifiers and images
 * drop out at that test.
 *
 * Costs less than a read of the bytes: only every twentieth byte is looked at, unless it is in the alphabet.
 *
 * @param from start of a line: where to begin; byte offset
 * @param to end of a line: where to end
 */
export function findLongRuns(bytes: Uint8Array, from = 0, to: number = bytes.length): EncodedRun[] {
  const found: EncodedRun[] = [];
  let clear = from;
  let checked = from;
  let probe = from + SHORTEST - 1;
  while (probe < to) {
    // Back from the probe to the last byte outside the alphabet; what was checked before need not be again.
    let back = probe;
    while (back >= checked && ALPHABET[bytes[back] as number] === 1) back -= 1;
    if (back >= checked) {
      clear = back + 1;
      checked = probe + 1;
      probe = clear + SHORTEST - 1;
      continue;
    }
    let end = probe + 1;
    while (end < to && ALPHABET[bytes[end] as number] === 1) end += 1;
    const run = examine(bytes, clear, end);
    if (run !== null) found.push(run);
    clear = Math.max(end, run?.end ?? 0) + 1;
    checked = clear;
    probe = clear + SHORTEST - 1;
  }
  return found;
}

function examine(bytes: Uint8Array, start: number, end: number): EncodedRun | null {
  const layer = layerOfText(bytes, start, end);
  if (layer === null || isTokenSegment(bytes, start, end)) return null;
  if (layer === 'hex' && ((end - start) % 2 === 1 || !isHexadecimal(bytes, start, end))) return null;
  const stop = layer === 'hex' ? end : runEnd(bytes, start, end);
  return { start, end: stop, layer, content: 'text', name: nameBefore(bytes, start), proven: false };
}

/** The segments of a JWT are base64 of JSON; the token as a whole is a rule's business. */
function isTokenSegment(bytes: Uint8Array, start: number, end: number): boolean {
  const isJson = bytes[start] === 0x65 && bytes[start + 1] === 0x79 && bytes[start + 2] === 0x4a;
  return isJson && (bytes[end] === 0x2e || (start > 0 && bytes[start - 1] === 0x2e));
}

/** Where the run ends with its padding, and with the lines that continue it. */
function runEnd(bytes: Uint8Array, start: number, end: number): number {
  let lineStart = start;
  let lineEnd = end;
  for (;;) {
    if (bytes[lineEnd] === 0x3d) return lineEnd + (bytes[lineEnd + 1] === 0x3d ? 2 : 1);
    const length = lineEnd - lineStart;
    const next = length >= WRAPPED && length % 4 === 0 ? continuation(bytes, lineEnd) : null;
    if (next === null || next.end - next.start > length || !isMoreText(bytes, next)) return lineEnd;
    lineStart = next.start;
    lineEnd = next.end;
  }
}

/** The next line when nothing but indentation and base64 is on it. */
function continuation(bytes: Uint8Array, lineEnd: number): Span | null {
  let at = lineEnd;
  if (bytes[at] === 0x0d) at += 1;
  if (bytes[at] !== 0x0a) return null;
  at += 1;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  const start = at;
  while (at < bytes.length && ALPHABET[bytes[at] as number] === 1) at += 1;
  const after = bytes[at];
  const complete = after === undefined || after === 0x0a || after === 0x0d || after === 0x3d || after === 0x22 || after === 0x27;
  return at > start && complete ? { start, end: at } : null;
}

/** Whether a line decodes to text by itself, the characters cut at its ends aside: not the next word of a prose. */
function isMoreText(bytes: Uint8Array, { start, end }: Span): boolean {
  const more = decodeBase64(latin1(bytes, start, end), 0, end - start)?.bytes;
  return more !== undefined && oddBytes(more, 0, more.length) * 4 <= more.length;
}
