import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildAutomaton, searchAutomaton } from '../../src/engine/automaton.ts';
import { bytesOf } from './rules.ts';

/** Few letters, so that literals overlap, nest and repeat. */
const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '_', '1'), minLength: 1, maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', 'c', '_', '1', '\n', '\xe9'), maxLength: 80 });

function hitsOf(literals: readonly string[], bytes: Uint8Array): string[] {
  const hits: string[] = [];
  searchAutomaton(buildAutomaton(literals), bytes, (number, end) => hits.push(`${end}:${literals[number]}`));
  return hits;
}

function bruteForce(literals: readonly string[], haystack: string): string[] {
  const lower = haystack.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hits: string[] = [];
  for (let end = 1; end <= lower.length; end += 1) {
    for (const one of literals) if (lower.slice(0, end).endsWith(one)) hits.push(`${end}:${one}`);
  }
  return hits;
}

describe('the automaton', () => {
  test('finds what a search of each literal at each offset finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(literal, { maxLength: 12 }), text, (literals, haystack) => {
        expect(hitsOf(literals, bytesOf(haystack)).sort()).toEqual(bruteForce(literals, haystack).sort());
      }),
      { numRuns: 2000 },
    );
  });

  test('reports in order of the end, longest literal first', () => {
    expect(hitsOf(['key', 'apikey', 'api'], bytesOf('APIKey'))).toEqual(['3:api', '6:apikey', '6:key']);
  });

  test('takes bytes above 127 for no letter', () => {
    expect(hitsOf(['key'], bytesOf('k\xe9y \xcbey key'))).toEqual(['11:key']);
  });

  test('refuses literals that it could not find', () => {
    expect(() => buildAutomaton(['Key'])).toThrow('literal "Key" is not lower-case ASCII');
    expect(() => buildAutomaton(['caf\xe9'])).toThrow(RangeError);
  });

  test('finds nothing when there is nothing to find', () => {
    expect(hitsOf([], bytesOf('anything'))).toEqual([]);
    expect(hitsOf(['key'], new Uint8Array())).toEqual([]);
  });
});
