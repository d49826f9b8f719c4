/** The working tree: tracked files, and untracked ones that are not ignored. Files are read as they are on disk, so no filter runs. */
import { lstatSync } from 'node:fs';

import { GitError } from '../git/error.ts';
import { pathText } from '../git/path-text.ts';
import type { Repository } from '../git/repository.ts';
import { gitRecords } from '../git/run.ts';
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES, lookAt } from './file-reader.ts';
import { readAllListed, type ListedFile } from './listed-file.ts';

export interface WorktreeOptions {
  /** Files and folders to restrict the scan to, relative to the root, with `/`; everything when absent. A file named here is read even when it is ignored. */
  readonly paths?: readonly string[];
  /** Larger files are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/** Yields the files of the working tree, read; see `worktreeFiles`. */
export function worktreeItems(repository: Repository, options: WorktreeOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  return readAllListed(worktreeFiles(repository, options, onSkip), options.maxBytes ?? DEFAULT_MAX_BYTES, onSkip);
}

/**
 * Lists the files of the working tree, in git's order. Deleted files are not there and pass without a word; links,
 * submodules, large and unreadable files go to `onSkip`.
 * @throws GitError when there is no working tree or git cannot list it.
 */
export async function* worktreeFiles(repository: Repository, options: WorktreeOptions, onSkip: (skip: Skip) => void): AsyncGenerator<ListedFile, void, void> {
  const { root } = repository;
  if (root === null) throw new GitError('git-failed', 'this repository has no working tree', 'scan its history instead: keysieve scan --history-only');
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const paths = options.paths?.map((path) => path.replace(/\/+$/, ''));
  const onDisk = locator(root);
  const isInside = folderCheck(onDisk);
  const seen = new Set<string>();

  for await (const path of listFiles(repository, paths, onSkip)) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (!isInside(path)) continue;
    const name = pathText(path);
    const file = onDisk(path);
    const found = lookAt(file, maxBytes);
    if (found.kind === 'file') yield { file, path: name, size: found.size, regular: found.regular, links: 'keep' };
    else if (found.kind === 'directory' && name.endsWith('/')) onSkip(nestedRepository(name));
    else if (found.kind === 'skip') onSkip({ ...found.skip, what: name });
  }
}

/** Paths as binary strings: what git lists, then files that were named. */
async function* listFiles(repository: Repository, paths: readonly string[] | undefined, onSkip: (skip: Skip) => void): AsyncGenerator<string, void, void> {
  const args = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard', '--', ...(paths ?? []).filter((path) => path !== '')];
  for await (const entries of gitRecords(repository, args, '\0', (stderr) => complain(stderr, onSkip))) {
    for (const entry of entries) {
      // `? <path>` is untracked, `H <mode> <id> <stage>\t<path>` (or another letter) is in the index.
      const untracked = entry.startsWith('? ');
      const path = untracked ? entry.slice(2) : entry.slice(entry.indexOf('\t') + 1);
      if (entry.startsWith('160000 ', 2) && !untracked) onSkip(nestedRepository(pathText(path)));
      else yield path;
    }
  }
  for (const path of paths ?? []) {
    if (isFile(`${repository.root}/${path}`)) yield Buffer.from(path, 'utf8').toString('latin1');
  }
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** git lists what it can, says `could not open directory 'x/': Permission denied` of the rest, and succeeds. */
function complain(stderr: string, onSkip: (skip: Skip) => void): void {
  for (const line of stderr.split('\n')) {
    const folder = /could not open directory '(.*)': (.*)/.exec(line);
    if (folder?.[1] !== undefined) onSkip({ reason: 'unreadable', what: folder[1], detail: `the folder cannot be opened: ${folder[2]}`, incomplete: true });
    else if (/^(?:error|fatal):/.test(line)) onSkip({ reason: 'git-error', what: 'working tree', detail: `git: ${line}`, incomplete: true });
  }
}

function nestedRepository(path: string): Skip {
  const what = path.replace(/\/$/, '');
  return { reason: 'submodule', what, detail: `a repository of its own: scan it with \`keysieve scan ${what}\``, incomplete: false };
}

/**
 * Tells whether a path's folders are real folders of the working tree. Where a link took the place of a folder, git
 * takes the files for deleted; following it would read files from elsewhere.
 */
function folderCheck(onDisk: (path: string) => Buffer): (path: string) => boolean {
  const known = new Map<string, boolean>([['', true]]);
  const check = (folder: string): boolean => {
    const answer = known.get(folder);
    if (answer !== undefined) return answer;
    const real = check(parentOf(folder)) && isRealFolder(onDisk(folder));
    known.set(folder, real);
    return real;
  };
  return (path) => check(parentOf(path));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isRealFolder(path: Buffer): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // A folder that may not be searched: reading the file says so by name.
    return true;
  }
}

/** Where a path (a binary string) is on disk, as bytes, because names need not be UTF-8. */
function locator(root: string): (path: string) => Buffer {
  const start = Buffer.from(`${root}/`, 'utf8').toString('latin1');
  return (path) => Buffer.from(start + path, 'latin1');
}
