import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createBatchParser } from '../../src/git/batch-output.ts';
import type { ReadObject } from '../../src/git/objects.ts';

const LIMIT = 40;

interface Sample {
  readonly id: string;
  readonly type: 'blob' | 'commit';
  /** Null: missing. */
  readonly content: Uint8Array | null;
}

function print(samples: readonly Sample[]): Buffer {
  return Buffer.concat(
    samples.map(({ id, type, content }) => {
      if (content === null) return Buffer.from(`${id} missing\n`);
      return Buffer.concat([Buffer.from(`${id} ${type} ${content.length}\n`), content, Buffer.from('\n')]);
    }),
  );
}

function describe(object: ReadObject): unknown {
  return object.state === 'found' ? [object.id, object.type, object.bytes.toString('hex')] : [object.id, object.state, object.size];
}

function expected({ id, type, content }: Sample): unknown {
  if (content === null) return [id, 'missing', null];
  return content.length > LIMIT ? [id, 'too-large', content.length] : [id, type, Buffer.from(content).toString('hex')];
}

test('wherever the output is cut, the same objects come out', () => {
  const sample = fc.record({
    id: fc.integer({ min: 0, max: 2 ** 31 }).map((n) => n.toString(16).padStart(40, '0')),
    type: fc.constantFrom('blob' as const, 'commit' as const),
    content: fc.option(fc.uint8Array({ maxLength: 80 }), { freq: 5 }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (samples, cuts) => {
      const output = print(samples);
      const parser = createBatchParser(LIMIT);
      const answers: ReadObject[] = [];
      for (let at = 0, cut = 0; at < output.length; cut++) {
        const size = cuts[cut % cuts.length] ?? 1;
        // A copy, because git's output comes in pieces of their own.
        parser.push(Buffer.from(output.subarray(at, at + size)), answers);
        at += size;
      }
      parser.end(answers);
      expect(answers.map(describe)).toEqual(samples.map(expected));
    }),
    { numRuns: 2000 },
  );
});
