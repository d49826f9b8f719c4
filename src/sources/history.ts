/** Everything in the object store: every version of every file, commit messages, annotated tags. */
import { messageText, parseCommit, parseTag } from '../git/commit-object.ts';
import type { ObjectReader, StoredObject } from '../git/objects.ts';
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES } from './file-reader.ts';

export interface HistoryOptions {
  /** Larger objects are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/**
 * Yields each object once, reachable or not, in the order that is cheapest to read. The path is not known (null); who
 * introduced an object where is found out afterwards, see `attribute`. Of commits and tags the bytes are those of
 * `messageText`.
 */
export async function* historyItems(reader: ObjectReader, options: HistoryOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  for await (const batch of reader.readAll(options.maxBytes ?? DEFAULT_MAX_BYTES, onSkip)) {
    for (const object of batch) {
      const { type } = object;
      if (type !== 'tree') yield { bytes: textOf(object), path: null, origin: { kind: 'object', object: object.id, type } };
    }
  }
}

function textOf(object: StoredObject): Buffer {
  if (object.type === 'blob') return object.bytes;
  const parsed = object.type === 'commit' ? parseCommit(object.id, object.bytes) : parseTag(object.id, object.bytes);
  return messageText(parsed, object.bytes);
}
