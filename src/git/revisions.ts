/** Turns what people and hooks call a range into commits. */
import { GitError } from './error.ts';
import type { Repository } from './repository.ts';
import { gitOutput, gitResult } from './run.ts';

/** Commits to look at: those that `include` reaches and `exclude` does not. */
export interface RevisionRange {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Leave out what the remotes have, as far as this repository knows: every remote, or one by its name. For a push. */
  readonly excludeRemotes?: 'all' | { readonly remote: string };
}

/**
 * Reads `<base>..<head>`, `<base>...<head>` or `<head>`; a missing side is HEAD. Both forms mean the commits of head that base
 * does not have: with three dots people mean "since head left base", and those are the same commits.
 */
export function parseRange(text: string): RevisionRange {
  const match = /^(.*?)\.\.\.?(.*)$/s.exec(text);
  if (match === null) return { include: [text], exclude: [] };
  return { include: [match[2] || 'HEAD'], exclude: [match[1] || 'HEAD'] };
}

/** A range with every name resolved. */
export interface ResolvedRange {
  /** Commits, earliest first: parents before children. */
  readonly commits: readonly string[];
  /** Annotated tags that `include` names: they have messages too. */
  readonly tags: readonly string[];
  /** Of `exclude`, what lies before the first commit (`HEAD~50` in a history of ten): it excludes nothing. */
  readonly clamped: readonly string[];
}

/**
 * Lists the commits of a range. An id of zeros (what hooks and GitHub call "nothing before") excludes nothing.
 * @throws GitError when a revision is unknown.
 */
export async function resolveRange(repository: Repository, range: RevisionRange): Promise<ResolvedRange> {
  const exclusions = range.exclude.filter((revision) => !/^0+$/.test(revision));
  const [include, exclude] = await Promise.all([
    Promise.all(range.include.map((revision) => resolveRevision(repository, revision))),
    Promise.all(exclusions.map((revision) => resolveExclusion(repository, revision))),
  ]);
  const excluded = exclude.filter((found) => found !== null).map((found) => `^${found.commit}`);
  const revisions = [...include.map((found) => found.commit), ...excluded, ...remotesToExclude(range)];
  const output = await gitOutput(repository, ['rev-list', '--topo-order', '--reverse', ...revisions, '--']);
  return {
    commits: output.toString('latin1').split('\n').filter((id) => id !== ''),
    tags: include.map((found) => found.id).filter((id, index) => id !== include[index]?.commit),
    clamped: exclusions.filter((_, index) => exclude[index] === null),
  };
}

function remotesToExclude(range: RevisionRange): readonly string[] {
  if (range.excludeRemotes === undefined) return [];
  return ['--not', range.excludeRemotes === 'all' ? '--remotes' : `--remotes=${range.excludeRemotes.remote}`];
}

interface Revision {
  /** What the name stands for: a commit, or an annotated tag. */
  readonly id: string;
  readonly commit: string;
}

async function resolveRevision(repository: Repository, revision: string): Promise<Revision> {
  const [id, commit] = await Promise.all([revParse(repository, revision), revParse(repository, `${revision}^{commit}`)]);
  if (id === null || commit === null) throw unknownRevision(repository, revision);
  return { id, commit };
}

/** Null for `<revision>~<n>` beyond the first commit of `<revision>`. */
async function resolveExclusion(repository: Repository, revision: string): Promise<Revision | null> {
  const ancestor = /^(.+)~\d+$/.exec(revision)?.[1];
  if (ancestor === undefined || (await revParse(repository, `${revision}^{commit}`)) !== null) return resolveRevision(repository, revision);
  await resolveRevision(repository, ancestor);
  return null;
}

async function revParse(repository: Repository, revision: string): Promise<string | null> {
  // No revision starts like an option, so none is taken for one.
  if (revision.startsWith('-')) return null;
  const result = await gitResult(repository, ['rev-parse', '--verify', '--quiet', revision]);
  return result.exitCode === 0 ? result.stdout.toString('latin1').trim() : null;
}

function unknownRevision(repository: Repository, revision: string): GitError {
  const wayOut = repository.shallow
    ? 'this is a shallow clone: run `git fetch --unshallow` (GitHub Actions: fetch-depth: 0)'
    : 'run `git fetch`, or check the name with `git log`';
  return new GitError('unknown-revision', `there is no commit "${revision}" in this repository`, wayOut);
}
