/** Private keys for samples: the armour and outer structure are true to their formats, the numbers inside are random. */
import type { Random } from './random.ts';

/** Armour labels by kind. */
const LABELS: Readonly<Record<string, string>> = {
  rsa: 'RSA PRIVATE KEY',
  ec: 'EC PRIVATE KEY',
  dsa: 'DSA PRIVATE KEY',
  pkcs8: 'PRIVATE KEY',
  encrypted: 'ENCRYPTED PRIVATE KEY',
  openssh: 'OPENSSH PRIVATE KEY',
};

/** Writes a PEM text of a kind in LABELS. Throws RangeError on another kind. */
export function createKeyText(kind: string, random: Random): string {
  const label = LABELS[kind];
  if (label === undefined) throw new RangeError(`unknown key kind ${kind}`);
  const body = (kind === 'openssh' ? openssh(random) : der(kind, random)).toString('base64');
  const lines = body.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
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

function der(kind: string, random: Random): Buffer {
  const version = tlv(0x02, Buffer.from([kind === 'ec' ? 1 : 0]));
  if (kind === 'rsa') {
    const parts = [129, 3, 129, 65, 65, 65, 65, 65].map((length) => integer(length, random));
    return tlv(0x30, Buffer.concat([version, ...parts]));
  }
  if (kind === 'dsa') return tlv(0x30, Buffer.concat([version, ...[129, 21, 129, 129, 20].map((length) => integer(length, random))]));
  if (kind === 'ec') return tlv(0x30, Buffer.concat([version, tlv(0x04, randomBytes(32, random))]));
  const oid = Buffer.from('300d06092a864886f70d0101010500', 'hex');
  if (kind === 'encrypted') return tlv(0x30, Buffer.concat([oid, tlv(0x04, randomBytes(620, random))]));
  return tlv(0x30, Buffer.concat([version, oid, tlv(0x04, der('rsa', random))]));
}

/** openssh-key-v1, unencrypted, ed25519 (OpenSSH PROTOCOL.key). */
function openssh(random: Random): Buffer {
  const text = (value: Buffer | string): Buffer => {
    const content = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, content]);
  };
  const publicKey = randomBytes(32, random);
  const check = randomBytes(4, random);
  const secret = Buffer.concat([check, check, text('ssh-ed25519'), text(publicKey), text(Buffer.concat([randomBytes(32, random), publicKey])), text('me@host')]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.concat([text('ssh-ed25519'), text(publicKey)]);
  return Buffer.concat([Buffer.from('openssh-key-v1\0'), text('none'), text('none'), text(''), count, text(blob), text(Buffer.concat([secret, padding]))]);
}
