/**
 * Private keys for samples: armour, structure and checksums are true to their formats, the numbers inside are random. An
 * RSA modulus is the product of its two factors, which are no primes.
 */
import { crc24 } from '../../judge/checks/pgp-key.ts';
import { puttyMac } from '../../judge/checks/putty-key.ts';
import { sshText } from '../../judge/checks/ssh-blob.ts';
import type { Random } from './random.ts';

/** Armour labels by kind. */
const LABELS: Readonly<Record<string, string>> = {
  rsa: 'RSA PRIVATE KEY',
  ec: 'EC PRIVATE KEY',
  dsa: 'DSA PRIVATE KEY',
  pkcs8: 'PRIVATE KEY',
  encrypted: 'ENCRYPTED PRIVATE KEY',
  openssh: 'OPENSSH PRIVATE KEY',
  'openssh-encrypted': 'OPENSSH PRIVATE KEY',
  pgp: 'PGP PRIVATE KEY BLOCK',
  'pgp-encrypted': 'PGP PRIVATE KEY BLOCK',
};

/**
 * Writes a key of a kind in LABELS in its armour, or a PuTTY file (`putty2`, `putty3`, `putty-encrypted`) with « and »
 * around its private lines. Throws RangeError on another kind.
 */
export function createKeyText(kind: string, random: Random): string {
  if (kind.startsWith('putty')) return putty(kind, random);
  const body = bodyOf(kind, random);
  const lines = body.toString('base64').match(/.{1,64}/g) ?? [];
  const checksum = kind.startsWith('pgp') ? [`=${crc24(body)}`] : [];
  return [`-----BEGIN ${LABELS[kind]}-----`, ...(kind.startsWith('pgp') ? [''] : []), ...lines, ...checksum, `-----END ${LABELS[kind]}-----`].join('\n');
}

/** The base64 of a key on one line. */
export function keyBody(kind: string, random: Random): string {
  return bodyOf(kind, random).toString('base64');
}

function bodyOf(kind: string, random: Random): Buffer {
  if (LABELS[kind] === undefined) throw new RangeError(`unknown key kind ${kind}`);
  if (kind.startsWith('openssh')) return openssh(kind.endsWith('encrypted'), random);
  return kind.startsWith('pgp') ? pgp(kind.endsWith('encrypted'), random) : der(kind, random);
}

function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** DER tag, length, content (ITU-T X.690). */
function tlv(tag: number, content: Buffer): Buffer {
  const length = content.length;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  if (length < 256) return Buffer.concat([Buffer.from([tag, 0x81, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 255]), content]);
}

function integer(length: number, random: Random): Buffer {
  const content = randomBytes(length, random);
  content[0] = (content[0] ?? 0) & 0x7f | 0x01;
  return tlv(0x02, content);
}

/** An odd number of so many bytes with its highest bits set. */
function factor(length: number, random: Random): bigint {
  const bytes = randomBytes(length, random);
  bytes[0] = (bytes[0] ?? 0) | 0xc0;
  return BigInt(`0x${bytes.toString('hex')}`) | 1n;
}

/** A positive INTEGER: a zero byte stands before one whose highest bit is set. */
function unsigned(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return tlv(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

function der(kind: string, random: Random): Buffer {
  const version = tlv(0x02, Buffer.from([kind === 'ec' ? 1 : 0]));
  if (kind === 'rsa') {
    const [p, q] = [factor(128, random), factor(128, random)];
    const parts = [unsigned(p * q), unsigned(65537n), integer(256, random), unsigned(p), unsigned(q), ...[128, 128, 128].map((length) => integer(length, random))];
    return tlv(0x30, Buffer.concat([version, ...parts]));
  }
  if (kind === 'dsa') return tlv(0x30, Buffer.concat([version, ...[129, 21, 129, 129, 20].map((length) => integer(length, random))]));
  if (kind === 'ec') return tlv(0x30, Buffer.concat([version, tlv(0x04, randomBytes(32, random))]));
  const oid = Buffer.from('300d06092a864886f70d0101010500', 'hex');
  if (kind === 'encrypted') return tlv(0x30, Buffer.concat([oid, tlv(0x04, randomBytes(620, random))]));
  return tlv(0x30, Buffer.concat([version, oid, tlv(0x04, der('rsa', random))]));
}

/** openssh-key-v1, ed25519 (OpenSSH PROTOCOL.key). */
function openssh(encrypted: boolean, random: Random): Buffer {
  const publicKey = randomBytes(32, random);
  const check = randomBytes(4, random);
  const secret = Buffer.concat([check, check, sshText('ssh-ed25519'), sshText(publicKey), sshText(Buffer.concat([randomBytes(32, random), publicKey])), sshText('me@host')]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.concat([sshText('ssh-ed25519'), sshText(publicKey)]);
  const protection = encrypted ? [sshText('aes256-ctr'), sshText('bcrypt'), sshText(randomBytes(24, random))] : [sshText('none'), sshText('none'), sshText('')];
  return Buffer.concat([Buffer.from('openssh-key-v1\0'), ...protection, count, sshText(blob), sshText(encrypted ? randomBytes(144, random) : Buffer.concat([secret, padding]))]);
}

/** A secret-key packet of version 4 with an EdDSA key (RFC 9580, 5.5.3). */
function pgp(encrypted: boolean, random: Random): Buffer {
  const curve = Buffer.from('092b06010401da470f01', 'hex');
  const number = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([1, 7]), bytes]);
  const point = Buffer.concat([Buffer.from([0x40]), randomBytes(32, random)]);
  const publicPart = Buffer.concat([Buffer.from([4, 0x66, 0, 0, 0, 22]), curve, number(point)]);
  const protection = encrypted ? Buffer.concat([Buffer.from([254, 9, 3, 8]), randomBytes(74, random)]) : Buffer.concat([Buffer.from([0, 1, 0]), randomBytes(34, random)]);
  const packet = Buffer.concat([publicPart, protection]);
  return Buffer.concat([Buffer.from([0xc5, packet.length]), packet]);
}

/** A PuTTY file with an ed25519 key (PuTTY's manual, appendix C). */
function putty(kind: string, random: Random): string {
  const encryption = kind.endsWith('encrypted') ? 'aes256-cbc' : 'none';
  const publicBlob = Buffer.concat([sshText('ssh-ed25519'), sshText(randomBytes(32, random))]);
  const privateBlob = encryption === 'none' ? sshText(randomBytes(32, random)) : randomBytes(48, random);
  const key = { version: kind.endsWith('2') ? '2' : '3', algorithm: 'ssh-ed25519', encryption, comment: 'me@host', publicBlob, privateBlob };
  const lines = (blob: Buffer): readonly string[] => blob.toString('base64').match(/.{1,64}/g) ?? [];
  const derivation = encryption === 'none' ? [] : ['Key-Derivation: Argon2id', 'Argon2-Memory: 8192', 'Argon2-Passes: 21', 'Argon2-Parallelism: 1', `Argon2-Salt: ${randomBytes(16, random).toString('hex')}`];
  return [
    `PuTTY-User-Key-File-${key.version}: ${key.algorithm}`, `Encryption: ${encryption}`, `Comment: ${key.comment}`,
    `Public-Lines: ${lines(publicBlob).length}`, ...lines(publicBlob), ...derivation,
    `Private-Lines: ${lines(privateBlob).length}`, `«${lines(privateBlob).join('\n')}»`, `Private-MAC: ${puttyMac(key)}`, '',
  ].join('\n');
}
