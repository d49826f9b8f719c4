/**
 * Elastic Cloud keys, `essu_<base64>`: the decoded bytes end in the CRC-32 of all before it, as a number of eight bytes,
 * highest first. Source: the encoder that Kibana uses for its tests,
 * https://github.com/elastic/kibana/blob/main/src/platform/packages/private/kbn-mock-idp-utils/src/jwt-codecs/encoder-checksum.ts
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';

const BYTES = 8;
const BASE64 = /[A-Za-z0-9+/]+={0,2}$/;

/** Bytes of `body` (a binary string) and their checksum, in base64. */
export function withCrc32InBase64(body: string): string {
  const bytes = Buffer.from(body, 'latin1');
  const sum = Buffer.alloc(BYTES);
  sum.writeBigUInt64BE(BigInt(crc32(bytes)));
  return Buffer.concat([bytes, sum]).toString('base64');
}

/** Passes when the last eight of the bytes that the value's base64 holds are the checksum of the others. */
export function checkCrc32Base64(input: CheckInput): CheckResult {
  const bytes = Buffer.from(BASE64.exec(input.value)?.[0] ?? '', 'base64');
  if (bytes.length <= BYTES) return { outcome: 'unknown', reason: 'no-checksum' };
  const right = bytes.readBigUInt64BE(bytes.length - BYTES) === BigInt(crc32(bytes.subarray(0, -BYTES)));
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}
