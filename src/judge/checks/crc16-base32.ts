/**
 * Keys in base 32 that end in a CRC-16 (XMODEM, lowest byte first) of the bytes before it: Stellar's StrKey and NATS's
 * NKeys.
 * Sources: https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md, https://github.com/nats-io/nkeys
 */
import type { CheckInput, CheckResult } from './check.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes and their checksum in base 32 without padding. */
export function crc16Base32(data: Buffer): string {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(data));
  let bits = '';
  for (const byte of Buffer.concat([data, sum])) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
}

/** Passes when the last two bytes are the checksum of the others. */
export function checkCrc16Base32(input: CheckInput): CheckResult {
  let bits = '';
  for (const character of input.value) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return { outcome: 'failed', reason: 'not-base32' };
    bits += digit.toString(2).padStart(5, '0');
  }
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  if (bytes.length < 16) return { outcome: 'unknown', reason: 'length' };
  // Bits that fill up the last digit are zero.
  const right = /^0*$/.test(bits.slice(bytes.length * 8)) && crc16(bytes.subarray(0, -2)) === bytes.readUInt16LE(bytes.length - 2);
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}

function crc16(data: Buffer): number {
  let sum = 0;
  for (const byte of data) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000) === 0 ? sum << 1 : ((sum << 1) ^ 0x1021) & 0xffff;
  }
  return sum & 0xffff;
}
