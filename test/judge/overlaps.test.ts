import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settleOverlaps } from '../../src/judge/overlaps.ts';
import { pairMatches } from '../../src/judge/pairs.ts';
import type { Confidence, Match } from '../../src/model.ts';
import type { Rule } from '../../src/rules/rule.ts';

interface Shape {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly generic?: boolean;
  readonly confidence?: Confidence;
  readonly near?: Rule['near'];
  readonly severity?: Rule['severity'];
  readonly check?: string;
  /** Given: what a named rule read. */
  readonly name?: string;
  /** What stands before the value. */
  readonly before?: string;
}

function match({ id, start, end, generic = false, confidence = 'medium', near = [], severity = 'high', check, name, before = '' }: Shape): Match {
  const rule = { id, provider: id.split('-')[0], generic, near, severity, check: check ?? null, detector: name === undefined ? 'pattern' : 'named' } as unknown as Rule;
  const candidate = { rule, value: 'v', start, end, context: `${before}v`, contextOffset: before.length, ...(name !== undefined && { name }) } as unknown as Match['candidate'];
  return { candidate, verdict: { keep: true, confidence, reasons: ['pattern'], facts: {} }, span: { start, end }, inner: [] };
}
const ids = (matches: readonly Match[]): string[] => matches.map((one) => one.candidate.rule.id);

describe('settleOverlaps', () => {
  it("prefers a provider's rule, then confidence, then length", () => {
    expect(ids(settleOverlaps([match({ id: 'generic', start: 0, end: 40, generic: true, confidence: 'high' }), match({ id: 'own', start: 7, end: 40 })]))).toEqual(['own']);
    expect(ids(settleOverlaps([match({ id: 'a', start: 0, end: 40 }), match({ id: 'b', start: 0, end: 30, confidence: 'high' })]))).toEqual(['b']);
    expect(ids(settleOverlaps([match({ id: 'a', start: 0, end: 30 }), match({ id: 'b', start: 0, end: 40 })]))).toEqual(['b']);
  });

  it('gives a value that several shapes fit to the provider that its name speaks of', () => {
    const stripe = match({ id: 'stripe-secret-key', start: 0, end: 50, confidence: 'high', severity: 'critical', before: 'CLERK_SECRET_KEY=' });
    const clerk = match({ id: 'zz-clerk-secret-key', start: 0, end: 50, name: 'CLERK_SECRET_KEY' });
    expect(ids(settleOverlaps([stripe, clerk]))).toEqual(['zz-clerk-secret-key']);
    expect(ids(settleOverlaps([clerk, stripe]))).toEqual(['zz-clerk-secret-key']);
    for (const before of ['STRIPE_KEY=', 'stripePublishable: "', '  "stripe-key": "']) {
      const courier = match({ id: 'courier-test-auth-key', start: 0, end: 36, confidence: 'high', before });
      expect(ids(settleOverlaps([courier, match({ id: 'stripe-publishable-key', start: 0, end: 36, confidence: 'high', severity: 'info', before })]))).toEqual(['stripe-publishable-key']);
    }
  });

  it('does not take the name of another value for it', () => {
    for (const before of ['stripe: "a", key: "', 'stripe_key=a\nkey=', 'stripe_key=a\\nkey=', '?stripe=a&key=']) {
      const found = [match({ id: 'courier-key', start: 0, end: 36, before }), match({ id: 'stripe-key', start: 0, end: 36, before })];
      expect(ids(settleOverlaps(found))).toEqual(['courier-key']);
    }
  });

  it('believes a checksum more than a name, and a name more than a checksum that fails', () => {
    const named = match({ id: 'a-key', start: 0, end: 40, name: 'A_KEY' });
    expect(ids(settleOverlaps([named, match({ id: 'b-token', start: 0, end: 40, confidence: 'high', check: 'crc32-hex' })]))).toEqual(['b-token']);
    expect(ids(settleOverlaps([named, match({ id: 'b-token', start: 0, end: 40, confidence: 'low', check: 'crc32-hex' })]))).toEqual(['a-key']);
    const doubtful = match({ id: 'a-key', start: 0, end: 40, confidence: 'low', name: 'A_KEY' });
    expect(ids(settleOverlaps([doubtful, match({ id: 'b-token', start: 0, end: 40 })]))).toEqual(['b-token']);
  });

  it('takes the more dangerous of two claims that say as much, then the earlier id', () => {
    const low = match({ id: 'a', start: 0, end: 40, severity: 'low' });
    expect(ids(settleOverlaps([low, match({ id: 'b', start: 0, end: 40, severity: 'critical' })]))).toEqual(['b']);
    expect(ids(settleOverlaps([match({ id: 'b', start: 0, end: 40 }), match({ id: 'a', start: 0, end: 40 })]))).toEqual(['a']);
  });

  it('keeps neighbours, and two values that one generic value covers', () => {
    expect(ids(settleOverlaps([match({ id: 'a', start: 0, end: 10 }), match({ id: 'b', start: 10, end: 20 })]))).toEqual(['a', 'b']);
    const wide = match({ id: 'wide', start: 0, end: 30, generic: true });
    expect(ids(settleOverlaps([wide, match({ id: 'a', start: 1, end: 10 }), match({ id: 'b', start: 12, end: 20 })]))).toEqual(['a', 'b']);
  });

  it('never keeps two that overlap, and never loses a text that nothing else covers', () => {
    const shape = fc.record({ id: fc.constantFrom('a', 'b', 'c'), start: fc.nat(50), length: fc.integer({ min: 1, max: 20 }), generic: fc.boolean() });
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 12 }), (shapes) => {
        const matches = shapes.map(({ length, ...rest }) => match({ ...rest, end: rest.start + length }));
        const kept = settleOverlaps(matches);
        kept.forEach((one, index) => expect(one.span.start).toBeGreaterThanOrEqual(kept[index - 1]?.span.end ?? 0));
        for (const one of matches) expect(kept.some((other) => other.span.start < one.span.end && other.span.end > one.span.start)).toBe(true);
      }),
    );
  });
});

describe('pairMatches', () => {
  const bytes = Buffer.from('id line\nsecret line\n\n\n\n\n\nfar line\n');
  const secret = match({ id: 'secret', start: 8, end: 14, near: [{ rule: 'id', lines: 3 }] });
  it('raises both halves that stand close', () => {
    const [id, raised] = pairMatches([match({ id: 'id', start: 0, end: 2 }), secret], bytes);
    expect([id?.verdict.confidence, raised?.verdict.confidence]).toEqual(['high', 'high']);
    expect(raised?.verdict.reasons).toContain('paired');
  });
  it('leaves a lone half and a distant one as they are', () => {
    expect(pairMatches([secret], bytes)[0]?.verdict.confidence).toBe('medium');
    expect(pairMatches([secret, match({ id: 'id', start: 26, end: 28 })], bytes)[0]?.verdict.confidence).toBe('medium');
  });
});
