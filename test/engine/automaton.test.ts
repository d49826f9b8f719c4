import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMarks } from '../../src/engine/find.ts';
import { bareIndex } from '../../src/engine/index/collect.ts';
import { literalsOf, marksOf } from '../../src/engine/index/image.ts';
import { SearchCore } from '../../src/engine/wasm/search-core.ts';
import { bytesOf, ruleOf } from './rules.ts';

/** Few letters, so that literals overlap, nest and repeat; some that share a class of the table. */
const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'q', '_', '1', '-', '/'), minLength: 1, maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', 'q', 'z', '_', '1', '2', '-', '.', '/', ':', '\n', '\xe9'), maxLength: 80 });

function hitsOf(literals: readonly string[], bytes: Uint8Array, wasm: boolean): string[] {
  const index = bareIndex(literals.map((keyword) => ruleOf({ id: keyword, keywords: [keyword] })));
  const names = literalsOf(index);
  const marks = marksOf(index);
  const hits: string[] = [];
  const note = (mark: number, start: number, end: number): void => {
    hits.push(`${start}-${end}:${names[marks[mark]?.literal ?? -1]}`);
  };
  if (wasm) new SearchCore(index).find(bytes, note);
  else findMarks(index, bytes, note);
  return hits;
}

function bruteForce(literals: readonly string[], haystack: string): string[] {
  const lower = haystack.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hits: string[] = [];
  for (let end = 1; end <= lower.length; end += 1) {
    for (const one of literals) if (lower.slice(0, end).endsWith(one)) hits.push(`${end - one.length}-${end}:${one}`);
  }
  return hits;
}

describe.each([
  ['JavaScript', false],
  ['WASM', true],
] as const)('the search for literals in %s', (_name, wasm) => {
  test('finds what a look for each literal at each offset finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(literal, { maxLength: 12 }), text, (literals, haystack) => {
        expect(hitsOf(literals, bytesOf(haystack), wasm).sort()).toEqual(bruteForce(literals, haystack).sort());
      }),
      { numRuns: wasm ? 300 : 2000 },
    );
  });

  test('reports in order of the end, longest literal first', () => {
    expect(hitsOf(['key', 'apikey', 'api'], bytesOf('APIKey'), wasm)).toEqual(['0-3:api', '0-6:apikey', '3-6:key']);
  });

  test('takes bytes above 127 for no letter', () => {
    expect(hitsOf(['key'], bytesOf('k\xe9y \xcbey key'), wasm)).toEqual(['8-11:key']);
  });

  test('finds nothing when there is nothing to find', () => {
    expect(hitsOf([], bytesOf('anything'), wasm)).toEqual([]);
    expect(hitsOf(['key'], new Uint8Array(), wasm)).toEqual([]);
  });
});

test('literals that could not be found are refused', () => {
  expect(() => hitsOf(['Key'], bytesOf(''), false)).toThrow('literal "Key" is not lower-case ASCII');
  expect(() => hitsOf(['caf\xe9'], bytesOf(''), false)).toThrow(RangeError);
  expect(() => hitsOf(['two\nlines'], bytesOf(''), false)).toThrow('holds what is no printable ASCII');
});

describe('WASM', () => {
  /** Deterministic text with literals everywhere: also across lanes, blocks and chunks. */
  function longText(size: number): Buffer {
    const bytes = Buffer.alloc(size, 'x');
    let state = 7;
    for (let at = 0; at + 12 < size; ) {
      bytes.write(state % 3 === 0 ? 'abcab' : state % 3 === 1 ? 'KEY' : 'secret_key', at, 'latin1');
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      at += 3 + (state >>> 24);
    }
    return bytes;
  }

  test.each([0, 1, 255, 256, 257, 1023, 65_536, 262_144, 262_147, 1_048_576, 1_048_577, 3_000_001])('answers like JavaScript on %d bytes', (size) => {
    const literals = ['abc', 'ab', 'bca', 'key', 'secret', 'secret_key', 'cab'];
    const bytes = longText(size);
    expect(hitsOf(literals, bytes, true)).toEqual(hitsOf(literals, bytes, false));
  });

  test('answers like JavaScript when more is found than there is room for at once', () => {
    const bytes = Buffer.alloc(150_000, 'aab');
    expect(hitsOf(['aa', 'a', 'b'], bytes, true)).toEqual(hitsOf(['aa', 'a', 'b'], bytes, false));
  });
});
