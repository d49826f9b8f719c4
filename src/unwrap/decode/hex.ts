import { hexDigit } from '../json-strings.ts';
import { PositionMapBuilder } from '../position-map.ts';
import type { Decoded } from './decoded.ts';

/**
 * Decodes pairs of hexadecimal digits, after an optional `0x`.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @returns null when there is another character or an odd number of digits
 */
export function decodeHex(text: string, start: number, end: number): Decoded | null {
  const first = text.startsWith('0x', start) || text.startsWith('0X', start) ? start + 2 : start;
  if (first >= end || (end - first) % 2 !== 0) return null;
  const bytes = new Uint8Array((end - first) / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const high = hexDigit(text.charCodeAt(first + index * 2));
    const low = hexDigit(text.charCodeAt(first + index * 2 + 1));
    if (high < 0 || low < 0) return null;
    bytes[index] = high * 16 + low;
  }
  return { bytes, map: new PositionMapBuilder().units(bytes.length, 1, first, 2).build() };
}
