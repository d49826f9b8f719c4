/**
 * The search in WASM: one module instance with its memory, in which the index and the text to be searched stand.
 * Layout of the memory: the module's own data, the index, scratch, what was found, and from `input` on the text.
 */
import { HEADER, MARK_WORDS, REPORT, ROW, type SearchIndex } from '../index/image.ts';
import type { OnMark } from '../find.ts';
import { CORE_BYTES } from './core-bytes.ts';

const PAGE = 65536;
/** Where the index stands; the module's own data end before. */
const IMAGE = PAGE;
/** What wasm/assembly/find.ts needs for one block. */
const SCRATCH = 4 * (65536 + 4) * 8;
const FOUND = 32768 * 8;
/** Texts that do not stand in this memory are copied in pieces of this size. */
const CHUNK = 1024 * 1024;

interface Exports {
  openImage(address: number): void;
  find(low: number, high: number, from: number, to: number, scratch: number, out: number, outEnd: number): number;
  readonly resumeAt: { readonly value: number };
}

let compiled: WebAssembly.Module | null = null;

/** The compiled module; it can be given to other threads. */
export function coreModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(CORE_BYTES, 'base64'));
  return compiled;
}

/** Searches text with one index. Not for two searches at a time. */
export class SearchCore {
  readonly memory: WebAssembly.Memory;
  /** Where callers may put text: everything from here to the end of the memory is theirs. */
  readonly input: number;
  private readonly index: SearchIndex;
  private readonly exports: Exports;
  private readonly scratch: number;
  private readonly found: number;
  private readonly behind: number;
  private readonly ahead: number;
  private words: Uint32Array;

  constructor(index: SearchIndex) {
    this.index = index;
    const table = IMAGE + (index.words[HEADER.table] as number);
    this.scratch = table + (REPORT + (index.words[HEADER.reportRows] as number)) * ROW;
    this.found = this.scratch + SCRATCH;
    this.input = align(this.found + FOUND, PAGE);
    this.behind = (index.words[HEADER.longest] as number) + 64;
    this.ahead = index.words[HEADER.ahead] as number;
    this.memory = new WebAssembly.Memory({ initial: (this.input + CHUNK) / PAGE });
    this.exports = new WebAssembly.Instance(coreModule(), { env: { memory: this.memory } }).exports as unknown as Exports;
    // The table is the last part of the index; its rows that report stand apart, so that their numbers are places.
    const quietEnd = (index.words[HEADER.table] as number) + (index.words[HEADER.quietRows] as number) * ROW;
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.set(index.bytes.subarray(0, quietEnd), IMAGE);
    bytes.set(index.bytes.subarray(quietEnd), table + REPORT * ROW);
    this.words = new Uint32Array(this.memory.buffer);
    this.exports.openImage(IMAGE);
  }

  /**
   * Room for `length` bytes of text in the memory. The view is good until the next `reserve`, and its content until the
   * next search of bytes that stand elsewhere.
   */
  reserve(length: number): Buffer {
    const missing = this.input + length - this.memory.buffer.byteLength;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE));
      this.words = new Uint32Array(this.memory.buffer);
    }
    return Buffer.from(this.memory.buffer, this.input, length);
  }

  /** True when the bytes stand in this memory and need not be copied to be searched. */
  holds(bytes: Uint8Array): boolean {
    return bytes.buffer === this.memory.buffer;
  }

  /** Finds every mark in `bytes` whose guard passes. Bytes that stand elsewhere are copied, large ones in pieces. */
  find(bytes: Uint8Array, onMark: OnMark): void {
    if (this.holds(bytes)) {
      this.findAt(bytes.byteOffset, bytes.length, 0, bytes.length, onMark);
      return;
    }
    const size = Math.max(CHUNK, 4 * this.ahead);
    let told = 0;
    while (told < bytes.length) {
      const base = Math.max(0, told - this.behind);
      const end = Math.min(bytes.length, base + size);
      // What a guard looks at must be there: literals near the end of a piece are left to the next one.
      const to = end === bytes.length ? end : end - this.ahead;
      this.reserve(end - base).set(bytes.subarray(base, end));
      this.findAt(this.input, end - base, told - base, to - base, (mark, start, stop) => onMark(mark, base + start, base + stop));
      told = to;
    }
  }

  /**
   * Finds the marks in the text of `length` bytes at address `offset` whose literals end behind `from` and at or before
   * `to`, both counted from the text's start, as are the spans given. Guards look at the whole text.
   */
  findAt(offset: number, length: number, from: number, to: number, onMark: OnMark): void {
    const lengths = this.index.words.subarray((this.index.words[HEADER.marks] as number) >>> 2);
    let told = offset + from;
    while (told < offset + to) {
      const last = this.exports.find(offset, offset + length, told, offset + to, this.scratch, this.found, this.found + FOUND);
      for (let at = this.found >>> 2; at < last >>> 2; at += 2) {
        const end = (this.words[at] as number) - offset;
        const mark = this.words[at + 1] as number;
        onMark(mark, end - (lengths[mark * MARK_WORDS] as number), end);
      }
      told = this.exports.resumeAt.value;
    }
  }
}

function align(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
