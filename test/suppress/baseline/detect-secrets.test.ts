import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BaselineError } from '../../../src/errors.ts';
import { detectSecretsBaseline } from '../../../src/suppress/baseline/detect-secrets.ts';
import { placeIn, secretAt } from '../secrets-for-tests.ts';

const sha1 = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex');

interface Item {
  readonly type: string;
  readonly hashed_secret: string;
  readonly [key: string]: unknown;
}

/** The layout of 1.5.0. */
function baselineOf(results: Readonly<Record<string, readonly Item[]>>): ReturnType<typeof detectSecretsBaseline> {
  const json = { version: '1.5.0', plugins_used: [{ name: 'KeywordDetector', keyword_exclude: '' }], filters_used: [{ path: 'detect_secrets.filters.x' }], results, generated_at: '2026-11-22T01:29:49Z' };
  return detectSecretsBaseline(json, '.secrets.baseline');
}

const item = (type: string, hashed: string, more: object = {}): Item => ({ type, filename: 'a.py', hashed_secret: sha1(hashed), is_verified: false, line_number: 3, ...more });

/** Records that cover `value`, which stands in `line` of `a.py`. */
function covering(items: readonly Item[], line: string, value: string, path = 'a.py'): readonly string[] {
  const place = placeIn(path, `x = 1\n${line}\ny = 2\n`, value);
  return baselineOf({ 'a.py': items }).match(secretAt([place], { value }), place).map((entry) => entry.what);
}

const AN = 'aB3'.repeat(20);

describe('what upstream hashed is recognised', () => {
  // Left: what stands in the file. Middle: our value. Right: the text that detect-secrets 1.5.0 hashes there (tried with the tool itself).
  test.each([
    ['Secret Keyword', `password = "${AN.slice(0, 14)}"`, AN.slice(0, 14), AN.slice(0, 14)],
    ['Secret Keyword', `pw = "${AN.slice(0, 14)} and more"`, AN.slice(0, 14), `${AN.slice(0, 14)} and more`],
    ['Base64 High Entropy String', `t = 'prefix/${AN.slice(0, 30)}'`, AN.slice(0, 30), `prefix/${AN.slice(0, 30)}`],
    ['Stripe Access Key', `s = "${'sk_'}live_${AN.slice(0, 32)}"`, `${'sk_'}live_${AN.slice(0, 32)}`, `${'sk_'}live_${AN.slice(0, 24)}`],
    ['JSON Web Token', `j = "${'ey'}J${AN.slice(0, 20)}.${AN.slice(0, 30)}.${AN.slice(0, 43)}"`, `${'ey'}J${AN.slice(0, 20)}.${AN.slice(0, 30)}.${AN.slice(0, 43)}`, `${'ey'}J${AN.slice(0, 20)}.${AN.slice(0, 30)}.`],
    ['Azure Storage Account access key', `"AccountName=x;AccountKey=${AN}==;Suffix=y"`, `${AN}==`, `AccountKey=${AN}==`],
    ['Artifactory Credentials', `a = "${'AK'}C${AN.slice(0, 20)}"`, `${'AK'}C${AN.slice(0, 20)}`, `"${'AK'}C${AN.slice(0, 20)}"`],
    ['Basic Auth Credentials', `u = "https://bob:${AN.slice(0, 12)}@host/x"`, AN.slice(0, 12), AN.slice(0, 12)],
    ['Basic Auth Credentials', `u = "https://bob:${AN.slice(0, 12)}@host/x"`, `https://bob:${AN.slice(0, 12)}@host/x`, AN.slice(0, 12)],
    ['NPM tokens', `//registry.npmjs.org/:_authToken=${'np'}m_${AN.slice(0, 36)}`, `${'np'}m_${AN.slice(0, 36)}`, `${'np'}m_${AN.slice(0, 36)}`],
    ['NPM tokens', `//r/:_authToken=${'np'}m_${AN.slice(0, 36)} # mine`, `${'np'}m_${AN.slice(0, 36)}`, `${'np'}m_${AN.slice(0, 36)} # mine`],
  ])('%s: %s', (type, line, value, hashed) => {
    expect(covering([item(type, hashed)], line, value)).toEqual([`a.py:3, ${type}`]);
    expect(covering([item(type, hashed)], line, value, 'b.py')).toEqual([]);
    expect(covering([item(type, `${hashed}x`)], line, value)).toEqual([]);
  });

  test('the line is no part of it, and values beyond ASCII count as UTF-8', () => {
    expect(covering([item('Secret Keyword', 'pässwört', { line_number: 999 })], 'p = "pässwört"', Buffer.from('pässwört').toString('latin1'))).toHaveLength(1);
    expect(covering([{ type: 'Secret Keyword', hashed_secret: sha1('hunter-zwei'), is_verified: false }], 'p = "hunter-zwei"', 'hunter-zwei')).toEqual(['a.py, Secret Keyword']);
  });

  test('all records of a value are named, so that none looks stale', () => {
    const value = `${'sk_'}live_${AN.slice(0, 32)}`;
    expect(covering([item('Stripe Access Key', value.slice(0, 32)), item('Base64 High Entropy String', value)], `s = "${value}"`, value)).toHaveLength(2);
  });

  test.each(['./a.py', '.\\a.py', 'a.py'])('the file may be written %s', (name) => {
    const place = placeIn('a.py', 'p = "hunter-zwei"', 'hunter-zwei');
    expect(baselineOf({ [name]: [item('Secret Keyword', 'hunter-zwei')] }).match(secretAt([place], { value: 'hunter-zwei' }), place)).toHaveLength(1);
  });

  test.each([
    [undefined, 'unreviewed, recorded by detect-secrets'],
    [true, 'real, audited in detect-secrets'],
    [false, 'false-positive, audited in detect-secrets'],
  ])('is_secret %s', (isSecret, reason) => {
    const baseline = baselineOf({ 'a.py': [item('Secret Keyword', 'x', isSecret === undefined ? {} : { is_secret: isSecret })] });
    expect(baseline.entries).toEqual([{ where: '.secrets.baseline', what: 'a.py:3, Secret Keyword', reason, until: null }]);
  });
});

