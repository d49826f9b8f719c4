/**
 * OpenSSH's own private keys. The public half stands in plain text even when the private one is encrypted.
 * Source: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
import type { CheckResult } from './check.ts';
import { readSshText, sshFingerprint } from './ssh-blob.ts';

const MAGIC = 'openssh-key-v1\0';

/** Passes when the key reads as one and its two check numbers agree; a key under a passphrase is of low severity. */
export function checkOpenSshKey(body: Buffer): CheckResult {
  if (body.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return { outcome: 'failed', reason: 'not-a-key' };
  const cipher = readSshText(body, MAGIC.length);
  const kdf = cipher === null ? null : readSshText(body, cipher.end);
  const options = kdf === null ? null : readSshText(body, kdf.end);
  const key = options === null ? null : readSshText(body, options.end + 4);
  if (cipher === null || key === null) return { outcome: 'unknown', reason: 'cut-off-key' };
  const type = readSshText(key.bytes, 0)?.bytes.toString('latin1') ?? '';
  const facts: Record<string, string> = { 'key.type': type.slice(0, 60), 'key.fingerprint': sshFingerprint(key.bytes) };
  if (cipher.bytes.toString('latin1') !== 'none') return { outcome: 'passed', reason: 'encrypted-key', facts, severity: 'low' };
  const secret = readSshText(body, key.end);
  if (secret === null) return { outcome: 'unknown', reason: 'cut-off-key', facts };
  if (secret.bytes.length < 8 || secret.bytes.readUInt32BE(0) !== secret.bytes.readUInt32BE(4)) return { outcome: 'failed', reason: 'inconsistent-key' };
  const comment = commentOf(secret.bytes);
  return { outcome: 'passed', reason: 'key-parses', facts: comment === '' ? facts : { ...facts, 'key.comment': comment } };
}

/** The last text before the padding, as a rule `user@host`; empty when it is not printable. */
function commentOf(secret: Buffer): string {
  let last = '';
  let at = 8;
  for (let text = readSshText(secret, at); text !== null; text = readSshText(secret, at)) {
    last = text.bytes.toString('latin1');
    at = text.end;
  }
  return /^[\x20-\x7e]{1,120}$/.test(last) ? last : '';
}
