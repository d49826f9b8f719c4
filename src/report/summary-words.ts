/** The summary's numbers in words, shared by every report for people. */
import { bytes, count, countOf, duration, listOf } from './numbers.ts';
import { severityList, type Dropped, type Summary } from './summary.ts';
import { toolName } from './words.ts';

/** What was found, in at most two rows: by severity and status, and by confidence. */
export function foundRows(summary: Summary): { label: string; text: string }[] {
  const { new: fresh, baselined, allowed } = summary.findings;
  const severities = severityList(summary.bySeverity);
  const parts = [`${count(fresh)} new${severities === '' ? '' : ` (${severities})`}`];
  if (baselined > 0) parts.push(`${count(baselined)} in the baseline`);
  if (allowed > 0) parts.push(`${count(allowed)} allowed`);
  const rows = [{ label: 'found', text: parts.join(', ') }];
  if (fresh > 0) rows.push({ label: 'confidence', text: confidenceList(summary) });
  return rows;
}

/** `3 high, 1 medium`: how sure the new findings are. */
export function confidenceList(summary: Summary): string {
  return (['high', 'medium', 'low'] as const)
    .filter((level) => summary.byConfidence[level] > 0)
    .map((level) => `${count(summary.byConfidence[level])} ${level}`)
    .join(', ');
}

/** What was read: commits, files, objects, bytes, seconds, rules. */
export function readSentence(summary: Summary): string {
  const what: string[] = [];
  if (summary.commits > 0) what.push(countOf(summary.commits, 'commit'));
  if (summary.files > 0 || (summary.commits === 0 && summary.blobs === 0)) what.push(countOf(summary.files, 'file'));
  if (summary.blobs > 0) what.push(countOf(summary.blobs, 'file version'));
  return `${listOf([...what, bytes(summary.bytes)])} in ${duration(summary.durationMs)}, `
    + `${countOf(summary.rules, 'rule')}, ${toolName(summary)}`;
}

/** Dropped candidates with their places, in order. */
export function droppedRows(dropped: readonly Dropped[]): { where: string; dropped: Dropped }[] {
  return [...dropped]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column))
    .map((entry) => ({ where: `${entry.path}:${entry.line}:${entry.column}`, dropped: entry }));
}
