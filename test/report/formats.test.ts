/** What the formats for people and for files look like: golden files to read, one a format. */
import { describe, expect, it } from 'vitest';
import type { FormatName } from '../../src/report/table.ts';
import { runWriter } from './run-writer.ts';
import { sampleFindings, sampleOptions, sampleSummary } from './sample-findings.ts';

const GOLDEN: readonly [FormatName, string][] = [
  ['plain', 'plain.txt'], ['compact', 'compact.txt'], ['markdown', 'report.md'], ['github', 'github.txt'], ['csv', 'report.csv'],
  ['junit', 'junit.xml'], ['json', 'report.json'], ['gitlab', 'gitlab.json'], ['codequality', 'code-quality.json'], ['html', 'report.html'],
];

describe.each(GOLDEN)('%s', (format, file) => {
  it('looks like its golden file', async () => {
    const findings = sampleFindings();
    const summary = sampleSummary(findings, { notes: ['the allow entry at keysieve.yaml:31 matches nothing'] });
    // Line ends are LF in the golden files of the repository; csv.test.ts looks at those of CSV.
    const text = (await runWriter(format, findings, summary)).replaceAll('\r\n', '\n');
    await expect(text).toMatchFileSnapshot(`golden/${file}`);
  });
});

it.each(GOLDEN.map(([format]) => format))('%s is the same whatever the order of the findings', async (format) => {
  const findings = sampleFindings();
  const summary = sampleSummary(findings);
  expect(await runWriter(format, findings.toReversed(), summary)).toBe(await runWriter(format, findings, summary));
});

it.each<FormatName>(['pretty', 'plain', 'compact', 'markdown', 'github', 'html', 'junit'])('%s never calls an incomplete scan clean', async (format) => {
  const skipped = [{ reason: 'shallow', count: 1, incomplete: true, examples: ['main'], detail: 'fetch the rest with git fetch --unshallow' }] as const;
  const text = (await runWriter(format, [], sampleSummary([], { complete: false, skipped }))).replace(/\s+/g, ' ');
  expect(text).toContain('this is not an all-clear');
  expect(text).toContain('git fetch --unshallow');
  expect(text).not.toContain('No secrets found');
});

it.each<FormatName>(['pretty', 'plain', 'compact', 'markdown', 'github', 'html', 'junit'])('%s says so when nothing was read', async (format) => {
  const summary = sampleSummary([], { stage: 'staged', commits: 0, files: 0, blobs: 0, bytes: 0, skipped: [] });
  const text = await runWriter(format, [], summary);
  expect(text).toContain('Nothing was checked: nothing is staged.');
  expect(text).not.toContain('No secrets found');
});

it('hides suppressed findings from people unless asked for them', async () => {
  const findings = sampleFindings();
  for (const format of ['pretty', 'plain', 'compact', 'markdown'] as const) {
    expect(await runWriter(format, findings), format).not.toContain('test/fixtures/aws.txt');
    expect(await runWriter(format, findings, undefined, sampleOptions({ showSuppressed: true })), format).toContain('test/fixtures/aws.txt');
  }
});

it('cuts e-mail addresses out of every format', async () => {
  for (const [format] of GOLDEN) expect(await runWriter(format, sampleFindings()), format).not.toContain('grace@');
});
