/** The end of every report for people, and the JSON report's summary: what was found, read and not read, in full. */
import { describe, expect, it } from 'vitest';
import type { Skip, SkipReason } from '../../src/model.ts';
import type { FormatName } from '../../src/report/table.ts';
import { groupSkips } from '../../src/report/summary.ts';
import { skipWords } from '../../src/report/words.ts';
import { runWriter } from './run-writer.ts';
import { sampleFindings, sampleSummary } from './sample-findings.ts';

/** Every reason there is: a new one that is not listed does not pass the type check. */
const REASONS: Readonly<Record<SkipReason, true>> = {
  binary: true, 'too-large': true, unreadable: true, 'timed-out': true, limit: true, 'missing-object': true, shallow: true, 'partial-clone': true,
  'git-error': true, 'broken-pattern': true, submodule: true, excluded: true, symlink: true,
};
const findings = sampleFindings();
const skips = Object.keys(REASONS).map((reason, index): Skip => ({ reason: reason as SkipReason, what: `skipped-${index}.txt`, incomplete: index % 2 === 0, detail: `way out ${index}` }));
const summary = sampleSummary(findings, { complete: false, skipped: groupSkips(skips) });

describe.each<FormatName>(['pretty', 'plain', 'markdown', 'html'])('the end of %s', (format) => {
  it('counts findings by severity, confidence and status', async () => {
    const text = (await runWriter(format, findings, summary)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const counted of format === 'html' ? ['6 new', '3 critical', '1 high', '1 medium', '1 low'] : ['6 new (3 critical, 1 high, 1 medium, 1 low)']) expect(text).toContain(counted);
    expect(text).toMatch(/confidence:? 3 high, 2 medium, 1 low/i);
    expect(text).toContain('1 in the baseline');
    expect(text).toContain('1 allowed');
  });

  it('says what was read, how long it took and by how many rules', async () => {
    expect((await runWriter(format, findings, summary)).replace(/\s+/g, ' ')).toContain('1,204 commits, 312 files, 9,876 file versions and 45 MB in 2.3 s, 912 rules');
  });

  it('names every skip with its reason, an example and the way out', async () => {
    const text = (await runWriter(format, findings, summary)).replace(/\s+/g, ' ');
    expect(skips.length).toBeGreaterThan(10);
    skips.forEach(({ reason, what, detail = '' }) => {
      for (const part of [skipWords(reason), what, detail]) expect(text.toLowerCase(), reason).toContain(part.toLowerCase());
    });
  });
});

it('the JSON report has the same as numbers', async () => {
  const report = JSON.parse(await runWriter('json', findings, summary)) as { summary: Record<string, unknown>; tool: Record<string, unknown> };
  expect(report.summary).toMatchObject({
    complete: false, commits: 1204, files: 312, blobs: 9876, durationMs: 2304,
    findings: { new: 6, baselined: 1, allowed: 1, blocking: 4 }, bySeverity: { critical: 3, high: 1, medium: 1, low: 1, info: 0 }, byConfidence: { high: 3, medium: 2, low: 1 },
  });
  expect(report.summary['skipped']).toHaveLength(skips.length);
  expect(report.tool).toMatchObject({ rules: 912 });
});
