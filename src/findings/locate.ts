import type { Span } from '../model.ts';
import type { Encoding } from '../unwrap/content-kind.ts';
import { countLineFeeds } from './line-feeds.ts';
import { createUnitCounter } from './unit-counter.ts';
import type { UnitCounter } from './unit-counter.ts';

/** Where a span stands, for people and for SARIF: 1-based, columns in UTF-16 units, end exclusive. */
export interface Location {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Positions in one item. Made once for an item, asked for each finding. */
export interface Locator {
  /**
   * The lines and columns of a byte span of the item, as on disk.
   *
   * A line ends at LF, as in git; a CR before it, or alone, is a character of the line. Columns count what an editor
   * shows: a byte order mark is not counted, and a byte that is not part of well-formed UTF-8 counts one unit, like
   * the replacement character that stands in for it. An offset inside a character counts as the character's start.
   */
  locate(span: Span): Location;
}

/** Counts lines as far as it is asked about, so that a finding at the top of a large file is cheap. */
export function createLocator(bytes: Uint8Array, encoding: Encoding = 'utf-8'): Locator {
  return new LineCounter(bytes, createUnitCounter(bytes, encoding));
}

/** Bytes between two counts that are kept. */
const STEP = 16 * 1024;
const FEED = 10;

class LineCounter implements Locator {
  readonly #bytes: Uint8Array;
  readonly #counter: UnitCounter;
  /** Line feeds before each multiple of STEP, as far as they are counted. */
  readonly #before: number[] = [0];
  /** Starts of the lines that hold these multiples: one line may be the whole text. */
  readonly #starts: number[] = [0];

  constructor(bytes: Uint8Array, counter: UnitCounter) {
    this.#bytes = bytes;
    this.#counter = counter;
  }

  locate(span: Span): Location {
    const start = this.#position(span.start);
    const end = span.end <= span.start ? start : this.#position(span.end);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }

  #position(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.#bytes.length));
    return { line: this.#feedsBefore(at) + 1, column: this.#counter.count(this.#lineStart(at), at) + 1 };
  }

  /** Line feeds that start before a byte offset. */
  #feedsBefore(offset: number): number {
    const step = Math.floor(offset / STEP);
    for (let last = this.#before.length - 1; last < step; last += 1) {
      this.#before.push((this.#before[last] as number) + this.#count(last * STEP, (last + 1) * STEP));
      this.#starts.push(this.#startFrom((last + 1) * STEP, last));
    }
    return (this.#before[step] as number) + this.#count(step * STEP, offset);
  }

  /** `from` is a multiple of the unit. */
  #count(from: number, to: number): number {
    const { unit, isLineFeed } = this.#counter;
    if (unit === 1) return countLineFeeds(this.#bytes, from, to);
    let count = 0;
    for (let at = from; at < to; at += unit) if (isLineFeed(at)) count += 1;
    return count;
  }

  /** Start of the line that holds an offset; line feeds before it are counted. */
  #lineStart(offset: number): number {
    const { unit, isLineFeed } = this.#counter;
    const at = offset - (offset % unit);
    return at < offset && isLineFeed(at) ? at + unit : this.#startFrom(at, Math.floor(at / STEP));
  }

  /** The same for a multiple of the unit, by the start that is known for step number `known`. */
  #startFrom(offset: number, known: number): number {
    const { unit, isLineFeed } = this.#counter;
    const bytes = this.#bytes;
    const least = known * STEP;
    let at = offset;
    if (unit === 1) while (at > least && bytes[at - 1] !== FEED) at -= 1;
    else while (at > least && !isLineFeed(at - unit)) at -= unit;
    return at > least ? at : (this.#starts[known] as number);
  }
}
