/**
 * Every blob, commit and tag of a repository once, read from its object store without git: packs, loose objects,
 * alternates. What this reader does not understand is left to git, object by object.
 */
import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TextObjectType } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { looseIds, readLoose } from './loose-objects.ts';
import { objectDirectories, UnusualStore } from './object-directories.ts';
import { readEntries, type PackEntries } from './pack-entries.ts';
import { PackIndex } from './pack-index.ts';
import { planWalk, type PassedOver } from './pack-plan.ts';
import { PackWalker } from './pack-walk.ts';
import { PackedObjects } from './packed-objects.ts';

/** An object while its bytes are there: good until the next step of the walk. */
export interface WalkedObject {
  readonly type: TextObjectType;
  /** In memory that is used again for the next objects. */
  readonly bytes: Buffer;
  /** See Visit; loose objects have depth 0. */
  readonly depth: number;
  /** See Visit; null also when its base was passed over. */
  readonly copies: Uint32Array | null;
  /** True for the second and later copies of an object: it is visited as the base of others only. */
  readonly repeated: boolean;
  /** Its id in hexadecimal. */
  id(): string;
}

export interface WalkOptions {
  /** Larger objects are not read. */
  readonly maxBytes: number;
  /** Memory for unpacking, in bytes; 256 MiB when absent. What does not fit is left to git. */
  readonly maxMemory?: number;
}

export interface WalkRefused {
  /** git has to be asked for this object. */
  left(id: string): void;
  tooLarge(id: string, size: number): void;
}

/** A loose object, not read yet. */
export interface LooseObject {
  /** The object directory that it lies in. */
  readonly directory: string;
  readonly id: string;
}

/** A pack's file and what stands where in it. Whoever opened it closes it. */
export interface OpenPack {
  readonly fd: number;
  readonly entries: PackEntries;
}

/** A pack as threads of one process read it. */
export interface SharedPack {
  /** The bytes of its index, in shared memory. */
  readonly index: Uint8Array;
  /** Null when it cannot be read; its objects are left to git, and still count as held by an earlier pack. */
  readonly opened: OpenPack | null;
}

/** An object store as threads of one process read it: plain data, the large parts in shared memory. */
export interface SharedStore {
  readonly packs: readonly SharedPack[];
  /** Of the hash that makes an id of an object. */
  readonly algorithm: string;
  /** Bytes of an object id. */
  readonly idLength: number;
}

interface Pack {
  readonly file: string;
  readonly index: PackIndex;
}

const MEMORY = 256 * 1024 * 1024;

/** A repository's object store, opened. */
export class ObjectStore {
  private readonly directories: readonly string[];
  private readonly packs: readonly Pack[];
  private readonly idLength: number;
  private readonly algorithm: string;
  private known: PassedOver | null = null;

  /** @throws UnusualStore when the store as a whole has to be read by git. */
  constructor(repository: Repository) {
    this.algorithm = repository.objectFormat;
    this.idLength = repository.objectFormat === 'sha256' ? 32 : 20;
    this.directories = objectDirectories(repository);
    this.packs = this.directories.flatMap((directory) => packsIn(join(directory, 'pack'), this.idLength));
  }

  /** From now on objects that are known are neither handed over nor refused. */
  passOver(known: PassedOver): void {
    this.known = known;
  }

  /** Calls `visit` with the id of every object, in packs and loose, and gives checksums that change when an object comes or goes. */
  eachId(visit: (ids: Buffer, at: number) => void): readonly string[] {
    const table = { find: (ids: Buffer, at: number): number => (visit(ids, at), -1) };
    for (const { index } of this.packs) for (let rank = 0; rank < index.count; rank += 1) index.findIn(table, rank);
    const loose = createHash('sha256');
    for (const { id } of this.allLoose()) {
      loose.update(id);
      visit(Buffer.from(id, 'hex'), 0);
    }
    return [...this.packs.map(({ index }) => index.checksums()), loose.digest('hex')];
  }

  /** How many objects of the pack with these checksums are known. */
  countKnown(checksums: string, known: Pick<PassedOver, 'find'>): number {
    const index = this.packs.find((pack) => pack.index.checksums() === checksums)?.index;
    let count = 0;
    for (let rank = 0; rank < (index?.count ?? 0); rank += 1) if (index?.findIn(known, rank) !== -1) count += 1;
    return count;
  }

  /** Walks all objects; each is visited, or named to `refused`. */
  *walk(options: WalkOptions, refused: WalkRefused): Generator<WalkedObject, void, void> {
    const walker = new PackWalker(options.maxMemory ?? MEMORY, options.maxBytes);
    for (const number of this.packs.keys()) yield* this.walkPack(number, walker, refused);
    yield* this.walkLoose(options.maxBytes, refused);
  }

  /** True when the bytes are those of the object: its id is their hash. */
  verify(object: WalkedObject): boolean {
    return isGenuine(object, this.algorithm);
  }

