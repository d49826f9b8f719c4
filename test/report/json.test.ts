import { describe, expect, it } from 'vitest';
import { compileReportSchema } from './check-schema.ts';
import { runWriter } from './run-writer.ts';
import { sampleFindings, sampleSummary } from './sample-findings.ts';

const findings = sampleFindings();
const full = sampleSummary(findings, {
  stage: 'pull-request', range: { base: 'main', head: 'HEAD' },
  dropped: [{ rule: 'connection-uri', path: 'README.md', line: 4, column: 12, masked: '…(8)', reasons: ['placeholder:ellipsis'] }],
});

describe('the JSON report', () => {
  it.each([['everything', findings, full], ['nothing', [], sampleSummary([])]] as const)('with %s matches its schema, and the schema says all of it', async (_name, some, summary) => {
    const document: unknown = JSON.parse(await runWriter('json', some, summary));
    const validate = compileReportSchema('', true);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it('is open to additions and closed to what is wrong', async () => {
    const document = JSON.parse(await runWriter('json', findings, full)) as { findings: Record<string, unknown>[] };
    const validate = compileReportSchema('', false);
    expect(validate({ ...document, later: 1 })).toBe(true);
    expect(validate({ ...document, schemaVersion: 2 })).toBe(false);
    expect(validate({ ...document, findings: [{ ...document.findings[0], places: [] }] })).toBe(false);
    expect(validate({ ...document, findings: [{ ...document.findings[0], severity: 'bad' }] })).toBe(false);
  });

  it('is printed as JSON.stringify would print it', async () => {
    for (const some of [findings, []]) {
      const text = await runWriter('json', some, sampleSummary(some));
      const parsed: unknown = JSON.parse(text);
      // An empty list on one line is all that differs.
      expect(text).toBe(`${JSON.stringify(parsed, null, 2)}\n`);
    }
  });
});

describe('the JSON Lines report', () => {
  it('has a finding a line and the summary last, each as the schema says', async () => {
    const lines = (await runWriter('jsonl', findings, full)).trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(findings.length + 1);
    const finding = compileReportSchema('#/$defs/finding', true);
    for (const line of lines.slice(0, -1)) {
      finding(line);
      expect(finding.errors).toBeNull();
    }
    const end = compileReportSchema('#/$defs/end', true);
    end(lines.at(-1));
    expect(end.errors).toBeNull();
  });

  it('holds the same findings as the document', async () => {
    const document = JSON.parse(await runWriter('json', findings, full)) as { findings: unknown[] };
    const lines = (await runWriter('jsonl', findings, full)).trimEnd().split('\n').map((line): unknown => JSON.parse(line));
    expect(lines.slice(0, -1)).toEqual(document.findings);
  });
});
