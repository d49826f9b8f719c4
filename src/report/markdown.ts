/** The report as Markdown: for comments, issues, wikis, and the job summary of a CI run. */
import type { Finding } from '../model.ts';
import { advise, wantsSteps } from './advice.ts';
import { conclude } from './conclusion.ts';
import { cellCode, code, markdownList, prose } from './markdown-text.ts';
import { count, countOf, listOf } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { commitInWords, firstCommit, firstPlace, lastRemoval, placeInWords, refsOf } from './places.ts';
import { dropInWords, reasonInWords } from './reasons.ts';
import type { ReportOptions, Writer } from './report.ts';
import { droppedRows, foundRows, readSentence } from './summary-words.ts';
import type { Summary } from './summary.ts';
import { capitalized, skipExamples, skipWords, stateWords, suppressionWords } from './words.ts';

/** Writes the Markdown report, whole. */
export const writeMarkdown: Writer = async (findings, summary, options, sink) => {
  await sink.write(renderMarkdown(findings, summary, options, Number.POSITIVE_INFINITY));
};

/**
 * Renders the report into at most `limit` bytes of UTF-8: rows and details that do not fit are left out, the least
 * severe first, and their number is said.
 */
export function renderMarkdown(findings: readonly Finding[], summary: Summary, options: ReportOptions, limit: number): string {
  const ordered = inReportOrder(findings);
  const shown = ordered.filter((finding) => finding.status === 'new' || options.showSuppressed === true);
  const head = headOf(ordered, summary);
  const foot = cutLines(footOf(summary), limit - size(head) - 400);
  // Half of what is left for the table at most; the rest, and what the table leaves, for the details.
  const room = limit - size(head) - size(foot) - 400;
  const table = fitting(shown, Math.floor(room / 2), (finding) => tableRow(finding, summary));
  const details = fitting(shown, room - size(table.text), (finding) => detailsOf(finding, summary, options));

  let text = head;
  if (shown.length > 0) {
    text += `| severity | what | where | state | value |\n| --- | --- | --- | --- | --- |\n${table.text}`;
    if (table.left > 0) text += `\n${countOf(table.left, 'more finding')} ${table.left === 1 ? 'is' : 'are'} not shown here.\n`;
    text += `\n### What to do\n\n${details.text}`;
    if (details.left > 0) text += `${countOf(details.left, 'finding')} without details here: the full report has ${details.left === 1 ? 'it' : 'them'}.\n\n`;
  }
  return text + foot;
}

function headOf(findings: readonly Finding[], summary: Summary): string {
  const { tone, text, incomplete } = conclude(findings, summary);
  const sign = { bad: '❌', warn: '⚠️', good: '✅' }[tone];
  return `## ${sign} ${prose(text)}\n\n${incomplete === null ? '' : `**${prose(incomplete)}**\n\n`}`;
}

function tableRow(finding: Finding, summary: Summary): string {
  const state = stateWords(finding, summary.stage);
  const cells = [
    finding.blocking ? `**${finding.severity}**` : finding.severity,
    `${prose(finding.rule.name)} ${cellCode(finding.rule.id)}`,
    cellCode(placeInWords(firstPlace(finding), '›')) + (finding.places.length > 1 ? ` and ${countOf(finding.places.length - 1, 'more place')}` : ''),
    finding.status === 'new' ? state : `${state}, ${finding.status}`,
    cellCode(finding.masked),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function detailsOf(finding: Finding, summary: Summary, options: ReportOptions): string {
  const lines = [`- Why: ${finding.confidence} confidence: ${finding.reasons.map((reason) => prose(reasonInWords(reason))).join(', ')}.`];
  const facts = Object.entries(finding.facts);
  if (facts.length > 0) lines.push(`- About it: ${facts.map(([name, value]) => `${prose(name)} ${code(value)}`).join(', ')}.`);
  const first = firstCommit(finding);
  if (first !== null) lines.push(`- Since ${prose(commitInWords(first))}: ${code(first.subject)}`);
  const removed = lastRemoval(finding);
  if (removed !== null) lines.push(`- Removed in ${prose(commitInWords(removed))}.`);
  const refs = refsOf(finding);
  if (refs.length > 0) lines.push(`- Still on ${listOf(refs.slice(0, 5).map(code))}.`);
  const others = finding.places.slice(1, 11).map((place) => code(placeInWords(place, '›')));
  if (others.length > 0) lines.push(`- Also in ${others.join(', ')}${finding.places.length > 11 ? `, ${countOf(finding.places.length - 11, 'more place')}` : ''}.`);
  const title = `${finding.severity}: ${prose(finding.rule.name)} in ${code(placeInWords(firstPlace(finding), '›'))}`;
  const end = finding.suppression === null
    ? adviceLines(finding, summary, options)
    : `- ${prose(capitalized(suppressionWords(finding.suppression)))}`;
  return `#### ${title}\n\n${lines.join('\n')}\n${end}\n\n`;
}

function adviceLines(finding: Finding, summary: Summary, options: ReportOptions): string {
  const advice = advise(finding, summary);
  const lines = [`- **${prose(advice.fix)}** ${code(advice.command)}`];
  const steps = wantsSteps(finding, summary) ? (options.remedy?.(finding) ?? []) : [];
  const list = steps.length === 0 ? '' : `\n\n${markdownList(steps.map(prose))}`;
  return `${lines.join('\n')}\n- If it is no secret, ${prose(advice.ignore)}. Fingerprint ${code(finding.fingerprint)}.${list}`;
}

function footOf(summary: Summary): string {
  const lines: string[] = [];
  if (summary.dropped !== undefined && summary.dropped.length > 0) {
    lines.push('### Judged not to be secrets', '');
    for (const { where, dropped } of droppedRows(summary.dropped).slice(0, 200)) {
      lines.push(`- ${code(where)} ${code(dropped.rule)}: ${dropped.reasons.map((reason) => prose(dropInWords(reason))).join(', ')}`);
    }
    lines.push('');
  }
  lines.push('### What was read', '');
  for (const { label, text } of foundRows(summary)) lines.push(`- ${label}: ${prose(text)}`);
  lines.push(`- read: ${prose(readSentence(summary))}`);
  for (const group of summary.skipped) {
    const verb = group.incomplete ? '**not read**' : 'skipped';
    const detail = group.detail === null ? '' : `: ${prose(group.detail)}`;
    lines.push(`- ${verb}: ${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).map(code).join(', ')}${group.count > group.examples.length ? ', …' : ''})${detail}`);
  }
  for (const note of summary.notes) lines.push(`- note: ${prose(note)}`);
  return `${lines.join('\n')}\n`;
}

/** Renders from the front until the room is used up. */
function fitting(findings: readonly Finding[], room: number, render: (finding: Finding) => string): { text: string; left: number } {
  const pieces: string[] = [];
  let used = 0;
  for (const finding of findings) {
    const piece = render(finding);
    used += size(piece);
    if (used > room) break;
    pieces.push(piece);
  }
  return { text: pieces.join(''), left: findings.length - pieces.length };
}

/** Keeps the first lines that fit. */
function cutLines(text: string, limit: number): string {
  if (size(text) <= limit) return text;
  const kept: string[] = [];
  let used = 0;
  for (const line of text.split('\n')) {
    used += size(line) + 1;
    if (used > limit - 100) break;
    kept.push(line);
  }
  return `${kept.join('\n')}\n\nThe rest does not fit here.\n`;
}

function size(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
