/** What the index looks for when a named rule's word has several parts. */
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/rules/load.ts';

function keywordsOf(words: readonly string[], more: Record<string, unknown> = {}): readonly string[] {
  const rule = { id: 'acme-key', name: 'Acme key', description: 'Opens everything.', kind: 'token', severity: 'high', named: { words, value: '[0-9a-f]{32}' }, ...more };
  const text = JSON.stringify({ provider: 'acme', name: 'Acme', source: 'https://acme.test/docs', rules: [rule] });
  return loadRules([{ path: 'rules/acme.yaml', text }]).book.rules[0]?.keywords ?? [];
}

describe('the literals of a named rule', () => {
  test('are its words', () => {
    expect(keywordsOf(['acme', 'Brick'])).toEqual(['acme', 'brick']);
  });

  test('are all spellings of a word of several parts, each once', () => {
    expect(keywordsOf(['tomtom', 'tom tom'])).toEqual(['tomtom', 'tom tom', 'tom_tom', 'tom-tom', 'tom.tom']);
    expect(keywordsOf(['ip_data'])).toEqual(['ipdata', 'ip data', 'ip_data', 'ip-data', 'ip.data']);
    expect(keywordsOf(['a-b c'])).toHaveLength(25);
    expect(keywordsOf(['a-b c'])).toContain('a.b_c');
  });

  test('are the longest part of a word of very many parts', () => {
    expect(keywordsOf(['one and another thing'])).toEqual(['another']);
  });

  test('are the keywords that the rule names instead', () => {
    expect(keywordsOf(['tom tom'], { keywords: ['TomTom'] })).toEqual(['tomtom']);
  });

  test('are never too short to be searched for', () => {
    expect(keywordsOf(['a b c'])).toContain('abc');
    expect(() => keywordsOf(['a b'])).toThrow('word "a b" is too short to search for');
    expect(() => keywordsOf(['ab'])).toThrow('word "ab" is too short to search for');
  });
});
