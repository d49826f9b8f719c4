// Runs a guard's program; the same as src/engine/guard/evaluate.ts, word by word.
import { automata, guards, pages } from './image';

const END: u32 = 0;
const AT: u32 = 1;
const BEFORE: u32 = 2;
const TOKEN_START: u32 = 3;
const RUN: u32 = 4;
const FOLLOW: u32 = 5;
const LINE: u32 = 0x10000;
const UNLESS_CAPITAL: u32 = 0x80000;

const NOT_FOLLOW: u32 = 7;
const NOT_AROUND: u32 = 8;

const DEAD: u32 = 0;
const MATCHED: u32 = 1;
const START: u32 = 2;
const UNDECIDED: u32 = 2;

/** The text that is searched: no guard reads outside of it. */
let low: usize = 0;
let high: usize = 0;

export function setText(from: usize, to: usize): void {
  low = from;
  high = to;
  lineFrom = 0;
  lineTo = 0;
}

/** Answers whether the bytes on both sides of a literal at `[start, end)` are any that its guard can accept: before is `first`, behind is `next`, pieces or 0. */
// @ts-ignore: a decorator of AssemblyScript
@inline export function mayPass(first: u32, next: u32, start: usize, end: usize): bool {
  if (next != 0 && end < high && !(load<u8>(pageOf(next) + load<u8>(end)) & maskOf(next))) return false;
  return first == 0 || start == low || (load<u8>(pageOf(first) + load<u8>(start - 1)) & maskOf(first)) != 0 || (first & UNLESS_CAPITAL && <u32>load<u8>(start) - 65 < 26);
}

/** Answers whether the tests of a guard, which begin at word `tests`, hold for a literal at `[start, end)`. */
export function passes(tests: u32, start: usize, end: usize): bool {
  let at = guards + (<usize>tests << 2);
  if (!holds(at + 4, start, end)) return false;
  at += <usize>load<u32>(at) << 2;
  for (let length = load<u32>(at); length != 0; length = load<u32>(at)) {
    if (holds(at + 4, start, end)) return true;
    at += <usize>length << 2;
  }
  return false;
}

function holds(first: usize, start: usize, end: usize): bool {
  let at = first;
  while (true) {
    const head = load<u32>(at);
    const argument = head >>> 8;
    const kind = head & 0xff;
    if (kind == AT) {
      if (!inSetsForwards(at + 8, argument, start + <usize>load<u32>(at, 4))) return false;
      at += (2 + <usize>argument) << 2;
    } else if (kind == RUN) {
      if (!hasRun(at, argument, start, end)) return false;
      at += 12;
    } else if (kind == TOKEN_START) {
      if (!startsToken(start, argument)) return false;
      at += 4;
    } else if (kind == BEFORE) {
      if (!inSetsBackwards(at + 4, argument, start)) return false;
      at += (1 + <usize>argument) << 2;
    } else if (kind == END) {
      return true;
    } else {
      const word = load<u32>(at, 4);
      const automaton = automata + <usize>(word & 0xffffff);
      const from = end - <usize>(word >>> 24);
      if (kind == FOLLOW) {
        if (runForwards(automaton, from, argument) == DEAD) return false;
      } else if (kind == NOT_FOLLOW) {
        if (runForwards(automaton, from, argument) == MATCHED) return false;
      } else if (kind == NOT_AROUND) {
        const behind = load<u32>(at, 8);
        if (
          runBackwards(automaton, start + <usize>(word >>> 24), argument) == MATCHED &&
          runForwards(automata + <usize>(behind & 0xffffff), end - <usize>(behind >>> 24), argument) == MATCHED
        ) return false;
        at += 4;
      } else if (runBackwards(automaton, start, argument) == DEAD) {
        return false;
      }
      at += 8;
    }
  }
}

// @ts-ignore
@inline function pageOf(piece: u32): usize { return pages + (<usize>(piece & 0xffff) << 8); }
// @ts-ignore
@inline function maskOf(piece: u32): u32 { return 1 << ((piece >>> 16) & 7); }

function inSetsForwards(pieces: usize, count: u32, from: usize): bool {
  let place = from;
  for (let n: u32 = 0; n < count; n++) {
    const piece = load<u32>(pieces + (<usize>n << 2));
    const stop = place + (piece >>> 24);
    if (stop > high) return false;
    const page = pageOf(piece);
    const mask = maskOf(piece);
    for (; place < stop; place++) if (!(load<u8>(page + load<u8>(place)) & mask)) return false;
  }
  return true;
}

