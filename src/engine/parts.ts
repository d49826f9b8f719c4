/** Which parts of a text have to be searched when the rest of it was searched in another text. */

/** A line is read as one up to three times this; see windows.ts. */
export const CELL = 2048;
const LONGEST_LINE = 3 * CELL;
const FEED = 10;

/** The parts of a text that have to be searched; half-open spans of byte offsets. */
export class Parts {
  /** Bytes in the parts; before `settle` those that overlap count twice. */
  size = 0;
  /** Starts and ends of the runs of whole lines that hold everything new, in order, with other lines between them. */
  readonly newLines: number[] = [];
  private readonly bytes: Uint8Array;
  private readonly margin: number;
  private readonly spans: number[] = [];
  private sorted = true;

  /** @param margin how far around a seam a literal may mean something else than it did, in bytes */
  constructor(bytes: Uint8Array, margin: number) {
    this.bytes = bytes;
    this.margin = margin;
  }

  /**
   * Adds what is near new text and seams. `copies`: place in the text, place in the base, length; in order of place in the
   * text, none continuing another. False when a line is too long to be measured.
   */
  addSeams(baseLength: number, copies: Uint32Array): boolean {
    const { length } = this.bytes;
    let end = 0;
    let from = 0;
    for (let at = 0; at < copies.length; at += 3) {
      const start = copies[at] as number;
      // The texts begin alike: no seam there.
      if (!(start === 0 && copies[at + 1] === 0) && !this.addSeam(end, start)) return false;
      end = start + (copies[at + 2] as number);
      from = (copies[at + 1] as number) + (copies[at + 2] as number);
    }
    return (end === length && from === baseLength) || this.addSeam(end, length);
  }

  private addSeam(from: number, to: number): boolean {
    const lines = this.newLines;
    const last = lines.length - 2;
    // Seams come in order: one on a line that is known needs no measuring.
    const known = last >= 0 && from >= (lines[last] as number) && from <= (lines[last + 1] as number);
    const start = known ? (lines[last] as number) : lineStart(this.bytes, from);
    const end = known && to <= (lines[last + 1] as number) ? (lines[last + 1] as number) : lineEnd(this.bytes, to);
    if (start < 0 || end < 0) return false;
    if (last >= 0 && start <= (lines[last + 1] as number) + 1) lines[last + 1] = end;
    else lines.push(start, end);
    this.add(Math.min(from - this.margin, start), Math.max(to + this.margin, end));
    return true;
  }

  add(from: number, to: number): void {
    const start = Math.max(0, from);
    const end = Math.min(this.bytes.length, to);
    const last = this.spans.length - 2;
    if (last >= 0 && start <= (this.spans[last + 1] as number) && start >= (this.spans[last] as number)) {
      this.size += Math.max(0, end - (this.spans[last + 1] as number));
      this.spans[last + 1] = Math.max(end, this.spans[last + 1] as number);
      return;
    }
    if (last >= 0 && start < (this.spans[last] as number)) this.sorted = false;
    this.spans.push(start, end);
    this.size += end - start;
  }

  /** Brings the parts in order, none overlapping another. */
  settle(): void {
    if (this.sorted) return;
    const pairs = Array.from({ length: this.spans.length / 2 }, (_, n) => [this.spans[2 * n] as number, this.spans[2 * n + 1] as number] as const).sort((a, b) => a[0] - b[0]);
    this.spans.length = 0;
    this.size = 0;
    this.sorted = true;
    for (const [start, end] of pairs) this.add(start, end);
  }

  /** True when a literal that ends at `end` is found by searching the parts. */
  covers(end: number): boolean {
    for (let at = 0; at < this.spans.length && (this.spans[at] as number) < end; at += 2) if (end <= (this.spans[at + 1] as number)) return true;
    return false;
  }

  each(action: (from: number, to: number) => void): void {
    for (let at = 0; at < this.spans.length; at += 2) action(this.spans[at] as number, this.spans[at + 1] as number);
  }
}

/** Start of the line that holds `from` and end of the one that holds `to`; null when one of them is too far away. */
export function lineAround(bytes: Uint8Array, from: number, to: number): { readonly start: number; readonly end: number } | null {
  const start = lineStart(bytes, from);
  const end = lineEnd(bytes, to);
  return start < 0 || end < 0 ? null : { start, end };
}

/** -1 when it is too far away. */
function lineStart(bytes: Uint8Array, from: number): number {
  const limit = Math.max(0, from - LONGEST_LINE);
  let at = from;
  while (at > limit && bytes[at - 1] !== FEED) at -= 1;
  return at > 0 && bytes[at - 1] !== FEED ? -1 : at;
}

/** -1 when it is too far away. */
function lineEnd(bytes: Uint8Array, to: number): number {
  const limit = Math.min(bytes.length, to + LONGEST_LINE);
  let at = to;
  while (at < limit && bytes[at] !== FEED) at += 1;
  return at < bytes.length && bytes[at] !== FEED ? -1 : at;
}
