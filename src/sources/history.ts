/** Everything in the object store: every version of every file, commit messages, annotated tags. */
import { messageText } from '../git/commit-object.ts';
import type { ObjectReader, StoredObject } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { Item, Skip } from '../model.ts';
import type { ObjectStore, WalkedObject } from '../packs/object-walk.ts';
import { Leftovers } from '../packs/pack-reader.ts';
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

/** An item read from the object store without git. Its bytes are good until the next item is asked for. */
export interface WalkedItem extends Item {
  /** How it was made out of an item before it (see ChainDetector); null when it is to be searched for itself. */
  readonly chain: { readonly depth: number; readonly copies: Uint32Array | null } | null;
  /** True when the item came before and only counts as the base of others. */
  readonly repeated: boolean;
  /** True when its id is the hash of its bytes. If not, git is asked for the object, and this item must not be used. */
  isGenuine(): boolean;
}

export interface WalkedOptions extends HistoryOptions {
  /** Hand over every item to be searched for itself, whatever it was made out of. */
  readonly everyByte?: boolean;
  /** Bytes for unpacking; what does not fit is left to git. See WalkOptions. */
  readonly maxMemory?: number;
}

/** After so many bytes of items, other work gets its turn. */
const TURN = 8 * 1024 * 1024;

/** The same as `historyItems`, read from the object store; what is unusual there is read by git in the end. */
export async function* walkedHistoryItems(
  store: ObjectStore,
  repository: Repository,
  options: WalkedOptions,
  onSkip: (skip: Skip) => void,
): AsyncGenerator<Iterable<Item | WalkedItem>, void, void> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const leftovers = new Leftovers(repository, maxBytes, onSkip);
  const objects = store.walk({ maxBytes, ...(options.maxMemory !== undefined && { maxMemory: options.maxMemory }) }, leftovers);
  const turns = { over: false };
  try {
    while (!turns.over) {
      yield someItems(objects, store, leftovers, options.everyByte === true, turns);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    objects.return();
  }
  yield* leftItems(leftovers);
}

/** What the walk left to git, as items. */
export async function* leftItems(leftovers: Leftovers): AsyncGenerator<Item[], void, void> {
  for await (const batch of leftovers.read()) {
    yield batch.flatMap((object) => (object.type === 'tree' ? [] : [{ bytes: textOf(object), path: null, origin: { kind: 'object' as const, object: object.id, type: object.type } }]));
  }
}

function* someItems(objects: Generator<WalkedObject, void, void>, store: ObjectStore, leftovers: Leftovers, everyByte: boolean, turns: { over: boolean }): Generator<WalkedItem, void, void> {
  for (let size = 0; size < TURN; ) {
    const next = objects.next();
    if (next.done === true) {
      turns.over = true;
      return;
    }
    const object = next.value;
    size += object.bytes.length + 100;
    yield walkedItem(object, everyByte, () => {
      const genuine = store.verify(object);
      if (!genuine) leftovers.left(object.id());
      return genuine;
    });
  }
}

/** The item of an object that was walked to; `isGenuine`: see WalkedItem. */
export function walkedItem(object: WalkedObject, everyByte: boolean, isGenuine: () => boolean): WalkedItem {
  const { type, bytes, depth, copies, repeated } = object;
  const id = object.id();
  return {
    bytes: textOf({ state: 'found', id, type, bytes }),
    path: null,
    origin: { kind: 'object', object: id, type },
    chain: everyByte || type !== 'blob' ? null : { depth, copies },
    repeated,
    isGenuine,
  };
}

function textOf(object: StoredObject): Buffer {
  return object.type === 'blob' ? object.bytes : messageText(object.bytes);
}
