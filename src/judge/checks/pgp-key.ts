/**
 * OpenPGP private keys: a secret-key packet behind ASCII armour with a checksum of 24 bits.
 * Source: RFC 9580 (sections 4.2 packet headers, 5.5 key material, 6.1.1 the armour's checksum, 12.2 fingerprints); the
 * older RFC 4880 describes the same for keys of version 4.
 */
import { createHash } from 'node:crypto';
import type { CheckResult } from './check.ts';

const SECRET_KEY = 5;
/** Algorithm → its public numbers: how many, and whether an object id (a curve) stands before them or parameters behind. */
const PUBLIC_PARTS: Readonly<Record<number, { readonly numbers: number; readonly curve?: true; readonly parameters?: true }>> = {
  1: { numbers: 2 }, 2: { numbers: 2 }, 3: { numbers: 2 }, 16: { numbers: 3 }, 17: { numbers: 4 },
  18: { numbers: 1, curve: true, parameters: true }, 19: { numbers: 1, curve: true }, 22: { numbers: 1, curve: true },
};
const NATIVE_SIZES: Readonly<Record<number, number>> = { 25: 32, 26: 56, 27: 32, 28: 57 };

/** The armour's checksum as it is written, four characters of base64. */
export function crc24(bytes: Buffer): string {
  let sum = 0xb704ce;
  for (const byte of bytes) {
    sum ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x800000) === 0 ? sum << 1 : ((sum << 1) ^ 0x1864cfb) & 0xffffff;
  }
  return Buffer.from([sum >> 16, (sum >> 8) & 255, sum & 255]).toString('base64');
}

/**
 * Passes when the armour holds a secret key (and its checksum, where it has one, is right); names its fingerprint and
 * when it was made. A key under a passphrase is of low severity.
 */
export function checkPgpKey(body: Buffer, complete: boolean, checksum: string | null): CheckResult {
  if (complete && checksum !== null && crc24(body) !== checksum) return { outcome: 'failed', reason: 'bad-checksum' };
  const packet = firstPacket(body);
  if (packet === null || packet.tag !== SECRET_KEY) return { outcome: 'failed', reason: 'not-a-key' };
  const version = packet.content[0] ?? 0;
  if (version < 4 || version > 6) return { outcome: 'unknown', reason: 'old-key-version' };
  if (packet.cut && !complete) return { outcome: 'unknown', reason: 'cut-off-key' };
  const end = endOfPublicPart(packet.content, version);
  if (end === null || end >= packet.content.length) return packet.cut ? { outcome: 'unknown', reason: 'cut-off-key' } : { outcome: 'failed', reason: 'not-a-key' };
  const facts = { 'key.fingerprint': fingerprint(packet.content.subarray(0, end), version), 'key.created': new Date(packet.content.readUInt32BE(1) * 1000).toISOString() };
  return packet.content[end] === 0 ? { outcome: 'passed', reason: 'key-parses', facts } : { outcome: 'passed', reason: 'encrypted-key', facts, severity: 'low' };
}

function firstPacket(body: Buffer): { tag: number; content: Buffer; cut: boolean } | null {
  const head = body[0] ?? 0;
  if ((head & 0x80) === 0) return null;
  const isNew = (head & 0x40) !== 0;
  const [size, at] = isNew ? newLength(body) : oldLength(body, head & 3);
  return { tag: isNew ? head & 0x3f : (head >> 2) & 0x0f, content: body.subarray(at, at + size), cut: at + size > body.length };
}

function newLength(body: Buffer): [size: number, at: number] {
  const first = body[1] ?? 0;
  if (first < 192) return [first, 2];
  if (first < 224) return [((first - 192) << 8) + (body[2] ?? 0) + 192, 3];
  return [body.readUInt32BE(2), 6];
}

function oldLength(body: Buffer, kind: number): [size: number, at: number] {
  if (kind === 3) return [body.length - 1, 1];
  const bytes = 1 << kind;
  return [body.readUIntBE(1, bytes), 1 + bytes];
}

/** Where the secret half begins, at the octet that says how it is protected; null when the public half is not understood. */
function endOfPublicPart(key: Buffer, version: number): number | null {
  const algorithm = key[5] ?? 0;
  let at = version === 4 ? 6 : 10;
  const native = NATIVE_SIZES[algorithm];
  if (native !== undefined) return at + native;
  const parts = PUBLIC_PARTS[algorithm];
  if (parts === undefined) return null;
  if (parts.curve === true) at += 1 + (key[at] ?? 0);
  for (let count = 0; count < parts.numbers && at + 2 <= key.length; count += 1) at += 2 + ((key.readUInt16BE(at) + 7) >> 3);
  return parts.parameters === true ? at + 1 + (key[at] ?? 0) : at;
}

function fingerprint(publicPart: Buffer, version: number): string {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(publicPart.length);
  const head = version === 4 ? Buffer.concat([Buffer.from([0x99]), size.subarray(2)]) : Buffer.concat([Buffer.from([version === 5 ? 0x9a : 0x9b]), size]);
  return createHash(version === 4 ? 'sha1' : 'sha256').update(head).update(publicPart).digest('hex').toUpperCase();
}
