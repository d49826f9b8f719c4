import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, suggest } from '../../src/config/suggest.ts';

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['disabel', 'disable', 1],
  // "Optimal string alignment": no part is edited twice, so this is 3 where the unrestricted distance is 2.
  ['ca', 'abc', 3],
])('editDistance(%j, %j) is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('editDistance is symmetric, and zero only for equal words', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test('suggest finds one typing mistake in any word of four letters or more', () => {
  const words = ['allow', 'rules', 'exclude', 'fail-on', 'max-file-size', 'known-examples'];
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'upper'), (word, seed, mistake) => {
      const at = seed % (word.length - 1);
      const typed = {
        drop: word.slice(0, at) + word.slice(at + 1),
        double: word.slice(0, at) + word[at] + word.slice(at),
        swap: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
        upper: word.toUpperCase(),
      }[mistake];
      expect(suggest(typed, words)).toBe(word);
    }),
  );
});

test('suggest is silent when nothing is near, and on words too long to be a mistake', () => {
  expect(suggest('banana', ['allow', 'rules'])).toBeNull();
  expect(suggest('', ['a'])).toBeNull();
  expect(suggest('a'.repeat(65), ['a'.repeat(65)])).toBeNull();
});

test('of equally near words the first wins', () => {
  expect(suggest('scan', ['span', 'scar'])).toBe('span');
});
