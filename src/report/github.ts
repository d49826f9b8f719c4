/**
 * Annotations for GitHub Actions, then the same in words for the log.
 *
 * GitHub keeps ten errors and ten warnings of a step, so the most severe come first and the rest are counted; the job
 * summary (step-summary.ts) has them all. The position is repeated in the message: the log hides the parameters.
 */
import type { Finding } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { advise } from './advice.ts';
import { conclude } from './conclusion.ts';
import { count, countOf } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere, placeInWords } from './places.ts';
import type { Writer } from './report.ts';
import { readSentence } from './summary-words.ts';
import type { Summary } from './summary.ts';
import { skipExamples, skipWords, stateWords } from './words.ts';
import { workflowCommand, type AnnotationLevel } from './workflow-command.ts';

/** Annotations of one level that GitHub keeps of a step. */
export const ANNOTATION_LIMIT = 10;

/** Writes workflow commands and a summary of plain lines. */
export const writeGithub: Writer = async (findings, summary, _options, sink) => {
  const ordered = inReportOrder(findings);
  const left: Record<AnnotationLevel, number> = { error: ANNOTATION_LIMIT, warning: ANNOTATION_LIMIT, notice: ANNOTATION_LIMIT };
  const rest: Finding[] = [];
  for (const finding of ordered) {
    if (finding.status !== 'new') continue;
    const level = levelOf(finding);
    if (left[level] === 0) {
      rest.push(finding);
      continue;
    }
    left[level]--;
    await sink.write(`${annotation(finding, level, summary)}\n`);
  }
  const { tone, text, incomplete } = conclude(ordered, summary);
  if (incomplete !== null && left.error > 0) {
    await sink.write(`${workflowCommand('error', { title: 'keysieve: scan incomplete' }, `${incomplete} ${notReadSentence(summary)}`)}\n`);
  }
  const say = (line: string): Promise<void> => sink.write(`${visible(line)}\n`);
  if (rest.length > 0) {
    await say(`${countOf(rest.length, 'more finding')} without an annotation, since GitHub keeps ${ANNOTATION_LIMIT} of a kind:`);
    for (const finding of rest) await say(`  ${finding.severity} ${finding.rule.id} ${placeInWords(firstPlace(finding), '>')}`);
  }
  for (const group of summary.skipped) {
    await say(`${group.incomplete ? 'Not read' : 'Skipped'}: ${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).join(', ')})${group.detail === null ? '' : `: ${group.detail}`}`);
  }
  for (const note of summary.notes) await say(`Note: ${note}`);
  await say(`Read ${readSentence(summary)}.`);
  await say(`${tone === 'good' ? '' : 'Result: '}${text}${incomplete === null ? '' : ` ${incomplete}`}`);
};

function levelOf(finding: Finding): AnnotationLevel {
  if (finding.blocking) return 'error';
  return finding.severity === 'low' || finding.severity === 'info' ? 'notice' : 'warning';
}

function annotation(finding: Finding, level: AnnotationLevel, summary: Summary): string {
  const place = finding.places.find(isThere);
  const where = place ?? firstPlace(finding);
  // Columns only make sense on one line; GitHub refuses them otherwise.
  const columns = where.startLine === where.endLine ? { col: where.startColumn, endColumn: where.endColumn } : {};
  const position = place === undefined ? {} : { file: place.path, line: place.startLine, endLine: place.endLine, ...columns };
  const advice = advise(finding, summary);
  const message = `${placeInWords(where, '>')}: ${finding.masked} (${stateWords(finding, summary.stage)}, ${finding.confidence} confidence). `
    + `${advice.fix} If it is no secret, ${advice.ignore}.`;
  return workflowCommand(level, { ...position, title: `${finding.severity}: ${finding.rule.name} (${finding.rule.id})` }, message);
}

function notReadSentence(summary: Summary): string {
  return summary.skipped.filter((group) => group.incomplete)
    .map((group) => `${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).join(', ')})${group.detail === null ? '' : `: ${group.detail}`}`)
    .join('; ');
}
