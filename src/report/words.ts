/** The words that every report for people uses, so that all of them say the same. */
import type { Finding, Skip, State, Suppression } from '../model.ts';
import type { SkipGroup, Stage, Summary } from './summary.ts';

const STATES: Readonly<Record<State, string>> = {
  staged: 'staged',
  worktree: 'not committed',
  'in-head': 'in HEAD',
  'history-only': 'history only',
  dangling: 'unreachable',
  stream: 'input',
};

const SENTENCES: Readonly<Record<State, string>> = {
  staged: 'It is staged for the next commit.',
  worktree: 'It is in the working tree and in no commit.',
  'in-head': 'It is in the checked-out commit.',
  'history-only': 'It is gone from the current files and still in the history.',
  dangling: 'It is in a commit that no branch or tag reaches.',
  stream: 'It is in the text that was read from standard input.',
};

const REASONS: Readonly<Record<Skip['reason'], string>> = {
  binary: 'binary',
  'too-large': 'too large',
  unreadable: 'unreadable',
  'timed-out': 'timed out',
  limit: 'over a limit',
  'missing-object': 'missing from this clone',
  shallow: 'beyond a shallow clone',
  'partial-clone': 'not fetched by a partial clone',
  'git-error': 'refused by git',
  'broken-pattern': 'given up by a pattern',
  submodule: 'submodule',
  symlink: 'symbolic link',
  excluded: 'excluded by the configuration',
};

/** How far a secret got, in a word or two. Outside a repository nothing is "committed". */
export function stateWords(finding: Pick<Finding, 'state' | 'places'>, stage: Stage): string {
  if (finding.state === 'worktree' && stage === 'files') return 'on disk';
  return isElsewhere(finding) ? 'on other refs' : STATES[finding.state];
}

/** The same as a sentence. */
export function stateSentence(finding: Pick<Finding, 'state' | 'places'>, stage: Stage): string {
  if (finding.state === 'worktree' && stage === 'files') return 'It is in a file on disk.';
  return isElsewhere(finding) ? 'It is in a branch or tag that is not checked out.' : SENTENCES[finding.state];
}

/** In the tip of some ref, and not in HEAD. */
function isElsewhere(finding: Pick<Finding, 'state' | 'places'>): boolean {
  return finding.state === 'in-head' && !finding.places.some((place) => place.current);
}

/** Why something was not scanned, to follow a number: `12 binary`. */
export function skipWords(reason: Skip['reason']): string {
  return REASONS[reason];
}

/** Some of what was skipped, as people name it: versions of files that only the history has are objects without a name. */
export function skipExamples(group: Pick<SkipGroup, 'examples'>): string[] {
  return group.examples.map((what) => (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(what) ? `object ${shortId(what)}` : what));
}

/** `secret` when that is what all of them are, else `finding`. */
export function nounFor(findings: readonly Finding[]): string {
  return findings.every((finding) => finding.rule.channel === 'secret') ? 'secret' : 'finding';
}

/** What excepted a finding, and why: `allowed in keysieve.yaml:12: a test key`. */
export function suppressionWords({ by, where, reason }: Suppression): string {
  const what = { config: `allowed in ${where}`, inline: `allowed by a comment at ${where}`, baseline: `in the baseline ${where}` }[by];
  return reason === '' ? what : `${what}: ${reason}`;
}

/** `keysieve 1.2.3`. */
export function toolName(summary: Summary): string {
  return `keysieve ${summary.toolVersion}`;
}

/** `Critical` from `critical`. */
export function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** First twelve digits of an object id: enough to find it, short enough to read. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The day of an ISO date; the text itself when it is none. */
export function day(date: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(date) ? date.slice(0, 10) : date;
}
