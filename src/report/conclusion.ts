/** The last word of a report: one sentence that is never better than the truth. */
import type { Finding } from '../model.ts';
import { countOf } from './numbers.ts';
import { readNothing, severityList, type Stage, type Summary } from './summary.ts';
import { nounFor } from './words.ts';

/** `bad`: something is in the way. `warn`: look again. `good`: everything asked for was read, nothing new is in it. */
export interface Conclusion {
  readonly tone: 'bad' | 'warn' | 'good';
  /** One sentence. */
  readonly text: string;
  /** A second sentence when the scan is incomplete; null otherwise. */
  readonly incomplete: string | null;
}

const BLOCKED: Readonly<Record<Stage, string>> = {
  staged: 'in the way of this commit',
  push: 'in the way of this push',
  'pull-request': 'in the way of this pull request',
  history: 'to act on',
  worktree: 'to act on',
  files: 'to act on',
  stream: 'to act on',
};

const NOTHING_READ: Readonly<Record<Stage, string>> = {
  staged: 'nothing is staged',
  push: 'there is nothing new to push',
  'pull-request': 'there are no commits in the range',
  history: 'there are no commits',
  worktree: 'there are no files',
  files: 'there are no files',
  stream: 'the input is empty',
};

/** Draws the conclusion. "No secrets" is only said of a complete scan that has read something. */
export function conclude(findings: readonly Finding[], summary: Summary): Conclusion {
  const incomplete = summary.complete ? null : incompleteSentence(summary);
  const fresh = findings.filter((finding) => finding.status === 'new');
  const blocking = fresh.filter((finding) => finding.blocking);
  if (blocking.length > 0) {
    const what = countOf(blocking.length, nounFor(blocking));
    const others = fresh.length - blocking.length;
    const rest = others === 0 ? '' : ` ${countOf(others, 'more', 'more')} to look at.`;
    return { tone: 'bad', text: `${what} ${BLOCKED[summary.stage]}: ${severitiesOf(blocking)}.${rest}`, incomplete };
  }
  if (fresh.length > 0) {
    const what = countOf(fresh.length, nounFor(fresh));
    return { tone: 'warn', text: `${what} to look at, none in the way: ${severitiesOf(fresh)}.`, incomplete };
  }
  const known = suppressedSentence(summary);
  if (!summary.complete) {
    return { tone: 'warn', text: `Nothing new was found in what could be read.${known}`, incomplete };
  }
  if (readNothing(summary)) {
    return { tone: 'warn', text: `Nothing was checked: ${NOTHING_READ[summary.stage]}.`, incomplete };
  }
  return { tone: 'good', text: known === '' ? 'No secrets found.' : `No new secrets found.${known}`, incomplete };
}

function incompleteSentence(summary: Summary): string {
  const missing = summary.skipped.filter((group) => group.incomplete).reduce((sum, group) => sum + group.count, 0);
  const what = missing === 0 ? 'something was not read' : `${countOf(missing, 'thing')} could not be read`;
  return `The scan is incomplete: ${what}, so this is not an all-clear.`;
}

function suppressedSentence(summary: Summary): string {
  const { baselined, allowed } = summary.findings;
  const parts = [baselined > 0 ? `${baselined} in the baseline` : '', allowed > 0 ? `${allowed} allowed` : ''];
  const known = parts.filter((part) => part !== '').join(', ');
  return known === '' ? '' : ` Known: ${known}.`;
}

function severitiesOf(findings: readonly Finding[]): string {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return severityList(counts);
}
