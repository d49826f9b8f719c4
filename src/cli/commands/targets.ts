/** What the paths of `scan` mean: a whole repository, or some files. */
import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { withoutRepositoryVariables } from '../../git/environment.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Context } from '../context.ts';

export type Target =
  /** A repository, whole. */
  | { readonly kind: 'repository'; readonly repository: Repository }
  /** Files and folders of a repository, relative to its root. */
  | { readonly kind: 'inside'; readonly repository: Repository; readonly paths: readonly string[] }
  /** Files and folders outside of any repository, absolute, and the folder that reports name them from. */
  | { readonly kind: 'files'; readonly root: string; readonly paths: readonly string[] };

/** Finds out what was asked for. Throws UsageError for a path that does not exist, GitError for a repository git refuses. */
export async function findTarget(words: readonly string[], context: Context): Promise<Target> {
  const paths = await existing(words, context.cwd);
  const [only = context.cwd] = paths;
  if (paths.length <= 1) {
    // A hook's GIT_DIR names the hook's repository; a path that was given names its own.
    const env = words.length === 0 ? context.env : withoutRepositoryVariables(context.env);
    const repository = await openRepository(only, env);
    if (repository !== null && (words.length === 0 || isRoot(only, repository))) return { kind: 'repository', repository };
    if (words.length === 0) return { kind: 'files', root: context.cwd, paths: [context.cwd] };
  }
  return fewFiles(paths, context);
}

/** Absolute paths of what was named; some shells pass globs on. */
async function existing(words: readonly string[], cwd: string): Promise<string[]> {
  const named = words.map((word) => ({ word, path: resolve(cwd, word) }));
  const absent = named.filter(({ path }) => statSync(path, { throwIfNoEntry: false }) === undefined).map(({ word }) => word);
  if (absent.length === 0) return named.map(({ path }) => path);
  const { expandGlobs } = await import('../../sources/globs.ts');
  const { paths, unmatched } = await expandGlobs(words, cwd);
  const [first] = unmatched;
  if (first !== undefined) throw new UsageError(`no file matches ${first}`);
  const missing = paths.find((path) => statSync(resolve(cwd, path), { throwIfNoEntry: false }) === undefined);
  if (missing !== undefined) throw new UsageError(`there is no file or folder ${missing}`);
  return paths.map((path) => resolve(cwd, path));
}

function isRoot(path: string, repository: Repository): boolean {
  const resolved = resolve(path);
  return [repository.root, repository.gitDir, repository.bare ? repository.cwd : null].includes(resolved) || (repository.root !== null && relative(repository.root, resolved) === '');
}

async function fewFiles(paths: readonly string[], context: Context): Promise<Target> {
  const repository = await openRepository(context.cwd, context.env);
  const root = repository?.root ?? null;
  const inside = root === null ? [] : paths.filter((path) => path === root || path.startsWith(root + sep));
  if (repository !== null && root !== null && inside.length === paths.length) {
    return { kind: 'inside', repository, paths: paths.map((path) => relative(root, path).split(sep).join('/')) };
  }
  const [first] = paths;
  const single = paths.length === 1 && first !== undefined && statSync(first).isDirectory() ? first : context.cwd;
  return { kind: 'files', root: single, paths };
}
