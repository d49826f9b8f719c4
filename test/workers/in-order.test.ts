import { describe, expect, test } from 'vitest';
import type { ExaminedBatch } from '../../src/scan.ts';
import { inOrder, said, type Step } from '../../src/workers/in-order.ts';
import type { UnitResult } from '../../src/workers/messages.ts';

function result(name: string, files: number): UnitResult {
  return { counts: { files, blobs: 0, commits: 0, bytes: 0 }, searched: null, outcomes: [{ reason: 'binary', what: name, incomplete: false }] };
}

async function all(steps: readonly Step[], left: string[] = []): Promise<ExaminedBatch[]> {
  const batches: ExaminedBatch[] = [];
  for await (const batch of inOrder(steps, (id) => void left.push(id))) batches.push(batch);
  return batches;
}

const names = (batches: readonly ExaminedBatch[]): unknown[] => batches.flatMap(({ outcomes }) => outcomes.map((outcome) => ('what' in outcome ? outcome.what : outcome)));

describe('results of many units', () => {
  test('stand in the order of the units, whichever is done first; everything is counted once', async () => {
    let finishFirst: (result: UnitResult) => void = () => undefined;
    const first = new Promise<UnitResult>((resolve) => (finishFirst = resolve));
    const second = Promise.resolve(result('second', 2)).then((value) => {
      setImmediate(() => finishFirst(result('first', 1)));
      return value;
    });
    const batches = await all([first, second, result('third', 4)]);
    expect(names(batches)).toEqual(['first', 'second', 'third']);
    expect(batches.reduce((sum, { counts }) => sum + counts.files, 0)).toBe(7);
    // What is counted is told before the slowest is done.
    expect(batches.findIndex(({ counts }) => counts.files === 2)).toBeLessThan(batches.findIndex(({ counts }) => counts.files === 1));
  });

  test('objects left to git are named in the same order and go nowhere else', async () => {
    const left: string[] = [];
    expect(names(await all([said([{ left: 'a' }]), result('b', 0), said([{ left: 'c' }])], left))).toEqual(['b']);
    expect(left).toEqual(['a', 'c']);
  });

  test('a unit that fails ends it, even when others never end', async () => {
    await expect(all([new Promise<UnitResult>(() => undefined), Promise.reject(new Error('no memory'))])).rejects.toThrow('no memory');
  });

  test('nothing to do', async () => {
    expect(await all([])).toEqual([]);
  });
});
