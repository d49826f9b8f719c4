/**
 * Tokens that end in a CRC-32 of themselves, written as eight hexadecimal digits.
 *
 * - Grafana service account tokens, `glsa_<secret>_<checksum>`: of `glsa_<secret>`, lowest byte first. Source:
 *   https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go
 * - Cloudflare, `cfut_<40 characters><checksum>`: of the 40 characters, highest byte first. Source, for the checksum as
 *   such: https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
 * - Atlassian, `ATATT3…=<checksum>` and its relatives: of all that stands before it, highest byte first, upper case.
 *   Atlassian does not document it; it holds for API tokens, app passwords and OAuth client secrets alike.
 * - Private Packagist, `packagist_<kind>_<60 digits><checksum>`: of all that stands before it, highest byte first.
 *   Source: https://packagist.com/docs/composer-authentication
 * - Zuplo, `zpka_<32 digits>_<checksum>`: of the 32 digits, highest byte first. Source, for the checksum as such:
 *   https://zuplo.com/docs/articles/api-key-leak-detection
 * - Africa's Talking, `atsk_<64 digits><checksum>`, and Cashfree, `cfsk_ma_prod_<32 digits>_<checksum>`: of the digits,
 *   highest byte first. Not documented; it holds for all that were looked at.
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';

const CHECKSUM = /_?([0-9A-Fa-f]{8})$/;

/** The CRC-32 of `body` (a binary string) as eight lower-case hexadecimal digits; `lowestFirst` writes its bytes backwards. */
export function crc32Hex(body: string, lowestFirst = false): string {
  const bytes = Buffer.alloc(4);
  const sum = crc32(Buffer.from(body, 'latin1'));
  if (lowestFirst) bytes.writeUInt32LE(sum);
  else bytes.writeUInt32BE(sum);
  return bytes.toString('hex');
}

/** Passes when the last eight digits are the checksum of what stands before them, with the token's prefix or without. */
export function checkCrc32Hex(input: CheckInput): CheckResult {
  const tail = CHECKSUM.exec(input.value);
  if (tail === null) return { outcome: 'unknown', reason: 'no-checksum' };
  const checksum = (tail[1] ?? '').toLowerCase();
  const body = input.value.slice(0, tail.index);
  const withoutPrefix = [body, body.slice(body.indexOf('_') + 1), body.slice(body.lastIndexOf('_') + 1)];
  const right = withoutPrefix.some((text) => crc32Hex(text) === checksum) || crc32Hex(body, true) === checksum;
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}
