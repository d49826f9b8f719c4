import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { pathText } from '../../src/git/path-text.ts';

const binary = (bytes: Uint8Array | string): string => Buffer.from(bytes as string).toString('latin1');

test.each([
  ['src/a.ts', 'src/a.ts'],
  ['café/ü "quoted" \n.txt', 'café/ü "quoted" \n.txt'],
  ['back\\slash', 'back\\slash'],
  ['looks\\xffescaped', 'looks\\\\xffescaped'],
  ['\uFEFFbom', '\uFEFFbom'],
])('UTF-8 stays as it is: %j', (path, text) => {
  expect(pathText(binary(path))).toBe(text);
});

test('bytes that are not UTF-8 are escaped, and only they', () => {
  expect(pathText('caf\xe9/\xc3\xa9.txt')).toBe('caf\\xe9/é.txt');
  expect(pathText('\xff\\x')).toBe('\\xff\\\\x');
});

test('two different paths never have the same text', () => {
  const piece = fc.constantFrom('a', '/', '\\', 'x', 'ff', '\xff', '\xc3', '\xa9', '\xc3\xa9', '\\xff', '\\\\');
  const path = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(path, path, (a, b) => {
      expect(pathText(a) === pathText(b)).toBe(a === b);
    }),
    { numRuns: 5000 },
  );
});
