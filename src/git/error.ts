/** What can go wrong when git is asked: one class, a word for programs, a sentence and a way out for people. */
import { KeysieveError } from '../errors.ts';

export type GitProblem =
  /** git is not installed, or not in PATH. */
  | 'git-not-found'
  /** git does not know an option we need. */
  | 'git-too-old'
  /** git refuses to read a repository of another user (`safe.directory`, `safe.bareRepository`). */
  | 'not-trusted'
  /** There is a repository, and git cannot read it. */
  | 'broken-repository'
  /** A revision that was asked for does not exist here. */
  | 'unknown-revision'
  /** Anything else git failed at. */
  | 'git-failed';

/** The oldest git that is to work (Ubuntu 20.04's). The youngest options used here are `cat-file --unordered` and `rev-list --missing`, of 2.19. */
const OLDEST_GIT = '2.25';

/** git failed. The message never holds a credential of a URL; `hint` is the way out. */
export class GitError extends KeysieveError {
  readonly problem: GitProblem;

  /** Takes the kind of problem, a sentence without a final stop, and what the reader can do about it if we know. */
  constructor(problem: GitProblem, message: string, hint: string | null = null) {
    super('git', message, { hint });
    this.problem = problem;
  }
}

/**
 * Reads git's complaint and makes the error of it.
 * @param command git's sub-command, for the sentence.
 * @param exitCode null when a signal ended it.
 * @param stderr what git wrote, in the C locale.
 */
export function gitFailure(command: string, exitCode: number | null, stderr: string): GitError {
  const complaint = withoutUrlCredentials(stderr);
  if (/detected dubious ownership|unsafe repository/.test(complaint)) return notTrusted(complaint);
  if (complaint.includes('safe.bareRepository')) {
    return new GitError(
      'not-trusted',
      'git refuses to use this bare repository, because safe.bareRepository is set to "explicit"',
      'if you trust it, set GIT_DIR to its path and run keysieve again',
    );
  }
  if (exitCode === 129) {
    return new GitError(
      'git-too-old',
      `This git does not understand \`git ${command}\` as keysieve uses it: ${firstComplaint(complaint)}`,
      `install git ${OLDEST_GIT} or newer`,
    );
  }
  if (/not a git repository/.test(complaint)) {
    return new GitError('broken-repository', `git cannot read the repository: ${firstComplaint(complaint)}`, BROKEN_WAY_OUT);
  }
  if (/promisor remote|lazy fetching/.test(complaint)) {
    return new GitError(
      'git-failed',
      'this is a partial clone, and what is needed is only at its remote',
      'run `git fetch --refetch --no-filter`, or clone without --filter',
    );
  }
  const end = exitCode === null ? 'was ended by a signal' : 'failed';
  return new GitError('git-failed', `\`git ${command}\` ${end}: ${firstComplaint(complaint)}`);
}

/** What to try with a repository that git cannot read. */
export const BROKEN_WAY_OUT = 'look at it with `git fsck`, or clone it again';

function notTrusted(complaint: string): GitError {
  const directory = /safe\.directory (.+)/.exec(complaint)?.[1] ?? '<repository>';
  return new GitError(
    'not-trusted',
    `git refuses to read ${directory}: it belongs to another user`,
    `if you trust it, run: git config --global --add safe.directory ${directory}`,
  );
}

/** The line that says most: the first `fatal:`, else the first `error:`, else the first line. */
function firstComplaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const line = lines.find((l) => l.startsWith('fatal:')) ?? lines.find((l) => l.startsWith('error:')) ?? lines[0];
  return line === undefined ? 'it gave no reason' : line.replace(/^(fatal|error): */, '');
}

function withoutUrlCredentials(text: string): string {
  return text.replace(/:\/\/[^\s/@]*@/g, '://***@');
}
