/** Inflate and delta in WASM, in a memory of their own. The calls take addresses; every broken input gives null. */
import { UNPACK_BYTES } from './unpack-bytes.ts';

const PAGE = 65536;
/** The inflate's tables stand at the memory's start. */
const TABLES = PAGE;
/** So many bytes behind an output may be overwritten, and behind an input must be readable. */
export const SLACK = 320;

interface Exports {
  prepare(tables: number): void;
  inflate(input: number, inputEnd: number, out: number, size: number): number;
  readSizes(delta: number, deltaEnd: number): number;
  applyDelta(base: number, baseLength: number, at: number, end: number, out: number, size: number, copies: number, copiesEnd: number): number;
  readonly instructions: { readonly value: number };
  readonly baseSize: { readonly value: number };
  readonly resultSize: { readonly value: number };
}

let compiled: WebAssembly.Module | null = null;

/** One memory, in which entries of packs are unpacked. */
export class Unpacker {
  /** Addresses from here on are free. */
  static readonly first: number = TABLES;
  /** The whole memory; another one after it has grown. */
  bytes: Buffer;
  /** The same memory. */
  words: Uint32Array;
  private readonly memory: WebAssembly.Memory;
  private readonly exports: Exports;
  private readonly limit: number;

  /** @param limit most bytes the memory may grow to. */
  constructor(limit: number) {
    compiled ??= new WebAssembly.Module(Buffer.from(UNPACK_BYTES, 'base64'));
    this.limit = Math.min(limit, 65535 * PAGE);
    this.memory = new WebAssembly.Memory({ initial: 16 });
    this.exports = new WebAssembly.Instance(compiled, { env: { memory: this.memory } }).exports as unknown as Exports;
    this.bytes = Buffer.from(this.memory.buffer);
    this.words = new Uint32Array(this.memory.buffer);
    this.exports.prepare(0);
  }

  /** Makes the memory reach to `end` and some slack. Gives false when that is more than the limit or than there is. */
  reach(end: number): boolean {
    const needed = end + 2 * SLACK - this.bytes.length;
    if (needed <= 0) return true;
    if (end + 2 * SLACK > this.limit) return false;
    // Somewhat more than is needed: growing copies nothing, but makes all views anew.
    const wanted = Math.min(this.limit, Math.max(end + 2 * SLACK, Math.ceil(this.bytes.length * 1.25)));
    try {
      this.memory.grow(Math.ceil((wanted - this.bytes.length) / PAGE));
    } catch {
      return false;
    }
    this.bytes = Buffer.from(this.memory.buffer);
    this.words = new Uint32Array(this.memory.buffer);
    return true;
  }

  /** Inflates the zlib stream at `input` (which ends before `inputEnd`) to exactly `size` bytes at `out`. Checks its sum. False when it is broken. */
  inflate(input: number, inputEnd: number, out: number, size: number): boolean {
    try {
      return this.exports.inflate(input, inputEnd, out, size) > 0;
    } catch {
      // A trap: the stream led out of the memory.
      return false;
    }
  }

  /** Sizes of base and result that a delta names, and where its instructions begin. Null when they are broken. */
  readSizes(delta: number, end: number): { readonly base: number; readonly result: number; readonly instructions: number } | null {
    const { exports } = this;
    if (exports.readSizes(delta, end) === 0) return null;
    return { base: exports.baseSize.value, result: exports.resultSize.value, instructions: exports.instructions.value >>> 0 };
  }

  /**
   * Carries out the instructions of a delta. Notes copies (three words each: place in the result, place in the base,
   * length; those that continue each other are one) from `copies` on. Gives their number; null when the delta is
   * broken or has more copies than `copiesEnd` leaves room for.
   */
  applyDelta(base: number, baseLength: number, instructions: number, end: number, out: number, size: number, copies: number, copiesEnd: number): number | null {
    try {
      const count = this.exports.applyDelta(base, baseLength, instructions, end, out, size, copies, copiesEnd);
      return count < 0 ? null : count;
    } catch {
      return null;
    }
  }
}
