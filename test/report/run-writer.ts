/** Runs a format on findings and gives what it wrote. */
import type { Finding } from '../../src/model.ts';
import type { ReportOptions } from '../../src/report/report.ts';
import { FORMATS, type FormatName } from '../../src/report/table.ts';
import type { Summary } from '../../src/report/summary.ts';
import { memorySink } from '../../src/ui/output.ts';
import { sampleOptions, sampleSummary } from './sample-findings.ts';

/** Gives the whole report as text. */
export async function runWriter(
  format: FormatName, findings: readonly Finding[], summary: Summary = sampleSummary(findings), options: ReportOptions = sampleOptions(),
): Promise<string> {
  const sink = memorySink();
  const write = await FORMATS[format].load();
  await write(findings, summary, options, sink);
  return sink.text();
}
