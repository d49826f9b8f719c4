/** Files that were looked at and not read yet: who reads them, and on which thread, is for others to say. */
import type { Item, Skip } from '../model.ts';
import { readFound, type FoundFile, type Links } from './file-reader.ts';

export interface ListedFile extends Omit<FoundFile, 'kind'> {
  /** Where it is; bytes, because names need not be UTF-8. */
  readonly file: Buffer;
  /** See Item. */
  readonly path: string;
  readonly links: Links;
}

/** Reads a listed file. Null when it is gone, and for what was named to `onSkip`. */
export function readListed({ file, path, links, size, regular }: ListedFile, maxBytes: number, onSkip: (skip: Skip) => void): Item | null {
  const read = readFound(file, { size, regular }, maxBytes, links);
  if (read.kind === 'skip') onSkip({ ...read.skip, what: path });
  return read.kind === 'file' ? { bytes: read.bytes, path, origin: { kind: 'worktree' } } : null;
}

/** Reads one file after the other. */
export async function* readAllListed(files: AsyncIterable<ListedFile>, maxBytes: number, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  for await (const file of files) {
    const item = readListed(file, maxBytes, onSkip);
    if (item !== null) yield item;
  }
}
