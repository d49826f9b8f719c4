/** The snippets of the user's own guides: what must be found is, with its span; what must not be is not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDetector } from '../src/detect.ts';
import type { Confidence } from '../src/model.ts';
import { loadBuiltinBook } from '../src/rules/builtin.ts';

interface GuideCase {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly expect: 'detect' | 'not_flag';
  readonly strength: 'core' | 'strong' | 'nice' | 'contested';
  readonly low_confidence_note_ok: boolean;
  readonly findings: readonly { readonly line: number; readonly rule: string; readonly parts: readonly string[]; readonly min_confidence: Confidence }[];
}

const cases = JSON.parse(readFileSync(new URL('../fixtures/guide-cases.json', import.meta.url), 'utf8')) as readonly GuideCase[];
const detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-11-22T00:00:00Z') });
const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

describe.each(cases.filter((one) => one.strength !== 'contested').map((one) => [one.id, one] as const))('%s', (_id, guide) => {
  // Values are kept in pieces, so that the fixture holds nothing that looks like a credential.
  const text = guide.text.replace(/⟦([^⟧]*)⟧/g, (_whole, pieces: string) => pieces.split('·').join(''));
  const found = detector.detect(Buffer.from(text), guide.path).sightings.map(({ match, location }) => ({
    line: location.startLine,
    value: match.candidate.value,
    confidence: match.verdict.confidence,
    rule: match.candidate.rule,
  }));

  it(guide.expect === 'detect' ? 'is found' : 'is not flagged', () => {
    for (const wanted of guide.findings) {
      const value = wanted.parts.join('');
      const hit = found.find((one) => one.line === wanted.line && one.value === value);
      expect(hit, `line ${wanted.line}`).toBeDefined();
      expect(RANK[hit?.confidence ?? 'low']).toBeGreaterThanOrEqual(RANK[wanted.min_confidence]);
      expect([hit?.rule.id, ...(hit?.rule.aliases ?? [])]).toContain(wanted.rule);
    }
    const others = found.filter((one) => !guide.findings.some((wanted) => wanted.line === one.line && wanted.parts.join('') === one.value));
    const allowed = guide.low_confidence_note_ok || guide.expect === 'detect' ? others.filter((one) => one.confidence !== 'low') : others;
    expect(allowed.map((one) => `${one.rule.id} on line ${one.line}`)).toEqual([]);
  });
});
