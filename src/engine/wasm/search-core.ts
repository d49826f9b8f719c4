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
/** Most texts of a batch. */
export const MOST_TEXTS = 2048;
/** Room for the texts of a batch: a text that does not fit behind others is read by itself. */
const BATCH = 1024 * 1024;
/** How far wasm/assembly/glance.ts looks past the end of a text. */
const BEYOND = 64;

interface Exports {
  openImage(address: number): void;
  find(low: number, high: number, from: number, to: number, scratch: number, out: number, outEnd: number): number;
  findEach(starts: number, count: number, from: number, scratch: number, out: number, outEnd: number): number;
  glance(starts: number, count: number, facts: number): void;
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
  /** Where a batch stands: starts of its texts, what is told of each, and the texts. Behind the room for pieces, which are searched meanwhile. */
  private readonly batch: { readonly starts: number; readonly facts: number; readonly texts: number };

  constructor(index: SearchIndex) {
    this.index = index;
    const table = IMAGE + (index.words[HEADER.table] as number);
    this.scratch = table + (REPORT + (index.words[HEADER.reportRows] as number)) * ROW;
    this.found = this.scratch + SCRATCH;
    this.input = align(this.found + FOUND, PAGE);
    this.behind = (index.words[HEADER.longest] as number) + 64;
    this.ahead = index.words[HEADER.ahead] as number;
    const starts = align(this.input + this.pieceSize(), PAGE);
    const facts = starts + (MOST_TEXTS + 1) * 4;
    this.batch = { starts, facts, texts: align(facts + MOST_TEXTS, PAGE) };
    this.memory = new WebAssembly.Memory({ initial: starts / PAGE });
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
    this.growTo(this.input + length);
    return Buffer.from(this.memory.buffer, this.input, length);
  }

  /**
   * Room for a batch of texts, and a byte for each text for what `glanceEach` tells. Good as long as nothing more than
   * pieces is put into this memory: not after a `reserve` of more.
   */
  openBatch(): { readonly room: Buffer; readonly facts: Uint8Array } {
    const { facts, texts } = this.batch;
    this.growTo(texts + BATCH + BEYOND);
    return { room: Buffer.from(this.memory.buffer, texts, BATCH), facts: new Uint8Array(this.memory.buffer, facts, MOST_TEXTS) };
  }

  /** Looks at each text of the batch: see wasm/assembly/glance.ts. `starts`: where texts start in the room, and where the next would. */
  glanceEach(starts: Uint32Array, count: number): void {
    this.putStarts(starts, count);
    this.exports.glance(this.batch.starts, count, this.batch.facts);
  }

  /** Finds the marks of the texts of the batch that `glanceEach` has seen, in order; `end` counts from the start of the room. */
  findEach(count: number, onMark: (mark: number, end: number) => void): void {
    const { starts, texts } = this.batch;
    if (count === 0) return;
    const to = (this.words[(starts >>> 2) + count] as number) - 1;
    let told = texts;
    while (told < to) {
      const last = this.exports.findEach(starts, count, told, this.scratch, this.found, this.found + FOUND);
      for (let at = this.found >>> 2; at < last >>> 2; at += 2) onMark(this.words[at + 1] as number, (this.words[at] as number) - texts);
      told = this.exports.resumeAt.value;
    }
  }

  private putStarts(starts: Uint32Array, count: number): void {
    const first = this.batch.starts >>> 2;
    for (let at = 0; at <= count; at += 1) this.words[first + at] = (starts[at] as number) + this.batch.texts;
  }

  private growTo(size: number): void {
    const missing = size - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.memory.grow(Math.ceil(missing / PAGE));
    this.words = new Uint32Array(this.memory.buffer);
  }

  /** Of a text that stands elsewhere, so much is copied at a time. */
  private pieceSize(): number {
    return Math.max(CHUNK, 4 * this.ahead);
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
    const size = this.pieceSize();
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
