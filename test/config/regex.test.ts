import { expect, test } from 'vitest';
import { compileRegex, isPlainRegex, regexProblem } from '../../src/config/regex.ts';

test('a regex is searched for anywhere, and letter case counts', () => {
  expect(compileRegex('EXAMPLE').test('an EXAMPLE_KEY')).toBe(true);
  expect(compileRegex('EXAMPLE').test('an example key')).toBe(false);
});

test.each([
  ['(?i)example', 'EXAMPLE', true],
  ['(?s)a.b', 'a\nb', true],
  ['a.b', 'a\nb', false],
  ['(?m)^b$', 'a\nb\nc', true],
  ['(?is)A.B', 'a\nb', true],
  ['(?ii)A', 'a', true],
])('flags stand in front: %s on %j is %s', (source, text, found) => {
  expect(compileRegex(source).test(text)).toBe(found);
});

test.each([
  ['', 'is empty and would match everything'],
  ['a'.repeat(1001), 'is longer than 1000 characters'],
  ['(a', 'is not a regex: Unterminated group'],
  ['[z-a]', 'is not a regex: Range out of order in character class'],
  ['a(?i)b', 'is not a regex: Invalid group'],
  ['*', 'is not a regex: Nothing to repeat'],
  ['ok', null],
])('regexProblem(%j)', (source, problem) => {
  expect(regexProblem(source)).toBe(problem);
});

test('a plain regex has one way to match', () => {
  expect(['^test_', '[a-f]x$', 'a\\.b', '(ab)c'].map(isPlainRegex)).toEqual([true, true, true, true]);
  expect(['a+', 'a*', 'a?', 'a{2}', '(a|a)(a|a)'].map(isPlainRegex)).toEqual([false, false, false, false, false]);
});
