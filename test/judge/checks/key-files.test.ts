/** Private keys as the real tools write them, and as the sample generator does. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/judge/checks/check.ts';
import { runCheck } from '../../../src/judge/checks/table.ts';
import { privateKeyDetector } from '../../../src/detectors/private-key.ts';
import { loadBuiltinBook } from '../../../src/rules/builtin.ts';
import { createKeyText } from '../../../src/rules/samples/keys.ts';
import { createRandom } from '../../../src/rules/samples/random.ts';

const now = new Date('2026-11-22T00:00:00Z');
const pem = (value: string): CheckResult => runCheck('pem', { value, groups: {}, context: value, contextOffset: 0, now });

function has(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'ENOENT';
  }
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!has('ssh-keygen', '-?'))('keys of ssh-keygen', () => {
  const make = (type: string, format: string, passphrase = ''): { text: string; fingerprint: string } =>
    inFolder((folder) => {
      const file = join(folder, 'key');
      execFileSync('ssh-keygen', ['-q', '-t', type, ...(type === 'rsa' ? ['-b', '2048'] : []), '-m', format, '-N', passphrase, '-C', 'runner@build', '-f', file]);
      return { text: readFileSync(file, 'latin1'), fingerprint: execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'latin1' }).split(' ')[1] ?? '' };
    });

  it.each([['ed25519', 'RFC4716', 'ssh-ed25519'], ['ecdsa', 'RFC4716', 'ecdsa-sha2-nistp256'], ['rsa', 'RFC4716', 'ssh-rsa'], ['rsa', 'PEM', 'rsa-2048'], ['ecdsa', 'PEM', 'p-256'], ['ecdsa', 'PKCS8', 'p-256'], ['rsa', 'PKCS8', 'rsa-2048']])(
    '%s in %s has the fingerprint that ssh-keygen prints',
    { timeout: 60_000 },
    (type, format, named) => {
      const key = make(type, format);
      expect(pem(key.text)).toMatchObject({ outcome: 'passed', reason: 'key-parses', facts: { 'key.type': named, 'key.fingerprint': key.fingerprint } });
    },
  );

  it('reads the comment of an open key, and the fingerprint of one under a passphrase', () => {
    expect(pem(make('ed25519', 'RFC4716').text).facts).toMatchObject({ 'key.comment': 'runner@build' });
    const locked = make('ed25519', 'RFC4716', 'long words');
    expect(pem(locked.text)).toMatchObject({ reason: 'encrypted-key', severity: 'low', facts: { 'key.fingerprint': locked.fingerprint } });
    expect(pem(locked.text).facts).not.toHaveProperty('key.comment');
  });

  it('fails when the check numbers of an open key differ', () => {
    const { text } = make('ed25519', 'RFC4716');
    const body = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
    const at = body.indexOf('ssh-ed25519', body.indexOf('ssh-ed25519') + 1) - 5;
    body[at] = (body[at] ?? 0) ^ 1;
    expect(pem(`-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----`)).toMatchObject({ outcome: 'failed', reason: 'inconsistent-key' });
  });
});

describe.skipIf(!has('gpg', '--version'))('keys of GnuPG', () => {
  const make = (algorithm: string, passphrase: string): { text: string; fingerprint: string } =>
    inFolder((home) => {
      const gpg = (...words: string[]): string => execFileSync('gpg', ['--homedir', home, '--batch', '--pinentry-mode', 'loopback', '--passphrase', passphrase, ...words], { encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'] });
      try {
        gpg('--quick-generate-key', 'Runner <runner@build.test>', algorithm, 'sign', 'never');
        const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys'))?.[1] ?? '';
        return { text: gpg('--armor', '--export-secret-keys'), fingerprint };
      } finally {
        execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'], { stdio: 'ignore' });
      }
    });

  it.each(['ed25519', 'rsa2048'])('%s has the fingerprint that gpg prints', { timeout: 60_000 }, (algorithm) => {
    const open = make(algorithm, '');
    expect(pem(open.text)).toMatchObject({ outcome: 'passed', reason: 'key-parses', facts: { 'key.fingerprint': open.fingerprint } });
    expect(pem(open.text.replaceAll('\n', '\\n')).outcome).toBe('passed');
  });

  it('a key under a passphrase has its fingerprint as well, and is lowered', { timeout: 60_000 }, () => {
    const locked = make('ed25519', 'long words');
    expect(pem(locked.text)).toMatchObject({ outcome: 'passed', reason: 'encrypted-key', severity: 'low', facts: { 'key.fingerprint': locked.fingerprint } });
  });
});

describe('OpenPGP armour', () => {
  const text = createKeyText('pgp', createRandom('pgp'));
  it('passes with its checksum and fails when one character differs', () => {
    expect(pem(text)).toMatchObject({ outcome: 'passed', reason: 'key-parses' });
    const lines = text.split('\n');
    const first = lines[2] ?? '';
    for (let at = 0; at < first.length; at += 7) {
      const other = first[at] === 'x' ? 'y' : 'x';
      lines[2] = first.slice(0, at) + other + first.slice(at + 1);
      expect(pem(lines.join('\n')).outcome).toBe('failed');
    }
  });
  it('fails on a public key under the label of a private one', () => {
    const packet = Buffer.concat([Buffer.from([0xc6, 40, 4, 0, 0, 0, 0, 22]), Buffer.alloc(34, 7)]);
    expect(pem(`-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${packet.toString('base64')}\n-----END PGP PRIVATE KEY BLOCK-----`).outcome).toBe('failed');
  });
});

describe('keys as they stand in sources', () => {
  const lines = createKeyText('rsa', createRandom('lines')).split('\n');
  it.each([
    ['joined over lines', lines.map((line) => `"${line}\\n"`).join('\n    + ')],
    ['joined at the end of lines', lines.map((line) => `'${line}\\n'`).join(' +\n  ')],
    ['as elements of a list', lines.map((line) => `"${line}"`).join(',\n')],
    ['in a comment or margin', lines.join('\n  | ')],
    ['behind headers', [lines[0], 'keyID: ABCD:EFGH', 'X-Made-By: somebody', '', ...lines.slice(1)].join('\n')],
    ['escaped twice', lines.join('\\\\n')],
  ])('are read when they are %s', (_how, text) => {
    expect(pem(text)).toMatchObject({ outcome: 'passed', reason: 'key-parses', facts: { 'key.type': 'rsa-2048' } });
  });
});

describe('keys in DER', () => {
  it('names the curve of Ed25519 and X25519 keys, whose public half has to be computed', () => {
    for (const [type, named] of [['ed25519', 'ed25519'], ['x25519', 'x25519'], ['ed448', 'ed448']] as const) {
      const { privateKey } = generateKeyPairSync(type as 'ed25519');
      expect(pem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toMatchObject({ outcome: 'passed', facts: { 'key.type': named } });
    }
  });
  it('fails when an RSA modulus is not the product of its factors', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const der = privateKey.export({ type: 'pkcs1', format: 'der' });
    der[20] = (der[20] ?? 0) ^ 1;
    expect(pem(`-----BEGIN RSA PRIVATE KEY-----\n${der.toString('base64')}\n-----END RSA PRIVATE KEY-----`)).toMatchObject({ outcome: 'failed', reason: 'inconsistent-key' });
  });
});

describe('PuTTY', async () => {
  const rule = (await loadBuiltinBook()).rules.find((one) => one.id === 'putty-private-key');
  if (rule === undefined) throw new Error('the rule is gone');
  const check = (text: string): CheckResult => {
    const found = privateKeyDetector.find(rule, text, 0, text.length);
    expect(found).toHaveLength(1);
    const [{ start, end, groups } = { start: 0, end: 0, groups: {} }] = found;
    return runCheck('putty-key', { value: text.slice(start, end), groups, context: text, contextOffset: start, now });
  };
  const key = (kind: string): string => createKeyText(kind, createRandom(kind)).replace(/[«»]/g, '');

  it.each(['putty2', 'putty3'])('%s proves itself by its MAC, on lines of any kind', (kind) => {
    expect(check(key(kind))).toMatchObject({ outcome: 'passed', reason: 'checksum', facts: { 'key.type': 'ssh-ed25519', 'key.comment': 'me@host' } });
    expect(check(key(kind).replaceAll('\n', '\r\n')).outcome).toBe('passed');
    expect(check(key(kind).replaceAll('\n', '\\n')).outcome).toBe('passed');
  });
  it('fails when a field differs, and cannot tell without the MAC', () => {
    expect(check(key('putty3').replace('me@host', 'me@home')).outcome).toBe('failed');
    expect(check(key('putty3').replace(/Private-MAC.*/, '')).outcome).toBe('unknown');
  });
  it('lowers a key under a passphrase', () => {
    expect(check(key('putty-encrypted'))).toMatchObject({ outcome: 'passed', reason: 'encrypted-key', severity: 'low' });
  });
});
