/** Brings compressed entries of a pack into the unpacker's memory: in blocks that stay for a while, so that neighbours cost one read. */
import { readSync } from 'node:fs';
import { SLACK, type Unpacker } from './unpacker.ts';

/**
 * Bytes of a block; a block is read with the beginning of the next one, so that entries across the border are whole in it.
 * Small: the deltas on a base stand all over the pack, and most of a large block is read for nothing (docs/performance.md).
 */
const BLOCK = 32 * 1024;
const OVERLAP = 8 * 1024;
const SLOT = BLOCK + OVERLAP + SLACK;

/** Reads from one pack file into slots of the memory at `first`. */
export class PackWindow {
  private readonly unpacker: Unpacker;
  private readonly first: number;
  private readonly slots: number;
  /** Block number → slot, oldest first. */
  private readonly held = new Map<number, number>();
  private fd = -1;
  private size = 0;

  /** @param slots how many blocks are kept; see `room`. */
  constructor(unpacker: Unpacker, first: number, slots: number) {
    this.unpacker = unpacker;
    this.first = first;
    this.slots = slots;
  }

  /** Bytes of memory for so many blocks. */
  static room(slots: number): number {
    return slots * SLOT;
  }

  /** Goes over to another file of `size` bytes. */
  open(fd: number, size: number): void {
    this.fd = fd;
    this.size = size;
    this.held.clear();
  }

  /**
   * Address of the file's bytes `[offset, end)`: in a slot, or read to `spare` when they are too many for one.
   * Null when they cannot be read; @throws RangeError never: the caller has made `spare` reach far enough.
   */
  at(offset: number, end: number, spare: number): number | null {
    const block = Math.floor(offset / BLOCK);
    const start = block * BLOCK;
    if (end - start > BLOCK + OVERLAP) return this.read(offset, end - offset, spare) ? spare : null;
    let slot = this.held.get(block);
    if (slot === undefined) {
      slot = this.freeSlot();
      if (!this.read(start, Math.min(BLOCK + OVERLAP, this.size - start), this.first + slot * SLOT)) return null;
      this.held.set(block, slot);
    }
    return this.first + slot * SLOT + (offset - start);
  }

  /** Most bytes that an entry in a slot has; longer ones go to `spare`. */
  static readonly longest: number = OVERLAP;

  private freeSlot(): number {
    if (this.held.size < this.slots) return this.held.size;
    // Blocks are mostly used in the order of the file: the one read first is the one to give up.
    const [block, slot] = this.held.entries().next().value as [number, number];
    this.held.delete(block);
    return slot;
  }

  private read(from: number, length: number, to: number): boolean {
    const { bytes } = this.unpacker;
    try {
      for (let read = 0; read < length; ) {
        const step = readSync(this.fd, bytes, to + read, length - read, from + read);
        if (step === 0) return false;
        read += step;
      }
      return true;
    } catch {
      return false;
    }
  }
}
