import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/judge/checks/check.ts';
import { crc32Base62, DIGITS_FIRST, LOWER_FIRST } from '../../../src/judge/checks/crc32-base62.ts';
import { runCheck } from '../../../src/judge/checks/table.ts';
import { createRandom } from '../../../src/rules/samples/random.ts';

const now = new Date('2026-11-22T00:00:00Z');
const check = (name: string, value: string): CheckResult => runCheck(name, { value, groups: {}, context: value, contextOffset: 0, now });
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown, header: unknown = { alg: 'RS256' }): string => `${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`;

describe('crc32-base62', () => {
  const body = createRandom('crc').text('abcdefghijklmnopqrstuvwxyzABCDEF0123456789', 30);
  it('passes with its checksum and fails when one character differs', () => {
    const token = `ghp_${body}${crc32Base62(body)}`;
    expect(check('crc32-base62', token)).toMatchObject({ outcome: 'passed', reason: 'checksum' });
    for (let at = 4; at < token.length; at += 1) {
      const other = token[at] === 'x' ? 'y' : 'x';
      expect(check('crc32-base62', token.slice(0, at) + other + token.slice(at + 1)).outcome).toBe('failed');
    }
  });
  it('pads small checksums with zeros', () => {
    expect(crc32Base62('')).toBe('000000');
  });
  it.each([DIGITS_FIRST, LOWER_FIRST])('passes when the checksum is of the prefix too, whatever the order of the alphabet', (alphabet) => {
    const text = `some_kind_${body}`;
    expect(check('crc32-base62', text + crc32Base62(text, alphabet)).outcome).toBe('passed');
  });
});

describe('aws-key-id', () => {
  it('reads the account number, as the arithmetic of the format says', () => {
    // The account 123456789012, shifted by seven bits behind the top bit, in base 32.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    let bits = ((1n << 47n) | (123456789012n << 7n)) << 32n;
    let body = '';
    for (let place = 0; place < 16; place += 1) {
      body = (alphabet[Number(bits & 31n)] ?? '') + body;
      bits >>= 5n;
    }
    expect(check('aws-key-id', `AKIA${body}`)).toEqual({ outcome: 'passed', reason: 'account-decodes', facts: { 'aws.account': '123456789012' } });
  });
  it('fails on characters that no key id has', () => {
    expect(check('aws-key-id', `AKIA${'1'.repeat(16)}`).outcome).toBe('failed');
  });
});

describe('jwt', () => {
  it('reads issuer and expiry, and lowers what has expired', () => {
    expect(check('jwt', jwt({ iss: 'me', exp: 4102444800 }))).toMatchObject({ outcome: 'passed', facts: { 'jwt.iss': 'me', 'jwt.exp': '2100-01-01T00:00:00.000Z' } });
    expect(check('jwt', jwt({ exp: 1600000000 }))).toMatchObject({ outcome: 'passed', reason: 'expired', severity: 'low' });
  });
  it('says whose it is: registered claims, those of providers, and the service account of Kubernetes', () => {
    expect(check('jwt', jwt({ iss: 'supabase', ref: 'project', role: 'service_role', aud: ['a', 'b'], secret: 'inner' })).facts).toEqual({
      'jwt.alg': 'RS256', 'jwt.iss': 'supabase', 'jwt.aud': 'a, b', 'jwt.ref': 'project', 'jwt.role': 'service_role',
    });
    expect(check('jwt', jwt({ 'kubernetes.io': { namespace: 'shop', serviceaccount: { name: 'web' } } })).facts).toMatchObject({ 'kubernetes.namespace': 'shop', 'kubernetes.serviceAccount': 'web' });
    expect(check('jwt', jwt({ 'kubernetes.io/serviceaccount/namespace': 'shop', 'kubernetes.io/serviceaccount/service-account.name': 'web' })).facts).toMatchObject({ 'kubernetes.namespace': 'shop', 'kubernetes.serviceAccount': 'web' });
    expect(check('jwt', jwt({ 'kubernetes.io': 'text' })).outcome).toBe('passed');
  });
  it('fails on what does not decode or is not signed', () => {
    expect(check('jwt', jwt({ iss: 'me' }, { alg: 'none' })).outcome).toBe('failed');
    expect(check('jwt', `${encode({ alg: 'HS256' })}.bm90IGpzb24.c2ln`).outcome).toBe('failed');
  });
});

describe('pem', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  it('parses real keys, on lines and with escaped line ends', () => {
    expect(check('pem', pkcs1).outcome).toBe('passed');
    expect(check('pem', pkcs1.replaceAll('\n', '\\n')).outcome).toBe('passed');
    expect(check('pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()).outcome).toBe('passed');
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect(check('pem', ec.export({ type: 'sec1', format: 'pem' }).toString()).outcome).toBe('passed');
  });
  it('gives the fingerprint of the public half that ssh-keygen gives', async () => {
    const { n, e } = publicKey.export({ format: 'jwk' });
    const { createHash } = await import('node:crypto');
    const text = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
    const modulus = Buffer.concat([Buffer.from([0]), Buffer.from(n ?? '', 'base64url')]);
    const blob = Buffer.concat([text(Buffer.from('ssh-rsa')), text(Buffer.from(e ?? '', 'base64url')), text(modulus)]);
    const expected = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
    expect(check('pem', pkcs1).facts).toEqual({ 'key.type': 'rsa-2048', 'key.fingerprint': expected });
  });
  it('calls an encrypted key that, and lowers it', () => {
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    expect(check('pem', encrypted)).toMatchObject({ outcome: 'passed', reason: 'encrypted-key', severity: 'low' });
  });
  it('fails on armour around something else', () => {
    const body = Buffer.from('this is not a key at all, only a long sentence in base64').toString('base64');
    expect(check('pem', `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`).outcome).toBe('failed');
  });
});