  /** Bytes of the packs that have to be read. */
  packedBytes(): number {
    const sizes = this.packs.map(({ file, index }) => (this.known?.coversPack(index.checksums()) === true ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Opens all packs for several threads. What cannot be opened is named to `refused`, with the number of the pack. */
  share(refused: (pack: number) => WalkRefused): SharedStore {
    const indexes = this.packs.map(({ index }) => index);
    const packs = indexes.map((index, number): SharedPack => {
      const opened = this.openPack(number, refused(number));
      return { index: index.bytes, opened };
    });
    return { packs, algorithm: this.algorithm, idLength: this.idLength };
  }

  /** The loose objects that no pack holds, each once. */
  *loose(): Generator<LooseObject, void, void> {
    for (const object of this.allLoose()) if (this.known === null || this.known.find(Buffer.from(object.id, 'hex'), 0) === -1) yield object;
  }

  private *allLoose(): Generator<LooseObject, void, void> {
    const seen = new Set<string>();
    for (const directory of this.directories) {
      for (const id of looseIds(directory, this.idLength)) {
        const key = Buffer.from(id, 'hex');
        if (seen.has(id) || this.packs.some(({ index }) => index.rankOf(key, 0) !== -1)) continue;
        seen.add(id);
        yield { directory, id };
      }
    }
  }

  private *walkPack(number: number, walker: PackWalker, refused: WalkRefused): Generator<WalkedObject, void, void> {
    const pack = this.openPack(number, refused);
    if (pack === null) return;
    try {
      const objects = new PackedObjects(this.packs.map(({ index }) => index), number, pack.entries);
      walker.open(pack.fd);
      yield* objects.trees(walker, 0, pack.entries.count, refused);
      objects.leaveStrays(refused);
    } finally {
      closeSync(pack.fd);
    }
  }

  /** Null when all of it is known, and when it is gone since it was listed, or not what its index says: then git knows where else its objects are, or what to say. */
  private openPack(number: number, refused: WalkRefused): OpenPack | null {
    const { file, index } = this.packs[number] as Pack;
    const { known } = this;
    if (known?.coversPack(index.checksums()) === true) return null;
    let fd = -1;
    try {
      fd = openSync(file, 'r');
      const entries = readEntries(fd, index, this.idLength);
      if (known === null) return { fd, entries };
      const { passed, texts } = planWalk(entries, index, known);
      known.noteTexts(index.checksums(), texts);
      return { fd, entries: { ...entries, passed } };
    } catch {
      if (fd !== -1) closeSync(fd);
      const isRepeated = (rank: number): boolean => this.packs.slice(0, number).some((earlier) => earlier.index.rankIn(index, rank) !== -1);
      const isKnown = (rank: number): boolean => known !== null && index.findIn(known, rank) !== -1;
      for (let rank = 0; rank < index.count; rank += 1) if (!isRepeated(rank) && !isKnown(rank)) refused.left(index.id(rank));
      return null;
    }
  }

  private *walkLoose(maxBytes: number, refused: WalkRefused): Generator<WalkedObject, void, void> {
    for (const { directory, id } of this.loose()) {
      const object = looseObject(directory, id, maxBytes, refused);
      if (object !== null) yield object;
    }
  }
}

/** Reads a loose object; null for a tree, and for what was named to `refused`. */
export function looseObject(directory: string, id: string, maxBytes: number, refused: WalkRefused): WalkedObject | null {
  const found = readLoose(directory, id);
  if (found === null) refused.left(id);
  else if (found.type === 'tree') return null;
  else if (found.bytes.length > maxBytes) refused.tooLarge(id, found.bytes.length);
  else return { type: found.type, bytes: found.bytes, depth: 0, copies: null, repeated: false, id: () => id };
  return null;
}

/** True when an object's id is the hash of its bytes. */
export function isGenuine(object: WalkedObject, algorithm: string): boolean {
  const hash = createHash(algorithm).update(`${object.type} ${object.bytes.length}\0`).update(object.bytes);
  return hash.digest('hex') === object.id();
}

function packsIn(directory: string, idLength: number): Pack[] {
  const names = namesIn(directory);
  const has = new Set(names);
  // An index of several packs (multi-pack-index) repeats what the packs' own indexes say; git keeps both.
  for (const name of names) {
    const other = name.endsWith('.pack') ? name.replace(/pack$/, 'idx') : name.endsWith('.idx') ? name.replace(/idx$/, 'pack') : name;
    if (name.startsWith('pack-') && !has.has(other)) throw new UnusualStore(`${join(directory, name)} has no ${other}`);
  }
  return names
    .filter((name) => name.startsWith('pack-') && name.endsWith('.idx'))
    .sort()
    .map((name) => ({ file: join(directory, name.replace(/idx$/, 'pack')), index: new PackIndex(join(directory, name), idLength) }));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UnusualStore(`cannot list ${directory}: ${(error as Error).message}`);
  }
}
