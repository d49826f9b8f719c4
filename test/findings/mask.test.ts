import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, identityOf } from '../../src/findings/fingerprint.ts';
import { maskValue } from '../../src/findings/mask.ts';

const rule = { publicPrefix: 8, kind: 'token', generic: false } as const;

describe('maskValue', () => {
  it('shows the public prefix and the length', () => {
    expect(maskValue(`sk_live_${'x'.repeat(24)}`, rule)).toBe('sk_live_…(32)');
    expect(maskValue('short-value', rule)).toBe('…(11)');
    expect(maskValue('x'.repeat(40), { ...rule, generic: true })).toBe('…(40)');
  });
  it('never shows more than a third of a value, nor any generic one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 80 }), fc.nat(16), fc.boolean(), (value, publicPrefix, generic) => {
        const masked = maskValue(value, { publicPrefix, kind: 'token', generic });
        const shown = masked.slice(0, masked.lastIndexOf('…('));
        expect(shown.length).toBeLessThanOrEqual(value.length / 3);
        if (generic) expect(shown).toBe('');
      }),
    );
  });
});

describe('fingerprints', () => {
  it('are the same for a key with real and with escaped line ends', () => {
    const lines = ['-----BEGIN PRIVATE KEY-----', 'A'.repeat(64), 'B'.repeat(20), '-----END PRIVATE KEY-----'];
    expect(fingerprintOf(identityOf(lines.join('\n')))).toBe(fingerprintOf(identityOf(lines.join('\\n'))));
  });
  it('are 16 hexadecimal digits, stable, and different for different values', () => {
    expect(fingerprintOf('hunter2')).toBe(fingerprintOf('hunter2'));
    expect(fingerprintOf('hunter2')).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(['a', 'b', 'a'.repeat(30), 'abcdefghijklmnopqrstuvwxyz'].map(fingerprintOf)).size).toBe(4);
  });
});
