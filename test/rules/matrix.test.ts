/** A seeded part of the matrix of scripts/rules-matrix.mjs: every rule, every sample, all thirty contexts, the real pipeline. */
import { expect, it } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { loadBuiltinBook, loadBuiltinDetails } from '../../src/rules/builtin.ts';
import { everyRule, withEveryRule } from '../../src/rules/lookup.ts';
import { testSamples } from '../../src/rules/samples/run.ts';

it(
  'finds the samples of every rule in every context, once, by their own rule and with the exact span',
  { timeout: 600_000 },
  async () => {
    const [book, details] = await Promise.all([loadBuiltinBook(), loadBuiltinDetails()]);
    const detector = createDetector({ book: withEveryRule(book), now: new Date('2026-01-01T00:00:00Z') });
    const report = testSamples(
      { book, details },
      {
        values: 1,
        detect: (text, path) =>
          detector.detect(Buffer.from(text, 'latin1'), path).sightings.map(({ match }) => ({ rule: match.candidate.rule.id, start: match.span.start, end: match.span.end })),
      },
    );
    const counts = [...report.tried.values()];
    const tried = counts.reduce((sum, count) => sum + count.tried, 0);
    const right = counts.reduce((sum, count) => sum + count.right, 0);
    expect(report.tried.size).toBe(everyRule(book).length);
    expect(tried).toBeGreaterThan(book.rules.length * 40);
    expect(right / tried).toBeGreaterThanOrEqual(0.995);
    const weak = [...report.tried].filter(([, count]) => count.right / count.tried < 0.99).map(([rule, count]) => `${rule}: ${count.right} of ${count.tried}`);
    expect(weak).toEqual([]);
  },
);
