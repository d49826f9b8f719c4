/** From entries of a pack to objects with ids: what the walk of a store and that of a few trees have in common. */
import type { TextObjectType } from '../git/objects.ts';
import type { WalkedObject, WalkRefused } from './object-walk.ts';
import { eachBelow, isRoot, strayEntries, TREE, type PackEntries } from './pack-entries.ts';
import type { PackIndex } from './pack-index.ts';
import type { PackWalker, Refused, Visit } from './pack-walk.ts';

/** One of several packs. What packs before it hold as well is repeated in it. */
export class PackedObjects {
  private readonly index: PackIndex;
  private readonly earlier: readonly PackIndex[];
  private readonly ranks: Uint32Array;
  private readonly entries: PackEntries;

  /** @param number which of the packs; `indexes` are those of all. */
  constructor(indexes: readonly PackIndex[], number: number, entries: PackEntries) {
    this.index = indexes[number] as PackIndex;
    this.earlier = indexes.slice(0, number);
    this.ranks = entries.ranks;
    this.entries = entries;
  }

  /** Objects of the trees whose roots are among the entries `[from, to)`, one record for all; `walker` has the pack open. */
  *trees(walker: PackWalker, from: number, to: number, refused: WalkRefused): Generator<PackedObject, void, void> {
    const object = new PackedObject(this.index);
    const { passed } = this.entries;
    /** By depth: true when the last object there was handed over. */
    const handedOver: boolean[] = [];
    for (const visit of walker.trees(this.entries, from, to, this.namesTo(refused))) {
      handedOver[visit.depth] = passed === null || passed[visit.entry] === 0;
      if (handedOver[visit.depth] === false) continue;
      object.show(visit, this.ranks[visit.entry] as number);
      if (visit.depth > 0 && handedOver[visit.depth - 1] === false) object.copies = null;
      object.repeated = this.isRepeated(object.rank);
      yield object;
    }
  }

  /** Names the objects of the trees whose roots are among the entries `[from, to)`, without reading them. */
  leaveTrees(from: number, to: number, refused: WalkRefused): void {
    const { entries } = this;
    const { left } = this.namesTo(refused);
    for (let root = from; root < to; root += 1) {
      if (!isRoot(entries, root) || entries.types[root] === TREE) continue;
      left(root);
      eachBelow(entries, root, left);
    }
  }

  /** Names the objects that no tree leads to. */
  leaveStrays(refused: WalkRefused): void {
    for (const entry of strayEntries(this.entries)) this.namesTo(refused).left(entry);
  }

  private isRepeated(rank: number): boolean {
    return this.earlier.some((index) => index.rankIn(this.index, rank) !== -1);
  }

  private namesTo(refused: WalkRefused): Refused {
    const unlessRepeated = (entry: number, tell: (id: string) => void): void => {
      if (this.entries.passed !== null && this.entries.passed[entry] !== 0) return;
      const rank = this.ranks[entry] as number;
      if (!this.isRepeated(rank)) tell(this.index.id(rank));
    };
    return {
      left: (entry) => unlessRepeated(entry, (id) => refused.left(id)),
      tooLarge: (entry, size) => unlessRepeated(entry, (id) => refused.tooLarge(id, size)),
    };
  }
}

/** An object of a pack: good until the next step. */
export class PackedObject implements WalkedObject {
  type: TextObjectType = 'blob';
  bytes: Buffer = Buffer.alloc(0);
  depth = 0;
  copies: Uint32Array | null = null;
  repeated = false;
  rank = 0;
  /** Number of its entry. */
  entry = 0;
  private readonly index: PackIndex;

  constructor(index: PackIndex) {
    this.index = index;
  }

  show(visit: Visit, rank: number): void {
    this.entry = visit.entry;
    this.type = visit.type;
    this.bytes = visit.bytes;
    this.depth = visit.depth;
    this.copies = visit.copies;
    this.rank = rank;
  }

  id(): string {
    return this.index.id(this.rank);
  }
}
