import type { Encoding } from '../unwrap/content-kind.ts';
import { utf8Length } from '../unwrap/utf8.ts';
import { readUnit, unitSize } from '../unwrap/wide-encoding.ts';
import type { WideEncoding } from '../unwrap/wide-encoding.ts';

/** Counts UTF-16 units in the bytes of a text. */
export interface UnitCounter {
  /** Bytes of the encoding's code unit. */
  readonly unit: 1 | 2 | 4;
  /** Whether a line feed stands at byte offset `at`, which is a multiple of `unit`. */
  isLineFeed(at: number): boolean;
  /** UTF-16 units between two byte offsets, of which the first is the start of a line. */
  count(lineStart: number, offset: number): number;
}

/** UTF-16 units of the whole characters between two offsets, the first being the start of one; `at` is where the last ends. */
type Walk = (start: number, end: number) => { readonly at: number; readonly units: number };

/** Bytes between counts that are kept. Lines much longer than this are counted by them. */
const STEP = 4096;

export function createUnitCounter(bytes: Uint8Array, encoding: Encoding): UnitCounter {
  if (encoding === 'utf-8') {
    return { unit: 1, isLineFeed: (at) => bytes[at] === 0x0a, count: stepwise(walkUtf8(bytes)) };
  }
  const unit = unitSize(encoding);
  const isLineFeed = (at: number): boolean => readUnit(bytes, at, encoding) === 0x0a;
  if (unit === 4) return { unit, isLineFeed, count: stepwise(walkUtf32(bytes, encoding)) };
  const hasMark = readUnit(bytes, 0, encoding) === 0xfeff;
  const count = (lineStart: number, offset: number): number =>
    Math.max(0, Math.floor((offset - lineStart) / unit) - (hasMark && lineStart === 0 ? 1 : 0));
  return { unit, isLineFeed, count };
}

/** Counts short distances by walking, long ones by the difference of two counts from the start of the file. */
function stepwise(walk: Walk): UnitCounter['count'] {
  /** Offsets of characters' starts, one about every STEP bytes, and the units before each. */
  const offsets = [0];
  const unitsBefore = [0];
  const before = (offset: number): number => {
    for (let last = offsets.at(-1) ?? 0; last + STEP <= offset; last = offsets.at(-1) ?? 0) {
      const { at, units } = walk(last, last + STEP);
      unitsBefore.push((unitsBefore.at(-1) ?? 0) + units);
      offsets.push(at);
    }
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((offsets[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return (unitsBefore[low] ?? 0) + walk(offsets[low] ?? 0, offset).units;
  };
  return (lineStart, offset) => (offset - lineStart <= 2 * STEP ? walk(lineStart, offset).units : before(offset) - before(lineStart));
}

function walkUtf8(bytes: Uint8Array): Walk {
  const markEnd = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return (start, end) => {
    let at = start === 0 ? markEnd : start;
    let units = 0;
    while (at < end) {
      if ((bytes[at] as number) < 0x80) {
        at += 1;
        units += 1;
        continue;
      }
      const length = utf8Length(bytes, at) || 1;
      if (at + length > end) break;
      units += length === 4 ? 2 : 1;
      at += length;
    }
    return { at, units };
  };
}

function walkUtf32(bytes: Uint8Array, encoding: WideEncoding): Walk {
  return (start, end) => {
    let at = start;
    let units = 0;
    for (; at + 4 <= end; at += 4) {
      const code = readUnit(bytes, at, encoding);
      if (at === 0 && code === 0xfeff) continue;
      units += code > 0xffff && code <= 0x10ffff ? 2 : 1;
    }
    return { at, units };
  };
}
