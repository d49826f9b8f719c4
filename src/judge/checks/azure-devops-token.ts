/**
 * Personal access tokens of Azure DevOps made before 2025: 52 characters of base 32, 32 bytes and four bits. Four of the
 * bytes are a CRC-32 of the others, mixed with a constant for tokens of users or of applications.
 * Source: https://github.com/microsoft/security-utilities (SEC101_102_AdoPat.cs)
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** Where the checksum's bytes stand, lowest first. */
const PLACES = [22, 8, 7, 2] as const;
const KINDS = { user: 0xe0b9692d, application: 0x1019f92e } as const;

/** The 32 bytes with the checksum of a user's token written into its places, in base 32. */
export function azureDevopsToken(bytes: Buffer): string {
  const token = Buffer.from(bytes);
  const sum = (checksum(token) ^ KINDS.user) >>> 0;
  PLACES.forEach((place, index) => (token[place] = (sum >>> (8 * index)) & 0xff));
  let bits = '';
  for (const byte of token) bits += byte.toString(2).padStart(8, '0');
  return (bits.padEnd(260, '0').match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)] ?? '').join('');
}

/** Passes on a right checksum and says whose token it is. */
export function checkAzureDevopsToken(input: CheckInput): CheckResult {
  if (!/^[a-z2-7]{52}$/.test(input.value)) return { outcome: 'unknown', reason: 'length' };
  const bits = Array.from(input.value, (character) => ALPHABET.indexOf(character).toString(2).padStart(5, '0')).join('');
  const token = Buffer.from((bits.slice(0, 256).match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const embedded = PLACES.reduce((sum, place, index) => (sum | ((token[place] ?? 0) << (8 * index))) >>> 0, 0);
  const mixed = (checksum(token) ^ embedded) >>> 0;
  const kind = Object.entries(KINDS).find(([, constant]) => constant === mixed)?.[0];
  return kind === undefined ? { outcome: 'failed', reason: 'bad-checksum' } : { outcome: 'passed', reason: 'checksum', facts: { 'azure.token-kind': kind } };
}

function checksum(token: Buffer): number {
  return crc32(token.filter((_, place) => !(PLACES as readonly number[]).includes(place)));
}
