/** From the commits an event names to commits that are here, fetching what the checkout lacks. */
import { IncompleteError } from '../../errors.ts';
import { commitOf, completeRange, gentleDepth, reopened } from '../../git/complete-range.ts';
import type { Fetch, FetchProblem } from '../../git/fetch.ts';
import { ObjectLookup } from '../../git/object-lookup.ts';
import { parseCommit } from '../../git/commit-object.ts';
import type { Repository } from '../../git/repository.ts';
import { gitResult } from '../../git/run.ts';
import { isFullId, isNoCommit, type CommitScope } from './scope.ts';

/** A scope with everything found. */
export interface ResolvedCommits {
  /** As it is after the fetches. */
  readonly repository: Repository;
  /** Id of a commit, or of an annotated tag. */
  readonly head: string;
  /** The commits that were there before; empty when everything that `head` reaches is new. */
  readonly exclude: readonly string[];
  /** Id of the commit whose policy holds; null for what is checked out. */
  readonly trusted: string | null;
  /** What had to be decided, in sentences. */
  readonly notes: readonly string[];
}

/** History that the answer depends on is not here and did not come. */
export class MissingHistory extends IncompleteError {
  readonly problem: FetchProblem;

  constructor(what: string, problem: FetchProblem, message: string) {
    super(`${what} is not in this checkout and could not be fetched: ${message}`);
    this.problem = problem;
  }
}

/** Resolves a scope. Throws MissingHistory when something that decides about the range cannot be had. */
export async function resolveCommits(repository: Repository, scope: CommitScope, fetch: Fetch): Promise<ResolvedCommits> {
  return new Resolver(repository, scope, fetch).resolve();
}

class Resolver {
  readonly #scope: CommitScope;
  readonly #fetch: Fetch;
  readonly #notes: string[] = [];
  #repository: Repository;

  constructor(repository: Repository, scope: CommitScope, fetch: Fetch) {
    this.#repository = repository;
    this.#scope = scope;
    this.#fetch = fetch;
  }

  async resolve(): Promise<ResolvedCommits> {
    const scope = this.#scope;
    const head = await this.#head();
    const mergedInto = await this.#mergedInto(head);
    const exclude = await this.#exclusions(mergedInto);
    const trusted = await this.#trusted(mergedInto);
    const completed = await completeRange(this.#repository, head, exclude, this.#fetch);
    if (!completed.ok) throw new MissingHistory(`the history between ${short(exclude[0] ?? 'the first commit')} and ${short(head)}`, completed.problem, completed.message);
    return { repository: completed.repository, head: isFullId(scope.head) ? scope.head : head, exclude, trusted, notes: this.#notes };
  }

  async #head(): Promise<string> {
    const { head, headRefs } = this.#scope;
    const found = await this.#obtain(head);
    if (typeof found === 'string') return found;
    for (const ref of headRefs) {
      await this.#bring(ref);
      const commit = await commitOf(this.#repository, head);
      if (commit !== null) return commit;
    }
    throw new MissingHistory(`commit ${short(head)}`, found.problem, found.message);
  }

  /** The newest base, when the checkout is the CI system's own merge of this very head. */
  async #mergedInto(head: string): Promise<string | null> {
    const { merge } = this.#scope;
    if (merge === null || !isFullId(merge)) return null;
    const lookup = new ObjectLookup(this.#repository, 1024 * 1024);
    try {
      const object = await lookup.read(merge);
      if (object.state !== 'found' || object.type !== 'commit') return null;
      const { parents } = parseCommit(merge, object.bytes);
      return parents.length === 2 && parents[1] === head ? (parents[0] ?? null) : null;
    } finally {
      lookup.close();
    }
  }

  async #exclusions(mergedInto: string | null): Promise<readonly string[]> {
    const { base, trusted, event } = this.#scope;
    if (mergedInto !== null && (base === null || base === trusted)) return [await this.#demand(mergedInto, `the base commit ${short(mergedInto)}`)];
    if (base !== null && !isNoCommit(base)) {
      const found = await this.#obtain(base);
      if (typeof found === 'string') return [found];
      if (event !== 'push' || !isFullId(base) || found.problem !== 'unknown') throw new MissingHistory(`the base ${short(base)}`, found.problem, found.message);
      this.#notes.push(`What was there before, ${short(base)}, is gone from the server (the push was forced).`);
    }
    return this.#otherwise();
  }

  async #otherwise(): Promise<readonly string[]> {
    const { otherwise } = this.#scope;
    if (otherwise === null) {
      this.#notes.push('There is nothing to compare with, so everything up to the first commit was scanned.');
      return [];
    }
    const found = await this.#obtain(otherwise);
    if (typeof found === 'string') {
      this.#notes.push(`Compared with ${otherwise}.`);
      return [found];
    }
    if (found.problem !== 'unknown') throw new MissingHistory(`the branch ${otherwise}`, found.problem, found.message);
    this.#notes.push(`There is no branch ${otherwise} to compare with, so everything up to the first commit was scanned.`);
    return [];
  }

  async #trusted(mergedInto: string | null): Promise<string | null> {
    const { trusted } = this.#scope;
    if (trusted === null) return null;
    return mergedInto ?? this.#demand(trusted, `the base commit ${short(trusted)}`);
  }

