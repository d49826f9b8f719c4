/**
 * Policy that a pull request cannot write itself: configuration, baselines and ignore files are read from the commit it
 * asks to be merged into.
 */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ReadFile } from '../../config/load.ts';
import { UsageError } from '../../errors.ts';
import { fileAtCommit, kindAtCommit } from '../../git/file-at-commit.ts';
import type { Repository } from '../../git/repository.ts';
import { policyReader } from '../policy-file.ts';
import type { PolicySource } from '../policy.ts';
import { MissingHistory } from './resolve.ts';

/**
 * Readers for the policy of `commit`. `untrusted` are the commits that ask to be merged; `cwd` is what named files are relative to.
 * They throw MissingHistory for a file that a partial clone left at the server.
 */
export function policyOf(repository: Repository, commit: string, untrusted: readonly string[], cwd: string): Required<Pick<PolicySource, 'readFile' | 'readNamed'>> {
  const root = repository.root ?? repository.cwd;
  const readFile = readerAt(repository, commit);
  return {
    readFile,
    readNamed: async (path) => {
      const inside = insideOf(root, resolve(cwd, path));
      if (inside === null) return policyReader(cwd, true)(path);
      const bytes = await readFile(inside);
      if (bytes !== null) return bytes;
      // A file that the workflow put beside the repository's own (a policy shared by an organisation).
      await refuseTheirs(repository, untrusted, inside, path);
      return policyReader(cwd, true)(path);
    },
  };
}

/** Reads files of one commit; paths that lead out of the repository are not there. Throws as above. */
export function readerAt(repository: Repository, commit: string): ReadFile {
  return async (path) => {
    const inside = insideOf('/', resolve('/', path));
    if (inside === null) return null;
    const bytes = await fileAtCommit(repository, commit, inside);
    if (bytes === null && repository.partial && (await kindAtCommit(repository, commit, inside)) === 'file') {
      throw new MissingHistory(`${inside} of ${commit.slice(0, 12)}`, 'partial', PARTIAL);
    }
    return bytes;
  };
}

/** Why something is missing that no fetch brings. */
export const PARTIAL = 'this is a partial clone, and its filter left it at the server';

/** The path below `root` with `/`; null for what lies elsewhere. */
export function insideOf(root: string, full: string): string | null {
  const way = relative(root, full);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? null : way.split(sep).join('/');
}

/** What the pull request brings, the file or a link on the way to it, is not the base's and not the workflow's. */
async function refuseTheirs(repository: Repository, untrusted: readonly string[], inside: string, asGiven: string): Promise<void> {
  const parts = inside.split('/');
  for (const commit of untrusted) {
    for (let count = 1; count <= parts.length; count++) {
      const kind = await kindAtCommit(repository, commit, parts.slice(0, count).join('/'));
      if (kind === null) break;
      if (kind !== 'folder') {
        throw new UsageError(`${asGiven} is new in this pull request, and policy is read from the commit it is to be merged into`, {
          hint: 'merge the file in a pull request of its own first, or set policy-from: checkout if you trust every author',
        });
      }
    }
  }
}
