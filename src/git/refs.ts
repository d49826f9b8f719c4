/** Which refs there are, what they point at, and which stashes. */
import { GitError } from './error.ts';
import { gitOutput, gitResult } from './run.ts';
import type { GitPlace } from './run.ts';

export interface Ref {
  /** Full name: `refs/heads/main`. */
  readonly name: string;
  /** As people write it: `main`, `origin/main`, `v1.0`; the full name when it is no branch and no tag. */
  readonly shortName: string;
  /** What it points at. */
  readonly id: string;
  /** `id` with annotated tags followed to what they tag. */
  readonly target: string;
  readonly targetType: 'commit' | 'tree' | 'blob' | 'tag';
}

const FORMAT = '%(objectname) %(objecttype) %(*objectname) %(*objecttype) %(symref) %(refname)';
/** Without types: works when a ref's object is missing. */
const PLAIN_FORMAT = '%(objectname) commit   %(symref) %(refname)';

/** All refs that are not aliases of other refs, branches first, then remote branches, tags and the rest. */
export async function listRefs(place: GitPlace): Promise<readonly Ref[]> {
  const output = await gitOutput(place, ['for-each-ref', `--format=${FORMAT}`]).catch((error: unknown) => {
    if (error instanceof GitError && error.problem === 'git-failed') return gitOutput(place, ['for-each-ref', `--format=${PLAIN_FORMAT}`]);
    throw error;
  });
  const refs: Ref[] = [];
  for (const line of output.toString('utf8').split('\n')) {
    const [id, type, peeled, peeledType, symref, name] = line.split(' ');
    if (id === undefined || name === undefined || symref !== '') continue;
    const target = peeled === undefined || peeled === '' ? id : peeled;
    const targetType = (peeledType === undefined || peeledType === '' ? type : peeledType) as Ref['targetType'];
    refs.push({ name, shortName: shortRefName(name), id, target, targetType });
  }
  return refs.toSorted((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

const PREFIXES = ['refs/heads/', 'refs/remotes/', 'refs/tags/'];

function rank(name: string): number {
  const index = PREFIXES.findIndex((prefix) => name.startsWith(prefix));
  return index === -1 ? PREFIXES.length : index;
}

/** A ref's name as people write it; the full name when it is no branch and no tag. */
export function shortRefName(name: string): string {
  const prefix = PREFIXES.find((start) => name.startsWith(start));
  return prefix === undefined ? name : name.slice(prefix.length);
}

/**
 * The commits of `git stash list`, newest first. All but the newest are held by the reflog alone, so `--all` does
 * not reach them.
 */
export async function listStashes(place: GitPlace): Promise<readonly string[]> {
  const result = await gitResult(place, ['rev-list', '--walk-reflogs', '--ignore-missing', 'refs/stash', '--']);
  // Without a stash the ref does not exist, and git says so.
  return result.exitCode === 0 ? result.stdout.toString('latin1').split('\n').filter((id) => id !== '') : [];
}

/** The commit HEAD points at; null when there is none yet. */
export async function headCommit(place: GitPlace): Promise<string | null> {
  const result = await gitResult(place, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return result.exitCode === 0 ? result.stdout.toString('latin1').trim() : null;
}
