/**
 * PuTTY's private keys (.ppk, versions 2 and 3). Their last line is a MAC over all fields; without a passphrase its key
 * is known, so that a key can prove itself.
 * Source: https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html
 */
import { createHash, createHmac } from 'node:crypto';
import type { CheckInput, CheckResult } from './check.ts';
import { sshFingerprint, sshText } from './ssh-blob.ts';

/** The fields of a key file; blobs as bytes. */
export interface PuttyKey {
  readonly version: string;
  readonly algorithm: string;
  readonly encryption: string;
  readonly comment: string;
  readonly publicBlob: Buffer;
  readonly privateBlob: Buffer;
}

/** The MAC of a key without a passphrase, in hexadecimal digits. */
export function puttyMac(key: PuttyKey): string {
  const fields = Buffer.concat([key.algorithm, key.encryption, key.comment, key.publicBlob, key.privateBlob].map(sshText));
  if (key.version === '3') return createHmac('sha256', '').update(fields).digest('hex');
  return createHmac('sha1', createHash('sha1').update('putty-private-key-file-mac-key').digest()).update(fields).digest('hex');
}

/** Passes on a right MAC; a key under a passphrase is of low severity, one whose MAC is cut off `unknown`. */
export function checkPuttyKey(input: CheckInput): CheckResult {
  const { version = '', algorithm = '', encryption = 'none', comment = '', publicLines = '', mac } = input.groups;
  const publicBlob = Buffer.from(publicLines.replace(/\\[rn]/g, ''), 'base64');
  const facts: Record<string, string> = publicBlob.length === 0 ? {} : { 'key.type': algorithm.slice(0, 60), 'key.fingerprint': sshFingerprint(publicBlob) };
  if (/^[\x20-\x7e]{1,120}$/.test(comment)) facts['key.comment'] = comment;
  if (encryption !== 'none') return { outcome: 'passed', reason: 'encrypted-key', facts, severity: 'low' };
  if (mac === undefined || publicBlob.length === 0) return { outcome: 'unknown', reason: 'cut-off-key', facts };
  const privateBlob = Buffer.from(input.value.replace(/\\[rn]/g, ''), 'base64');
  const right = puttyMac({ version, algorithm, encryption, comment, publicBlob, privateBlob }) === mac.toLowerCase();
  return right ? { outcome: 'passed', reason: 'checksum', facts } : { outcome: 'failed', reason: 'bad-checksum', facts };
}
