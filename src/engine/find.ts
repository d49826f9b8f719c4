/** The search in JavaScript: finds literals whose guards hold. Same answers as the search in WASM; better for a few kilobytes. */
import { mayPass, passes } from './guard/evaluate.ts';
import { ENTRY_WORDS, HEADER, NO_GUARD, REPORT, ROW, type SearchIndex } from './index/image.ts';

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
  for (let n = 0, entry = list + 1; n < count; n += 1, entry += ENTRY_WORDS) {
    const start = end - (words[entry + 1] as number);
    if (!mayPass(index, words[entry + 2] as number, words[entry + 3] as number, bytes, start, end)) continue;
    const tests = words[entry + 4] as number;
    const text = words[entry + 5] as number;
    if (text !== 0 && !isLiteral(index.bytes, text, bytes, start, end)) continue;
    if (tests === NO_GUARD || passes(index, tests, bytes, start, end)) onMark(words[entry] as number, start, end);
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
