/** The exceptions that a pull request adds, as Markdown for its reviewer. */
import type { ReviewRow } from '../cli/ci/suppression-review.ts';
import { cellCode, prose } from '../report/markdown-text.ts';
import { countOf } from '../report/numbers.ts';

/** Rows listed; the others are counted. */
const MOST_ROWS = 100;

/** Gives the section; empty when there is nothing to review. */
export function reviewMarkdown(rows: readonly ReviewRow[], broken: string | null): string {
  if (rows.length === 0 && broken === null) return '';
  const lines = ['### Exceptions that this pull request adds', ''];
  if (broken !== null) lines.push(`**Scans will fail once this is merged:** ${prose(broken)}`, '');
  if (rows.length > 0) {
    lines.push(
      'Please review them. Configuration, baselines and ignore files were read from the commit this is to be merged into, so changes of those had no effect here.', '',
      '| where | what | effect |', '| --- | --- | --- |',
      ...rows.slice(0, MOST_ROWS).map((row) => `| ${cellCode(row.where)} | ${prose(row.what)} | ${row.effect === null ? '' : prose(row.effect)} |`),
    );
    if (rows.length > MOST_ROWS) lines.push('', `${countOf(rows.length - MOST_ROWS, 'more exception')} not shown here.`);
  }
  return `${lines.join('\n')}\n\n`;
}
