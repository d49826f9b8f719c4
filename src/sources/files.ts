/** Files and folders outside of git's care: our own walk, which follows no link and so ends. */
import { readdirSync, realpathSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { resolve, sep } from 'node:path';

import { pathText } from '../git/path-text.ts';
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES, lookAt, type Links } from './file-reader.ts';
import { readAllListed, type Listed, type ListedFile } from './listed-file.ts';

export interface FilesOptions {
  /** Directory that given paths are relative to, and that items' paths are shown relative to. */
  readonly base: string;
  /** Larger files are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/** So many files are handed over at a time, or some more. */
const SOME = 1000;

/** Yields files, read; see `listFiles`. */
export function filesItems(paths: readonly string[], options: FilesOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  return readAllListed(listFiles(paths, options), options.maxBytes ?? DEFAULT_MAX_BYTES, onSkip);
}

/**
 * Lists the files named and all files below the folders named, sorted by name, each once. A path that was given may be a
 * link; links met on the way are not followed. `.git` folders are left out and named. A path that does not exist is an
 * incomplete skip.
 */
export async function* listFiles(paths: readonly string[], options: FilesOptions): AsyncGenerator<readonly Listed[], void, void> {
  const walk = new Walk(options, paths.length > 1);
  for (const path of paths) yield* walk.given(path);
  yield walk.take();
}

/** Paths are binary strings, because names need not be UTF-8. */
class Walk {
  readonly #base: string;
  /** Of the folder that paths are shown relative to, with a separator at its end. */
  readonly #start: string;
  readonly #maxBytes: number;
  /** What was read already, by real path: given paths may overlap. Null when they cannot. */
  readonly #seen: Set<string> | null;
  #found: Listed[] = [];

  constructor(options: FilesOptions, overlapping: boolean) {
    this.#base = resolve(options.base);
    this.#start = join(binary(this.#base), '');
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#seen = overlapping ? new Set() : null;
  }

  /** What was found since the last time. */
  take(): Listed[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  *given(path: string): Generator<Listed[], void, void> {
    const absolute = resolve(this.#base, path);
    const found = lookAt(absolute, this.#maxBytes, 'follow');
    const real = found.kind === 'absent' ? binary(absolute) : realPath(absolute);
    if (found.kind === 'directory') {
      yield* this.#folder(binary(absolute), real);
    } else if (!this.#isNew(real)) {
      return;
    } else if (found.kind === 'file') {
      this.#file(binary(absolute), 'follow', found.regular ? 'likely' : 'waiting');
    } else {
      const skip: Omit<Skip, 'what'> = found.kind === 'skip' ? found.skip : { reason: 'unreadable', detail: 'there is no such file or folder', incomplete: true };
      this.#found.push({ ...skip, what: path });
    }
  }

  /** @param real the same folder with the link that led to it resolved; below it there are no links. */
  *#folder(folder: string, real: string): Generator<Listed[], void, void> {
    for (const entry of this.#entries(folder)) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (name === '.git') this.#found.push(gitDirectory(this.#show(folder), this.#show(join(folder, name))));
        else yield* this.#folder(join(folder, name), join(real, name));
      } else if (this.#seen === null || this.#isNew(join(real, name))) {
        if (entry.isSymbolicLink()) this.#found.push({ reason: 'symlink', incomplete: false, what: this.#show(join(folder, name)) });
        else this.#file(join(folder, name), 'keep', entry.isFile() ? 'likely' : 'unknown');
      }
    }
    if (this.#found.length >= SOME) yield this.take();
  }

  #entries(folder: string): readonly Dirent[] {
    try {
      const entries = readdirSync(onDisk(folder), { withFileTypes: true, encoding: 'latin1' });
      return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Gone since its name was read: nothing is there that could be scanned.
      if (code !== 'ENOENT') {
        this.#found.push({ reason: 'unreadable', what: this.#show(folder), detail: `the folder cannot be opened: ${code}`, incomplete: true });
      }
      return [];
    }
  }

  /** True the first time that this real path comes. */
  #isNew(real: string): boolean {
    const known = this.#seen?.has(real) === true;
    this.#seen?.add(real);
    return !known;
  }

  #file(path: string, links: Links, ordinary: ListedFile['ordinary']): void {
    this.#found.push({ file: onDisk(path), path: this.#show(path), links, ordinary });
  }

  /** Relative to the base when inside of it, else absolute; with `/`. */
  #show(path: string): string {
    const shown = pathText(path.startsWith(this.#start) ? path.slice(this.#start.length) : path);
    return sep === '/' ? shown : shown.replaceAll(sep, '/');
  }
}

function gitDirectory(folder: string, path: string): Skip {
  return {
    reason: 'submodule',
    what: path,
    detail: `the history of the repository in ${folder} is not scanned here: run \`keysieve scan\` in that folder`,
    incomplete: false,
  };
}

function join(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

function realPath(path: string): string {
  try {
    return realpathSync(path, { encoding: 'latin1' });
  } catch {
    return binary(path);
  }
}

function binary(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Any path as bytes; ASCII as it is, which is faster. */
function onDisk(path: string): string | Buffer {
  return /^[\0-\x7f]*$/.test(path) ? path : Buffer.from(path, 'latin1');
}
