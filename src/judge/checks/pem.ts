/**
 * Private keys in PEM armour: the body is base64 of a structure that can be read without trusting it.
 * Sources: RFC 7468 (armour), RFC 8017 A.1.2 (RSA), RFC 5915 (EC), RFC 5208 and 5958 (PKCS #8), OpenSSH PROTOCOL.key.
 */
import { createHash } from 'node:crypto';
import type { CheckInput, CheckResult } from './check.ts';

const OPENSSH_MAGIC = 'openssh-key-v1\0';

/** Passes when the body is the structure its label promises; a cut-off key is `unknown`, text that is no key `failed`. */
export function checkPem(input: CheckInput): CheckResult {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(input.value)?.[1] ?? '';
  if (label.includes('PGP')) return { outcome: 'unknown', reason: 'pgp-armour' };
  const complete = input.value.includes('-----END ');
  const body = bodyOf(input.value);
  if (body === null || body.length < 24) return { outcome: 'failed', reason: 'not-a-key' };
  if (label.startsWith('OPENSSH')) return checkOpenSsh(body);
  if (isEncrypted(input.value, label)) return { outcome: 'passed', reason: 'encrypted-key', severity: 'low' };
  return checkDer(body, complete);
}

/** The base64 between the armour lines, freed of line ends, escapes, quotes and headers. */
function bodyOf(pem: string): Buffer | null {
  const inner = pem.replace(/-----BEGIN [A-Z0-9 ]+-----/, '').replace(/-----END [A-Z0-9 ]+-----[\s\S]*/, '');
  const text = inner
    .replace(/(?:Proc-Type|DEK-Info|Comment|Subject|X-[A-Za-z-]+|Version):[^\n\\]*/g, '')
    .replace(/\\{1,4}[nrt]/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  return text.length < 32 ? null : Buffer.from(text, 'base64');
}

function isEncrypted(pem: string, label: string): boolean {
  return label.startsWith('ENCRYPTED') || pem.includes('Proc-Type: 4,ENCRYPTED');
}

function checkDer(body: Buffer, complete: boolean): CheckResult {
  const sequence = readTlv(body, 0);
  if (sequence === null || sequence.tag !== 0x30) return { outcome: 'failed', reason: 'not-a-key' };
  if (sequence.end > body.length) return complete ? { outcome: 'failed', reason: 'not-a-key' } : { outcome: 'unknown', reason: 'cut-off-key' };
  const version = readTlv(body, sequence.start);
  if (version === null || version.tag !== 0x02) return { outcome: 'failed', reason: 'not-a-key' };
  const next = readTlv(body, version.end);
  if (next === null) return { outcome: 'failed', reason: 'not-a-key' };
  const fingerprint = next.tag === 0x02 ? rsaFingerprint(body, version.end) : null;
  return { outcome: 'passed', reason: 'key-parses', ...(fingerprint !== null && { facts: { 'key.fingerprint': fingerprint } }) };
}

/** The SSH fingerprint of an RSA key's public half: what `ssh-keygen -l` prints and servers log. */
function rsaFingerprint(body: Buffer, at: number): string | null {
  const modulus = readTlv(body, at);
  const exponent = modulus === null ? null : readTlv(body, modulus.end);
  if (modulus === null || exponent === null || exponent.tag !== 0x02 || exponent.end > body.length || exponent.end - exponent.start > 8) return null;
  return sshFingerprint(Buffer.concat([sshText(Buffer.from('ssh-rsa')), sshText(body.subarray(exponent.start, exponent.end)), sshText(body.subarray(modulus.start, modulus.end))]));
}

function checkOpenSsh(body: Buffer): CheckResult {
  if (body.subarray(0, OPENSSH_MAGIC.length).toString('latin1') !== OPENSSH_MAGIC) return { outcome: 'failed', reason: 'not-a-key' };
  const cipher = readSshText(body, OPENSSH_MAGIC.length);
  const kdf = cipher === null ? null : readSshText(body, cipher.end);
  const options = kdf === null ? null : readSshText(body, kdf.end);
  const key = options === null ? null : readSshText(body, options.end + 4);
  if (cipher === null || key === null) return { outcome: 'unknown', reason: 'cut-off-key' };
  const facts = { 'key.fingerprint': sshFingerprint(key.bytes) };
  if (cipher.bytes.toString('latin1') !== 'none') return { outcome: 'passed', reason: 'encrypted-key', facts, severity: 'low' };
  return { outcome: 'passed', reason: 'key-parses', facts };
}

interface Tlv {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Tag, and where the content starts and ends; null when the header itself is cut off or its length is not one. */
function readTlv(bytes: Buffer, at: number): Tlv | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > bytes.length) return null;
  const length = bytes.readUIntBE(at + 2, count);
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}

function readSshText(bytes: Buffer, at: number): { bytes: Buffer; end: number } | null {
  if (at + 4 > bytes.length) return null;
  const length = bytes.readUInt32BE(at);
  const end = at + 4 + length;
  return end > bytes.length ? null : { bytes: bytes.subarray(at + 4, end), end };
}

function sshText(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

function sshFingerprint(publicBlob: Buffer): string {
  return `SHA256:${createHash('sha256').update(publicBlob).digest('base64').replace(/=+$/, '')}`;
}
