import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLocalHost } from '../../src/judge/circumstances.ts';
import { shannonEntropy } from '../../src/judge/entropy.ts';
import { fileKind, isExamplePath } from '../../src/judge/file-kind.ts';
import { isKnownExample } from '../../src/judge/known-examples.ts';
import { isSequence, isUriTemplate, obviousPlaceholderReason, placeholderReason } from '../../src/judge/placeholders.ts';
import { HEX, PASSWORD, TOKEN } from '../detectors/support.ts';

describe('shannonEntropy', () => {
  it('is 0 for one symbol, log2 of the alphabet for a uniform text', () => {
    expect(shannonEntropy('')).toBe(0);
    expect(shannonEntropy('aaaa')).toBe(0);
    expect(shannonEntropy('abcdefgh')).toBeCloseTo(3, 12);
  });

  it('does not depend on the order of characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      expect(shannonEntropy([...text].sort().join(''))).toBeCloseTo(shannonEntropy(text), 9);
    }));
  });
});

describe('placeholders', () => {
  it.each([
    ['placeholder:masked', ['****', 'xxxxxxxx', 'XXXX-XXXX-XXXX'.replace(/-/g, ''), '..........', '\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2']],
    ['placeholder:ellipsis', ['sk_live_...', 'abc...xyz', 'abcdef\xe2\x80\xa6']],
    ['placeholder:brackets', ['<password>', '[your token]', '((token))']],
    ['placeholder:repeated', ['aaaaaaaa', '0000000000000000', 'AAAA-AAAA']],
    ['placeholder:wording', ['your-password', 'YOUR_API_KEY', 'changeme', 'change-me-please', 'my-secret-password', 'insert token here', 'replace_with_secret', 'dummy', 'example-token', 'foobar', 'some_password', 'ChangeMe123', 'todo']],
  ])('%s', (reason, values) => {
    for (const value of values) expect([value, placeholderReason(value)]).toEqual([value, reason]);
  });

  it('no word inside a value kills it', () => {
    for (const value of [PASSWORD, `example${TOKEN}`, 'SuperSecret123!', 'testPassw0rd99', 'my-dog-ate-42', '000000', 'correct horse', 'yourmomsaid7']) expect([value, placeholderReason(value)]).toEqual([value, null]);
  });

  it('for known shapes only the obvious kinds count', () => {
    for (const value of [TOKEN, HEX, `your${TOKEN}`, `changeme${TOKEN}`]) expect(obviousPlaceholderReason(value)).toBeNull();
    expect(obviousPlaceholderReason(`ghp_${'0'.repeat(36)}`)).toBe('placeholder:repeated');
  });

  it('sequences', () => {
    expect(['123456', 'abcdefgh', '0123456789abcdef'].map(isSequence)).toEqual([true, true, true]);
    expect([TOKEN, HEX, '1379246', 'aaaaaa'].map(isSequence)).toEqual([false, false, false, false]);
  });

  it('forms of a URI need all three parts to be words of the form', () => {
    expect(isUriTemplate('user', 'pass', 'host')).toBe(true);
    expect(isUriTemplate('username', 'password', 'db.example.com')).toBe(true);
    expect(isUriTemplate('user', 'pass', 'db.shop.io')).toBe(false);
    expect(isUriTemplate('app', 'pass', 'host')).toBe(false);
    expect(isUriTemplate('user', PASSWORD, 'host')).toBe(false);
  });
});

describe('known examples', () => {
  it('are told by their hash', () => {
    for (const parts of [['AKIA', 'IOSFODNN7', 'EXAMPLE'], ['wJalrXUtnFEMI', '/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'], ['your', '-256-bit', '-secret'], ['JBSWY3DP', 'EHPK3PXP'], ['QWxhZGRpbjpv', 'cGVuIHNlc2FtZQ==']]) expect(isKnownExample(parts.join(''))).toBe(true);
    for (const value of [TOKEN, HEX, PASSWORD, '', ['AKIA', 'IOSFODNN7', 'EXAMPLF'].join('')]) expect(isKnownExample(value)).toBe(false);
  });
});

describe('paths', () => {
  it.each([
    ['src/a.py', 'code'], ['.env', 'env'], ['config/.env.production', 'env'], ['a/prod.env', 'env'], ['values.yaml', 'yaml'], ['config.yml.example', 'yaml'], ['settings.py.dist', 'code'], ['deploy.sh', 'shell'],
    ['Dockerfile.prod', 'shell'], ['pom.xml', 'markup'], ['package.json', 'data'], ['README.md', 'doc'], ['package-lock.json', 'lock'], ['go.sum', 'lock'], ['.npmrc', 'env'], ['Jenkinsfile', 'code'], ['bin/tool', 'unknown'], [null, 'unknown'],
  ])('%s is %s', (path, kind) => {
    expect(fileKind(path)).toBe(kind);
  });

  it.each(['test/a.py', 'src/__tests__/a.ts', 'docs/a.md', 'spec/models/user_spec.rb', 'a/FooTest.java', 'examples/x.go', 'a.test.ts', 'fixtures/x.json'])('%s is an example', (path) => {
    expect(isExamplePath(path)).toBe(true);
  });

  it.each(['src/contest.py', 'lib/latest.js', 'src/attestation/a.go', 'inspector/x.ts', null])('%s is none', (path) => {
    expect(isExamplePath(path)).toBe(false);
  });

  it('hosts of this machine', () => {
    expect(['localhost', '127.0.0.1', '[::1]', 'db.local', 'api.example.com', '0.0.0.0'].every(isLocalHost)).toBe(true);
    expect(['db.shop.io', '10.0.0.5', 'localhost.shop.io', undefined].some(isLocalHost)).toBe(false);
  });
});
