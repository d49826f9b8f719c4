import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bech32Checksum, checkBech32 } from '../../../src/judge/checks/bech32.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });
const data = fc.stringMatching(/^[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{52}$/);
const HUMAN_PART = 'AGE-SECRET-KEY-';

describe('bech32', () => {
  it('agrees with the valid strings of BIP 173', () => {
    for (const value of ['A12UEL5L', 'a12uel5l', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw', '11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j']) {
      const expected = value.length < 9 ? 'unknown' : 'passed';
      expect(checkBech32(input(value)).outcome, value).toBe(expected);
    }
    expect(bech32Checksum('a', '')).toBe('2uel5l');
  });

  it('passes for an age key, and fails when a character is another', () => {
    fc.assert(
      fc.property(data, fc.nat({ max: 51 }), (letters, at) => {
        const checksum = bech32Checksum(HUMAN_PART, letters);
        const value = `${HUMAN_PART}1${letters}${checksum}`.toUpperCase();
        expect(checkBech32(input(value)).outcome).toBe('passed');
        const broken = letters.slice(0, at) + (letters[at] === 'q' ? 'p' : 'q') + letters.slice(at + 1);
        expect(checkBech32(input(`${HUMAN_PART}1${broken}${checksum}`.toUpperCase())).outcome).toBe('failed');
      }),
    );
  });

  it('names what is wrong', () => {
    expect(checkBech32(input('a12UEL5Lqq')).reason).toBe('mixed-case');
    expect(checkBech32(input(`x1${'b'.repeat(20)}`)).reason).toBe('not-bech32');
    expect(checkBech32(input('abc')).outcome).toBe('unknown');
  });
});
