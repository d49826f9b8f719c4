import type { Span } from '../model.ts';
import type { Encoding } from '../unwrap/content-kind.ts';
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
  /** Byte span of a line (1-based) without its LF; null when the item has no such line. */
  lineSpan(line: number): Span | null;
}

/**
 * Indexes lines as far as it is asked about, so that a finding at the top of a large file is cheap, and columns in
 * steps, so that many findings in one line of 50 MB are, too.
 */
export function createLocator(bytes: Uint8Array, encoding: Encoding = 'utf-8'): Locator {
  return new LineIndex(bytes, createUnitCounter(bytes, encoding));
}

class LineIndex implements Locator {
  readonly #bytes: Uint8Array;
  readonly #counter: UnitCounter;
  /** Byte offsets of the lines' first bytes. */
  #starts = new Uint32Array(256);
  #lines = 1;
  /** Bytes looked at so far. */
  #indexed = 0;

  constructor(bytes: Uint8Array, counter: UnitCounter) {
    this.#bytes = bytes;
    this.#counter = counter;
  }

  locate(span: Span): Location {
    const start = this.#position(span.start);
    const end = span.end <= span.start ? start : this.#position(span.end);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }

  lineSpan(line: number): Span | null {
    while (this.#lines <= line && this.#indexed < this.#bytes.length) this.#indexTo(Math.min(this.#indexed + 65_536, this.#bytes.length));
    if (line < 1 || line > this.#lines) return null;
    const start = this.#starts[line - 1] ?? 0;
    return { start, end: line < this.#lines ? (this.#starts[line] ?? 0) - this.#counter.unit : this.#bytes.length };
  }

  #position(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.#bytes.length));
    this.#indexTo(at);
    let low = 0;
    let high = this.#lines - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: this.#counter.count(this.#starts[low] ?? 0, at) + 1 };
  }

  /** Makes sure that every line that starts at or before `offset` is known. */
  #indexTo(offset: number): void {
    const { unit, isLineFeed } = this.#counter;
    const bytes = this.#bytes;
    let at = this.#indexed;
    for (; at < offset; at += unit) {
      if (bytes[at] !== 0x0a && (unit === 1 || bytes[at + unit - 1] !== 0x0a)) continue;
      if (!isLineFeed(at)) continue;
      if (this.#lines === this.#starts.length) {
        const grown = new Uint32Array(this.#starts.length * 2);
        grown.set(this.#starts);
        this.#starts = grown;
      }
      this.#starts[this.#lines] = at + unit;
      this.#lines += 1;
    }
    this.#indexed = Math.max(this.#indexed, at);
  }
}
