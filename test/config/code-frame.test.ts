import { expect, test } from 'vitest';
import { codeFrame, harmless, printable } from '../../src/config/code-frame.ts';

test('a frame shows the line before, the line and carets', () => {
  expect(codeFrame('version: 1\nalow:\n  - x\n', 2, 1, 4)).toMatchInlineSnapshot(`
    "1 | version: 1
    2 | alow:
      | ^^^^"
  `);
});

test('line numbers of different widths are aligned', () => {
  const text = Array.from({ length: 10 }, (_, i) => `k${i}: 1`).join('\r\n');
  expect(codeFrame(text, 10, 5)).toMatchInlineSnapshot(`
    " 9 | k8: 1
    10 | k9: 1
       |     ^"
  `);
});

test('a long line is cut with the column in view', () => {
  const frame = codeFrame(`${'- '.repeat(500)}here`, 1, 1001, 4);
  const [line, carets] = frame.split('\n') as [string, string];
  expect(line.length).toBeLessThan(110);
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('here');
});

test('carets end with the line', () => {
  expect(codeFrame('ab\ncd', 1, 2, 99)).toBe('1 | ab\n  |  ^');
  expect(codeFrame('', 1, 1, 5)).toBe('1 |\n  | ^');
});

test('control characters are blanked, one for one', () => {
  expect(printable('a\u001b[31mb\u0007\u202ec')).toBe('a [31mb  c');
  expect(printable('\u{e0001}x')).toBe('  x');
});

test('what looks like a pasted credential is starred, one for one', () => {
  const value = `ghp_${'a1'.repeat(12)}`;
  const shown = harmless(`token: ${value}`);
  expect(shown).toBe(`token: ghp_${'*'.repeat(24)}`);
  expect(harmless('path: src/components/very-long-name')).toBe('path: src/components/very-long-name');
});
