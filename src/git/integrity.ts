/**
 * Looks for what is not there: history cut off, objects left at a remote, objects lost. A scan of a repository with
 * holes must not be called clean.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Skip } from '../model.ts';
import { GitError } from './error.ts';
import type { Repository } from './repository.ts';
import { gitRecords } from './run.ts';
import { smallCommand } from './small-commands.ts';

/** Missing objects named one by one; the others are summed up. */
const MOST_NAMED = 100;

/** Knows from an earlier check, of the same refs and objects, which objects are missing. */
export interface MissingMemory {
  /** Their ids; null when it is not known. */
  recall(): Promise<readonly string[] | null>;
  remember(missing: readonly string[]): void;
}

const NO_MEMORY: MissingMemory = { recall: async () => null, remember: () => {} };

/**
 * Checks that everything refs and HEAD lead to is in the repository. Walks all trees (about a tenth of the time it takes to
 * read all contents), so run it beside the reading.
 * @returns nothing when the repository is whole.
 */
export async function checkIntegrity(repository: Repository, memory: MissingMemory = NO_MEMORY): Promise<readonly Skip[]> {
  const skips: Skip[] = [];
  if (repository.shallow) skips.push(await shallowSkip(repository));
  const known = await memory.recall();
  if (known !== null) return [...skips, ...(await missingSkips(repository, known))];
  const missing: string[] = [];
  try {
    const args = ['rev-list', '--objects', '--quiet', '--missing=print', '--all'];
    for await (const lines of gitRecords(repository, args, '\n')) {
      for (const line of lines) if (line.startsWith('?')) missing.push(line.slice(1));
    }
    memory.remember(missing);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    skips.push({ reason: 'git-error', what: 'history', detail: `${error.message}: ${LOST_WAY_OUT}`, incomplete: true });
  }
  return [...skips, ...(await missingSkips(repository, missing))];
}

const LOST_WAY_OUT = 'look at it with `git fsck`, or clone again';

async function shallowSkip(repository: Repository): Promise<Skip> {
  const remote = (await remotes(repository))[0];
  return {
    reason: 'shallow',
    what: 'history',
    detail:
      'this is a shallow clone, what came before its oldest commits is not here: ' +
      (remote === undefined ? 'clone again without --depth' : `run \`git fetch --unshallow ${remote.name}\` (GitHub Actions: fetch-depth: 0)`),
    incomplete: true,
  };
}

/** Commits whose parents are cut off; empty in a full repository. */
export function shallowBoundary(repository: Repository): ReadonlySet<string> {
  if (!repository.shallow) return new Set();
  const file = repository.env['GIT_SHALLOW_FILE'] ?? join(repository.commonDir, 'shallow');
  try {
    return new Set(readFileSync(file, 'latin1').split('\n').filter((id) => id !== ''));
  } catch {
    return new Set();
  }
}

async function missingSkips(repository: Repository, missing: readonly string[]): Promise<readonly Skip[]> {
  if (missing.length === 0) return [];
  const promisor = repository.partial ? (await remotes(repository)).find((remote) => remote.promisor) : undefined;
  if (promisor !== undefined) {
    const detail =
      `this is a partial clone, ${missing.length === 1 ? 'an object is' : `${missing.length} objects are`} only at ${promisor.name}: ` +
      `run \`git fetch --refetch --no-filter ${promisor.name}\`, or clone without --filter`;
    return [{ reason: 'partial-clone', what: 'history', detail, incomplete: true }];
  }
  const named = missing.slice(0, MOST_NAMED).map((id): Skip => ({ reason: 'missing-object', what: id, detail: `the repository refers to this object and does not have it: ${LOST_WAY_OUT}`, incomplete: true }));
  const others = missing.length - named.length;
  if (others === 0) return named;
  return [...named, { reason: 'missing-object', what: `${others} more objects`, detail: LOST_WAY_OUT, incomplete: true }];
}

interface Remote {
  readonly name: string;
  /** It promised to deliver what a partial clone left out. */
  readonly promisor: boolean;
}

async function remotes(repository: Repository): Promise<readonly Remote[]> {
  // Fails when nothing matches: a repository without remotes.
  const lines = await smallCommand(repository, ['config', '--get-regexp', '^remote\\..*\\.(url|promisor)$']).catch(() => '');
  const found = new Map<string, boolean>();
  for (const line of lines.split('\n')) {
    const match = /^remote\.(.+)\.(url|promisor)(?: (.*))?$/.exec(line);
    if (match?.[1] === undefined) continue;
    const promisor = match[2] === 'promisor' && match[3] !== 'false';
    found.set(match[1], promisor || (found.get(match[1]) ?? false));
  }
  return Array.from(found, ([name, promisor]) => ({ name, promisor }));
}
