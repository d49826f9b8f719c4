import { PositionMapBuilder } from '../position-map.ts';
import type { Decoded } from './decoded.ts';

/** Value of each character in either alphabet of RFC 4648 (sections 4 and 5); 64 for others. */
export const BASE64_VALUES: Uint8Array = new Uint8Array(256).fill(64);
for (const [index, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  BASE64_VALUES[character.charCodeAt(0)] = index;
}
BASE64_VALUES['-'.charCodeAt(0)] = 62;
BASE64_VALUES['_'.charCodeAt(0)] = 63;

/**
 * Decodes base64, standard or URL-safe, padded or not. Line breaks, spaces and tabs may stand anywhere (wrapped
 * lines, YAML blocks), also line breaks that are escaped as `\n` or `\r`.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @returns null when it is not base64: another character, both alphabets mixed, data after the padding, or a length
 *   that no byte count gives
 */
export function decodeBase64(text: string, start: number, end: number): Decoded | null {
  const out = new Uint8Array(Math.floor(((end - start) * 3) / 4));
  const map = new PositionMapBuilder();
  let length = 0;
  let digits = 0;
  let bits = 0;
  let groupStart = start;
  let standard = false;
  let urlSafe = false;
  let padding = 0;
  let last = start;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const value = code < 256 ? (BASE64_VALUES[code] ?? 64) : 64;
    if (value === 64) {
      if (code === 0x3d) padding += 1;
      else if (isEscapedBreak(text, at, end)) at += 1;
      else if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return null;
      continue;
    }
    if (padding > 0) return null;
    standard ||= code === 0x2b || code === 0x2f;
    urlSafe ||= code === 0x2d || code === 0x5f;
    if (digits === 0) groupStart = at;
    bits = (bits << 6) | value;
    digits += 1;
    last = at;
    if (digits < 4) continue;
    out[length] = bits >> 16;
    out[length + 1] = bits >> 8;
    out[length + 2] = bits;
    length += 3;
    addGroup(map, 3, groupStart, at + 1);
    digits = 0;
    bits = 0;
  }
  if (digits === 1 || padding > 2 || (standard && urlSafe)) return null;
  if (digits > 0) {
    const rest = digits - 1;
    const aligned = bits << (6 * (4 - digits));
    out[length] = aligned >> 16;
    if (rest === 2) out[length + 1] = aligned >> 8;
    length += rest;
    addGroup(map, rest, groupStart, last + 1);
  }
  return { bytes: out.subarray(0, length), map: map.build() };
}

/** Each byte maps to the characters that hold its bits; a group that is torn by a line break maps as a whole. */
function addGroup(map: PositionMapBuilder, bytes: number, start: number, end: number): void {
  if (end - start === bytes + 1) map.divisible(bytes, 3, start, 4);
  else map.replaced(bytes, start, end - start);
}

function isEscapedBreak(text: string, at: number, end: number): boolean {
  return text[at] === '\\' && at + 1 < end && (text[at + 1] === 'n' || text[at + 1] === 'r');
}
