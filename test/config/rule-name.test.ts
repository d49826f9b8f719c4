import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesWildcard, namesRule } from '../../src/config/rule-name.ts';

const rule = { id: 'aws-access-key-id', aliases: ['aws-access-token', 'AWSKeyDetector'] };

test.each([
  ['aws-access-key-id', true],
  ['AWS-Access-Key-Id', true],
  ['aws-access-token', true],
  ['awskeydetector', true],
  ['aws-*', true],
  ['*', true],
  ['*-id', true],
  ['a*k*d', true],
  ['aws-access-key', false],
  ['aws', false],
  ['gcp-*', false],
  ['', false],
  ['aws?access-key-id', false],
])('namesRule(%j) is %s', (name, expected) => {
  expect(namesRule(name, rule)).toBe(expected);
});

test('a wildcard matches as the regex of its meaning does', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (wanted, given) => {
      const regex = new RegExp(`^${wanted.replace(/\*+/g, '.*')}$`);
      expect(matchesWildcard(wanted, given)).toBe(regex.test(given));
    }),
    { numRuns: 1000 },
  );
});

test('a hostile wildcard ends', () => {
  expect(matchesWildcard(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000))).toBe(false);
});
