/** The one order of findings in every report: what to act on first, then by place; it never depends on threads. */
import type { Confidence, Finding } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';

const STATUSES: readonly Finding['status'][] = ['new', 'baselined', 'allowed'];
const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** Gives a sorted copy: new and blocking first, worst severity, surest, then path, line, column, rule, fingerprint. */
export function inReportOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(compareFindings);
}

/** Compares two findings for `Array.sort`. Paths compare by UTF-16 units, so no locale changes the order. */
export function compareFindings(a: Finding, b: Finding): number {
  const first = a.places[0];
  const second = b.places[0];
  return (
    STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
    Number(b.blocking) - Number(a.blocking) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
    compareText(first?.path ?? '', second?.path ?? '') ||
    (first?.startLine ?? 0) - (second?.startLine ?? 0) ||
    (first?.startColumn ?? 0) - (second?.startColumn ?? 0) ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