describe('hashes of constants never cover anything', () => {
  test.each([
    ['GitHub Token', 'ghp'],
    ['GitHub Token', 'ghs'],
    ['GitLab Token', 'glpat'],
    ['GitLab Token', 'glrt'],
    ['GitLab Token', '4F_'],
    ['Private Key', 'BEGIN RSA PRIVATE KEY'],
    ['Private Key', 'BEGIN OPENSSH PRIVATE KEY'],
    ['Private Key', 'BEGIN PRIVATE KEY'],
    ['Private Key', 'BEGIN PGP PRIVATE KEY BLOCK'],
    ['Private Key', 'PuTTY-User-Key-File-2'],
  ])('%s: %s', (type, constant) => {
    const baseline = baselineOf({ 'a.py': [item(type, constant)] });
    const values = [`${constant}_${AN.slice(0, 36)}`, `${constant}-${AN.slice(0, 20)}`, constant];
    for (const value of values) {
      const place = placeIn('a.py', `t = "${value}"\n`, value);
      expect(baseline.match(secretAt([place], { value }), place)).toEqual([]);
    }
    expect(baseline.entries).toEqual([]);
    expect(baseline.notices).toEqual([expect.stringContaining(`"a.py:3, ${type}" holds a hash of the prefix or header`)]);
  });

  test('the hashes are those that upstream writes', () => {
    expect([sha1('ghp').slice(0, 12), sha1('glpat').slice(0, 12)]).toEqual(['e175c6f5f2a9', 'f68bd4ab942f']);
  });
});

describe('layouts', () => {
  const place = placeIn('a.py', 'p = "hunter-zwei"', 'hunter-zwei');
  const secret = secretAt([place], { value: 'hunter-zwei' });
  const hashed = sha1('hunter-zwei');

  test.each([
    ['slim', { version: '1.5.0', plugins_used: [], filters_used: [], results: { 'a.py': [{ type: 'Secret Keyword', filename: 'a.py', hashed_secret: hashed, is_verified: false }] } }],
    ['0.12, IBM', { exclude: { files: null, lines: null }, generated_at: 'x', plugins_used: [{ base64_limit: 4.5, name: 'Base64HighEntropyString' }], results: { 'a.py': [{ hashed_secret: hashed, is_secret: false, is_verified: false, line_number: 1, type: 'Secret Keyword', verified_result: null }] }, version: '0.13.1+ibm.64.dss', word_list: { file: null, hash: null } }],
    ['of the future', { version: '9.9.9', results: { 'a.py': [{ type: 'New', hashed_secret: hashed.toUpperCase(), new_key: 1 }] }, more: true }],
    ['without a version', { results: { 'a.py': [{ type: 'X', hashed_secret: hashed, is_secret: null }] } }],
  ])('%s', (_, json) => {
    expect(detectSecretsBaseline(json, 'f').match(secret, place)).toHaveLength(1);
  });

  test.each([
    [{ results: 3 }, 'f: "results" is not as expected: Object'],
    [{ results: { 'a.py': [{ type: 'X' }] } }, 'f: "results.a.py.0.hashed_secret" is missing'],
    [{ results: { 'a.py': [{ type: 'X', hashed_secret: 'abc' }] } }, 'f: "results.a.py.0.hashed_secret" is not as expected'],
  ])('%j is refused', (json, message) => {
    expect(() => detectSecretsBaseline(json, 'f')).toThrow(BaselineError);
    expect(() => detectSecretsBaseline(json, 'f')).toThrow(message);
  });
});
