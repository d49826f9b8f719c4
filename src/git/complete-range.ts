/** Sees to it that a range of commits is whole in a shallow or narrow clone: fetches what its answer depends on. */
import type { Fetch, FetchOutcome } from './fetch.ts';
import { openRepository } from './repository.ts';
import type { Repository } from './repository.ts';
import { gitOutput, gitResult } from './run.ts';
import type { GitPlace } from './run.ts';

/** First guess of how far back two commits have to be followed; it grows from there, and then everything is fetched. */
const FIRST_DEPTH = 64;
const GROWTH = 8;
const DEEPEST = 4096;

/** Gives the commit that an id or name leads to, null when it is not here. Never goes to the network. */
export async function commitOf(place: GitPlace, revision: string): Promise<string | null> {
  const result = await gitResult(place, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const id = result.stdout.toString('latin1').trim();
  if (result.exitCode !== 0 || id === '') return null;
  // rev-parse takes any id of full length for granted.
  const exists = await gitResult(place, ['cat-file', '-e', `${id}^{commit}`]);
  return exists.exitCode === 0 ? id : null;
}

/** How to fetch single commits into this clone: a shallow one stays shallow, and nothing is cut off that was there. */
export async function gentleDepth(repository: Repository, commits: number | null = null): Promise<'missing' | { readonly commits: number }> {
  if (!repository.shallow) return 'missing';
  return { commits: (await knownCommits(repository)) + Math.max(FIRST_DEPTH, (commits ?? 0) + 2) };
}

/** More than any chain of commits here is long: a fetch of that depth never shortens history. */
async function knownCommits(repository: Repository): Promise<number> {
  return Number((await gitOutput(repository, ['rev-list', '--count', '--all', 'HEAD', '--'])).toString('latin1'));
}

/** A range that can be answered, or why not. */
export type Completed = { readonly ok: true; readonly repository: Repository } | Extract<FetchOutcome, { readonly ok: false }>;

/**
 * Deepens a shallow clone until "the commits of `head` that none of `exclude` has" is what it would be in a full clone;
 * with nothing excluded that is all of head's history. All commits must be here already. Gives the repository as it is then.
 */
export async function completeRange(repository: Repository, head: string, exclude: readonly string[], fetch: Fetch): Promise<Completed> {
  let current = repository;
  for (let growth = FIRST_DEPTH; ; growth *= GROWTH) {
    if (!current.shallow || (exclude.length > 0 && (await isClosed(current, head, exclude)))) return { ok: true, repository: current };
    const depth = exclude.length === 0 || growth > DEEPEST ? 'all' : { commits: (await knownCommits(current)) + growth };
    const outcome = await fetch([head, ...exclude], depth);
    if (!outcome.ok) return outcome;
    current = await reopened(current);
    if (depth === 'all') return { ok: true, repository: current };
  }
}

/**
 * In a shallow clone a commit whose parents are cut off looks like a first commit. While neither side of the range holds
 * one, every path back ends in a commit that both sides have, and nothing beyond it matters.
 */
async function isClosed(repository: Repository, head: string, exclude: readonly string[]): Promise<boolean> {
  const roots = async (include: readonly string[], not: readonly string[]): Promise<boolean> =>
    (await gitOutput(repository, ['rev-list', '--max-parents=0', '--max-count=1', ...include, '--not', ...not, '--'])).length > 0;
  return !(await roots([head], exclude)) && !(await roots(exclude, [head]));
}

/** The facts of a clone change with a fetch. */
export async function reopened(repository: Repository): Promise<Repository> {
  return (await openRepository(repository.cwd, repository.env)) ?? repository;
}

/** Fetches every branch and tag with all their history into a shallow clone; does nothing in a full one. */
export async function completeEverything(repository: Repository, remote: string, fetch: Fetch): Promise<Completed> {
  if (!repository.shallow) return { ok: true, repository };
  const outcome = await fetch([`+refs/heads/*:refs/remotes/${remote}/*`, '+refs/tags/*:refs/tags/*'], 'all');
  return outcome.ok ? { ok: true, repository: await reopened(repository) } : outcome;
}
