import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BaselineError } from '../../../src/errors.ts';
import { loadBaselines } from '../../../src/suppress/baseline/load.ts';
import { readBaseline } from '../../../src/suppress/baseline/read.ts';
import type { BaselineOptions } from '../../../src/suppress/baseline/load.ts';

const NOW = new Date('2026-05-04T00:00:00Z');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const OWN = '{"version":1,"findings":[]}';
const DETECT_SECRETS = JSON.stringify({ version: '1.5.0', results: { a: [{ type: 'X', hashed_secret: createHash('sha1').update('x').digest('hex') }] } });
const IGNORE = '[id].tsx:acme-token:1\n';

async function load(files: Readonly<Record<string, string>>, more: Partial<BaselineOptions> = {}): Promise<readonly string[]> {
  const baselines = await loadBaselines({ readFile: async (path) => (files[path] === undefined ? null : bytes(files[path])), config: { baseline: null, file: null }, now: NOW, ...more });
  return baselines.map(({ file, kind }) => `${file} ${kind}`);
}

describe('which are read', () => {
  const all = { '.keysieve-baseline.json': OWN, '.secrets.baseline': DETECT_SECRETS, '.gitleaksignore': IGNORE, 'leaks.json': '[]' };

  test('those at the root, by their names', async () => {
    expect(await load(all)).toEqual(['.keysieve-baseline.json keysieve', '.secrets.baseline detect-secrets', '.gitleaksignore gitleaksignore']);
    expect(await load({})).toEqual([]);
  });

  test('those that the configuration names, instead', async () => {
    expect(await load(all, { config: { baseline: ['leaks.json'], file: 'keysieve.yaml' } })).toEqual(['leaks.json gitleaks']);
    expect(await load(all, { config: { baseline: [], file: 'keysieve.yaml' } })).toEqual([]);
  });

  test('those of the command line, instead of both; the content says what they are', async () => {
    expect(await load({ ...all, 'known.txt': OWN }, { config: { baseline: ['leaks.json'], file: null }, files: ['known.txt', '.secrets.baseline'] })).toEqual(['known.txt keysieve', '.secrets.baseline detect-secrets']);
  });

  test('a named one that is not there is an error', async () => {
    await expect(load({}, { files: ['gone.json'] })).rejects.toMatchObject({ name: 'BaselineError', message: 'gone.json: there is no such baseline', hint: 'keysieve baseline create' });
    await expect(load({}, { config: { baseline: ['gone.json'], file: 'keysieve.yaml' } })).rejects.toThrow('gone.json: there is no such baseline, though keysieve.yaml names it');
  });
});

describe('bytes', () => {
  test('UTF-16, as PowerShell writes it', () => {
    const le = Buffer.from(`\ufeff${DETECT_SECRETS}`, 'utf16le');
    expect(readBaseline(le, '.secrets.baseline', NOW).kind).toBe('detect-secrets');
    expect(readBaseline(Buffer.from(le).swap16(), '.secrets.baseline', NOW).kind).toBe('detect-secrets');
    expect(readBaseline(bytes(`\ufeff${DETECT_SECRETS}`), '.secrets.baseline', NOW).kind).toBe('detect-secrets');
  });

  test.each([
    ['{"version":1,\n"findings":[}', 'b.json:2:13: not valid JSON: ValueExpected', null],
    ['{"a":1,}', 'b.json:1:8: not valid JSON: PropertyNameExpected', null],
    ['[1', 'b.json:1:3: not valid JSON: CloseBracketExpected', null],
    ['{\n<<<<<<< HEAD\n}\n', 'b.json:2:1: not valid JSON: InvalidSymbol', 'Resolve the merge conflict, or write the file anew: keysieve baseline create.'],
    ['hello', 'b.json: this is no baseline: neither JSON nor a .gitleaksignore', 'keysieve baseline create'],
    ['', 'b.json: this is no baseline: neither JSON nor a .gitleaksignore', 'keysieve baseline create'],
    ['{}', 'b.json: "version" is missing', null],
  ])('%j is refused', (text, message, hint) => {
    try {
      readBaseline(bytes(text), 'b.json', NOW);
    } catch (error) {
      expect(error).toBeInstanceOf(BaselineError);
      expect(error).toMatchObject({ message, hint, exit: 2 });
      return;
    }
    throw new Error('was accepted');
  });

  test('not text', () => {
    expect(() => readBaseline(Uint8Array.of(0x7b, 0xff), 'b.json', NOW)).toThrow('b.json: the file is not UTF-8 text');
  });

  test('deep nesting is refused, not a crash', () => {
    expect(() => readBaseline(bytes(`{"results":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'b.json', NOW)).toThrow(BaselineError);
  });
});
