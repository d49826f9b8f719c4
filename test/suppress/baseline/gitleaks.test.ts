import { describe, expect, test } from 'vitest';
import { BaselineError } from '../../../src/errors.ts';
import { parsePosition } from '../../../src/suppress/baseline/gitleaks-position.ts';
import { gitleaksIgnore, gitleaksReport } from '../../../src/suppress/baseline/gitleaks.ts';
import type { SuppressiblePlace } from '../../../src/suppress/suppressible.ts';
import { placeAt, placeIn, secretAt } from '../secrets-for-tests.ts';

const COMMIT = 'c0ffee0'.repeat(6).slice(0, 40);

describe('positions', () => {
  test.each([
    ['src/a.ts:acme-token:12', { commit: null, path: 'src/a.ts', rule: 'acme-token', line: 12 }],
    [`${COMMIT}:src/a.ts:acme-token:12`, { commit: COMMIT, path: 'src/a.ts', rule: 'acme-token', line: 12 }],
    [`${COMMIT.toUpperCase()}:src/a.ts:acme-token:12`, { commit: COMMIT, path: 'src/a.ts', rule: 'acme-token', line: 12 }],
    ['src\\win\\a.ts:acme-token:1', { commit: null, path: 'src/win/a.ts', rule: 'acme-token', line: 1 }],
    ['./a.ts:acme-token:1', { commit: null, path: 'a.ts', rule: 'acme-token', line: 1 }],
    ['a:b.ts:acme-token:1', { commit: null, path: 'a:b.ts', rule: 'acme-token', line: 1 }],
    ['app/[id].tsx:acme-token:1', { commit: null, path: 'app/[id].tsx', rule: 'acme-token', line: 1 }],
    ['a.tar.gz!b.tar!.env:acme-token:1', { commit: null, path: 'a.tar.gz!b.tar!.env', rule: 'acme-token', line: 1 }],
    ['a.ts:acme-token', null],
    ['a.ts:acme-token:x', null],
    [':acme-token:1', null],
    ['a.ts', null],
  ])('%s', (text, position) => {
    expect(parsePosition(text)).toEqual(position);
  });
});

/** Where entries of the file say that they cover a secret of acme-token at the place. */
function coveredBy(text: string, place: SuppressiblePlace): readonly string[] {
  return gitleaksIgnore(text, '.gitleaksignore').match(secretAt([place]), place).map((entry) => entry.where);
}

describe('.gitleaksignore', () => {
  test('path, rule and first line decide', () => {
    const text = '# known\r\n\r\n  src/a.ts:acme-token:12  \r\n';
    expect(coveredBy(text, placeAt('src/a.ts', { startLine: 12, endLine: 20 }))).toEqual(['.gitleaksignore:3']);
    expect(coveredBy(text, placeAt('src/a.ts', { startLine: 11, endLine: 12 }))).toEqual([]);
    expect(coveredBy(text, placeAt('src/b.ts', { startLine: 12 }))).toEqual([]);
    expect(coveredBy(text.replace('acme-token', 'other'), placeAt('src/a.ts', { startLine: 12 }))).toEqual([]);
    expect(coveredBy(text.replace('acme-token', '*'), placeAt('src/a.ts', { startLine: 12 }))).toEqual([]);
  });

  test("gitleaks' names of rules are aliases", () => {
    expect(coveredBy('a.ts:acme-legacy:1', placeAt('a.ts'))).toEqual(['.gitleaksignore:1']);
  });

  test('without a commit it holds in every commit, with one in that one only', () => {
    const inCommit = placeAt('a.ts', { commit: COMMIT, current: false });
    expect(coveredBy('a.ts:acme-token:1', inCommit)).toHaveLength(1);
    expect(coveredBy(`${COMMIT}:a.ts:acme-token:1`, inCommit)).toHaveLength(1);
    expect(coveredBy(`${COMMIT}:a.ts:acme-token:1`, placeAt('a.ts', { commit: 'd'.repeat(40) }))).toEqual([]);
    expect(coveredBy(`${COMMIT}:a.ts:acme-token:1`, placeAt('a.ts'))).toEqual([]);
  });

  test('archive members are joined with !', () => {
    expect(coveredBy('a.zip!b.tar!.env:acme-token:1', placeAt('a.zip', { inner: ['b.tar', '.env'] }))).toHaveLength(1);
  });

  test('lines without effect are named', () => {
    const { entries, notices } = gitleaksIgnore('a.ts:acme-token:1\nsrc/**\n# fine\n', '.gitleaksignore');
    expect(entries).toHaveLength(1);
    expect(notices).toEqual(['.gitleaksignore:2: not of the form file:rule:line or commit:file:rule:line, and without effect']);
  });
});

