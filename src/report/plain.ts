/** The report for a screen reader: full sentences, one a line, no frames, no signs, nothing that has to be spelled. */
import type { Finding } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { advise } from './advice.ts';
import { conclude } from './conclusion.ts';
import { count, countOf, listOf } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { commitInWords, firstCommit, firstPlace, isInFile, lastRemoval, placeInWords, refsOf } from './places.ts';
import { dropInWords, reasonInWords } from './reasons.ts';
import type { ReportOptions, Writer } from './report.ts';
import { droppedRows, foundRows, readSentence } from './summary-words.ts';
import type { Summary } from './summary.ts';
import { capitalized, skipExamples, skipWords, stateSentence, suppressionWords } from './words.ts';

/** Writes the plain report. */
export const writePlain: Writer = async (findings, summary, options, sink) => {
  const ascii = { ascii: !options.terminal.unicode };
  const say = (lines: readonly string[]): Promise<void> =>
    sink.write(`${lines.map((line) => visible(line, ascii)).join('\n')}\n\n`);
  const ordered = inReportOrder(findings);
  const shown = ordered.filter((finding) => finding.status === 'new' || options.showSuppressed === true);
  for (const [index, finding] of shown.entries()) {
    await say([`Finding ${index + 1} of ${shown.length}.`, ...sentencesAbout(finding, summary, options)]);
  }
  if (summary.dropped !== undefined) {
    await say([
      `${capitalized(countOf(summary.dropped.length, 'candidate'))} judged not to be secrets.`,
      ...droppedRows(summary.dropped).map(({ where, dropped }) => `${where}, rule ${dropped.rule}: ${dropped.reasons.map(dropInWords).join(', ')}.`),
    ]);
  }
  await sink.write(`${summarySentences(ordered, summary).map((line) => visible(line, ascii)).join('\n')}\n`);
};

function sentencesAbout(finding: Finding, summary: Summary, options: ReportOptions): string[] {
  const place = firstPlace(finding);
  const sentences = [
    `${finding.rule.name}. Severity ${finding.severity}. Confidence ${finding.confidence}. Rule ${finding.rule.id}.`,
    isInFile(place)
      ? `File ${place.path}, line ${place.startLine}, column ${place.startColumn}${place.inner.length > 0 ? `, in ${place.inner.join(', ')}` : ''}.`
      : `In a ${placeInWords(place, 'in')}.`,
    `The value is ${maskInWords(finding.masked)}.`,
    stateSentence(finding, summary.stage),
    `Why it was found: ${finding.reasons.map(reasonInWords).join(', ')}.`,
  ];
  const facts = Object.entries(finding.facts);
  if (facts.length > 0) sentences.push(`What it says: ${facts.map(([name, value]) => `${name} ${value}`).join(', ')}.`);
  const first = firstCommit(finding);
  if (first !== null) sentences.push(`It came in with commit ${commitInWords(first)}, with the subject: ${first.subject}.`);
  const removed = lastRemoval(finding);
  if (removed !== null) sentences.push(`It was removed in commit ${commitInWords(removed)}.`);
  const refs = refsOf(finding);
  if (refs.length > 0) sentences.push(`It is still on ${listOf(refs)}.`);
  sentences.push(...otherPlaces(finding, options));
  if (finding.suppression !== null) {
    return [...sentences, `It is ${suppressionWords(finding.suppression)}.`];
  }
  const advice = advise(finding, summary);
  return [...sentences, `What to do. ${advice.fix}`, `Next command: ${advice.command}`, `If it is no secret, ${advice.ignore}.`];
}

function otherPlaces(finding: Finding, options: ReportOptions): string[] {
  const others = finding.places.slice(1);
  if (others.length === 0) return [];
  const shown = others.slice(0, Math.max(1, (options.maxPlaces ?? 3) - 1)).map((place) => placeInWords(place, 'in'));
  const more = others.length - shown.length;
  return [`The same value is also in ${listOf(more > 0 ? [...shown, countOf(more, 'more place')] : shown)}.`];
}

function summarySentences(findings: readonly Finding[], summary: Summary): string[] {
  const { text, incomplete } = conclude(findings, summary);
  const sentences = [`Result. ${text}`];
  if (incomplete !== null) sentences.push(incomplete);
  if (summary.findings.new > 0) sentences.push(...foundRows(summary).map((row) => `${capitalized(row.label)}: ${row.text}.`));
  sentences.push(`Read: ${readSentence(summary)}.`);
  for (const group of summary.skipped) {
    const detail = group.detail === null ? '' : ` ${capitalized(group.detail.replace(/\.$/, ''))}.`;
    const verb = group.incomplete ? 'Not read' : 'Skipped on purpose';
    sentences.push(`${verb}: ${count(group.count)} ${skipWords(group.reason)}, for example ${listOf(skipExamples(group))}.${detail}`);
  }
  return [...sentences, ...summary.notes.map((note) => `Note: ${note.replace(/\.$/, '')}.`)];
}

/** A mask as findings/mask.ts makes it: `AKIA…(20)` is read as `hidden, begins with AKIA and is 20 bytes long`. */
function maskInWords(masked: string): string {
  const [, start, length] = /^(.*)…\((\d+)\)$/s.exec(masked) ?? [];
  if (start === undefined || length === undefined) return masked;
  const spoken = start.replace(/-{2,}/g, '').trim();
  return spoken === '' ? `hidden and ${countOf(Number(length), 'byte')} long` : `hidden, begins with ${spoken} and is ${countOf(Number(length), 'byte')} long`;
}
