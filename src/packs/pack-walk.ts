/**
 * Walks the delta trees of a pack depth first: a base's bytes stay on a stack in WASM memory while the deltas on it are
 * applied, so that each entry is inflated once and nothing is ever decoded twice.
 */
import { fstatSync } from 'node:fs';
import type { TextObjectType } from '../git/objects.ts';
import { COMMIT, eachBelow, isRoot, TAG, TREE, type PackEntries } from './pack-entries.ts';
import { PASS } from './pack-plan.ts';
import { PackWindow } from './pack-window.ts';
import { looksLikeTree } from './tree-shape.ts';
import { SLACK, Unpacker } from './unpacker.ts';

/** An object while its bytes are there. The walk uses one record for all: it is good until the next step. */
export interface Visit {
  readonly entry: number;
  readonly type: TextObjectType;
  /** Its bytes, in the walk's memory. */
  readonly bytes: Buffer;
  /** 0 for an object stored whole; else one more than its base, which was the last visit of that depth. */
  readonly depth: number;
  /** What it took from its base: three numbers a copy (place here, place in the base, length), in order, none continuing another. Null when it is stored whole. */
  readonly copies: Uint32Array | null;
}

/** What a walk cannot give. */
export interface Refused {
  /** An object that git has to be asked for: its entry is broken, lacks its base, or does not fit into the memory. */
  left(entry: number): void;
  tooLarge(entry: number, size: number): void;
}

const SLOTS = 768;
/** Longer deltas are git's business, as are those with more copies than fit. */
const LONGEST_DELTA = 16 * 1024 * 1024;
const COPIES_ROOM = 12 * 1024 * 1024;
/** Above this the stack is kept short by moving a base's last delta into its place. */
const COMFORTABLE = 16 * 1024 * 1024;

const FIRST_SLOT = Unpacker.first;
const DELTA = FIRST_SLOT + PackWindow.room(SLOTS);
const COPIES = DELTA + LONGEST_DELTA + SLACK;
const COPIES_END = COPIES + COPIES_ROOM;
const STACK = align(COPIES_END);

/** Smallest memory that leaves room for ordinary objects. */
export const LEAST_MEMORY: number = STACK + 8 * 1024 * 1024;

interface MutableVisit {
  entry: number;
  type: TextObjectType;
  bytes: Buffer;
  depth: number;
  copies: Uint32Array | null;
}

/** Walks packs, one after the other, in one memory. */
export class PackWalker {
  private readonly unpacker: Unpacker;
  private readonly window: PackWindow;
  private readonly maxBytes: number;
  private readonly visit: MutableVisit = { entry: 0, type: 'blob', bytes: Buffer.alloc(0), depth: 0, copies: null };
  /** By depth: where the object stands, its length, and the next of the deltas on it. */
  private readonly addresses: number[] = [];
  private readonly lengths: number[] = [];
  private readonly cursors: number[] = [];
  private copyCount = 0;

  /**
   * @param maxMemory bytes that the memory may take.
   * @param maxBytes larger objects are refused as too large.
   */
  constructor(maxMemory: number, maxBytes: number) {
    this.unpacker = new Unpacker(Math.max(maxMemory, LEAST_MEMORY));
    this.unpacker.reach(STACK);
    this.window = new PackWindow(this.unpacker, FIRST_SLOT, SLOTS);
    this.maxBytes = maxBytes;
  }

  /** Goes over to another pack. `fd` is its file. */
  open(fd: number): void {
    this.window.open(fd, fstatSync(fd).size);
  }

  /**
   * Visits every blob, commit and tag of the trees whose roots are among the entries `[from, to)` of the pack that is
   * open, or hands it to `refused`. What no tree leads to is not met: see strayEntries.
   */
  *trees(entries: PackEntries, from: number, to: number, refused: Refused): Generator<Visit, void, void> {
    const { types, firstChild, nextSibling, passed } = entries;
    const refuse = (entry: number): void => refused.left(entry);
    for (let root = from; root < to; root += 1) {
      const type = types[root] as number;
      if (!isRoot(entries, root) || passed?.[root] === PASS) continue;
      if (type === TREE) {
        // One flipped bit makes a tree of a blob, and trees are not searched, nor what is made out of them.
        if (this.isTree(entries, root)) continue;
        refuse(root);
        eachBelow(entries, root, refuse);
        continue;
      }
      if (!this.placeRoot(entries, root, refused)) {
        eachBelow(entries, root, refuse);
        continue;
      }
      const { visit, cursors } = this;
      visit.type = type === COMMIT ? 'commit' : type === TAG ? 'tag' : 'blob';
      yield this.show(root, 0);
      for (let depth = 0; depth >= 0; ) {
        const child = cursors[depth] as number;
        if (child === -1) {
          depth -= 1;
          continue;
        }
        cursors[depth] = nextSibling[child] as number;
        if (passed?.[child] === PASS) continue;
        if (this.placeChild(entries, child, depth, refused)) {
          depth += 1;
          cursors[depth] = firstChild[child] as number;
          yield this.show(child, depth);
        } else {
          eachBelow(entries, child, refuse);
        }
      }
    }
  }

