import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PositionMapBuilder } from '../../src/unwrap/position-map.ts';

/** One unit of a derived text: `derived` bytes for `source` bytes, after `gap` source bytes that the text leaves out. */
interface Unit {
  readonly derived: number;
  readonly source: number;
  readonly gap: number;
}

const unit: fc.Arbitrary<Unit> = fc.record({
  derived: fc.integer({ min: 1, max: 4 }),
  source: fc.integer({ min: 0, max: 12 }),
  gap: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 5 })),
});

/** Builds the map, and beside it the plain truth: for each derived byte the source span of its unit. */
function build(units: readonly Unit[]): { map: ReturnType<PositionMapBuilder['build']>; truth: { start: number; end: number }[] } {
  const builder = new PositionMapBuilder();
  const truth: { start: number; end: number }[] = [];
  let source = 0;
  for (const { derived, source: length, gap } of units) {
    source += gap;
    builder.replaced(derived, source, length);
    for (let index = 0; index < derived; index += 1) truth.push({ start: source, end: source + length });
    source += length;
  }
  return { map: builder.build(), truth };
}

describe('PositionMapBuilder', () => {
  it('maps any span to the units that it touches', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (units, a, b) => {
        const { map, truth } = build(units);
        expect(map.length).toBe(truth.length);
        const start = a % truth.length;
        const end = start + 1 + (b % (truth.length - start));
        expect(map.toItem(start, end)).toEqual({ start: truth[start]?.start, end: truth[end - 1]?.end });
      }),
    );
  });

  it('maps literal runs byte by byte, whatever stands between them', () => {
    const map = new PositionMapBuilder().literal(10, 5).literal(15, 5).literal(40, 10).build();
    expect(map.toItem(2, 7)).toEqual({ start: 12, end: 17 });
    expect(map.toItem(8, 12)).toEqual({ start: 18, end: 42 });
    expect(map.toItem(12, 20)).toEqual({ start: 42, end: 50 });
  });

  it('keeps runs of equal units in one segment and does not cut a unit', () => {
    const map = new PositionMapBuilder().units(1000, 1, 2, 2).build();
    expect(map.toItem(500, 501)).toEqual({ start: 1002, end: 1004 });
    const escapes = new PositionMapBuilder().literal(0, 3).replaced(2, 3, 6).literal(9, 4).build();
    expect(escapes.toItem(3, 4)).toEqual({ start: 3, end: 9 });
    expect(escapes.toItem(4, 5)).toEqual({ start: 3, end: 9 });
    expect(escapes.toItem(4, 6)).toEqual({ start: 3, end: 10 });
  });

  it('gives inserted bytes no room in the source', () => {
    const map = new PositionMapBuilder().literal(0, 4).inserted(1, 9).literal(9, 4).build();
    expect(map.toItem(4, 5)).toEqual({ start: 9, end: 9 });
    expect(map.toItem(2, 5)).toEqual({ start: 2, end: 9 });
    expect(map.toItem(4, 7)).toEqual({ start: 9, end: 11 });
  });

  it('cuts divisible units at the source bytes that share bits', () => {
    const map = new PositionMapBuilder().divisible(6, 3, 100, 4).divisible(2, 3, 108, 4).build();
    const spans = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => map.toItem(at, at + 1));
    expect(spans).toEqual([
      { start: 100, end: 102 }, { start: 101, end: 103 }, { start: 102, end: 104 },
      { start: 104, end: 106 }, { start: 105, end: 107 }, { start: 106, end: 108 },
      { start: 108, end: 110 }, { start: 109, end: 111 },
    ]);
  });

  it('starts the proportion anew after a part of a divisible unit', () => {
    const map = new PositionMapBuilder().divisible(1, 3, 0, 4).divisible(3, 3, 2, 4).build();
    expect(map.toItem(1, 2)).toEqual({ start: 2, end: 4 });
    expect(map.toItem(3, 4)).toEqual({ start: 4, end: 6 });
  });

  it('clamps offsets outside the text and answers empty spans with a place', () => {
    const map = new PositionMapBuilder().literal(7, 3).build();
    expect(map.toItem(-5, 99)).toEqual({ start: 7, end: 10 });
    expect(map.toItem(2, 2)).toEqual({ start: 9, end: 9 });
    expect(map.toItem(3, 3)).toEqual({ start: 10, end: 10 });
    expect(new PositionMapBuilder().build().toItem(0, 4)).toEqual({ start: 0, end: 0 });
  });
});
