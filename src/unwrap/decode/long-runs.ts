import type { Span } from '../../model.ts';
import { hexDigit } from '../json-strings.ts';
import { latin1 } from '../native-search.ts';
import { oddBytes } from '../utf8.ts';
import { looksLikeWideText } from '../wide-encoding.ts';
import { decodeBase64 } from './base64.ts';
import { decodeHex } from './hex.ts';
import { nameBefore } from './name-before.ts';
import type { EncodedRun } from './run.ts';

/** Shorter runs are words and identifiers; 20 characters of base64 hold 15 bytes. */
const SHORTEST = 20;
/** A line of at least so many characters may go on in the next line (RFC 2045 wraps at 76, PEM at 64). */
const WRAPPED = 40;
/** Characters of a run that are decoded to tell text from chance. */
const HEAD = 24;

/** 1 for the characters of both base64 alphabets. */
const ALPHABET = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') ALPHABET[character.charCodeAt(0)] = 1;

/**
 * Finds base64 and hexadecimal runs of 20 characters or more whose beginning decodes to text. No literal is needed
 * to find them: nine random bytes are text once in three thousand times, eighteen once in ten million. Hashes, keys,
 * identifiers and images drop out at that test.
 *
 * Costs less than a read of the bytes: only every twentieth byte is looked at, unless it is in the alphabet.
 */
export function findLongRuns(bytes: Uint8Array): EncodedRun[] {
  const found: EncodedRun[] = [];
  let clear = 0;
  let checked = 0;
  let probe = SHORTEST - 1;
  while (probe < bytes.length) {
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
    while (end < bytes.length && ALPHABET[bytes[end] as number] === 1) end += 1;
    const run = examine(bytes, clear, end);
    if (run !== null) found.push(run);
    clear = Math.max(end, run?.end ?? 0) + 1;
    checked = clear;
    probe = clear + SHORTEST - 1;
  }
  return found;
}

function examine(bytes: Uint8Array, start: number, end: number): EncodedRun | null {
  if (isTokenSegment(bytes, start, end)) return null;
  if (isHex(bytes, start, Math.min(end, start + HEAD))) {
    const isRun = (end - start) % 2 === 0 && isHex(bytes, start, end) && headIsText(decodeHex(latin1(bytes, start, start + SHORTEST), 0, SHORTEST)?.bytes);
    return isRun ? { start, end, layer: 'hex', content: 'text', name: nameBefore(bytes, start), proven: false } : null;
  }
  const head = Math.min(HEAD, (end - start) & ~3);
  if (!headIsText(decodeBase64(latin1(bytes, start, start + head), 0, head)?.bytes)) return null;
  return { start, end: runEnd(bytes, start, end), layer: 'base64', content: 'text', name: nameBefore(bytes, start), proven: false };
}

/** The segments of a JWT are base64 of JSON; the token as a whole is a rule's business. */
function isTokenSegment(bytes: Uint8Array, start: number, end: number): boolean {
  const isJson = bytes[start] === 0x65 && bytes[start + 1] === 0x79 && bytes[start + 2] === 0x4a;
  return isJson && (bytes[end] === 0x2e || (start > 0 && bytes[start - 1] === 0x2e));
}

function headIsText(head: Uint8Array | undefined): boolean {
  if (head === undefined) return false;
  if (looksLikeWideText(head, 'utf-16le', 0.9)) return true;
  // A character may be cut at the end.
  return !head.includes(0) && oddBytes(head, 0, head.length - 3) === 0;
}

/** Where the run ends with its padding, and with the lines that continue it. */
function runEnd(bytes: Uint8Array, start: number, end: number): number {
  let lineStart = start;
  let lineEnd = end;
  for (;;) {
    if (bytes[lineEnd] === 0x3d) return lineEnd + (bytes[lineEnd + 1] === 0x3d ? 2 : 1);
    const length = lineEnd - lineStart;
    const next = length >= WRAPPED && length % 4 === 0 ? continuation(bytes, lineEnd) : null;
    if (next === null || next.end - next.start > length) return lineEnd;
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

function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (hexDigit(bytes[at] as number) < 0) return false;
  return true;
}
