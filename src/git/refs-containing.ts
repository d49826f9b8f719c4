/** Finds which refs lead to commits, for all of them in one walk: `for-each-ref --contains` walks once for each. */
import { GitError } from './error.ts';
import type { Ref } from './refs.ts';
import type { Repository } from './repository.ts';
import { gitRecords } from './run.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * Short names of the refs from which each of the commits is reached, in the order of `refs`, at most `most` of them.
 * Empty where git cannot walk (a commit is missing).
 */
export async function refsContaining(repository: Repository, commits: ReadonlySet<string>, refs: readonly Ref[], most: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>([...commits].map((id) => [id, []]));
  if (commits.size === 0) return names;
  const reached = await reachedFromTips(repository, commits, new Set(refs.map((ref) => ref.target)));
  for (const ref of refs) {
    for (const id of reached.get(ref.target) ?? NONE) {
      const list = names.get(id);
      if (list !== undefined && list.length < most) list.push(ref.shortName);
    }
  }
  return names;
}

/** For each tip, which of the commits it is or descends from. */
async function reachedFromTips(repository: Repository, commits: ReadonlySet<string>, tips: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const reached = new Map<string, ReadonlySet<string>>();
  /** The same for every commit between them; those that descend from none are left out. */
  const below = new Map<string, ReadonlySet<string>>();
  try {
    for await (const lines of gitRecords(repository, ['rev-list', '--reverse', '--topo-order', '--parents', '--ignore-missing', '--all', '--'], '\n')) {
      for (const line of lines) {
        const [id = '', ...parents] = line.split(' ');
        let own = NONE;
        for (const parent of parents) own = union(own, below.get(parent) ?? NONE);
        if (commits.has(id)) own = union(own, new Set([id]));
        if (own.size === 0) continue;
        below.set(id, own);
        if (tips.has(id)) reached.set(id, own);
      }
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  return reached;
}

/** One of the sets itself where it holds the other: neighbours in the history mostly share theirs. */
function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a === b || b.size === 0) return a;
  if (a.size === 0) return b;
  const both = new Set([...a, ...b]);
  return both.size === a.size ? a : both.size === b.size ? b : both;
}
