import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCrc32Base64, withCrc32InBase64 } from '../../../src/judge/checks/crc32-base64.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });
const body = fc.stringMatching(/^[A-Za-z0-9+/=]{20,80}$/);

describe('CRC-32 at the end of base64', () => {
  it('stands there in eight bytes, highest first', () => {
    // The check value of CRC-32/ISO-HDLC: https://reveng.sourceforge.io/crc-catalogue/17plus.htm
    expect(Buffer.from(withCrc32InBase64('123456789'), 'base64').toString('latin1')).toBe('123456789\0\0\0\0\xcb\xf4\x39\x26');
  });

  it('passes for every body with its checksum', () => {
    fc.assert(
      fc.property(body, (random) => {
        expect(checkCrc32Base64(input(`essu_${withCrc32InBase64(random)}`))).toEqual({ outcome: 'passed', reason: 'checksum' });
      }),
    );
  });

  it('fails when one character of the body is another', () => {
    fc.assert(
      fc.property(body, fc.nat({ max: 19 }), (random, at) => {
        const whole = withCrc32InBase64(random);
        const broken = whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1);
        expect(checkCrc32Base64(input(`essu_${broken}`)).outcome).toBe('failed');
      }),
    );
  });

  it('cannot tell about a value too short for one', () => {
    expect(checkCrc32Base64(input('essu_AAAA')).outcome).toBe('unknown');
  });
});
