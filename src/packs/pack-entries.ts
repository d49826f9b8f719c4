/** One pass over the headers of a pack's entries: https://git-scm.com/docs/pack-format#_pack_pack_files_have_the_following_format */
import { fstatSync, readSync } from 'node:fs';
import { UnusualStore } from './object-directories.ts';
import type { PackIndex } from './pack-index.ts';

export const COMMIT = 1;
export const TREE = 2;
export const TAG = 4;
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;

/** What stands where in a pack. Entries are numbered in the order of their offsets. The arrays stand in memory that threads can share. */
export interface PackEntries {
  readonly count: number;
  /** By entry; one more: the end of the last entry. */
  readonly offsets: Float64Array;
  /** Rank of the entry's id in the index. */
  readonly ranks: Uint32Array;
  /** 1 to 4 for whole objects, 6 and 7 for deltas, 0 for an entry whose header is broken. */
  readonly types: Uint8Array;
  /** Bytes between an entry's offset and its compressed data. */
  readonly headers: Uint8Array;
  /** Size of what the entry inflates to. */
  readonly sizes: Float64Array;
  /** First of the deltas on an entry, and the next delta on the same base; -1 when there is none. */
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** By entry; not 0 for what is not handed over, see planWalk. Null when everything is. */
  readonly passed: Uint8Array | null;
}

/** The header of an entry is at most so long: size, then an offset or a 32-byte id. */
const LONGEST_HEADER = 64;
const WINDOW = 1024 * 1024;

/**
 * Reads the headers of all entries. `fd` is the pack's file.
 * @throws UnusualStore when the file is no pack of version 2 or 3, or does not fit its index.
 */
export function readEntries(fd: number, index: PackIndex, idLength: number): PackEntries {
  const { count } = index;
  const end = fstatSync(fd).size - idLength;
  const reader = new HeaderReader(fd, end + idLength);
  const head = reader.at(0, 12);
  if (head === null || head.bytes.toString('latin1', head.at, head.at + 4) !== 'PACK') throw new UnusualStore('a pack does not begin with PACK');
  const version = head.bytes.readUInt32BE(head.at + 4);
  if (version !== 2 && version !== 3) throw new UnusualStore(`a pack has version ${version}`);
  if (head.bytes.readUInt32BE(head.at + 8) !== count) throw new UnusualStore('a pack and its index have different numbers of objects');

  const { offsets, ranks } = inOrder(index, end);
  const entries: PackEntries = {
    count,
    offsets,
    ranks,
    types: new Uint8Array(new SharedArrayBuffer(count)),
    headers: new Uint8Array(new SharedArrayBuffer(count)),
    sizes: new Float64Array(new SharedArrayBuffer(count * 8)),
    firstChild: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
    nextSibling: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
    passed: null,
  };
  const bases = new Int32Array(count).fill(-1);
  let entryOfRank: Uint32Array | null = null;
  for (let entry = 0; entry < count; entry += 1) {
    const offset = offsets[entry] as number;
    const found = reader.at(offset, LONGEST_HEADER);
    if (found === null) continue;
    const { bytes } = found;
    let at = found.at;
    let byte = bytes[at++] as number;
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    let unit = 16;
    while (byte & 0x80 && unit <= 2 ** 46) {
      byte = bytes[at++] as number;
      size += (byte & 0x7f) * unit;
      unit *= 128;
    }
    if (byte & 0x80 || type === 0 || type === 5) continue;
    if (type === OFFSET_DELTA) {
      byte = bytes[at++] as number;
      let distance = byte & 0x7f;
      for (let more = 0; byte & 0x80 && more < 7; more += 1) {
        byte = bytes[at++] as number;
        distance = (distance + 1) * 128 + (byte & 0x7f);
      }
      if (byte & 0x80 || distance === 0) continue;
      bases[entry] = entryAt(offsets, entry, offset - distance);
    } else if (type === REFERENCE_DELTA) {
      entryOfRank ??= invert(ranks);
      const rank = index.rankOf(bytes, at);
      bases[entry] = rank === -1 ? -1 : (entryOfRank[rank] as number);
      at += idLength;
    }
    entries.types[entry] = type;
    entries.headers[entry] = at - found.at;
    entries.sizes[entry] = size;
  }
  // From the end, so that siblings stand in the order of their offsets.
  for (let entry = count - 1; entry >= 0; entry -= 1) {
    const base = bases[entry] as number;
    if (base === -1) continue;
    entries.nextSibling[entry] = entries.firstChild[base] as number;
    entries.firstChild[base] = entry;
  }
  return entries;
}

