import { PositionMapBuilder } from '../position-map.ts';
import type { Decoded } from './decoded.ts';

/**
 * Decodes a text in which some runs stand for other bytes, and the rest for itself.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @param encoded finds the runs; must have the flag `g`
 * @param decode the bytes of a run as a binary string; null leaves the run as it is
 * @returns null when nothing was decoded
 */
export function replaceRuns(
  text: string,
  start: number,
  end: number,
  encoded: RegExp,
  decode: (run: RegExpExecArray) => string | null,
): Decoded | null {
  const source = text.slice(start, end);
  const map = new PositionMapBuilder();
  const pieces: string[] = [];
  let at = 0;
  for (const run of source.matchAll(encoded)) {
    const bytes = decode(run);
    if (bytes === null) continue;
    pieces.push(source.slice(at, run.index), bytes);
    map.literal(start + at, run.index - at).replaced(bytes.length, start + run.index, run[0].length);
    at = run.index + run[0].length;
  }
  if (pieces.length === 0) return null;
  pieces.push(source.slice(at));
  map.literal(start + at, source.length - at);
  return { bytes: Buffer.from(pieces.join(''), 'latin1'), map: map.build() };
}

/** A code point as UTF-8 in a binary string; U+FFFD for what is none. */
export function utf8Text(codePoint: number): string {
  const valid = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return Buffer.from(String.fromCodePoint(valid ? codePoint : 0xfffd), 'utf8').toString('latin1');
}
