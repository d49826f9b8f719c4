import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BaselineError } from '../../../src/errors.ts';
import { createOwn, formatOwn, LABELS, ownBaseline, pruneOwn, readOwn, updateOwn } from '../../../src/suppress/baseline/own.ts';
import type { BaselineRecord, BaselineSubject } from '../../../src/suppress/baseline/own.ts';
import { placeAt, secretAt } from '../secrets-for-tests.ts';

const NOW = new Date('2026-05-04T12:00:00Z');

function finding(fingerprint: string, path: string, status: BaselineSubject['status'] = 'new'): BaselineSubject {
  const place = { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, startByte: 0, endByte: 1, inner: [], commit: null, blob: null, current: true, removedIn: null, refs: [], excerpt: null };
  return { fingerprint, status, rule: { id: 'acme-token' }, places: [place] };
}

const A = 'a'.repeat(16);
const B = 'b'.repeat(16);
const C = 'c'.repeat(16);

describe('the file', () => {
  test('is sorted, one record a line, and holds no value', () => {
    const baseline = createOwn([finding(B, 'z.ts'), finding(A, 'a.ts'), finding(C, 'a.ts')], NOW);
    expect(formatOwn(baseline)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "findings": [
          {"fingerprint":"aaaaaaaaaaaaaaaa","rule":"acme-token","path":"a.ts","label":"unreviewed","date":"2026-05-04"},
          {"fingerprint":"cccccccccccccccc","rule":"acme-token","path":"a.ts","label":"unreviewed","date":"2026-05-04"},
          {"fingerprint":"bbbbbbbbbbbbbbbb","rule":"acme-token","path":"z.ts","label":"unreviewed","date":"2026-05-04"}
        ]
      }
      "
    `);
  });

  test('may be empty', () => {
    expect(formatOwn(createOwn([], NOW))).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  test('is read as it was written', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
    const day = fc.constantFrom('2026-01-01', '2030-12-31');
    const record: fc.Arbitrary<BaselineRecord> = fc
      .record({ fingerprint: hex, rule: fc.string(), path: fc.string({ unit: 'binary' }), label: fc.constantFrom(...LABELS), reason: fc.option(fc.string(), { nil: undefined }), date: day, until: fc.option(day, { nil: undefined }) })
      .map(({ reason, until, ...rest }) => ({ ...rest, ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) }));
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: (each) => each.fingerprint, maxLength: 6 }), (records) => {
        const again = readOwn(JSON.parse(formatOwn({ records })), 'b.json');
        expect(new Set(again.records)).toEqual(new Set(records));
        expect(formatOwn(again)).toBe(formatOwn({ records: records.toReversed() }));
      }),
    );
  });

  test.each([
    [{ findings: [] }, '"version" is missing'],
    [{ version: 2, findings: [] }, 'this is version 2 of the format; this keysieve reads version 1'],
    [{ version: 1 }, '"findings" is missing'],
    [{ version: 1, findings: [{ fingerprint: 'x' }] }, '"findings.0.fingerprint" is not as expected'],
    [{ version: 1, findings: [{ fingerprint: A, rule: 'r', path: 'p', label: 'fine', date: '2026-01-01' }] }, '"findings.0.label" is not as expected'],
    [{ version: 1, findings: [{ fingerprint: A, rule: 'r', path: 'p', label: 'real', date: '2026-02-31' }] }, '"findings.0.date" is not as expected'],
    [null, 'the file is not as expected'],
  ])('%j is refused', (json, message) => {
    expect(() => readOwn(json, 'b.json')).toThrow(BaselineError);
    expect(() => readOwn(json, 'b.json')).toThrow(message);
  });
});

describe('create, update, prune', () => {
  test('what is allowed needs no record', () => {
    expect(createOwn([finding(A, 'a.ts', 'allowed'), finding(B, 'b.ts', 'baselined')], NOW).records.map((record) => record.fingerprint)).toEqual([B]);
  });

  const audited: BaselineRecord = { fingerprint: A, rule: 'old-name', path: 'old.ts', label: 'false-positive', reason: 'a test', date: '2025-01-01', until: '2027-01-01' };

  test('update keeps what people wrote, follows the place, adds the new and removes nothing', () => {
    const gone: BaselineRecord = { ...audited, fingerprint: C };
    const { records } = updateOwn({ records: [audited, gone] }, [finding(A, 'new.ts', 'baselined'), finding(B, 'b.ts')], NOW);
    expect(records).toEqual([
      { ...audited, rule: 'acme-token', path: 'new.ts' },
      gone,
      { fingerprint: B, rule: 'acme-token', path: 'b.ts', label: 'unreviewed', date: '2026-05-04' },
    ]);
  });

  test('update is idempotent', () => {
    const findings = [finding(A, 'a.ts'), finding(B, 'b.ts')];
    const once = updateOwn({ records: [audited] }, findings, NOW);
    expect(updateOwn(once, findings, new Date('2028-01-01'))).toEqual(once);
  });

  test('prune takes out what was not found, and says what', () => {
    const gone: BaselineRecord = { ...audited, fingerprint: C };
    const { baseline, removed } = pruneOwn({ records: [audited, gone] }, [finding(A, 'a.ts', 'baselined')]);
    expect(baseline.records).toEqual([audited]);
    expect(removed).toEqual([gone]);
  });
});

describe('matching', () => {
  const record: BaselineRecord = { fingerprint: A, rule: 'acme-token', path: 'a.ts', label: 'accepted', reason: 'rotated weekly', date: '2026-01-01' };

  test('is by fingerprint, wherever the secret stands', () => {
    const baseline = ownBaseline({ records: [record] }, '.keysieve-baseline.json', NOW);
    const elsewhere = placeAt('moved/b.ts');
    expect(baseline.match(secretAt([elsewhere], { fingerprint: A }), elsewhere)).toEqual([
      { where: '.keysieve-baseline.json', what: `${A}, acme-token in a.ts`, reason: 'accepted since 2026-01-01: rotated weekly', until: null },
    ]);
    expect(baseline.match(secretAt([elsewhere], { fingerprint: B }), elsewhere)).toEqual([]);
  });

  test('ends with the last day', () => {
    const place = placeAt('a.ts');
    const on = (day: string): number => ownBaseline({ records: [{ ...record, until: '2026-06-30' }] }, 'b.json', new Date(day)).match(secretAt([place], { fingerprint: A }), place).length;
    expect([on('2026-06-30T23:00:00Z'), on('2026-07-01T00:00:00Z')]).toEqual([1, 0]);
  });
});
