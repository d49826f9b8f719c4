/** Runs a guard's program on bytes, in JavaScript. wasm/assembly/guard.ts does the same in WASM; a test compares them. */
import { HEADER, type SearchIndex } from '../index/image.ts';
import { DEAD, MATCHED, START } from './dfa.ts';
import { AT, BEFORE, END, FOLLOW, LINE, NOT_AROUND, NOT_FOLLOW, PRECEDE, RUN, TOKEN_START_TEST, UNLESS_CAPITAL } from './encode.ts';

const UNDECIDED = START;

/** Answers whether the bytes on both sides of a literal at `[start, end)` are any that its guard can accept: before is `first`, behind is `next`, pieces or 0. */
export function mayPass(index: SearchIndex, first: number, next: number, bytes: Uint8Array, start: number, end: number): boolean {
  if (next !== 0 && end < bytes.length && !inSet(index, next, bytes[end] as number)) return false;
  return first === 0 || start === 0 || inSet(index, first, bytes[start - 1] as number) || ((first & UNLESS_CAPITAL) !== 0 && isCapital(bytes[start] as number));
}

/** Answers whether the tests of a guard, which begin at word `tests`, hold for a literal at `[start, end)` of `bytes`. */
export function passes(index: SearchIndex, tests: number, bytes: Uint8Array, start: number, end: number): boolean {
  const { words } = index;
  let at = ((words[HEADER.guards] as number) >>> 2) + tests;
  if (!holds(index, at + 1, bytes, start, end)) return false;
  at += words[at] as number;
  for (let length = words[at] as number; length !== 0; length = words[at] as number) {
    if (holds(index, at + 1, bytes, start, end)) return true;
    at += length;
  }
  return false;
}

function holds(index: SearchIndex, first: number, bytes: Uint8Array, start: number, end: number): boolean {
  const { words } = index;
  let at = first;
  for (;;) {
    const head = words[at] as number;
    const argument = head >>> 8;
    switch (head & 0xff) {
      case END:
        return true;
      case AT:
        if (!inSets(index, at + 2, argument, bytes, start + (words[at + 1] as number), 1)) return false;
        at += 2 + argument;
        break;
      case BEFORE:
        if (!inSets(index, at + 1, argument, bytes, start - 1, -1)) return false;
        at += 1 + argument;
        break;
      case TOKEN_START_TEST:
        if (!startsToken(bytes, start - argument)) return false;
        at += 1;
        break;
      case RUN:
        if (!hasRun(index, at, bytes, start, end)) return false;
        at += 3;
        break;
      case FOLLOW:
        if (runForwards(index, words[at + 1] as number, bytes, end, argument) === DEAD) return false;
        at += 2;
        break;
      case PRECEDE:
        if (run(index, words[at + 1] as number, bytes, start - 1, -1, argument) === DEAD) return false;
        at += 2;
        break;
      case NOT_FOLLOW:
        if (runForwards(index, words[at + 1] as number, bytes, end, argument) === MATCHED) return false;
        at += 2;
        break;
      case NOT_AROUND:
        if (runInside(index, words[at + 1] as number, bytes, start, argument) === MATCHED && runForwards(index, words[at + 2] as number, bytes, end, argument) === MATCHED) return false;
        at += 3;
        break;
      default:
        throw new RangeError('the search index is damaged');
    }
  }
}

function inSets(index: SearchIndex, pieces: number, count: number, bytes: Uint8Array, from: number, step: number): boolean {
  let place = from;
  for (let n = 0; n < count; n += 1) {
    const piece = index.words[pieces + n] as number;
    for (let left = piece >>> 24; left > 0; left -= 1, place += step) {
      if (place < 0 || place >= bytes.length || !inSet(index, piece, bytes[place] as number)) return false;
    }
  }
  return true;
}

function inSet({ bytes, words }: SearchIndex, piece: number, byte: number): boolean {
  const page = (words[HEADER.pages] as number) + (piece & 0xffff) * 256;
  return (((bytes[page + byte] as number) >>> ((piece >>> 16) & 7)) & 1) === 1;
}

function isWord(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122);
}

function isCapital(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}

/** What TOKEN_START allows, ignoring case: after no word character, or after an escape or a terminal's colour code. */
function startsToken(bytes: Uint8Array, at: number): boolean {
  const byte = (back: number): number => (at - back < 0 ? -1 : (bytes[at - back] as number));
  const last = byte(1);
  if (at < 0) return false;
  if (at === 0 || !isWord(last)) return true;
  if (byte(2) === 92 && 'abefnrtv0'.includes(String.fromCharCode(last >= 65 ? last | 32 : last))) return true;
  if (isHex(last) && isHex(byte(2))) {
    if (byte(3) === 37 || ((byte(3) | 32) === 120 && byte(4) === 92)) return true;
    if (isHex(byte(3)) && isHex(byte(4)) && (byte(5) | 32) === 117 && byte(6) === 92) return true;
  }
  if ((last | 32) !== 109) return false;
  let back = 2;
  while (back < 10 && ((byte(back) >= 48 && byte(back) <= 57) || byte(back) === 59)) back += 1;
  return byte(back) === 91;
}

function hasRun(index: SearchIndex, at: number, bytes: Uint8Array, start: number, end: number): boolean {
  const argument = (index.words[at] as number) >>> 8;
  const length = argument & 0xffff;
  const piece = index.words[at + 2] as number;
  let limit = Math.min(bytes.length, start + (index.words[at + 1] as number));
  if ((argument & LINE) !== 0) {
    const feed = bytes.subarray(0, limit).indexOf(10, end);
    if (feed >= 0) limit = feed;
  }
  // Looks at the last byte of where a run could be first: most places are left after one look.
  for (let from = end; from + length <= limit; ) {
    let place = from + length - 1;
    while (place >= from && inSet(index, piece, bytes[place] as number)) place -= 1;
    if (place < from) return true;
    from = place + 1;
  }
  return false;
}

function runForwards(index: SearchIndex, word: number, bytes: Uint8Array, end: number, reach: number): number {
  return run(index, word & 0xffffff, bytes, end - (word >>> 24), 1, reach);
}

function runInside(index: SearchIndex, word: number, bytes: Uint8Array, start: number, reach: number): number {
  return run(index, word & 0xffffff, bytes, start + (word >>> 24) - 1, -1, reach);
}

/** DEAD or MATCHED, or UNDECIDED at an end of the text: pieces of texts are searched too, and the text may go on. */
function run(index: SearchIndex, automaton: number, bytes: Uint8Array, from: number, step: number, reach: number): number {
  const base = (index.words[HEADER.automata] as number) + automaton;
  const classCount = index.bytes[base] as number;
  let state = START;
  for (let read = 0, place = from; read < reach; read += 1, place += step) {
    if (place < 0 || place >= bytes.length) return UNDECIDED;
    const column = index.bytes[base + 1 + (bytes[place] as number)] as number;
    state = index.bytes[base + 257 + state * classCount + column] as number;
    if (state <= MATCHED) return state;
  }
  return DEAD;
}
