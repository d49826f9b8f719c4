/**
 * RunPod keys, `rpa_<40 characters><checksum>`: the last six characters are the CRC-32 of the forty before them, in base
 * 36 with lower-case letters, cut after six digits. RunPod does not document it; it holds for every key
 * seen in public. Keys as such: https://docs.runpod.io/get-started/api-keys
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';

const DIGITS = 6;
const TAIL = /([A-Z0-9]{40})([a-z0-9]{4,6})$/;

/** The first six base-36 digits of the CRC-32 of `body` (a binary string); fewer when the number has fewer. */
export function crc32Base36(body: string): string {
  return crc32(Buffer.from(body, 'latin1')).toString(36).slice(0, DIGITS);
}

/** Passes when the digits behind the forty characters are their checksum. */
export function checkCrc32Base36(input: CheckInput): CheckResult {
  const [, body, checksum] = TAIL.exec(input.value) ?? [];
  if (body === undefined || checksum === undefined) return { outcome: 'unknown', reason: 'no-checksum' };
  // A checksum of fewer digits may or may not be filled up with zeros.
  const right = crc32Base36(body).padStart(checksum.length, '0') === checksum;
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}
