import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCrc32Base36, crc32Base36 } from '../../../src/judge/checks/crc32-base36.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });
const body = fc.stringMatching(/^[A-Z0-9]{40}$/);

describe('CRC-32 in base 36, cut after six digits', () => {
  it('is the checksum everybody computes, without its seventh digit', () => {
    // The check value of CRC-32/ISO-HDLC, 0xcbf43926: https://reveng.sourceforge.io/crc-catalogue/17plus.htm
    expect(crc32Base36('123456789')).toBe((0xcbf43926).toString(36).slice(0, 6));
    expect((0xcbf43926).toString(36)).toHaveLength(7);
  });

  it('passes for every body with its checksum, also with a short one that is filled up', () => {
    fc.assert(
      fc.property(body, (random) => {
        expect(checkCrc32Base36(input(`rpa_${random}${crc32Base36(random)}`))).toEqual({ outcome: 'passed', reason: 'checksum' });
        expect(checkCrc32Base36(input(`rpa_${random}${crc32Base36(random).padStart(6, '0')}`)).outcome).toBe('passed');
      }),
    );
  });

  it('fails when one character is another', () => {
    fc.assert(
      fc.property(body, fc.nat({ max: 39 }), (random, at) => {
        const broken = random.slice(0, at) + (random[at] === 'A' ? 'B' : 'A') + random.slice(at + 1);
        expect(checkCrc32Base36(input(`rpa_${broken}${crc32Base36(random).padStart(6, '0')}`)).outcome).toBe('failed');
      }),
    );
  });

  it('cannot tell about a value of another form', () => {
    expect(checkCrc32Base36(input('rpa_SHORT')).outcome).toBe('unknown');
  });
});
