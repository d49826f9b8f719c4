import { hexDigit } from '../json-strings.ts';
import { isOddControl, utf8Length } from '../utf8.ts';
import { looksLikeWideText } from '../wide-encoding.ts';
import { BASE64_VALUES } from './base64.ts';

/** Bytes of a run that are decoded to tell text from chance. */
const HEAD = 18;
/** The decoded head: one buffer for all runs, because most runs are looked at and forgotten. */
const head = new Uint8Array(HEAD);

/**
 * What the beginning of a run is text in: hexadecimal when it is nothing but such digits, otherwise base64.
 *
 * @param end exclusive; the run is in the alphabet of base64 and at least 20 characters long
 * @returns null when it decodes to no text (UTF-8, or UTF-16 as PowerShell uses it)
 */
export function layerOfText(bytes: Uint8Array, start: number, end: number): 'base64' | 'hex' | null {
  const isHex = isHexadecimal(bytes, start, Math.min(end, start + HEAD * 2));
  const length = isHex ? decodeHexHead(bytes, start, end) : decodeBase64Head(bytes, start, end);
  return headIsText(length) ? (isHex ? 'hex' : 'base64') : null;
}

/** Whether all of it are hexadecimal digits. */
export function isHexadecimal(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (hexDigit(bytes[at] as number) < 0) return false;
  return true;
}

function headIsText(length: number): boolean {
  if (head[1] === 0) return looksLikeWideText(head.subarray(0, length), 'utf-16le', 0.9);
  // A character may be cut at the end.
  for (let at = 0; at < length - 3; ) {
    const byte = head[at] as number;
    const size = byte < 0x80 ? (byte === 0 || isOddControl(byte) ? 0 : 1) : utf8Length(head, at);
    if (size === 0) return false;
    at += size;
  }
  return true;
}

function decodeBase64Head(bytes: Uint8Array, start: number, end: number): number {
  const groups = Math.min(HEAD / 3, (end - start) >> 2);
  for (let group = 0; group < groups; group += 1) {
    const at = start + group * 4;
    const bits = (digit(bytes[at]) << 18) | (digit(bytes[at + 1]) << 12) | (digit(bytes[at + 2]) << 6) | digit(bytes[at + 3]);
    head[group * 3] = bits >> 16;
    head[group * 3 + 1] = bits >> 8;
    head[group * 3 + 2] = bits;
  }
  return groups * 3;
}

function decodeHexHead(bytes: Uint8Array, start: number, end: number): number {
  const length = Math.min(HEAD, (end - start) >> 1);
  for (let index = 0; index < length; index += 1) {
    head[index] = hexDigit(bytes[start + index * 2] as number) * 16 + hexDigit(bytes[start + index * 2 + 1] as number);
  }
  return length;
}

function digit(byte: number | undefined): number {
  return BASE64_VALUES[byte ?? 0] ?? 0;
}
