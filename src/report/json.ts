/** The JSON report: one document. Findings are printed one at a time, so a long report is never held twice. */
import { safeJson } from '../ui/sanitize.ts';
import { findingToJson, SCHEMA_VERSION, summaryToJson, toolToJson } from './json-model.ts';
import { inReportOrder } from './order.ts';
import type { Writer } from './report.ts';

/** Writes the JSON report, indented by two spaces. */
export const writeJson: Writer = async (findings, summary, _options, sink) => {
  const head = { schemaVersion: SCHEMA_VERSION, tool: toolToJson(summary), summary: summaryToJson(summary) };
  await sink.write(`${safeJson(head, 2).slice(0, -2)},\n  "findings": [`);
  let separator = '\n';
  for (const finding of inReportOrder(findings)) {
    await sink.write(separator + indented(safeJson(findingToJson(finding), 2)));
    separator = ',\n';
  }
  await sink.write(findings.length > 0 ? '\n  ]\n}\n' : ']\n}\n');
};

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
