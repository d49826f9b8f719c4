/** The search in JavaScript: finds literals whose guards hold. Same answers as the search in WASM; better for a few kilobytes. */
import { passesGuard } from './guard/evaluate.ts';
import { HEADER, MARK_WORDS, NO_GUARD, REPORT_BIT, type SearchIndex } from './index/image.ts';

/** Receives each mark found: its number and the span of its literal; in order of the span's end. */
export type OnMark = (mark: number, start: number, end: number) => void;

/** Finds every mark in `bytes` whose guard passes. */
export function findMarks(index: SearchIndex, bytes: Uint8Array, onMark: OnMark): void {
  const { words } = index;
  const classes = index.bytes.subarray(words[HEADER.classes], (words[HEADER.classes] as number) + 256);
  const table = words.subarray((words[HEADER.table] as number) >>> 2);
  let row = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    row = table[(row >>> 2) + (classes[bytes[at] as number] as number)] as number;
    if ((row & REPORT_BIT) !== 0) reportMarks(index, table, row, bytes, at + 1, onMark);
  }
}

function reportMarks(index: SearchIndex, table: Uint32Array, row: number, bytes: Uint8Array, end: number, onMark: OnMark): void {
  const { words } = index;
  const list = (table[(row + (words[HEADER.outputColumn] as number)) >>> 2] as number) >>> 2;
  const count = words[list] as number;
  for (let n = 1; n <= count; n += 1) {
    const mark = words[list + n] as number;
    const record = ((words[HEADER.marks] as number) >>> 2) + mark * MARK_WORDS;
    const start = end - (words[record] as number);
    const guard = words[record + 1] as number;
    if (guard === NO_GUARD || passesGuard(index, guard, bytes, start, end)) onMark(mark, start, end);
  }
}
