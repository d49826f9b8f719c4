/**
 * GitLab's Code Quality report (`artifacts:reports:codequality`), which the merge request shows on every tier.
 * Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import type { Finding } from '../model.ts';
import type { Severity } from '../rules/rule.ts';
import { safeJson, visible } from '../ui/sanitize.ts';
import { advise } from './advice.ts';
import type { Json } from './json-model.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere } from './places.ts';
import type { Writer } from './report.ts';
import { stableHash } from './stable-id.ts';
import type { Summary } from './summary.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'blocker', high: 'critical', medium: 'major', low: 'minor', info: 'info',
};

/** Writes an entry for every current place of every new finding; a finding without one keeps its first place. */
export const writeCodeQuality: Writer = async (findings, summary, _options, sink) => {
  const entries = inReportOrder(findings).filter((finding) => finding.status === 'new').flatMap((finding) => entriesOf(finding, summary));
  await sink.write(`${safeJson(entries, 2)}\n`);
};

function entriesOf(finding: Finding, summary: Summary): Json[] {
  const current = finding.places.filter(isThere);
  const places = current.length === 0 ? [firstPlace(finding)] : current;
  const seen = new Map<string, number>();
  return places.map((place) => {
    // The running number within a file keeps fingerprints apart and the same when lines move.
    const number = (seen.get(place.path) ?? 0) + 1;
    seen.set(place.path, number);
    return {
      type: 'issue',
      check_name: finding.rule.id,
      description: visible(`${finding.rule.name}: ${finding.masked}. ${advise(finding, summary).fix}`),
      categories: ['Security'],
      severity: SEVERITIES[finding.severity],
      fingerprint: stableHash(`${finding.fingerprint}\0${place.path}\0${number}`),
      location: { path: place.path, lines: { begin: place.startLine, end: Math.max(place.startLine, place.endLine) } },
    };
  });
}
