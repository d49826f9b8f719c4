/**
 * What the next commit would add: the files in the index that differ from HEAD. The index is the one git uses at this
 * moment: for `git commit -a` and `git commit <path>` that is a temporary one, named by GIT_INDEX_FILE.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pathText } from '../git/path-text.ts';
import { readObjects, skipOf } from '../git/objects.ts';
import { isFileMode, isNullId, parseRawChanges } from '../git/raw-diff.ts';
import type { RawChange } from '../git/raw-diff.ts';
import { headCommit } from '../git/refs.ts';
import type { Repository } from '../git/repository.ts';
import { gitOutput } from '../git/run.ts';
import type { Item, Skip } from '../model.ts';
import { readLoose } from '../packs/loose-objects.ts';
import { DEFAULT_MAX_BYTES } from './file-reader.ts';

export interface StagedOptions {
  /** Larger files are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/**
 * Yields new and changed files with the blobs they replace as bases, in the order of their paths. A pure rename, a changed
 * mode and a deletion add nothing. In a merge a file counts only when it differs from every side. `git commit --amend`
 * looks the same as any commit: what is new compared with HEAD.
 * @throws GitError when the index or HEAD cannot be read.
 */
export async function* stagedItems(repository: Repository, options: StagedOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  const files = await stagedFiles(repository, onSkip);
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const loose = readLooseFiles(repository, files, maxBytes);
  if (loose !== null) {
    for (const [index, file] of files.entries()) yield itemOf(file, loose[index] as Buffer);
    return;
  }
  let next = 0;
  for await (const batch of readObjects(repository, inOneBatch(files), maxBytes)) {
    for (const object of batch) {
      const file = files[next++];
      if (file === undefined) return;
      if (object.state !== 'found') onSkip(skipOf(object, pathText(file.path)));
      else yield itemOf(file, object.bytes);
    }
  }
}

function itemOf(file: StagedFile, bytes: Buffer): Item {
  return { bytes, path: pathText(file.path), origin: { kind: 'index', blob: file.blob, bases: file.bases } };
}

async function* inOneBatch(files: readonly StagedFile[]): AsyncGenerator<readonly string[], void, void> {
  yield files.map((file) => file.blob);
}

/** More files than a person changes by hand are read by git, which does not read them all before the first is searched. */
const MOST_LOOSE = 64;
/** Together: they are all in memory at once. */
const MOST_LOOSE_BYTES = 64 * 1024 * 1024;

/**
 * What was just added is nearly always a loose object, and reading a few of those costs less than starting git. Null when
 * any of them is something else: a packed object, a large or a damaged one, or one of an object store that a variable names.
 */
function readLooseFiles(repository: Repository, files: readonly StagedFile[], maxBytes: number): readonly Buffer[] | null {
  if (files.length > MOST_LOOSE || repository.env['GIT_OBJECT_DIRECTORY'] !== undefined) return null;
  const contents: Buffer[] = [];
  let total = 0;
  for (const { blob } of files) {
    const object = readLoose(join(repository.commonDir, 'objects'), blob);
    if (object === null || object.type !== 'blob' || object.bytes.length > maxBytes) return null;
    total += object.bytes.length;
    if (total > MOST_LOOSE_BYTES) return null;
    contents.push(object.bytes);
  }
  return contents;
}

interface StagedFile {
  readonly path: string;
  readonly blob: string;
  readonly bases: readonly string[];
}

async function stagedFiles(repository: Repository, onSkip: (skip: Skip) => void): Promise<readonly StagedFile[]> {
  const sides = await Promise.all([changesAgainstHead(repository), ...mergeHeads(repository).map((id) => changesAgainst(repository, id))]);
  const [first = new Map<string, RawChange>(), ...others] = sides.map((changes) => new Map(changes.map((change) => [change.path, change])));
  const files: StagedFile[] = [];
  for (const [path, change] of first) {
    const everySide = [change, ...others.map((side) => side.get(path))];
    // The same as on one side of the merge: nothing new.
    if (everySide.includes(undefined)) continue;
    if (change.status === 'U') onSkip(unmerged(pathText(path)));
    else if (change.mode === '120000') onSkip({ reason: 'symlink', what: pathText(path), incomplete: false });
    else if (change.mode === '160000') onSkip({ reason: 'submodule', what: pathText(path), incomplete: false });
    else if (isFileMode(change.mode)) {
      const bases = everySide.flatMap((side) => side?.old ?? []).filter((side) => isFileMode(side.mode)).map((side) => side.blob);
      if (!bases.includes(change.blob)) files.push({ path, blob: change.blob, bases: [...new Set(bases.filter((id) => !isNullId(id)))] });
    }
  }
  return files;
}

function unmerged(what: string): Skip {
  return { reason: 'unreadable', what, detail: 'it has conflicts: resolve them, `git add` it and check again', incomplete: true };
}

/**
 * The other sides of a merge that is under way. MERGE_HEAD names them once the merge has stopped for somebody. In a hook of a
 * merge that git commits itself (pre-merge-commit) it is not written yet; there git names them by variables,
 * `GITHEAD_<id>=<branch>`, which it sets for its merge strategies.
 */
function mergeHeads(repository: Repository): readonly string[] {
  try {
    return readFileSync(join(repository.gitDir, 'MERGE_HEAD'), 'latin1').split('\n').filter((id) => id !== '');
  } catch {
    return Object.keys(repository.env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
  }
}

/** The trees of no files, which the first commit is compared with. git knows them without having them. */
const EMPTY_TREES = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

async function changesAgainstHead(repository: Repository): Promise<readonly RawChange[]> {
  try {
    return await changesAgainst(repository, 'HEAD');
  } catch (error) {
    // No commit yet? Asked only now, so that every other commit is spared the question.
    if ((await headCommit(repository)) !== null) throw error;
    return changesAgainst(repository, EMPTY_TREES[repository.objectFormat]);
  }
}

async function changesAgainst(repository: Repository, treeish: string): Promise<readonly RawChange[]> {
  // Finding renames reads contents; in a partial clone they may be missing. Without renames a moved file counts as new.
  const output = await diffIndex(repository, treeish, '-M').catch(() => diffIndex(repository, treeish, '--no-renames'));
  return parseRawChanges(output.toString('latin1').split('\0'));
}

/** `--cached` reads the index alone. A file that was only announced (`git add -N`) is not part of the next commit. */
function diffIndex(repository: Repository, treeish: string, renames: '-M' | '--no-renames'): Promise<Buffer> {
  const comparison = ['--cached', '--ita-invisible-in-index', renames, '--ignore-submodules=dirty'];
  return gitOutput(repository, ['diff-index', ...comparison, '--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', treeish, '--']);
}