function inSetsBackwards(pieces: usize, count: u32, from: usize): bool {
  let place = from;
  for (let n: u32 = 0; n < count; n++) {
    const piece = load<u32>(pieces + (<usize>n << 2));
    const length: usize = piece >>> 24;
    if (place < low + length) return false;
    const stop = place - length;
    const page = pageOf(piece);
    const mask = maskOf(piece);
    while (place > stop) if (!(load<u8>(page + load<u8>(--place)) & mask)) return false;
  }
  return true;
}

// @ts-ignore
@inline function isWord(byte: u32): bool { return byte - 48 < 10 || (byte | 32) - 97 < 26 || byte == 95; }
// @ts-ignore
@inline function isHex(byte: u32): bool { return byte - 48 < 10 || (byte | 32) - 97 < 6; }

/** The byte `back` before `at`; 0x100 before the text, which is no byte. */
// @ts-ignore
@inline function behind(at: usize, back: usize): u32 { return at < low + back ? 0x100 : load<u8>(at - back); }

function startsToken(start: usize, back: u32): bool {
  if (start < low + <usize>back) return false;
  const at = start - <usize>back;
  const last = behind(at, 1);
  if (last == 0x100 || !isWord(last)) return true;
  const second = behind(at, 2);
  if (second == 92) {
    const letter = last >= 65 ? last | 32 : last;
    if (letter == 97 || letter == 98 || letter == 101 || letter == 102 || letter == 110 || letter == 114 || letter == 116 || letter == 118 || letter == 48) return true;
  }
  if (isHex(last) && isHex(second)) {
    const third = behind(at, 3);
    if (third == 37) return true;
    const fourth = behind(at, 4);
    if ((third | 32) == 120 && fourth == 92) return true;
    if (isHex(third) && isHex(fourth) && (behind(at, 5) | 32) == 117 && behind(at, 6) == 92) return true;
  }
  if ((last | 32) != 109) return false;
  let place: usize = 2;
  while (place < 10) {
    const byte = behind(at, place);
    if (byte - 48 >= 10 && byte != 59) break;
    place++;
  }
  return behind(at, place) == 91;
}

/** The part of a line that is known to hold no line feed: literals of one line share the look for its end. */
let lineFrom: usize = 0;
let lineTo: usize = 0;

function lineEnd(from: usize, limit: usize): usize {
  if (from >= lineFrom && from <= lineTo) {
    if (lineTo >= limit) return limit;
    if (lineTo < high && load<u8>(lineTo) == 10) return lineTo;
  } else {
    lineFrom = from;
    lineTo = from;
  }
  let at = lineTo;
  const feed = i8x16.splat(10);
  while (at + 16 <= limit) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), feed));
    if (found) {
      lineTo = at + ctz(found);
      return lineTo;
    }
    at += 16;
  }
  while (at < limit && load<u8>(at) != 10) at++;
  lineTo = at;
  return at;
}

function hasRun(at: usize, argument: u32, start: usize, end: usize): bool {
  const length: usize = argument & 0xffff;
  const piece = load<u32>(at, 8);
  const page = pageOf(piece);
  const mask = maskOf(piece);
  let limit = min(high, start + <usize>load<u32>(at, 4));
  if (argument & LINE) limit = lineEnd(end, limit);
  let from = end;
  while (from + length <= limit) {
    let place = from + length;
    while (place > from && load<u8>(page + load<u8>(place - 1)) & mask) place--;
    if (place == from) return true;
    from = place;
  }
  return false;
}

// Both give DEAD or MATCHED, or UNDECIDED at an end of the text: pieces of texts are searched too, and the text may go on.

function runForwards(automaton: usize, from: usize, reach: u32): u32 {
  const classCount: u32 = load<u8>(automaton);
  const next = automaton + 257;
  const stop = from + <usize>reach;
  const limit = min(high, stop);
  let state = START;
  for (let place = from; place < limit; place++) {
    state = load<u8>(next + <usize>(state * classCount + <u32>load<u8>(automaton + 1 + load<u8>(place))));
    if (state <= MATCHED) return state;
  }
  return limit < stop ? UNDECIDED : DEAD;
}

function runBackwards(automaton: usize, from: usize, reach: u32): u32 {
  const classCount: u32 = load<u8>(automaton);
  const next = automaton + 257;
  const known = from - low;
  const stop = from - min(known, <usize>reach);
  let state = START;
  for (let place = from; place > stop; place--) {
    state = load<u8>(next + <usize>(state * classCount + <u32>load<u8>(automaton + 1 + load<u8>(place - 1))));
    if (state <= MATCHED) return state;
  }
  return known < <usize>reach ? UNDECIDED : DEAD;
}
