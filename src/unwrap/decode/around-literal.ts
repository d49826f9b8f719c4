import type { Span } from '../../model.ts';
import { latin1 } from '../native-search.ts';
import { isOddControl } from '../utf8.ts';
import { decodeBase64 } from './base64.ts';
import { decodeHex } from './hex.ts';
import type { EncodedLiteral } from './encoded-literals.ts';
import type { EncodedRun } from './run.ts';

/** How far each way from a literal the run is followed, in characters. */
const REACH = 65_536;

const STANDARD = /[A-Za-z0-9+/]/;
const URL_SAFE = /[A-Za-z0-9_-]/;
const HEX = /[0-9A-Fa-f]/;

/**
 * The readable stretch around an encoded literal that a search met: also inside data that is not text as a whole,
 * and in runs that begin with something else (a path, an identifier).
 *
 * @param offset where the literal's form begins in `bytes`
 * @returns null when the characters there do not decode to the literal
 */
export function runAround(bytes: Uint8Array, offset: number, form: EncodedLiteral): EncodedRun | null {
  const from = Math.max(0, offset - REACH);
  const text = latin1(bytes, from, Math.min(bytes.length, offset + form.literal.length + REACH));
  for (const alphabet of form.encoding === 'hex' ? [HEX] : [STANDARD, URL_SAFE]) {
    const span = readableSpan(text, offset - from, form, alphabet);
    if (span !== null) {
      return { start: from + span.start, end: from + span.end, layer: form.encoding, content: 'text', name: null, proven: true };
    }
  }
  return null;
}

function readableSpan(text: string, offset: number, form: EncodedLiteral, alphabet: RegExp): Span | null {
  const [size, decode] = form.encoding === 'hex' ? [2, decodeHex] : [4, decodeBase64];
  let start = offset;
  while (start > 0 && alphabet.test(text[start - 1] ?? '')) start -= 1;
  // The literal's form tells where the groups begin.
  start += (offset - form.lead - start) % size;
  let end = offset;
  while (end < text.length && alphabet.test(text[end] ?? '')) end += 1;
  end -= (end - start) % size === 1 ? 1 : 0;
  const decoded = start > offset ? null : decode(text, start, end);
  if (decoded === null) return null;
  const group = decoded.bytes.subarray(((offset - form.lead - start) / size) * (size === 4 ? 3 : 1));
  const within = latin1(group, 0, form.plain.length + 2).indexOf(form.plain);
  if (within === -1) return null;
  let first = decoded.bytes.length - group.length + within;
  let last = first + form.plain.length;
  while (first > 0 && isReadable(decoded.bytes[first - 1] ?? 0)) first -= 1;
  while (last < decoded.bytes.length && isReadable(decoded.bytes[last] ?? 0)) last += 1;
  const span = decoded.map.toItem(first, last);
  // From the start of a group, so that the span alone decodes to the same bytes.
  return { start: span.start - ((span.start - start) % size), end: span.end };
}

function isReadable(byte: number): boolean {
  return byte !== 0 && !isOddControl(byte);
}
