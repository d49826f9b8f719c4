/** Text from a repository inside Markdown (GitHub Flavored Markdown 0.29): shown as it is, never as markup, links or mentions. */
import { visible } from '../ui/sanitize.ts';

/** An inline code span for a table's cell: tables split even code at a pipe, so it is escaped. */
export function cellCode(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** An inline code span: nothing in it is markup. */
export function code(text: string): string {
  const shown = visible(text);
  if (shown.trim() === '') return '` `';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A sentence: every sign that could begin markup is escaped, and so is a mention or an autolink. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\*_{}[\]<>#|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/`/g, '&#96;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}&#46;`);
}

/** A numbered list of sentences that may hold markup of their own. */
export function markdownList(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}
