import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { uncover, ValueHider } from '../../src/remember/hidden-values.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '/', '1', '€'), minLength: 1, maxLength: 4 });

test('names come back, and no value stands in what is written down', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 6 }), fc.array(word, { maxLength: 8 }), (texts, parts) => {
      const values = texts.map((text) => Buffer.from(text, 'utf8').toString('latin1'));
      const name = parts.join('');
      const hidden = new ValueHider(new Map(values.map((value, number) => [value, number]))).hide(name);
      expect(uncover(hidden, values)).toBe(name);
      const written = hidden.split('\0').filter((_, at) => at % 2 === 0);
      for (const piece of written) for (const value of values) expect(piece.includes(value)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a number that stands for nothing any more gives no name', () => {
  const hidden = new ValueHider(new Map([['hunter', 3]])).hide('backup-hunter.txt');
  expect(hidden).toBe('backup-\x003\x00.txt');
  expect(uncover(hidden, ['other'])).toBeNull();
});
