import { findRuns } from './find.ts';

/** How far around new text an encoded stretch is looked for that it may be a part of, or give a meaning to. */
const MARGIN = 2048;

/**
 * Whether the new parts of a text, or what stands around them, hold something encoded. A text made out of one without
 * anything encoded need not be looked at again elsewhere.
 *
 * @param copies what the text took from its base: place in the text, place in the base, length; in order
 */
export function holdsNewRuns(bytes: Uint8Array, copies: Uint32Array): boolean {
  let from = 0;
  let to = -1;
  let at = 0;
  for (let index = 0; index <= copies.length; index += 3) {
    const next = index < copies.length ? (copies[index] ?? 0) : bytes.length;
    const start = Math.max(0, at - MARGIN);
    const end = Math.min(bytes.length, next + MARGIN);
    const isNew = next > at || (index > 0 && index < copies.length);
    at = index < copies.length ? next + (copies[index + 2] ?? 0) : next;
    if (!isNew) continue;
    if (start <= to) {
      to = end;
      continue;
    }
    if (to > from && findRuns(bytes.subarray(from, to)).length > 0) return true;
    from = start;
    to = end;
  }
  return to > from && findRuns(bytes.subarray(from, to)).length > 0;
}
