import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { upstreamValues } from '../../../src/suppress/baseline/upstream-values.ts';

test('our value comes first, and no candidate is a mere prefix of a token', () => {
  fc.assert(
    fc.property(fc.constantFrom('ghp_', 'glpat-', 'AKIA', 'BEGIN RSA PRIVATE KEY'), fc.stringMatching(/^[A-Za-z0-9]{20,40}$/), fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (prefix, body, before, after) => {
      const value = prefix + body;
      const candidates = upstreamValues({ value }, { lineText: `${before}${value}${after}` });
      expect(candidates[0]).toBe(value);
      expect(candidates.filter((candidate) => !candidate.includes(body))).toEqual([]);
    }),
  );
});

test('the candidates of a line', () => {
  const value = 'V'.repeat(8);
  expect(upstreamValues({ value }, { lineText: `k = ["a ${value};b", x] # c` })).toEqual([value, `AccountKey=${value}`, ` ${value}`, `${value};`, ` ${value};`, `a ${value};b`, `${value};b`, `${value};b", x] # c`]);
});

test('a value that is not in its line (its text is gone) stands alone', () => {
  expect(upstreamValues({ value: 'abc' }, { lineText: '' })).toEqual(['abc', 'AccountKey=abc']);
});
