/**
 * Private keys in DER.
 * Sources: ITU-T X.690 (DER), RFC 8017 A.1.2 (RSA), RFC 5915 (EC), RFC 5958 (PKCS #8), RFC 8410 (Ed25519, Ed448).
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { CheckResult } from './check.ts';
import { sshFingerprint, sshText } from './ssh-blob.ts';

const NOT_A_KEY: CheckResult = { outcome: 'failed', reason: 'not-a-key' };
const CURVES: Readonly<Record<string, string>> = { 'P-256': 'nistp256', 'P-384': 'nistp384', 'P-521': 'nistp521' };

/** Passes when the structure is that of a key and, for RSA, when its numbers belong together; names type and fingerprint. */
export function checkDerKey(body: Buffer, complete: boolean): CheckResult {
  const sequence = readTlv(body, 0);
  if (sequence === null || sequence.tag !== 0x30) return NOT_A_KEY;
  if (sequence.end > body.length) return complete ? NOT_A_KEY : { outcome: 'unknown', reason: 'cut-off-key' };
  const parts = partsOf(body, sequence);
  const [version, second, third] = parts;
  if (version?.tag !== 0x02 || second === undefined) return NOT_A_KEY;
  if (second.tag === 0x30 && third?.tag === 0x04) return checkPkcs8(body, third);
  if (second.tag === 0x04) return described(body, 'sec1');
  if (parts.slice(0, 9).every((part) => part.tag === 0x02)) return parts.length >= 9 ? checkRsa(body, parts) : parts.length === 6 ? described(body, null) : NOT_A_KEY;
  return NOT_A_KEY;
}

function checkPkcs8(body: Buffer, inner: Tlv): CheckResult {
  const sequence = readTlv(body, inner.start);
  if (sequence?.tag === 0x30 && sequence.end <= inner.end) {
    const parts = partsOf(body, sequence);
    if (parts.length >= 9 && parts.slice(0, 9).every((part) => part.tag === 0x02)) return checkRsa(body, parts);
  }
  return described(body, 'pkcs8');
}

/** RSA: version, n, e, d, p, q and three more. With two primes (version 0) n has to be their product. */
function checkRsa(body: Buffer, parts: readonly Tlv[]): CheckResult {
  const number = (place: number): Buffer => body.subarray(parts[place]?.start, parts[place]?.end);
  const value = (place: number): bigint => BigInt(`0x${number(place).toString('hex') || '0'}`);
  if (value(0) === 0n && value(1) !== value(4) * value(5)) return { outcome: 'failed', reason: 'inconsistent-key' };
  const fingerprint = sshFingerprint(Buffer.concat([sshText('ssh-rsa'), sshText(number(2)), sshText(number(1))]));
  return { outcome: 'passed', reason: 'key-parses', facts: { 'key.type': `rsa-${value(1).toString(2).length}`, 'key.fingerprint': fingerprint } };
}

/** Type and fingerprint by way of OpenSSL, which knows the curves; what it does not read has the structure and no more facts. */
function described(body: Buffer, type: 'pkcs8' | 'sec1' | null): CheckResult {
  if (type === null) return { outcome: 'passed', reason: 'key-parses', facts: { 'key.type': 'dsa' } };
  try {
    const key = createPrivateKey({ key: body, format: 'der', type });
    const { crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
    const named = { 'key.type': (crv ?? key.asymmetricKeyType ?? '').toLowerCase() };
    const point = [x, y].map((part) => Buffer.from(part ?? '', 'base64url'));
    const curve = CURVES[crv ?? ''];
    const blob =
      crv === 'Ed25519' ? [sshText('ssh-ed25519'), sshText(point[0] ?? '')]
      : curve !== undefined ? [sshText(`ecdsa-sha2-${curve}`), sshText(curve), sshText(Buffer.concat([Buffer.from([4]), ...point]))]
      : null;
    const facts = blob === null ? named : { ...named, 'key.fingerprint': sshFingerprint(Buffer.concat(blob)) };
    return { outcome: 'passed', reason: 'key-parses', facts };
  } catch {
    return { outcome: 'passed', reason: 'key-parses' };
  }
}

interface Tlv {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The elements inside of a sequence, as far as they fit. */
function partsOf(bytes: Buffer, sequence: Tlv): Tlv[] {
  const parts: Tlv[] = [];
  for (let part = readTlv(bytes, sequence.start); part !== null && part.end <= sequence.end; part = readTlv(bytes, part.end)) parts.push(part);
  return parts;
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
