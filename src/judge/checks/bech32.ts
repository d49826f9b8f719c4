/**
 * Bech32, the encoding with a checksum of six characters that age keys are written in: a human-readable part, `1`, data.
 * Sources: https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki, https://age-encryption.org/v1#the-x25519-recipient-type
 */
import type { CheckInput, CheckResult } from './check.ts';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** The six checksum characters (lower case) of `data`, itself written in the alphabet, under a human-readable part. */
export function bech32Checksum(humanPart: string, data: string): string {
  const values = Array.from(data.toLowerCase(), (character) => ALPHABET.indexOf(character));
  const sum = polymod([...expand(humanPart.toLowerCase()), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return Array.from({ length: 6 }, (_, place) => ALPHABET[(sum >>> (5 * (5 - place))) & 31] ?? '').join('');
}

/** Passes when the last six characters are the checksum of the rest; letters of both cases in one value are not allowed. */
export function checkBech32(input: CheckInput): CheckResult {
  const { value } = input;
  if (value !== value.toLowerCase() && value !== value.toUpperCase()) return { outcome: 'failed', reason: 'mixed-case' };
  const separator = value.lastIndexOf('1');
  const data = value.slice(separator + 1).toLowerCase();
  if (separator < 1 || data.length < 7) return { outcome: 'unknown', reason: 'length' };
  if (Array.from(data).some((character) => !ALPHABET.includes(character))) return { outcome: 'failed', reason: 'not-bech32' };
  const right = bech32Checksum(value.slice(0, separator), data.slice(0, -6)) === data.slice(-6);
  return right ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' };
}

function expand(humanPart: string): number[] {
  const codes = Array.from(humanPart, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let bit = 0; bit < 5; bit += 1) if (((top >>> bit) & 1) === 1) sum ^= GENERATOR[bit] ?? 0;
  }
  return sum >>> 0;
}
