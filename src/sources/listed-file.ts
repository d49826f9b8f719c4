/** Files that were listed and not read yet: who reads them, and on which thread, is for others to say. */
import type { Item, Skip } from '../model.ts';
import { readFile, readInto, type Links } from './file-reader.ts';

export interface ListedFile {
  /** Where it is; bytes when its name is more than ASCII, because names need not be UTF-8. */
  readonly file: string | Buffer;
  /** See Item. */
  readonly path: string;
  readonly links: Links;
  /**
   * `likely`: an ordinary file, if nothing has changed since it was listed. `unknown`: to be looked at before it is opened.
   * `waiting`: a pipe or a device, which may keep its reader waiting.
   */
  readonly ordinary: 'likely' | 'unknown' | 'waiting';
}

/** What a listing tells: a file to be read, or what is not. */
export type Listed = ListedFile | Skip;

/** What could be looked at of a list of paths, in its order. */
export type Listing = AsyncIterable<readonly Listed[]>;

/** Reads a listed file. Null when there is nothing; a skip when it is not to be read. */
export function readListed({ file, path, links }: ListedFile, maxBytes: number): Item | Skip | null {
  const read = readFile(file, maxBytes, links);
  if (read.kind === 'skip') return { ...read.skip, what: path };
  return read.kind === 'file' ? { bytes: read.bytes, path, origin: { kind: 'worktree' } } : null;
}

/** Reads a small ordinary file into `room` from `at` on, and gives its size; a byte behind it stays free. Null for all others: `readListed` reads them. */
export function readSmall({ file, links, ordinary }: ListedFile, room: Buffer, at: number, maxBytes: number): number | null {
  return ordinary === 'likely' && links === 'keep' ? readInto(room, at, file, maxBytes) : null;
}

/** Reads one file after the other; what is not read goes to `onSkip`. */
export async function* readAllListed(listing: Listing, maxBytes: number, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  for await (const some of listing) {
    for (const one of some) {
      const read = 'file' in one ? readListed(one, maxBytes) : one;
      if (read === null) continue;
      if ('bytes' in read) yield read;
      else onSkip(read);
    }
  }
}
