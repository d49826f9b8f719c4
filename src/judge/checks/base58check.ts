/**
 * Base58Check: version bytes and data, then the first four bytes of their double SHA-256.
 * Sources: https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki#serialization-format,
 * https://github.com/bitcoin/bips/blob/master/bip-0178.mediawiki, https://docs.tezos.com/architecture/accounts
 */
import { createHash } from 'node:crypto';
import type { CheckInput, CheckResult } from './check.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Bytes in Base58Check. */
export function base58Check(data: Buffer): string {
  const bytes = Buffer.concat([data, checksum(data)]);
  let text = '';
  for (let rest = BigInt(`0x${bytes.toString('hex')}`); rest > 0n; rest /= 58n) text = (ALPHABET[Number(rest % 58n)] ?? '') + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(Math.max(0, zeros)) + text;
}

/** Passes when the last four bytes are the checksum of the others. */
export function checkBase58Check(input: CheckInput): CheckResult {
  let number = 0n;
  for (const character of input.value) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return { outcome: 'failed', reason: 'not-base58' };
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16);
  // Leading zero bytes are written as ones.
  const zeros = /^1*/.exec(input.value)?.[0].length ?? 0;
  const bytes = Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')]);
  if (bytes.length < 8) return { outcome: 'unknown', reason: 'length' };
  const right = checksum(bytes.subarray(0, -4)).equals(bytes.subarray(-4));
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}

function checksum(data: Buffer): Buffer {
  const once = createHash('sha256').update(data).digest();
  return createHash('sha256').update(once).digest().subarray(0, 4);
}
