/** The search in JavaScript: finds literals whose guards hold. Same answers as the search in WASM; better for a few kilobytes. */
import { passesGuard } from './guard/evaluate.ts';
import { HEADER, MARK_WORDS, NO_GUARD, REPORT, ROW, type SearchIndex } from './index/image.ts';

/** Receives each mark found: its number and the span of its literal; in order of the span's end. */
export type OnMark = (mark: number, start: number, end: number) => void;

/** Finds every mark in `bytes` whose guard passes. */
export function findMarks(index: SearchIndex, bytes: Uint8Array, onMark: OnMark): void {
  const { words } = index;
  const classes = index.bytes.subarray(words[HEADER.classes], (words[HEADER.classes] as number) + 256);
  const quietRows = words[HEADER.quietRows] as number;
  const table = new Uint16Array(index.bytes.buffer, index.bytes.byteOffset + (words[HEADER.table] as number));
  const columns = ROW / 2;
  let row = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    // Rows that report are numbered from REPORT and stand right behind the quiet ones.
    const place = row < REPORT ? row : row - REPORT + quietRows;
    row = table[place * columns + ((classes[bytes[at] as number] as number) >>> 1)] as number;
    if (row >= REPORT) reportMarks(index, row - REPORT, bytes, at + 1, onMark);
  }
}

function reportMarks(index: SearchIndex, state: number, bytes: Uint8Array, end: number, onMark: OnMark): void {
  const { words } = index;
  const list = (words[((words[HEADER.lists] as number) >>> 2) + state] as number) >>> 2;
  const count = words[list] as number;
  for (let n = 1; n <= count; n += 1) {
    const mark = words[list + n] as number;
    const record = ((words[HEADER.marks] as number) >>> 2) + mark * MARK_WORDS;
    const start = end - (words[record] as number);
    const guard = words[record + 1] as number;
    const text = words[record + 3] as number;
    if (text !== 0 && !isLiteral(index.bytes, text, bytes, start, end)) continue;
    if (guard === NO_GUARD || passesGuard(index, guard, bytes, start, end)) onMark(mark, start, end);
  }
}

/** The table takes some characters for each other; here they are told apart. */
function isLiteral(block: Uint8Array, text: number, bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== block[text + at - start]) return false;
  }
  return true;
}
