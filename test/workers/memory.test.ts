import { expect, test } from 'vitest';
import { LEAST_MEMORY } from '../../src/packs/pack-walk.ts';
import { DEFAULT_MEMORY, divideMemory } from '../../src/workers/memory.ts';

const MB = 1024 * 1024;

test('two threads fit into what a scan takes by default', () => {
  const { jobs, limits } = divideMemory(DEFAULT_MEMORY, 2);
  expect(jobs).toBe(2);
  expect(limits.unpackBytes).toBeGreaterThanOrEqual(LEAST_MEMORY);
});

test('fewer threads where there is less memory, and never none', () => {
  expect([100, 300, 512, 1000, 4000].map((size) => divideMemory(size * MB, 4).jobs)).toEqual([1, 1, 2, 4, 4]);
});

test('a thread unpacks as much as its share allows, within what is of use', () => {
  for (const size of [0, 100, 250, 300, 400, 512, 800, 1000, 4000, 64_000]) {
    for (const wanted of [1, 2, 4, 16]) {
      const { jobs, limits, unpackBytes } = divideMemory(size * MB, wanted);
      for (const bytes of [limits.unpackBytes, unpackBytes]) {
        expect(bytes).toBeGreaterThanOrEqual(LEAST_MEMORY);
        expect(bytes).toBeLessThanOrEqual(256 * MB);
      }
      if (jobs > 1) expect(jobs * limits.unpackBytes).toBeLessThan(size * MB);
    }
  }
});
