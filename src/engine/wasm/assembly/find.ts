// Finds literals with the automaton, four parts of the text at a time, then runs the guards on what was found.
import { classes, ENTRY_SIZE, image, lists, longest, NO_GUARD, REPORT, ROW_SHIFT, table } from './image';
import { mayPass, passes, setText } from './guard';

/** So many bytes are searched before their literals are looked at; both stay in the cache meanwhile. */
const BLOCK: usize = 256 * 1024;
const LANES: usize = 4;
/** Below this a text is searched in one lane. */
const SMALL: usize = 256;
/** A literal found: where it ends, and the row of the table. */
const RAW_SIZE: usize = 8;
/** A mark told: where its literal ends, and its number. */
const FOUND_SIZE: usize = 8;
/** Room for a literal at every byte of a block. */
const RAW_LANE: usize = (BLOCK / LANES + LANES) * RAW_SIZE;

let raw: usize = 0;
let rawEnd0: usize = 0;
let rawEnd1: usize = 0;
let rawEnd2: usize = 0;
let rawEnd3: usize = 0;

/** Where a search that ran out of room has to go on: it has told of every literal that ends at or before this address. */
export let resumeAt: usize = 0;

// @ts-ignore: a decorator of AssemblyScript
@inline function step(row: u32, at: usize): u32 { return load<u16>(table + (row << ROW_SHIFT) + <u32>load<u8>(classes + load<u8>(at))); }

/**
 * Finds the marks in `[low, high)` whose literals end behind `from` and at or before `to`. Writes address of the end and
 * number of the mark, in order, to `out`, at most up to `outEnd`; needs `rawRoom` bytes at `scratch`. Gives the end of
 * what it wrote; `resumeAt` is `to` when all was told.
 */
export function find(low: usize, high: usize, from: usize, to: usize, scratch: usize, out: usize, outEnd: usize): usize {
  bounds = 0;
  setText(low, high);
  return findAll(low, from, to, scratch, out, outEnd);
}

/**
 * The same for texts that stand one behind the other with a byte between them: their starts stand at `starts`, and behind
 * these the end of the last, plus one. No literal and no guard goes beyond its text. `from`: where to go on.
 */
export function findEach(starts: usize, count: u32, from: usize, scratch: usize, out: usize, outEnd: usize): usize {
  bounds = starts;
  textLow = load<u32>(starts);
  textHigh = load<u32>(starts, 4) - 1;
  setText(textLow, textHigh);
  return findAll(textLow, from, load<u32>(starts + (<usize>count << 2)) - 1, scratch, out, outEnd);
}

/** Where the starts of the current text and the next stand; 0 when there is one text only. */
let bounds: usize = 0;
let textLow: usize = 0;
let textHigh: usize = 0;

/** Goes on to the text that holds the byte before `end`. Literals come in order. */
// @ts-ignore: a decorator of AssemblyScript
@inline function enterText(end: usize): void {
  if (end <= textHigh) return;
  while (<usize>load<u32>(bounds, 4) < end) bounds += 4;
  textLow = load<u32>(bounds);
  textHigh = load<u32>(bounds, 4) - 1;
  setText(textLow, textHigh);
}

function findAll(low: usize, from: usize, to: usize, scratch: usize, out: usize, outEnd: usize): usize {
  raw = scratch;
  full = false;
  let place = out;
  for (let start = from; start < to; start += BLOCK) {
    const end = min(start + BLOCK, to);
    findRaw(low, start, end);
    place = tell(raw, rawEnd0, place, outEnd);
    place = tell(raw + RAW_LANE, rawEnd1, place, outEnd);
    place = tell(raw + 2 * RAW_LANE, rawEnd2, place, outEnd);
    place = tell(raw + 3 * RAW_LANE, rawEnd3, place, outEnd);
    if (full) return place;
  }
  resumeAt = to;
  return place;
}

/** The row in which the automaton is at `at`: literals may have begun before it. */
function rowAt(low: usize, at: usize): u32 {
  let row: u32 = 0;
  for (let place = at - low < longest ? low : at - longest + 1; place < at; place++) row = step(row, place);
  return row;
}

function findRaw(low: usize, start: usize, end: usize): void {
  const size = end - start;
  const part: usize = size < SMALL ? <usize>0 : size / LANES;
  let raw0 = raw;
  let raw1 = raw + RAW_LANE;
  let raw2 = raw + 2 * RAW_LANE;
  let raw3 = raw + 3 * RAW_LANE;
  let row3 = rowAt(low, start + 3 * part);
  if (part > 0) {
    let row0 = rowAt(low, start);
    let row1 = rowAt(low, start + part);
    let row2 = rowAt(low, start + 2 * part);
    for (let at = start, stop = start + part; at < stop; at++) {
      row0 = step(row0, at);
      row1 = step(row1, at + part);
      row2 = step(row2, at + 2 * part);
      row3 = step(row3, at + 3 * part);
      if ((row0 | row1 | row2 | row3) & REPORT) {
        if (row0 & REPORT) raw0 = put(raw0, at + 1, row0);
        if (row1 & REPORT) raw1 = put(raw1, at + part + 1, row1);
        if (row2 & REPORT) raw2 = put(raw2, at + 2 * part + 1, row2);
        if (row3 & REPORT) raw3 = put(raw3, at + 3 * part + 1, row3);
      }
    }
  }
  for (let at = start + LANES * part; at < end; at++) {
    row3 = step(row3, at);
    if (row3 & REPORT) raw3 = put(raw3, at + 1, row3);
  }
  rawEnd0 = raw0;
  rawEnd1 = raw1;
  rawEnd2 = raw2;
  rawEnd3 = raw3;
}

// @ts-ignore
@inline function put(place: usize, end: usize, row: u32): usize {
  store<u32>(place, <u32>end);
  store<u32>(place, row, 4);
  return place + RAW_SIZE;
}

/** Set when `out` has no room left for what has to be told. */
let full: bool = false;

/** Runs the guards of the literals in `[first, last)` and writes the marks that pass. */
function tell(first: usize, last: usize, out: usize, outEnd: usize): usize {
  let place = out;
  if (full) return place;
  for (let at = first; at < last; at += RAW_SIZE) {
    const end: usize = load<u32>(at);
    const list = image + load<u32>(lists + ((load<u32>(at, 4) - REPORT) << 2));
    const count = load<u32>(list);
    if (place + <usize>count * FOUND_SIZE > outEnd) {
      full = true;
      resumeAt = end - 1;
      return place;
    }
    if (bounds != 0) enterText(end);
    for (let n: u32 = 0, entry = list + 4; n < count; n++, entry += ENTRY_SIZE) {
      const start = end - load<u32>(entry, 4);
      if (bounds != 0 && (start < textLow || end > textHigh)) continue;
      if (!mayPass(load<u32>(entry, 8), load<u32>(entry, 12), start, end)) continue;
      const text = load<u32>(entry, 20);
      if (text != 0 && !isLiteral(image + text, start, end)) continue;
      const tests = load<u32>(entry, 16);
      if (tests != NO_GUARD && !passes(tests, start, end)) continue;
      store<u32>(place, <u32>end);
      store<u32>(place, load<u32>(entry), 4);
      place += FOUND_SIZE;
    }
  }
  return place;
}

/** The table takes some characters for each other; here they are told apart. */
function isLiteral(text: usize, start: usize, end: usize): bool {
  let place = text;
  for (let at = start; at < end; at++) {
    let byte: u32 = load<u8>(at);
    if (byte - 65 < 26) byte |= 32;
    if (byte != load<u8>(place++)) return false;
  }
  return true;
}
