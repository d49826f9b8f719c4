import type { Decoded } from './decoded.ts';
import { replaceRuns, utf8Text } from './replace-runs.ts';

/** In this order: a surrogate pair, one unit, JavaScript's braces, Python's eight digits, a byte. */
const ESCAPES =
  /\\(?:u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2}))/g;

/**
 * Decodes `\uXXXX`, `\u{X}`, `\UXXXXXXXX` and `\xXX`, as JSON, JavaScript, Java, C and Python write them. Other
 * escapes (`\n`, `\"`) stay.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @returns null when nothing is encoded
 */
export function decodeEscapes(text: string, start: number, end: number): Decoded | null {
  return replaceRuns(text, start, end, ESCAPES, ([, high, low, unit, braces, eight, byte]) => {
    if (byte !== undefined) return String.fromCharCode(parseInt(byte, 16));
    if (high !== undefined && low !== undefined) {
      return utf8Text(0x10000 + ((parseInt(high, 16) - 0xd800) << 10) + (parseInt(low, 16) - 0xdc00));
    }
    return utf8Text(parseInt(unit ?? braces ?? eight ?? '', 16));
  });
}
