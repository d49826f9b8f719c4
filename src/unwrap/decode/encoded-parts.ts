/**
 * What stands encoded in texts that were made out of other texts: only new lines are looked at again. An encoded stretch
 * is recognised by the line it stands on, but for two kinds: base64 over several lines, for which new lines are widened,
 * and the data of Kubernetes Secrets, for which documents with one are looked at whole.
 */
import { indexOfBytes, latin1 } from '../native-search.ts';
import { BASE64_VALUES } from './base64.ts';
import { findRuns } from './find.ts';
import { hintsIn, hintsWithin, isLarge } from './hints.ts';
import { findLongRuns, WRAPPED } from './long-runs.ts';
import type { EncodedRun } from './run.ts';
import { holdsSecretKind } from './secret-data.ts';

/** What has to be remembered of a text to look at texts made out of it. */
export interface EncodedParts {
  /** In order of their start. */
  readonly runs: readonly EncodedRun[];
  /** True when a Kubernetes Secret may stand in it. */
  readonly secretKind: boolean;
  /** Length of the text in bytes. */
  readonly length: number;
}

/** Of `runs`, `carried[n]` is the place among the base's runs that this one is a copy of; -1 for new ones. */
export interface DerivedParts extends EncodedParts {
  readonly carried: readonly number[];
}

/** Looks at a whole text. */
export function encodedParts(bytes: Uint8Array): EncodedParts {
  const hints = hintsIn(bytes);
  return { runs: findRuns(bytes, { hints }), secretKind: hints.has('secret') && holdsSecretKind(latin1(bytes)), length: bytes.length };
}

/**
 * Looks at the new lines of a text and takes the rest from its base.
 *
 * @param copies what the text took from its base: place in the text, place in the base, length; in order of the former
 * @param newLines starts and ends of the runs of whole lines that hold all seams of these copies; in order
 * @returns null when the text has to be looked at whole
 */
export function derivedParts(bytes: Uint8Array, base: EncodedParts, copies: Uint32Array, newLines: readonly number[]): DerivedParts | null {
  const large = isLarge(bytes.length);
  if (base.secretKind || large !== isLarge(base.length)) return null;
  const windows = widened(bytes, newLines);
  if (windows === null) return null;

  const together = textOf(bytes, windows);
  const hints = hintsWithin(together, large);
  if (hints.has('secret') && holdsSecretKind(latin1(together))) return null;
  const fresh: EncodedRun[] = [];
  for (let at = 0; at < windows.length; at += 2) {
    const start = windows[at] as number;
    const end = windows[at + 1] as number;
    if (hints.size === 0) fresh.push(...findLongRuns(bytes, start, end));
    else for (const run of findRuns(bytes.subarray(start, end), { hints })) fresh.push(shifted(run, start));
  }
  const old = base.runs.length === 0 ? [] : carriedRuns(base.runs, copies, windows);
  if (fresh.length + old.length === 0) return { runs: [], carried: [], secretKind: false, length: bytes.length };
  const all = [...old, ...fresh.map((run) => ({ run, from: -1 }))].sort((a, b) => a.run.start - b.run.start);
  return { runs: all.map(({ run }) => run), carried: all.map(({ from }) => from), secretKind: false, length: bytes.length };
}

/** Room for the new lines of one text, made once. */
let room = Buffer.alloc(64 * 1024);

/** The windows one behind the other, with line feeds between them: one search for all is cheaper than one for each. */
function textOf(bytes: Uint8Array, windows: readonly number[]): Buffer {
  let size = 0;
  for (let at = 0; at < windows.length; at += 2) size += (windows[at + 1] as number) - (windows[at] as number) + 1;
  if (size > room.length) room = Buffer.alloc(size);
  let end = 0;
  for (let at = 0; at < windows.length; at += 2) {
    room.set(bytes.subarray(windows[at], windows[at + 1]), end);
    end += (windows[at + 1] as number) - (windows[at] as number) + 1;
    room[end - 1] = FEED;
  }
  return room.subarray(0, end);
}

