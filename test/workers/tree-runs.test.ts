import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PackEntries } from '../../src/packs/pack-entries.ts';
import { heaviestFirst, treeRuns } from '../../src/workers/tree-runs.ts';

const [COMMIT, TREE, BLOB, DELTA, BROKEN] = [1, 2, 3, 6, 0];

/** A pack of entries: each a root of some type, or a delta on an earlier entry. */
function packOf(given: readonly { readonly type: number; readonly size: number; readonly base: number }[]): PackEntries {
  const count = given.length;
  const entries: PackEntries = {
    count,
    offsets: new Float64Array(count + 1),
    ranks: new Uint32Array(count),
    types: Uint8Array.from(given, ({ type }) => type),
    headers: new Uint8Array(count),
    sizes: Float64Array.from(given, ({ size }) => size),
    firstChild: new Int32Array(count).fill(-1),
    nextSibling: new Int32Array(count).fill(-1),
    passed: null,
  };
  given.forEach(({ type, base }, entry) => {
    if (type !== DELTA || entry === 0) return;
    const on = base % entry;
    entries.nextSibling[entry] = entries.firstChild[on] as number;
    entries.firstChild[on] = entry;
  });
  return entries;
}

const entry = fc.record({ type: fc.constantFrom(COMMIT, TREE, BLOB, BLOB, DELTA, DELTA, BROKEN), size: fc.oneof(fc.nat({ max: 2000 }), fc.nat({ max: 9_000_000 })), base: fc.nat() });

describe('runs of trees', () => {
  test('every root that is no directory is in exactly one run, and runs stand in order', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (given) => {
        const runs = treeRuns(packOf(given));
        let last = 0;
        for (const { from, to } of runs) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        given.forEach(({ type }, root) => {
          if (type !== COMMIT && type !== BLOB) return;
          expect(runs.filter(({ from, to }) => from <= root && root < to)).toHaveLength(1);
        });
      }),
    );
  });

  test('a large tree is a run of its own, small ones go together', () => {
    const blob = (size: number): { type: number; size: number; base: number } => ({ type: BLOB, size, base: 0 });
    const on = (base: number, size: number): { type: number; size: number; base: number } => ({ type: DELTA, size, base });
    const runs = treeRuns(packOf([blob(10), blob(10), blob(1_500_000), on(2, 1_000_000), blob(10)]));
    expect(runs.map(({ from, to }) => [from, to])).toEqual([[0, 2], [2, 3], [3, 5]]);
  });

  test('heavy ones come first, the others as they stand', () => {
    const heavy = 20 * 1024 * 1024;
    expect(heaviestFirst([1, heavy, 5, 2 * heavy, 3])).toEqual([3, 1, 0, 2, 4]);
  });
});
