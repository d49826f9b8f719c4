/** The wire format of SSH: texts with their length before them, and the fingerprint of a public key written so. */
import { createHash } from 'node:crypto';

/** The text at `at` and where it ends; null when it does not fit into the bytes. Source: RFC 4251, section 5. */
export function readSshText(bytes: Buffer, at: number): { readonly bytes: Buffer; readonly end: number } | null {
  if (at + 4 > bytes.length) return null;
  const length = bytes.readUInt32BE(at);
  const end = at + 4 + length;
  return end > bytes.length ? null : { bytes: bytes.subarray(at + 4, end), end };
}

/** A text with its length before it. */
export function sshText(content: Buffer | string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The fingerprint that `ssh-keygen -l` prints and servers log. */
export function sshFingerprint(publicBlob: Buffer): string {
  return `SHA256:${createHash('sha256').update(publicBlob).digest('base64').replace(/=+$/, '')}`;
}
