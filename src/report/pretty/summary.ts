/** The block at the end of the pretty report: what was found, what was read, what was not, and the last word. */
import type { Finding } from '../../model.ts';
import { visible } from '../../ui/sanitize.ts';
import type { Style } from '../../ui/style.ts';
import { conclude } from '../conclusion.ts';
import { count, countOf } from '../numbers.ts';
import { dropInWords } from '../reasons.ts';
import type { ReportOptions } from '../report.ts';
import { droppedRows, foundRows, readSentence } from '../summary-words.ts';
import type { Summary } from '../summary.ts';
import { skipExamples, skipWords } from '../words.ts';
import { wrap } from '../wrap.ts';

const TEXT_COLUMNS = 100;
const LABEL = 14;

/** Gives the lines of the block, none wider than the terminal. */
export function renderSummary(findings: readonly Finding[], summary: Summary, options: ReportOptions, style: Style): string[] {
  const { columns, unicode } = options.terminal;
  const { symbols } = style;
  const width = Math.min(columns, TEXT_COLUMNS);
  const lines: string[] = [];
  const row = (label: string, text: string, paint = (line: string): string => line): void => {
    wrap(visible(text, { ascii: !unicode }), Math.max(8, width - LABEL)).forEach((line, index) => {
      lines.push(`  ${style.dim((index === 0 ? label : '').padEnd(LABEL - 2))}${paint(line)}`);
    });
  };

  if (summary.dropped !== undefined) {
    for (const { where, dropped } of droppedRows(summary.dropped)) row('dropped', `${where}  ${dropped.rule}  ${dropped.masked}: ${dropped.reasons.map(dropInWords).join(', ')}`);
    row('', `${countOf(summary.dropped.length, 'candidate')} judged not to be secrets`);
    lines.push('');
  }
  if (summary.findings.new > 0) {
    lines.push(style.dim(symbols.rule.repeat(width)));
    for (const { label, text } of foundRows(summary)) row(label, text);
  }
  row('read', readSentence(summary));
  for (const group of summary.skipped) {
    const more = group.count > group.examples.length ? `, ${symbols.ellipsis}` : '';
    const detail = group.detail === null ? '' : ` ${symbols.dash} ${group.detail}`;
    const text = `${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).join(', ')}${more})${detail}`;
    row(group.incomplete ? 'not read' : 'skipped', text, group.incomplete ? style.warn : undefined);
  }
  for (const note of summary.notes) row('note', note);

  const { tone, text, incomplete } = conclude(findings, summary);
  const paint = tone === 'bad' ? style.bad : tone === 'warn' ? style.warn : style.good;
  lines.push('');
  wrap(text, Math.max(8, width - 4)).forEach((line, index) => {
    lines.push(`  ${paint(index === 0 ? symbols[tone] : ' ')} ${style.bold(line)}`);
  });
  for (const line of incomplete === null ? [] : wrap(incomplete, Math.max(8, width - 4))) lines.push(`    ${style.warn(line)}`);
  return lines;
}