  private show(entry: number, depth: number): Visit {
    const { visit, addresses, lengths, unpacker } = this;
    const address = addresses[depth] as number;
    visit.entry = entry;
    visit.depth = depth;
    visit.bytes = unpacker.bytes.subarray(address, address + (lengths[depth] as number));
    visit.copies = depth === 0 ? null : unpacker.words.subarray(COPIES >>> 2, (COPIES >>> 2) + 3 * this.copyCount);
    return visit;
  }

  /** Whether an object that is stored whole, and as a tree, is one. */
  private isTree(entries: PackEntries, entry: number): boolean {
    const size = entries.sizes[entry] as number;
    return this.inflate(entries, entry, STACK, size, STACK + size + SLACK) && looksLikeTree(this.unpacker.bytes, STACK, size);
  }

  /** Inflates an object that is stored whole to the bottom of the stack. */
  private placeRoot(entries: PackEntries, entry: number, refused: Refused): boolean {
    const size = entries.sizes[entry] as number;
    if (size > this.maxBytes) {
      refused.tooLarge(entry, size);
      return false;
    }
    if (!this.inflate(entries, entry, STACK, size, STACK + size + SLACK)) {
      refused.left(entry);
      return false;
    }
    this.addresses[0] = STACK;
    this.lengths[0] = size;
    this.cursors[0] = entries.firstChild[entry] as number;
    return true;
  }

  /** Puts a delta's result on the stack above its base, which stands at `depth`. */
  private placeChild(entries: PackEntries, entry: number, depth: number, refused: Refused): boolean {
    const { unpacker } = this;
    const base = this.addresses[depth] as number;
    const baseLength = this.lengths[depth] as number;
    const top = align(base + baseLength + SLACK);
    const deltaSize = entries.sizes[entry] as number;
    const sizes = deltaSize <= LONGEST_DELTA && this.inflate(entries, entry, DELTA, deltaSize, top) ? unpacker.readSizes(DELTA, DELTA + deltaSize) : null;
    if (sizes !== null && sizes.result > this.maxBytes) {
      refused.tooLarge(entry, sizes.result);
      return false;
    }
    const copies =
      sizes !== null && sizes.base === baseLength && unpacker.reach(top + sizes.result)
        ? unpacker.applyDelta(base, baseLength, sizes.instructions, DELTA + deltaSize, top, sizes.result, COPIES, COPIES_END)
        : null;
    if (sizes === null || copies === null) {
      refused.left(entry);
      return false;
    }
    this.copyCount = copies;
    const last = this.cursors[depth] === -1 && top - STACK > COMFORTABLE;
    if (last) unpacker.bytes.copyWithin(base, top, top + sizes.result);
    this.addresses[depth + 1] = last ? base : top;
    this.lengths[depth + 1] = sizes.result;
    return true;
  }

  /** Inflates an entry to `out`; `spare` is where its compressed bytes may be read to. */
  private inflate(entries: PackEntries, entry: number, out: number, size: number, spare: number): boolean {
    const { unpacker } = this;
    const offset = (entries.offsets[entry] as number) + (entries.headers[entry] as number);
    const end = entries.offsets[entry + 1] as number;
    const packed = end - offset;
    if (packed <= 0 || !unpacker.reach(Math.max(out + size, spare + (packed > PackWindow.longest ? packed : 0)))) return false;
    const input = this.window.at(offset, end, spare);
    return input !== null && unpacker.inflate(input, input + packed, out, size);
  }
}

function align(address: number): number {
  return Math.ceil(address / 16) * 16;
}
