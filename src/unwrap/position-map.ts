import type { Span } from '../model.ts';

/**
 * From byte offsets of a derived text back to byte offsets of the text it was made from.
 *
 * A map is a list of segments. Each segment is a run of equal units: `v` bytes of the derived text stand for
 * `s` bytes of the source. Plain text is one run of 1:1 units, the ASCII part of a UTF-16 file one run of 1:2,
 * a `\n` escape a single 1:2, a `\u00e9` a single 2:6, base64 a run of 3:4. So a long text needs few segments.
 */
export interface PositionMap {
  /** Length of the derived text in bytes. */
  readonly length: number;
  /**
   * The tightest source span that holds derived bytes `start` (inclusive) to `end` (exclusive).
   * A unit is never cut, unless it was added as divisible. Offsets outside the text are clamped to it.
   */
  toItem(start: number, end: number): Span;
}

/** Numbers per segment: derived start, source start, bytes of a derived unit, bytes of a source unit. */
const STRIDE = 4;
/** Set in the derived-unit field when a unit may be cut in proportion (base64: 3 bytes share 4 characters). */
const DIVISIBLE = 0x8000_0000;

class SegmentMap implements PositionMap {
  readonly length: number;
  readonly #segments: Uint32Array;
  readonly #count: number;

  constructor(segments: Uint32Array, count: number, length: number) {
    this.#segments = segments;
    this.#count = count;
    this.length = length;
  }

  toItem(start: number, end: number): Span {
    if (this.#count === 0) return { start: 0, end: 0 };
    const first = clamp(start, 0, this.length);
    const last = clamp(end, first, this.length);
    const from = this.#edge(first, Math.min(first, this.length - 1), false);
    if (last === first) return { start: from, end: from };
    return { start: from, end: Math.max(from, this.#edge(last, last - 1, true)) };
  }

  /** Source offset of the derived offset `at`, by the segment that holds derived byte `inside`. */
  #edge(at: number, inside: number, up: boolean): number {
    const index = this.#segmentOf(inside) * STRIDE;
    const derivedStart = this.#segments[index] ?? 0;
    const sourceStart = this.#segments[index + 1] ?? 0;
    const field = this.#segments[index + 2] ?? 1;
    const sourceUnit = this.#segments[index + 3] ?? 1;
    const derivedUnit = (field & ~DIVISIBLE) >>> 0;
    const offset = at - derivedStart;
    const round = up ? Math.ceil : Math.floor;
    if (field >= DIVISIBLE) return sourceStart + round((offset * sourceUnit) / derivedUnit);
    return sourceStart + round(offset / derivedUnit) * sourceUnit;
  }

  /** The last segment that starts at or before derived byte `inside`. */
  #segmentOf(inside: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#segments[middle * STRIDE] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Builds a map by appending, in the order of the derived text. Offsets are below 4 GiB. */
export class PositionMapBuilder {
  #segments = new Uint32Array(STRIDE * 16);
  #count = 0;
  #length = 0;
  /** Where the source of the last run ends, and its units: what a continuation must fit to. */
  #sourceEnd = -1;
  #field = 0;
  #sourceUnit = 0;

  /** Bytes of derived text described so far. */
  get length(): number {
    return this.#length;
  }

  /** `length` bytes that stand in the source as they are, from `sourceStart`. */
  literal(sourceStart: number, length: number): this {
    return this.units(length, 1, sourceStart, 1);
  }

  /** `derivedLength` bytes that stand for the source bytes `sourceStart` to `sourceStart + sourceLength`, as a whole. */
  replaced(derivedLength: number, sourceStart: number, sourceLength: number): this {
    return this.units(1, derivedLength, sourceStart, sourceLength);
  }

  /** `length` bytes that the source does not hold; they are placed before source byte `sourceStart`. */
  inserted(length: number, sourceStart: number): this {
    return this.replaced(length, sourceStart, 0);
  }

  /** `count` times `derivedUnit` bytes for `sourceUnit` bytes each. */
  units(count: number, derivedUnit: number, sourceStart: number, sourceUnit: number): this {
    if (count > 0 && derivedUnit > 0) this.#append(count * derivedUnit, derivedUnit, sourceStart, sourceUnit, count * sourceUnit);
    return this;
  }

  /**
   * `length` bytes in proportion `derivedUnit` to `sourceUnit`, cut anywhere: a byte maps to the source bytes
   * that share at least one bit with it.
   */
  divisible(length: number, derivedUnit: number, sourceStart: number, sourceUnit: number): this {
    if (length > 0) {
      const sourceLength = Math.ceil((length * sourceUnit) / derivedUnit);
      this.#append(length, (derivedUnit | DIVISIBLE) >>> 0, sourceStart, sourceUnit, sourceLength);
      // After a part of a unit the proportion starts anew.
      if (length % derivedUnit !== 0) this.#sourceEnd = -1;
    }
    return this;
  }

  build(): PositionMap {
    return new SegmentMap(this.#segments.slice(0, this.#count * STRIDE), this.#count, this.#length);
  }

  #append(length: number, field: number, sourceStart: number, sourceUnit: number, sourceLength: number): void {
    const continues = sourceStart === this.#sourceEnd && field === this.#field && sourceUnit === this.#sourceUnit && sourceUnit > 0;
    if (!continues) {
      const at = this.#count * STRIDE;
      if (at === this.#segments.length) this.#grow();
      this.#segments[at] = this.#length;
      this.#segments[at + 1] = sourceStart;
      this.#segments[at + 2] = field;
      this.#segments[at + 3] = sourceUnit;
      this.#count += 1;
      this.#field = field;
      this.#sourceUnit = sourceUnit;
    }
    this.#sourceEnd = sourceStart + sourceLength;
    this.#length += length;
  }

  #grow(): void {
    const grown = new Uint32Array(this.#segments.length * 2);
    grown.set(this.#segments);
    this.#segments = grown;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
