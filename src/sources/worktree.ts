/** The working tree: tracked files, and untracked ones that are not ignored. Files are read as they are on disk, so no filter runs. */
import { lstatSync } from 'node:fs';

import { GitError } from '../git/error.ts';
import { pathText } from '../git/path-text.ts';
import type { Repository } from '../git/repository.ts';
import { gitRecords } from '../git/run.ts';
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES } from './file-reader.ts';
import { readAllListed, type Listed, type ListedFile } from './listed-file.ts';

export interface WorktreeOptions {
  /** Files and folders to restrict the scan to, relative to the root, with `/`; everything when absent. A file named here is read even when it is ignored. */
  readonly paths?: readonly string[];
  /** Larger files are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/** Yields the files of the working tree, read; see `worktreeFiles`. */
export function worktreeItems(repository: Repository, options: WorktreeOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  return readAllListed(worktreeFiles(repository, options), options.maxBytes ?? DEFAULT_MAX_BYTES, onSkip);
}

/**
 * Lists the files of the working tree, in git's order. Files are not looked at: deleted ones are listed, too, and so are links.
 * @throws GitError when there is no working tree or git cannot list it.
 */
export async function* worktreeFiles(repository: Repository, options: Pick<WorktreeOptions, 'paths'>): AsyncGenerator<readonly Listed[], void, void> {
  const { root } = repository;
  if (root === null) throw new GitError('git-failed', 'this repository has no working tree', 'scan its history instead: keysieve scan --history-only');
  const paths = options.paths?.map((path) => path.replace(/\/+$/, ''));
  const tree = new Tree(root, paths !== undefined);
  const complaints: Skip[] = [];
  const args = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard', '--', ...(paths ?? []).filter((path) => path !== '')];
  for await (const entries of gitRecords(repository, args, '\0', (stderr) => complain(stderr, (skip) => void complaints.push(skip)))) {
    const listed: Listed[] = [];
    for (const entry of entries) {
      const one = tree.listed(entry);
      if (one !== null) listed.push(one);
    }
    yield listed;
  }
  const named = (paths ?? []).filter((path) => isFile(`${root}/${path}`)).map((path) => Buffer.from(path, 'utf8').toString('latin1'));
  yield [...named.flatMap((path) => tree.file(path, 'unknown') ?? []), ...complaints];
}

/** The working tree while it is listed. Paths are binary strings. */
class Tree {
  private readonly start: string;
  /** True when a path that needs no more than ASCII makes a place that does, too. */
  private readonly isAscii: boolean;
  private readonly isInside: (path: string) => boolean;
  /** What came already: files that are named may come again. Without names only conflicts come more than once, one after the other. */
  private readonly seen: Set<string> | null;
  private last = '';

  constructor(root: string, named: boolean) {
    this.start = Buffer.from(`${root}/`, 'utf8').toString('latin1');
    this.isAscii = this.start === `${root}/`;
    this.isInside = folderCheck((path) => Buffer.from(this.start + path, 'latin1'));
    this.seen = named ? new Set() : null;
  }

  /** What an entry of git's list tells: `? <path>` is untracked, `H <mode> <id> <stage>\t<path>` (or another letter) is in the index. */
  listed(entry: string): Listed | null {
    if (entry.startsWith('? ')) return this.file(entry.slice(2), entry.endsWith('/') ? 'unknown' : 'likely');
    const path = entry.slice(entry.indexOf('\t') + 1);
    if (entry.startsWith('160000 ', 2)) return nestedRepository(pathText(path));
    // Of `S`, git does not expect that they are there.
    return this.file(path, entry.startsWith('100', 2) && !entry.startsWith('S') ? 'likely' : 'unknown');
  }

  file(path: string, ordinary: ListedFile['ordinary']): Listed | null {
    if (path === this.last || !this.isNew(path) || !this.isInside(path)) return null;
    this.last = path;
    const name = pathText(path);
    const place = this.start + path;
    if (name.endsWith('/')) return isRealFolder(Buffer.from(place, 'latin1')) ? nestedRepository(name) : null;
    return { file: this.isAscii && name === path ? place : Buffer.from(place, 'latin1'), path: name, links: 'keep', ordinary };
  }

  private isNew(path: string): boolean {
    if (this.seen === null) return true;
    const known = this.seen.has(path);
    this.seen.add(path);
    return !known;
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
  let last = '';
  let lastAnswer = true;
  const check = (folder: string): boolean => {
    const answer = known.get(folder);
    if (answer !== undefined) return answer;
    const real = check(parentOf(folder)) && isRealFolder(onDisk(folder));
    known.set(folder, real);
    return real;
  };
  return (path) => {
    // Files of one folder come one after the other.
    if (path.lastIndexOf('/') === last.length && path.startsWith(last)) return lastAnswer;
    last = parentOf(path);
    return (lastAnswer = check(last));
  };
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
