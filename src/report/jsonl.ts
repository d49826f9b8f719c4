/** The JSON report by line: a finding a line, and the summary last, so that its absence shows a report cut short. */
import { safeJson } from '../ui/sanitize.ts';
import { findingToJson, SCHEMA_VERSION, summaryToJson, toolToJson } from './json-model.ts';
import { inReportOrder } from './order.ts';
import type { Writer } from './report.ts';

/** Writes JSON Lines (https://jsonlines.org). */
export const writeJsonl: Writer = async (findings, summary, _options, sink) => {
  for (const finding of inReportOrder(findings)) await sink.write(`${safeJson(findingToJson(finding))}\n`);
  const last = { schemaVersion: SCHEMA_VERSION, tool: toolToJson(summary), summary: summaryToJson(summary) };
  await sink.write(`${safeJson(last)}\n`);
};
