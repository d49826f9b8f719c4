import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCrc32Hex, crc32Hex } from '../../../src/judge/checks/crc32-hex.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });
const body = fc.stringMatching(/^[A-Za-z0-9]{32,40}$/);

describe('CRC-32 in hexadecimal', () => {
  it('is the checksum everybody computes', () => {
    // The check value of CRC-32/ISO-HDLC: https://reveng.sourceforge.io/crc-catalogue/17plus.htm
    expect(crc32Hex('123456789')).toBe('cbf43926');
    expect(crc32Hex('123456789', true)).toBe('2639f4cb');
  });

  it('passes for each provider: Cloudflare, Atlassian, Grafana, Zuplo, Cashfree', () => {
    fc.assert(
      fc.property(body, (random) => {
        const values = [
          `cfut_${random}${crc32Hex(random)}`,
          `ATATT3${random}=${crc32Hex(`ATATT3${random}=`).toUpperCase()}`,
          `glsa_${random}_${crc32Hex(`glsa_${random}`, true)}`,
          `zpka_${random}_${crc32Hex(random)}`,
          `cfsk_ma_prod_${random}_${crc32Hex(random)}`,
        ];
        for (const value of values) expect(checkCrc32Hex(input(value))).toEqual({ outcome: 'passed', reason: 'checksum' });
      }),
    );
  });

  it('fails when one character of the body is another', () => {
    fc.assert(
      fc.property(body, fc.nat({ max: 31 }), (random, at) => {
        const other = random[at] === 'a' ? 'b' : 'a';
        const broken = random.slice(0, at) + other + random.slice(at + 1);
        expect(checkCrc32Hex(input(`cfut_${broken}${crc32Hex(random)}`)).outcome).toBe('failed');
      }),
    );
  });

  it('cannot tell about a value that does not end in eight hexadecimal digits', () => {
    expect(checkCrc32Hex(input('cfut_zzzz')).outcome).toBe('unknown');
  });
});
