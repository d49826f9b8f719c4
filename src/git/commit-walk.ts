/** Walks the commits of a repository and notes in a place book what they did to wanted blobs. */
import type { Skip } from '../model.ts';
import { commitChanges } from './commit-changes.ts';
import { inOneBatch, readCommits } from './commit-infos.ts';
import { GitError } from './error.ts';
import type { CommitFacts, PlaceBook } from './place-book.ts';
import type { Repository } from './repository.ts';
import { gitRecords } from './run.ts';

/** What a walk over everything reachable learned besides the places. */
export interface WalkResult {
  /** False when git could not walk all of it (a commit is missing). */
  readonly complete: boolean;
  /** Of the commits asked for, those that were reached, with whether HEAD reaches them. */
  readonly commits: ReadonlyMap<string, { readonly inHead: boolean }>;
}

/** Walks everything that refs, HEAD and stashes reach, children before parents, newest first. */
export async function noteReachable(
  repository: Repository,
  from: { readonly head: string | null; readonly stashes: readonly string[]; readonly commits: ReadonlySet<string> },
  book: PlaceBook,
  onSkip: (skip: Skip) => void,
): Promise<WalkResult> {
  const reached = new Map<string, { readonly inHead: boolean }>();
  const underWay = new Map<string, CommitFacts>();

  async function* commits(): AsyncGenerator<readonly string[], void, void> {
    // Ids known to be in HEAD's history and not yet passed: never more than the width of the graph.
    const headHistory = new Set(from.head === null ? [] : [from.head]);
    for await (const lines of gitRecords(repository, ['rev-list', '--date-order', '--parents', ...reachable(from.stashes)], '\n')) {
      yield lines.map((line) => {
        const [id = '', ...parents] = line.split(' ');
        const inHeadHistory = headHistory.delete(id);
        if (inHeadHistory) for (const parent of parents) headHistory.add(parent);
        if (from.commits.has(id)) reached.set(id, { inHead: inHeadHistory });
        underWay.set(id, { id, inHeadHistory, reachable: true });
        return id;
      });
    }
  }

  try {
    for await (const batch of commitChanges(repository, commits(), { renames: false }, onSkip)) {
      for (const { commit, changes } of batch) {
        const facts = underWay.get(commit) ?? { id: commit, inHeadHistory: false, reachable: true };
        underWay.delete(commit);
        for (const change of changes) book.note(facts, change);
      }
    }
    return { complete: true, commits: reached };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    onSkip({ reason: 'git-error', what: 'history', detail: `not every commit could be followed: ${error.message}`, incomplete: true });
    return { complete: false, commits: reached };
  }
}

/** Arguments of rev-list for all that refs and stashes reach. `--all` is every ref and HEAD, of all working trees. Stashes but the newest hang on the reflog alone. */
export function reachable(stashes: readonly string[]): readonly string[] {
  return ['--ignore-missing', '--all', ...stashes, '--'];
}

/**
 * Looks at the commits in the object store that nothing reaches: amended and rebased ones, dropped stashes, deleted branches.
 * When the walk above was not complete, at all commits, because then nobody knows which ones are reachable.
 */
export async function noteUnreachable(
  repository: Repository,
  walked: { readonly stashes: readonly string[]; readonly complete: boolean },
  book: PlaceBook,
): Promise<void> {
  const ids = new Set<string>();
  for await (const lines of gitRecords(repository, ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)', '--unordered', '--buffer'], '\n')) {
    for (const line of lines) if (line.startsWith('commit ')) ids.add(line.slice('commit '.length));
  }
  if (walked.complete) {
    for await (const lines of gitRecords(repository, ['rev-list', ...reachable(walked.stashes)], '\n')) {
      for (const id of lines) ids.delete(id);
    }
  }
  const commits: { readonly id: string; readonly committed: number }[] = [];
  for await (const commit of readCommits(repository, ids)) commits.push({ id: commit.info.id, committed: commit.committed });
  commits.sort((a, b) => b.committed - a.committed || (a.id < b.id ? -1 : 1));
  // Parents of unreachable commits may be gone for good (`git gc` removes the oldest first): that is no loss of ours.
  const onSkip = (): void => {};
  const order = inOneBatch(commits.map((commit) => commit.id));
  for await (const batch of commitChanges(repository, order, { renames: false }, onSkip)) {
    for (const { commit, changes } of batch) {
      for (const change of changes) book.note({ id: commit, inHeadHistory: false, reachable: !walked.complete }, change);
    }
  }
}