const VALUE = 'Vv1'.repeat(6);

function reported(more: object = {}): object {
  return { RuleID: 'acme-legacy', Description: 'Acme', StartLine: 7, EndLine: 7, StartColumn: 2, EndColumn: 9, Match: `k = ${VALUE}`, Secret: VALUE, File: 'src/a.ts', SymlinkFile: '', Commit: COMMIT, Entropy: 3.5, Author: 'A', Email: 'a@example.com', Date: '2024-01-01T00:00:00Z', Message: 'm', Tags: [], Fingerprint: `${COMMIT}:src/a.ts:acme-legacy:7`, ...more };
}

describe('a JSON report as a baseline', () => {
  const text = (line: number): string => `${'\n'.repeat(line - 1)}k = "${VALUE}"\n`;

  test('with the value: the same value in the same file, on any line and in any commit', () => {
    const baseline = gitleaksReport([reported()], 'leaks.json');
    const match = (path: string, value: string): number => {
      const place = placeIn(path, text(99).replace(VALUE, value), value);
      return baseline.match(secretAt([place], { value }), place).length;
    };
    expect([match('src/a.ts', VALUE), match('src/b.ts', VALUE), match('src/a.ts', VALUE.toLowerCase())]).toEqual([1, 0, 0]);
  });

  test('with the value, another value at the same position is new', () => {
    const place = placeAt('src/a.ts', { startLine: 7, endLine: 7, commit: COMMIT });
    expect(gitleaksReport([reported()], 'leaks.json').match(secretAt([place], { value: 'another-value-entirely' }), place)).toEqual([]);
  });

  test('a value with more around it than ours', () => {
    const place = placeIn('src/a.ts', `k = "id:${VALUE}"`, VALUE);
    expect(gitleaksReport([reported({ Secret: `id:${VALUE}` })], 'leaks.json').match(secretAt([place], { value: VALUE }), place)).toHaveLength(1);
  });

  test.each(['REDACTED', 'Vv1V...', ''])('redacted to %j: the position decides', (redacted) => {
    const baseline = gitleaksReport([reported({ Secret: redacted })], 'leaks.json');
    const at = (startLine: number, commit: string | null): number => {
      const place = placeAt('src/a.ts', { startLine, commit });
      return baseline.match(secretAt([place]), place).length;
    };
    expect([at(7, COMMIT), at(8, COMMIT), at(7, null)]).toEqual([1, 0, 0]);
    expect(baseline.notices).toEqual([]);
  });

  test('of a directory scan: no commit', () => {
    const place = placeAt('src/a.ts', { startLine: 7 });
    expect(gitleaksReport([reported({ Secret: 'REDACTED', Commit: '', File: 'src\\a.ts' })], 'leaks.json').match(secretAt([place]), place)).toHaveLength(1);
  });

  test('values in the clear are said to be there, and never repeated', () => {
    const { entries, notices } = gitleaksReport([reported(), reported({ Commit: 'd'.repeat(40) })], 'leaks.json');
    expect(notices).toEqual(['leaks.json: holds 1 values in the clear; record them with keysieve baseline create and delete the file']);
    expect(entries).toHaveLength(1);
    expect(JSON.stringify([entries, notices])).not.toContain(VALUE);
  });

  test.each([[[{}]], [[reported({ StartLine: '7' })]], [[3]]])('%j is refused, without its value', (json) => {
    expect(() => gitleaksReport(json, 'leaks.json')).toThrow(BaselineError);
    expect(() => gitleaksReport(json, 'leaks.json')).toThrow(/^leaks\.json: "0(\.\w+)?" is (missing|not as expected)/);
  });
});
