/** What to do about a finding. It depends on how far the secret got: before a commit nothing has to be rotated. */
import type { Finding, Place } from '../model.ts';
import { isPlainText } from '../ui/sanitize.ts';
import { firstPlace, isThere } from './places.ts';
import type { Summary } from './summary.ts';

/** The next steps, in words and in commands that can be pasted. */
export interface Advice {
  /** One or two sentences. */
  readonly fix: string;
  /** Its beginning, for when the rest was said before: `Rotate it first`. */
  readonly brief: string;
  /** The next command. */
  readonly command: string;
  /** How to say that it is no secret: words to follow "if it is no secret,". */
  readonly ignore: string;
}

const EXPOSED = 'Rotate it first';

/** Gives the advice for a finding at the stage of the scan. */
export function advise(finding: Finding, summary: Summary): Advice {
  const fix = fixFor(finding, summary);
  return { fix, brief: /^[^:.;]+/.exec(fix)?.[0] ?? fix, command: commandFor(finding), ignore: ignoreFor(finding, summary) };
}

/** True when the playbook's steps (make a new one, revoke the old one) are called for, not only the removal of a text. */
export function wantsSteps(finding: Finding, summary: Summary): boolean {
  if (finding.status !== 'new' || finding.state === 'staged') return false;
  if (finding.rule.channel === 'practice') return true;
  if (finding.state === 'worktree') return summary.stage === 'files';
  return summary.stage !== 'push';
}

function fixFor(finding: Finding, summary: Summary): string {
  if (finding.rule.channel === 'practice') return 'Change it here: this is a habit that leaks secrets, not a secret.';
  switch (finding.state) {
    case 'staged':
      return 'Unstage it and keep the value outside the repository: nothing has leaked, nothing to rotate.';
    case 'worktree':
      return summary.stage === 'files'
        ? 'Keep the value in a secret store. Rotate it if anybody else could read this file.'
        : 'Take it out before it is committed. Rotate it only if this file was shared another way.';
    case 'in-head':
    case 'history-only':
      return fixForCommitted(finding, summary);
    case 'dangling':
      return 'Rotate it if this commit was ever pushed; otherwise git gc will drop it in time.';
    case 'stream':
      return 'Take it out where this text comes from. Rotate it if the text was stored or sent anywhere.';
  }
}

function fixForCommitted(finding: Finding, summary: Summary): string {
  const gone = finding.state === 'history-only';
  switch (summary.stage) {
    case 'push':
      return 'Do not push it: rewrite the commit (git commit --amend, git rebase -i). '
        + 'While no remote has these commits there is nothing to rotate.';
    case 'pull-request':
      return gone
        ? `${EXPOSED}: it was removed again, and every commit of a pull request can still be read.`
        : `${EXPOSED}: the commit is on the server, and deleting the line in a later one does not take it back.`;
    default:
      return gone
        ? `${EXPOSED}: deleted files stay in every clone and fork. Rewriting history comes after that, if at all.`
        : `${EXPOSED}: every clone has it. Then replace it in the file by a reference to a secret store.`;
  }
}

function commandFor(finding: Finding): string {
  const path = finding.state === 'staged' ? shellWord(firstPlace(finding).path) : null;
  return path === null ? `keysieve explain ${finding.rule.id}` : `git restore --staged ${path}`;
}

function ignoreFor(finding: Finding, { basePolicy }: Summary): string {
  const place = finding.places.find(isThere);
  const byComment = place !== undefined && takesComments(place) && basePolicy?.markersCount !== false;
  if (byComment) return `put the comment "keysieve:allow ${finding.rule.id} <reason>" on line ${place.startLine}`;
  return `allow the fingerprint ${finding.fingerprint} in keysieve.yaml, with a reason`
    + `${basePolicy === undefined ? '' : '; that counts once it is merged into the base, in a pull request of its own'}`;
}

/** Formats in which a comment would break the file, and places that are no line of the file. */
function takesComments(place: Place): boolean {
  return place.inner.length === 0 && place.startLine === place.endLine && !/\.(json|ipynb|csv|tsv|pem|key|lock|log)$/i.test(place.path);
}

/** A path as one word of a POSIX shell; null when it holds what cannot be pasted safely. */
export function shellWord(path: string): string | null {
  if (!isPlainText(path)) return null;
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w./@%+=:,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
