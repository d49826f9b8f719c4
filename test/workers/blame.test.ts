import { describe, expect, test } from 'vitest';
import { Blame } from '../../src/workers/blame.ts';

describe('who is to blame for the end of a worker', () => {
  test('an item that hangs is given up at once', () => {
    const blame = new Blame();
    expect(blame.strike(7, { kind: 'hang', seconds: 61 })).toBe(true);
    expect(blame.givenUp).toEqual([{ item: 7, reason: 'timed-out', detail: expect.stringContaining('61 s') as string }]);
  });

  test('an item that ends a worker has a second chance, and no third', () => {
    const blame = new Blame();
    expect(blame.strike(7, { kind: 'error', name: 'ERR_WORKER_OUT_OF_MEMORY' })).toBe(true);
    expect(blame.strike(8, { kind: 'exit', code: 5 })).toBe(true);
    expect(blame.givenUp).toEqual([]);
    expect(blame.strike(7, { kind: 'error', name: 'ERR_WORKER_OUT_OF_MEMORY' })).toBe(true);
    expect(blame.givenUp).toEqual([{ item: 7, reason: 'unreadable', detail: expect.stringContaining('out of memory') as string }]);
    expect(blame.strike(8, { kind: 'exit', code: 5 })).toBe(true);
    expect(blame.givenUp[1]?.detail).toContain('exit code 5');
  });

  test('without an item to leave out, the second time the unit is given up', () => {
    const blame = new Blame();
    expect(blame.strike(null, { kind: 'hang', seconds: 61 })).toBe(true);
    expect(blame.strike(null, { kind: 'exit', code: 1 })).toBe(false);
    expect(blame.givenUp).toEqual([]);
  });
});
