/** Files and folders outside of git's care: our own walk, which follows no link and so ends. */
import { readdirSync, realpathSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { resolve, sep } from 'node:path';

import { pathText } from '../git/path-text.ts';
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES, lookAt, type FoundFile, type Links } from './file-reader.ts';
import { readAllListed, type ListedFile } from './listed-file.ts';

export interface FilesOptions {
  /** Directory that given paths are relative to, and that items' paths are shown relative to. */
  readonly base: string;
  /** Larger files are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/** Yields files, read; see `listFiles`. */
export function filesItems(paths: readonly string[], options: FilesOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  return readAllListed(listFiles(paths, options, onSkip), options.maxBytes ?? DEFAULT_MAX_BYTES, onSkip);
}

/**
 * Lists the files named and all files below the folders named, sorted by name, each once. A path that was given may be a
 * link; links met on the way are not followed. `.git` folders are left out and named. A path that does not exist is an
 * incomplete skip.
 */
export async function* listFiles(paths: readonly string[], options: FilesOptions, onSkip: (skip: Skip) => void): AsyncGenerator<ListedFile, void, void> {
  const walk = new Walk(options, onSkip);
  for (const path of paths) yield* walk.given(path);
}

class Walk {
  readonly #base: string;
  readonly #maxBytes: number;
  readonly #onSkip: (skip: Skip) => void;
  /** What was read already, by real path: given paths may overlap. */
  readonly #seen = new Set<string>();

  constructor(options: FilesOptions, onSkip: (skip: Skip) => void) {
    this.#base = resolve(options.base);
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#onSkip = onSkip;
  }

  *given(path: string): Generator<ListedFile, void, void> {
    const absolute = Buffer.from(resolve(this.#base, path), 'utf8');
    const found = lookAt(absolute, this.#maxBytes, 'follow');
    const real = found.kind === 'absent' ? absolute : realPath(absolute);
    if (found.kind === 'directory') {
      yield* this.#folder(absolute, real);
    } else if (!this.#isNew(real)) {
      return;
    } else if (found.kind === 'file') {
      yield this.#listed(absolute, found, 'follow');
    } else {
      const skip: Omit<Skip, 'what'> = found.kind === 'skip' ? found.skip : { reason: 'unreadable', detail: 'there is no such file or folder', incomplete: true };
      this.#onSkip({ ...skip, what: path });
    }
  }

  /** @param real the same folder with the link that led to it resolved; below it there are no links. */
  *#folder(folder: Buffer, real: Buffer): Generator<ListedFile, void, void> {
    for (const entry of this.#entries(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name.equals(GIT_DIRECTORY)) this.#onSkip(gitDirectory(this.#show(folder), this.#show(path)));
        else yield* this.#folder(path, join(real, entry.name));
        continue;
      }
      if (!this.#isNew(join(real, entry.name))) continue;
      const found = lookAt(path, this.#maxBytes);
      if (found.kind === 'file') yield this.#listed(path, found, 'keep');
      else if (found.kind === 'skip') this.#onSkip({ ...found.skip, what: this.#show(path) });
    }
  }

  #entries(folder: Buffer): readonly Dirent<Buffer>[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }) as unknown as Dirent<Buffer>[];
      return entries.toSorted((a, b) => a.name.compare(b.name));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Gone since its name was read: nothing is there that could be scanned.
      if (code !== 'ENOENT') {
        this.#onSkip({ reason: 'unreadable', what: this.#show(folder), detail: `the folder cannot be opened: ${code}`, incomplete: true });
      }
      return [];
    }
  }

  /** True the first time that this real path comes. */
  #isNew(real: Buffer): boolean {
    const key = real.toString('latin1');
    const known = this.#seen.has(key);
    this.#seen.add(key);
    return !known;
  }

  #listed(file: Buffer, { size, regular }: FoundFile, links: Links): ListedFile {
    return { file, path: this.#show(file), size, regular, links };
  }

  /** Relative to the base when inside of it, else absolute; with `/`. */
  #show(path: Buffer): string {
    const base = Buffer.from(this.#base.endsWith(sep) ? this.#base : this.#base + sep, 'utf8');
    const inside = path.subarray(0, base.length).equals(base);
    const shown = pathText((inside ? path.subarray(base.length) : path).toString('latin1'));
    return sep === '/' ? shown : shown.replaceAll(sep, '/');
  }
}

const GIT_DIRECTORY = Buffer.from('.git');

function gitDirectory(folder: string, path: string): Skip {
  return {
    reason: 'submodule',
    what: path,
    detail: `the history of the repository in ${folder} is not scanned here: run \`keysieve scan\` in that folder`,
    incomplete: false,
  };
}

function join(folder: Buffer, name: Buffer): Buffer {
  const ends = folder.at(-1) === sep.charCodeAt(0);
  return Buffer.concat(ends ? [folder, name] : [folder, Buffer.from(sep), name]);
}

function realPath(path: Buffer): Buffer {
  try {
    return realpathSync(path, { encoding: 'buffer' });
  } catch {
    return path;
  }
}
