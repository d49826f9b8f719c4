/**
 * Every blob, commit and tag of a repository once, read from its object store without git: packs, loose objects,
 * alternates. What this reader does not understand is left to git, object by object.
 */
import { closeSync, openSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TextObjectType } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { looseIds, readLoose } from './loose-objects.ts';
import { objectDirectories, UnusualStore } from './object-directories.ts';
import { readEntries, type PackEntries } from './pack-entries.ts';
import { PackIndex } from './pack-index.ts';
import { PackWalker } from './pack-walk.ts';

/** An object while its bytes are there: good until the next step of the walk. */
export interface WalkedObject {
  readonly type: TextObjectType;
  /** In memory that is used again for the next objects. */
  readonly bytes: Buffer;
  /** See Visit; loose objects have depth 0. */
  readonly depth: number;
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

  /** @throws UnusualStore when the store as a whole has to be read by git. */
  constructor(repository: Repository) {
    this.algorithm = repository.objectFormat;
    this.idLength = repository.objectFormat === 'sha256' ? 32 : 20;
    this.directories = objectDirectories(repository);
    this.packs = this.directories.flatMap((directory) => packsIn(join(directory, 'pack'), this.idLength));
  }

  /** Walks all objects; each is visited, or named to `refused`. */
  *walk(options: WalkOptions, refused: WalkRefused): Generator<WalkedObject, void, void> {
    const walker = new PackWalker(options.maxMemory ?? MEMORY, options.maxBytes);
    for (const number of this.packs.keys()) yield* this.walkPack(number, walker, refused);
    yield* this.walkLoose(options.maxBytes, refused);
  }

  /** True when the bytes are those of the object: its id is their hash. */
  verify(object: WalkedObject): boolean {
    const hash = createHash(this.algorithm).update(`${object.type} ${object.bytes.length}\0`).update(object.bytes);
    return hash.digest('hex') === object.id();
  }

  private *walkPack(number: number, walker: PackWalker, refused: WalkRefused): Generator<WalkedObject, void, void> {
    const { file, index } = this.packs[number] as Pack;
    const isRepeated = (rank: number): boolean => this.packs.slice(0, number).some((earlier) => earlier.index.rankIn(index, rank) !== -1);
    let fd = -1;
    try {
      let entries: PackEntries;
      try {
        fd = openSync(file, 'r');
        entries = readEntries(fd, index, this.idLength);
      } catch {
        // Gone since it was listed, or not what its index says: git knows where else its objects are, or what to say.
        for (let rank = 0; rank < index.count; rank += 1) if (!isRepeated(rank)) refused.left(index.id(rank));
        return;
      }
      const rankOf = (entry: number): number => entries.ranks[entry] as number;
      const unlessRepeated = (entry: number, tell: (id: string) => void): void => {
        if (!isRepeated(rankOf(entry))) tell(index.id(rankOf(entry)));
      };
      const visits = walker.walk(fd, entries, {
        left: (entry) => unlessRepeated(entry, refused.left),
        tooLarge: (entry, size) => unlessRepeated(entry, (id) => refused.tooLarge(id, size)),
      });
      const object = new PackedObject(index);
      const shared = number > 0;
      for (const visit of visits) {
        object.rank = rankOf(visit.entry);
        object.type = visit.type;
        object.bytes = visit.bytes;
        object.depth = visit.depth;
        object.copies = visit.copies;
        object.repeated = shared && isRepeated(object.rank);
        yield object;
      }
    } finally {
      if (fd !== -1) closeSync(fd);
    }
  }

  private *walkLoose(maxBytes: number, refused: WalkRefused): Generator<WalkedObject, void, void> {
    const seen = new Set<string>();
    for (const directory of this.directories) {
      for (const id of looseIds(directory, this.idLength)) {
        const key = Buffer.from(id, 'hex');
        if (seen.has(id) || this.packs.some(({ index }) => index.rankOf(key, 0) !== -1)) continue;
        seen.add(id);
        const found = readLoose(directory, id);
        if (found === null) refused.left(id);
        else if (found.type === 'tree') continue;
        else if (found.bytes.length > maxBytes) refused.tooLarge(id, found.bytes.length);
        else yield { type: found.type, bytes: found.bytes, depth: 0, copies: null, repeated: false, id: () => id };
      }
    }
  }
}

class PackedObject implements WalkedObject {
  type: TextObjectType = 'blob';
  bytes: Buffer = Buffer.alloc(0);
  depth = 0;
  copies: Uint32Array | null = null;
  repeated = false;
  rank = 0;
  private readonly index: PackIndex;

  constructor(index: PackIndex) {
    this.index = index;
  }

  id(): string {
    return this.index.id(this.rank);
  }
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
