import type { Decoded } from './decoded.ts';
import { replaceRuns } from './replace-runs.ts';

/**
 * Decodes `%XX` (RFC 3986, section 2.1). A plus sign stays: only form data means a space by it.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @returns null when nothing is encoded
 */
export function decodePercent(text: string, start: number, end: number): Decoded | null {
  return replaceRuns(text, start, end, /%([0-9A-Fa-f]{2})/g, (run) => String.fromCharCode(parseInt(run[1] ?? '', 16)));
}