/** The base's runs where they stand now, without those that touch a window. */
function carriedRuns(runs: readonly EncodedRun[], copies: Uint32Array, windows: readonly number[]): { run: EncodedRun; from: number }[] {
  const carried: { run: EncodedRun; from: number }[] = [];
  for (let at = 0; at < copies.length; at += 3) {
    const shift = (copies[at] as number) - (copies[at + 1] as number);
    const there = copies[at + 1] as number;
    const end = there + (copies[at + 2] as number);
    for (let n = firstFrom(runs, there); n < runs.length && (runs[n] as EncodedRun).start < end; n += 1) {
      const run = shifted(runs[n] as EncodedRun, shift);
      if (run.end - shift <= end && !touches(windows, run.start, run.end)) carried.push({ run, from: n });
    }
  }
  return carried;
}

function shifted(run: EncodedRun, by: number): EncodedRun {
  if (by === 0) return run;
  const { start, end, name } = run;
  return { ...run, start: start + by, end: end + by, name: name === null ? null : { start: name.start + by, end: name.end + by } };
}

/** The first run that starts at or behind `from`. */
function firstFrom(runs: readonly EncodedRun[], from: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] as EncodedRun).start < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function touches(windows: readonly number[], start: number, end: number): boolean {
  for (let at = 0; at < windows.length && (windows[at] as number) <= end; at += 2) if (start <= (windows[at + 1] as number)) return true;
  return false;
}

const FEED = 10;
/** Base64 over more bytes than this is looked at with the whole text. */
const LONGEST_BLOCK = 256 * 1024;

/** New lines with the lines around them that base64 may continue from or into; null when that is too much. */
function widened(bytes: Uint8Array, newLines: readonly number[]): number[] | null {
  const windows: number[] = [];
  for (let at = 0; at < newLines.length; at += 2) {
    const start = startOfBlock(bytes, newLines[at] as number);
    const end = endOfBlock(bytes, newLines[at + 1] as number);
    if (start < 0 || end < 0) return null;
    const last = windows.length - 1;
    if (last > 0 && start <= (windows[last] as number)) windows[last] = Math.max(end, windows[last] as number);
    else windows.push(start, end);
  }
  return windows;
}

/** Goes back over lines that end with enough base64 to go on in the next one. */
function startOfBlock(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at > 0 && endsWithBase64(bytes, at - 1)) {
    at = lastFeed(bytes, at - 1) + 1;
    if (start - at > LONGEST_BLOCK) return -1;
  }
  return at;
}

/** Goes on over lines that hold nothing but base64. */
function endOfBlock(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at < bytes.length) {
    const next = endOfBase64Line(bytes, at + 1);
    if (next < 0) return at;
    at = next;
    if (at - end > LONGEST_BLOCK) return -1;
  }
  return at;
}

function endsWithBase64(bytes: Uint8Array, end: number): boolean {
  let at = bytes[end - 1] === 13 ? end - 1 : end;
  let count = 0;
  while (at > 0 && count < WRAPPED && inAlphabet(bytes[at - 1] as number)) {
    at -= 1;
    count += 1;
  }
  return count === WRAPPED;
}

/** End of a line of blanks and base64, with padding or a quote behind it perhaps; -1 when it is none. An empty line is none. */
function endOfBase64Line(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  const first = at;
  while (at < bytes.length && inAlphabet(bytes[at] as number)) at += 1;
  const after = bytes[at];
  if (at === first) return -1;
  if (at === bytes.length || after === FEED) return at;
  if (after !== 13 && after !== 0x3d && after !== 0x22 && after !== 0x27) return -1;
  const feed = indexOfBytes(bytes, FEED, at);
  return feed === -1 ? bytes.length : feed;
}

function inAlphabet(byte: number): boolean {
  return (BASE64_VALUES[byte] as number) < 64;
}

function lastFeed(bytes: Uint8Array, before: number): number {
  let at = before - 1;
  while (at >= 0 && bytes[at] !== FEED) at -= 1;
  return at;
}
