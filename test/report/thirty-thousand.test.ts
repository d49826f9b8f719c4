/** A repository that leaks everywhere: each format holds all 30,000 findings, or says how many it leaves out. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model.ts';
import { FORMAT_NAMES, type FormatName } from '../../src/report/table.ts';
import { SEVERITIES } from '../../src/rules/rule.ts';
import { parseCsv } from './parse-csv.ts';
import { runWriter } from './run-writer.ts';
import { sampleFinding, samplePlace } from './sample-findings.ts';

const MANY = 30_000;
const FINDINGS: readonly Finding[] = Array.from({ length: MANY }, (_, index) => sampleFinding({
  fingerprint: index.toString(16).padStart(16, '0'), severity: SEVERITIES[index % 5] ?? 'info', state: 'in-head',
  places: [samplePlace({ path: `src/${index % 300}/a.ts`, startLine: index + 1, endLine: index + 1 })],
}));

const matches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** How many findings a report holds. */
const COUNT: Readonly<Record<FormatName, (text: string) => number>> = {
  pretty: (text) => matches(text, /^ {2}why /gm),
  compact: (text) => matches(text, /^src\//gm),
  plain: (text) => matches(text, /^Finding \d+ of 30000\.$/gm),
  json: (text) => (JSON.parse(text) as { findings: unknown[] }).findings.length,
  jsonl: (text) => text.trimEnd().split('\n').length - 1,
  sarif: (text) => {
    const [run] = (JSON.parse(text) as { runs: { results: unknown[]; invocations: { toolExecutionNotifications: { message: { text: string } }[] }[] }[] }).runs;
    const left = run?.invocations[0]?.toolExecutionNotifications.map((note) => /^([\d,]+) of 30,000 results are left out/.exec(note.message.text)?.[1]).find((number) => number !== undefined);
    return (run?.results.length ?? 0) + Number((left ?? '0').replaceAll(',', ''));
  },
  github: (text) => matches(text, /^::error /gm) + matches(text, /^ {2}(?:critical|high|medium|low|info) aws-access-key-id /gm),
  gitlab: (text) => (JSON.parse(text) as { vulnerabilities: unknown[] }).vulnerabilities.length,
  codequality: (text) => (JSON.parse(text) as unknown[]).length,
  junit: (text) => matches(text, /<failure /g),
  csv: (text) => parseCsv(text, ',').length - 1,
  markdown: (text) => matches(text, /^\| (?:\*\*)?(?:critical|high|medium|low|info)/gm),
  html: (text) => matches(text, /<article /g),
};

describe('thirty thousand findings', () => {
  it.each(FORMAT_NAMES)('in %s', async (format) => {
    expect(COUNT[format](await runWriter(format, FINDINGS))).toBe(MANY);
  });
});
