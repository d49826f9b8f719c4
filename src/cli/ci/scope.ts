/** What a CI event says is to be scanned, before anything is looked up. */

/** Commits, named as the event names them: full ids, branch names, other revisions. */
export interface CommitScope {
  readonly kind: 'commits';
  /** `pull-request`: somebody asks for these commits to be taken in. `push`: they are in already. */
  readonly event: 'pull-request' | 'push';
  readonly head: string;
  /** Refs that hold the head where a server does not hand it out by its id: `refs/pull/5/head`. */
  readonly headRefs: readonly string[];
  /** What was there before; null when that is not known or was nothing. */
  readonly base: string | null;
  /** The branch to compare with when `base` is null or gone; null when there is none to compare with. */
  readonly otherwise: string | null;
  /** The commit that decides about findings: its configuration, baselines and ignore files hold. Null: those that are checked out. */
  readonly trusted: string | null;
  /**
   * The commit that the CI system made by merging the head into the newest base; null when there is none. Its first
   * parent says better than the event what the base is: events grow old.
   */
  readonly merge: string | null;
  /** How many commits the event counts; null when it does not say. */
  readonly commits: number | null;
  /** The scope in words: "the commits of pull request #5 (feature into main)". May hold names that anybody chose. */
  readonly what: string;
}

export type Scope =
  | CommitScope
  /** The whole history and the files. */
  | { readonly kind: 'everything'; readonly what: string; readonly trusted: string | null }
  /** The files that are checked out. */
  | { readonly kind: 'files'; readonly what: string; readonly trusted: string | null }
  /** There is nothing to scan, and that is in order. */
  | { readonly kind: 'nothing'; readonly what: string };

/** True for a full object id. */
export function isFullId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}

/** True for what hooks and CI systems write where there is no commit: zeros. */
export function isNoCommit(text: string): boolean {
  return /^0+$/.test(text);
}
