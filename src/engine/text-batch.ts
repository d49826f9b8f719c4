/**
 * Many texts that stand one behind the other in the memory of the search, so that one call searches them all. Nothing
 * matches across them, and each gets the answers that it would get alone.
 *
 * Texts are read straight into `room`, at `next`. Between two of them stands a line feed.
 */
import { HEADER, MARK_WORDS, type SearchIndex } from './index/image.ts';
import type { OnMark } from './find.ts';
import { MOST_TEXTS, type SearchCore } from './wasm/search-core.ts';

/** A batch is full when it has so many bytes: text that was just read is still in the cache when it is searched. */
const FULL = 512 * 1024;

/** What src/engine/wasm/assembly/glance.ts tells of a text. */
const HOLDS_NUL = 1;
const HOLDS_ENCODED = 2 | 4;

export class TextBatch {
  /** Room for texts: bytes of the search's memory. */
  readonly room: Buffer;
  private readonly core: SearchCore;
  private readonly index: SearchIndex;
  /** Where each text starts in `room`, and where the next would. */
  private readonly starts = new Uint32Array(MOST_TEXTS + 1);
  private count = 0;
  /** Of all marks found, in order: number, start and end in `room`. */
  private readonly marks: number[] = [];
  /** For each text, where its marks begin in `marks`. */
  private readonly firstMarks = new Uint32Array(MOST_TEXTS + 1);
  private readonly facts: Uint8Array;

  constructor(core: SearchCore, index: SearchIndex) {
    this.core = core;
    this.index = index;
    const { room, facts } = core.openBatch();
    this.room = room;
    this.facts = facts;
  }

  /** How many texts it holds. */
  get length(): number {
    return this.count;
  }

  /** Where in `room` the next text is to be put. */
  get next(): number {
    return this.starts[this.count] as number;
  }

  /** Bytes that the next text may have. */
  get free(): number {
    return this.room.length - this.next - 1;
  }

  get isFull(): boolean {
    return this.next >= FULL || this.count === MOST_TEXTS;
  }

  /** Takes the `length` bytes at `next` as a text. Only when the batch is not full. */
  add(length: number): void {
    const end = this.next + length;
    this.room[end] = 10;
    this.count += 1;
    this.starts[this.count] = end + 1;
  }

  /** Forgets all texts. */
  clear(): void {
    this.count = 0;
  }

  /** Searches all texts. What is told of them below is true from here to `clear`. */
  search(): void {
    const { core, index, marks, starts, firstMarks } = this;
    core.glanceEach(starts, this.count);
    marks.length = 0;
    const lengths = index.words.subarray((index.words[HEADER.marks] as number) >>> 2);
    let text = 0;
    firstMarks[0] = 0;
    core.findEach(this.count, (mark, end) => {
      while ((starts[text + 1] as number) <= end) firstMarks[(text += 1)] = marks.length;
      marks.push(mark, end - (lengths[mark * MARK_WORDS] as number), end);
    });
    while (text < this.count) firstMarks[(text += 1)] = marks.length;
  }

  /** Bytes of a text. */
  size(number: number): number {
    return (this.starts[number + 1] as number) - (this.starts[number] as number) - 1;
  }

  /** Where a text starts in `room`. */
  start(number: number): number {
    return this.starts[number] as number;
  }

  /** A text, where it stands: good until `clear`. */
  text(number: number): Buffer {
    return this.room.subarray(this.starts[number], (this.starts[number + 1] as number) - 1);
  }

  /** True when a literal stands in a text whose guard passes. */
  holdsMark(number: number): boolean {
    return this.firstMarks[number] !== this.firstMarks[number + 1];
  }

  /** False when there is no NUL near the start of a text. */
  mayHoldNul(number: number): boolean {
    return ((this.facts[number] as number) & HOLDS_NUL) !== 0;
  }

  /** False when nothing stands in a text in encoded form that src/unwrap/decode would find. */
  mayHoldEncoded(number: number): boolean {
    return ((this.facts[number] as number) & HOLDS_ENCODED) !== 0;
  }

  /** Tells of the marks of a text, with places in that text. */
  eachMark(number: number, onMark: OnMark): void {
    const { marks } = this;
    const offset = this.start(number);
    const last = this.firstMarks[number + 1] as number;
    for (let at = this.firstMarks[number] as number; at < last; at += 3) onMark(marks[at] as number, (marks[at + 1] as number) - offset, (marks[at + 2] as number) - offset);
  }
}
