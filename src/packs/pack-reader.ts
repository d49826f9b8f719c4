/** The reader of objects that reads the object store itself and asks git for what it does not understand. */
import { createHash } from 'node:crypto';
import { createCatFileReader, readObjects, skipOf, type ObjectReader, type StoredObject } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { Skip } from '../model.ts';
import { UnusualStore } from './object-directories.ts';
import { ObjectStore, type WalkOptions } from './object-walk.ts';

const BATCH = 256 * 1024;

/**
 * An ObjectReader over packs and loose objects. The same objects as `createCatFileReader` gives, in another order; falls
 * back to it for single objects, or for all when the store is unusual.
 */
export function createPackReader(repository: Repository, options: Pick<WalkOptions, 'maxMemory'> = {}): ObjectReader {
  return { readAll: (maxBytes, onSkip) => readAll(repository, { ...options, maxBytes }, onSkip) };
}

/** Opens the object store; null when git has to read it. */
export function openStore(repository: Repository): ObjectStore | null {
  try {
    return new ObjectStore(repository);
  } catch (error) {
    if (error instanceof UnusualStore || isSystemError(error)) return null;
    throw error;
  }
}

async function* readAll(repository: Repository, options: WalkOptions, onSkip: (skip: Skip) => void): AsyncGenerator<readonly StoredObject[], void, void> {
  const store = openStore(repository);
  if (store === null) {
    yield* createCatFileReader(repository).readAll(options.maxBytes, onSkip);
    return;
  }
  const leftovers = new Leftovers(repository, options.maxBytes, onSkip);
  let batch: StoredObject[] = [];
  let size = 0;
  for (const object of store.walk(options, leftovers)) {
    if (object.repeated) continue;
    batch.push({ state: 'found', id: object.id(), type: object.type, bytes: Buffer.from(object.bytes) });
    size += object.bytes.length;
    if (size < BATCH) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
  yield* leftovers.read();
}

/** Objects that git is asked for, in the end and all at once. */
export class Leftovers {
  private readonly repository: Repository;
  private readonly maxBytes: number;
  private readonly onSkip: (skip: Skip) => void;
  private readonly ids: string[] = [];

  constructor(repository: Repository, maxBytes: number, onSkip: (skip: Skip) => void) {
    this.repository = repository;
    this.maxBytes = maxBytes;
    this.onSkip = onSkip;
  }

  readonly left = (id: string): void => void this.ids.push(id);

  readonly tooLarge = (id: string, size: number): void => this.onSkip(skipOf({ state: 'too-large', id, size, detail: null }, id));

  /** Reads what was left; what git cannot read either is named. */
  async *read(): AsyncGenerator<readonly StoredObject[], void, void> {
    if (this.ids.length === 0) return;
    const found: StoredObject[] = [];
    for await (const batch of readObjects(this.repository, chunks(this.ids), this.maxBytes)) {
      for (const object of batch) {
        if (object.state !== 'found') this.onSkip(skipOf(object, object.id));
        else if (object.type !== 'tree') found.push(object);
        else if (!this.isTree(object)) this.onSkip({ reason: 'unreadable', what: object.id, detail: 'the object store says that it is a tree, and it is not: look at it with `git fsck`', incomplete: true });
      }
      if (found.length > 0) yield found.splice(0);
    }
  }

  /** True when the id is that of a tree with these bytes. */
  private isTree({ id, bytes }: StoredObject): boolean {
    return createHash(this.repository.objectFormat).update(`tree ${bytes.length}\0`).update(bytes).digest('hex') === id;
  }
}

/** Gives ids in batches. */
async function* chunks(ids: readonly string[]): AsyncGenerator<readonly string[], void, void> {
  for (let at = 0; at < ids.length; at += 1000) yield ids.slice(at, at + 1000);
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;
}
