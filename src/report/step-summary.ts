/** The job summary of GitHub Actions: Markdown of at most 1 MiB a step; GitHub drops a longer one whole. */
import type { Finding } from '../model.ts';
import { renderMarkdown } from './markdown.ts';
import type { ReportOptions } from './report.ts';
import type { Summary } from './summary.ts';

/** GitHub's limit in bytes, with room for what other commands of the same step append. */
export const STEP_SUMMARY_LIMIT = 1_000_000;

/** Gives the text to append to the file named by GITHUB_STEP_SUMMARY. */
export function stepSummary(findings: readonly Finding[], summary: Summary, options: ReportOptions): string {
  return renderMarkdown(findings, summary, options, STEP_SUMMARY_LIMIT);
}