/** Calls `action` for every delta below an entry. */
export function eachBelow({ firstChild, nextSibling }: PackEntries, entry: number, action: (entry: number) => void): void {
  const open = [firstChild[entry] as number];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let child = next; child !== -1; child = nextSibling[child] as number) {
      action(child);
      if (firstChild[child] !== -1) open.push(firstChild[child] as number);
    }
  }
}

/** True for an entry that is stored whole: the root of a tree of deltas, which may be empty. */
export function isRoot({ types }: PackEntries, entry: number): boolean {
  const type = types[entry] as number;
  return type !== 0 && !isDelta(type);
}

/** Entries that no tree leads to: broken headers, deltas on a base that is not in this pack, and deltas that go round in a circle. */
export function strayEntries(entries: PackEntries): number[] {
  const { count } = entries;
  const reached = new Uint8Array(count);
  for (let entry = 0; entry < count; entry += 1) {
    if (!isRoot(entries, entry)) continue;
    reached[entry] = 1;
    eachBelow(entries, entry, (below) => void (reached[below] = 1));
  }
  const strays: number[] = [];
  for (let entry = 0; entry < count; entry += 1) if (reached[entry] === 0) strays.push(entry);
  return strays;
}

/** True for a delta, whose type is that of its base. */
export function isDelta(type: number): boolean {
  return type >= OFFSET_DELTA;
}

function inOrder(index: PackIndex, end: number): { offsets: Float64Array; ranks: Uint32Array } {
  const { count } = index;
  const unsorted = index.offsets();
  const sorted = unsorted.slice().sort();
  if (count > 0 && ((sorted[0] as number) < 12 || (sorted[count - 1] as number) >= end)) throw new UnusualStore('a pack is shorter than its index says');
  const offsets = new Float64Array(new SharedArrayBuffer((count + 1) * 8));
  offsets.set(sorted);
  offsets[count] = end;
  const ranks = new Uint32Array(new SharedArrayBuffer(count * 4));
  for (let rank = 0; rank < count; rank += 1) ranks[entryAt(sorted, count, unsorted[rank] as number)] = rank;
  return { offsets, ranks };
}

/** Number of the entry before `high` that begins at `offset`; -1 when none does. */
function entryAt(offsets: Float64Array, high: number, offset: number): number {
  let from = 0;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((offsets[middle] as number) < offset) from = middle + 1;
    else to = middle;
  }
  return from < high && offsets[from] === offset ? from : -1;
}

function invert(ranks: Uint32Array): Uint32Array {
  const entries = new Uint32Array(ranks.length);
  ranks.forEach((rank, entry) => (entries[rank] = entry));
  return entries;
}

/** Reads forwards through a file, a window at a time. */
class HeaderReader {
  private readonly fd: number;
  private readonly size: number;
  private readonly window = Buffer.allocUnsafe(WINDOW + LONGEST_HEADER);
  private start = 0;
  private end = 0;
  private readonly place = { bytes: this.window, at: 0 };

  constructor(fd: number, size: number) {
    this.fd = fd;
    this.size = size;
  }

  /** At least the file's next `length` bytes from `offset`, zeros behind its end. Null when it cannot be read. Good until the next call. */
  at(offset: number, length: number): { readonly bytes: Buffer; readonly at: number } | null {
    if (offset < this.start || offset + length > this.end) {
      this.window.fill(0);
      const wanted = Math.min(this.window.length, Math.max(0, this.size - offset));
      let read = 0;
      try {
        while (read < wanted) {
          const step = readSync(this.fd, this.window, read, wanted - read, offset + read);
          if (step === 0) break;
          read += step;
        }
      } catch {
        return null;
      }
      this.start = offset;
      this.end = offset + this.window.length;
    }
    this.place.at = offset - this.start;
    return this.place;
  }
}
