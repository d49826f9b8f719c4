/**
 * Secrets of Confluent Cloud, `cflt<54 characters><checksum>`: the last six characters are the CRC-32 of the 54, lowest
 * byte first, in base64. Confluent does not document it; it holds for every secret that was looked at.
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';

const SECRET = /^cflt(.{54})(.{6})$/;

/** The checksum of `body`, six characters. */
export function confluentChecksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(body));
  return bytes.toString('base64').slice(0, 6);
}

/** Passes when a secret ends in its checksum. */
export function checkConfluentSecret(input: CheckInput): CheckResult {
  const [, body = '', checksum = ''] = SECRET.exec(input.value) ?? [];
  if (checksum === '') return { outcome: 'unknown', reason: 'no-checksum' };
  return confluentChecksum(body) === checksum ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}
