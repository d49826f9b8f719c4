/** Expands the globs a user gave instead of paths. fast-glob is loaded only when there is one. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export interface ExpandedGlobs {
  /** Paths relative to `cwd` (as given when they were no globs), in the order given, those of one glob sorted. */
  readonly paths: readonly string[];
  /** Globs that matched no file. */
  readonly unmatched: readonly string[];
}

const GLOB_CHARACTERS = /[*?{}[\]!()]/;

/**
 * Expands globs against the file system, hidden files included, links not followed. An argument that exists as it is
 * written is a path, whatever characters it has; so is one without glob characters.
 */
export async function expandGlobs(args: readonly string[], cwd: string): Promise<ExpandedGlobs> {
  const paths: string[] = [];
  const unmatched: string[] = [];
  for (const arg of args) {
    if (!GLOB_CHARACTERS.test(arg) || existsSync(resolve(cwd, arg))) {
      paths.push(arg);
      continue;
    }
    const { default: glob } = await import('fast-glob');
    const options = { cwd, dot: true, followSymbolicLinks: false, suppressErrors: true, unique: true, ignore: ['**/.git/**'] };
    const matches = await glob(arg, options);
    if (matches.length === 0) unmatched.push(arg);
    paths.push(...matches.toSorted());
  }
  return { paths, unmatched };
}