  async #demand(revision: string, what: string): Promise<string> {
    const found = await this.#obtain(revision);
    if (typeof found === 'string') return found;
    throw new MissingHistory(what, found.problem, found.message);
  }

  /**
   * Finds a commit: an id here or at the server; a branch as the remote has it, any other name as git knows it here, a
   * branch or tag at the server. A local branch comes last: in a checkout it may be old.
   */
  async #obtain(revision: string): Promise<string | { readonly problem: FetchProblem; readonly message: string }> {
    if (isFullId(revision)) return (await commitOf(this.#repository, revision)) ?? (await this.#bringAnd(revision, revision));
    const branch = branchName(revision);
    const here = await commitOf(this.#repository, branch === null || SHORT_ID.test(revision) ? revision : `refs/remotes/origin/${branch}`);
    if (here !== null) return here;
    const brought = branch === null ? null : await this.#bringAnd(`+refs/heads/${branch}:refs/remotes/origin/${branch}`, `refs/remotes/origin/${branch}`);
    if (typeof brought === 'string') return brought;
    const local = await commitOf(this.#repository, revision);
    if (local !== null) return local;
    const tag = branch === null ? null : await this.#bringAnd(`+refs/tags/${branch}:refs/tags/${branch}`, `refs/tags/${branch}`);
    if (typeof tag === 'string') return tag;
    return brought ?? { problem: 'unknown', message: `there is no commit "${revision}"` };
  }

  async #bringAnd(refspec: string, revision: string): Promise<string | { readonly problem: FetchProblem; readonly message: string }> {
    const outcome = await this.#bring(refspec);
    if (!outcome.ok) return outcome;
    return (await commitOf(this.#repository, revision)) ?? { problem: 'unknown', message: `the server sent no commit "${revision}"` };
  }

  async #bring(refspec: string): ReturnType<Fetch> {
    const outcome = await this.#fetch([refspec], await gentleDepth(this.#repository, this.#scope.commits));
    if (outcome.ok) this.#repository = await reopened(this.#repository);
    return outcome;
  }
}

const SHORT_ID = /^[0-9a-f]{7,39}$/;

/** The branch that a revision may name; null for `HEAD`, `main~3` and whatever else no branch can be called (git-check-ref-format(1)). */
export function branchName(revision: string): string | null {
  const name = revision.replace(/^refs\/heads\//, '').replace(/^(?:refs\/remotes\/)?origin\//, '');
  const impossible = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(?:\/|$)|^[-/.]|[/.]$|^@$|^HEAD$|^refs\//;
  return name === '' || impossible.test(name) ? null : name;
}

function short(revision: string): string {
  return isFullId(revision) ? revision.slice(0, 12) : revision;
}

/** True when the range holds no commit: base and head are the same, or the base is ahead. */
export async function isEmptyRange(repository: Repository, head: string, exclude: readonly string[]): Promise<boolean> {
  const result = await gitResult(repository, ['rev-list', '--max-count=1', head, '--not', ...exclude, '--']);
  return result.exitCode === 0 && result.stdout.length === 0;
}
