import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfluentSecret, confluentChecksum } from '../../../src/judge/checks/confluent-secret.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });
const body = fc.stringMatching(/^[A-Za-z0-9+/]{54}$/);

describe('the checksum of a Confluent secret', () => {
  it('is a CRC-32, lowest byte first, in base64 without padding', () => {
    // The check value of CRC-32/ISO-HDLC: https://reveng.sourceforge.io/crc-catalogue/17plus.htm
    expect(Buffer.from(confluentChecksum('123456789'), 'base64').toString('hex')).toBe('2639f4cb');
    expect(confluentChecksum('123456789')).toHaveLength(6);
  });

  it('passes for every body with its checksum', () => {
    fc.assert(
      fc.property(body, (random) => {
        expect(checkConfluentSecret(input(`cflt${random}${confluentChecksum(random)}`))).toEqual({ outcome: 'passed', reason: 'checksum' });
      }),
    );
  });

  it('fails when one character is another', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 4, max: 63 }), (random, at) => {
        const whole = `cflt${random}${confluentChecksum(random)}`;
        const broken = whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1);
        expect(checkConfluentSecret(input(broken)).outcome).toBe('failed');
      }),
    );
  });

  it('cannot tell about a value of another length', () => {
    expect(checkConfluentSecret(input('cfltAAAA')).outcome).toBe('unknown');
  });
});
