/** Does units of work: reads their items, examines them, and gives what is to be said. Runs in workers, and on the main thread when there can be none. */
import type { ItemDetector } from '../detect.ts';
import { Examiner } from '../examine.ts';
import { examineFiles, type FileWatch } from '../examine-files.ts';
import { skipOf } from '../git/objects.ts';
import type { Item, Skip } from '../model.ts';
import { isGenuine, looseObject, type WalkedObject, type WalkRefused } from '../packs/object-walk.ts';
import { PackIndex } from '../packs/pack-index.ts';
import { PackWalker } from '../packs/pack-walk.ts';
import { PackedObjects } from '../packs/packed-objects.ts';
import { walkedItem, type WalkedItem } from '../sources/history.ts';
import type { GivenUp, Outcome, StoreToRead, Unit, UnitResult } from './messages.ts';
import type { WorkerSlot } from './slot.ts';

export interface RunnerOptions {
  readonly detector: ItemDetector;
  readonly keepDropped: boolean;
  /** Most bytes of memory for unpacking objects. */
  readonly unpackBytes: number;
  /** Where to note what is at work; null when nobody watches. */
  readonly slot: WorkerSlot | null;
  /** Called with every item (its path, or the object's id) before it is searched. */
  readonly onItem?: (what: string) => void;
}

export class UnitRunner {
  private readonly options: RunnerOptions;
  private readonly examiner: Examiner;
  private store: OpenStore | null = null;

  constructor(options: RunnerOptions) {
    this.options = options;
    this.examiner = new Examiner(options.detector, options.keepDropped);
  }

  /** Goes over to the store that further units are about. */
  open(store: StoreToRead): void {
    this.store = new OpenStore(store, this.options.unpackBytes);
  }

  /** Does a unit. Items that were given up are read as bases of others, and not searched. */
  run(unit: Unit, givenUp: readonly GivenUp[]): UnitResult {
    const work = new UnitWork(this.options, this.examiner, givenUp);
    if (unit.kind === 'files') {
      work.outcomes.push(...examineFiles(unit, this.examiner, work));
    } else {
      if (this.store === null) throw new Error('a unit came before its store');
      if (unit.kind === 'trees') this.store.trees(unit, work);
      else this.store.loose(unit, work);
    }
    return { counts: this.examiner.takeCounts(), searched: this.examiner.takeSearched(), outcomes: work.outcomes };
  }
}

/** One unit while it is at work. */
class UnitWork implements WalkRefused, FileWatch {
  readonly outcomes: Outcome[] = [];
  private readonly options: RunnerOptions;
  private readonly examiner: Examiner;
  private readonly givenUp: ReadonlyMap<number, GivenUp>;

  constructor(options: RunnerOptions, examiner: Examiner, givenUp: readonly GivenUp[]) {
    this.options = options;
    this.examiner = examiner;
    this.givenUp = new Map(givenUp.map((one) => [one.item, one]));
  }

  readonly skip = (skip: Skip): void => void this.outcomes.push(skip);

  left(id: string): void {
    this.outcomes.push({ left: id });
  }

  tooLarge(id: string, size: number): void {
    this.skip(skipOf({ state: 'too-large', id, size, detail: null }, id));
  }

  reading(number: number, path: string): Skip | null {
    const given = this.enter(number, path, 0);
    return given === null ? null : { reason: given.reason, detail: given.detail, what: path, incomplete: true };
  }

  searching(number: number, bytes: number): void {
    this.options.slot?.enterItem(number, bytes);
  }

  done(): void {
    this.options.slot?.leaveItem();
  }

  /** Notes that an item is at work, unless it was given up: then gives why. */
  private enter(number: number, what: string, bytes: number): GivenUp | null {
    const given = this.givenUp.get(number);
    if (given !== undefined) return given;
    this.options.slot?.enterItem(number, bytes);
    this.options.onItem?.(what);
    return null;
  }

  /** Examines the item that `read` gives, unless it was given up; then it gives false. */
  item(number: number, what: string, bytes: number, read: () => Item | WalkedItem | null): boolean {
    const given = this.enter(number, what, bytes);
    if (given !== null) {
      this.skip({ reason: given.reason, detail: given.detail, what, incomplete: true });
      return false;
    }
    const item = read();
    const examined = item === null ? null : this.examiner.examine(item);
    if (examined !== null) this.outcomes.push(examined);
    this.done();
    return true;
  }
}

/** An object store that another thread has opened. */
class OpenStore {
  private readonly given: StoreToRead;
  private readonly indexes: readonly PackIndex[];
  private readonly walker: PackWalker;
  private readonly packs = new Map<number, PackedObjects>();
  private current = -1;

  constructor(given: StoreToRead, unpackBytes: number) {
    this.given = given;
    const { packs, idLength } = given.store;
    this.indexes = packs.map(({ index }, number) => new PackIndex(`index ${number}`, idLength, Buffer.from(index.buffer, index.byteOffset, index.length)));
    this.walker = new PackWalker(unpackBytes, given.maxBytes);
  }

  trees({ pack, from, to }: Extract<Unit, { kind: 'trees' }>, work: UnitWork): void {
    const objects = this.pack(pack);
    /** By depth: whether the object there was not searched, so that those made out of it must be searched whole. */
    const passedOver: boolean[] = [];
    for (const object of objects.trees(this.walker, from, to, work)) {
      const { depth } = object;
      if (passedOver[depth - 1] === true) object.copies = null;
      passedOver[depth] = !work.item(object.entry, object.id(), object.bytes.length, () => this.itemOf(object, work));
    }
  }

  loose({ objects }: Extract<Unit, { kind: 'loose' }>, work: UnitWork): void {
    objects.forEach(({ directory, id }, number) => {
      work.item(number, id, 0, () => {
        const object = looseObject(directory, id, this.given.maxBytes, work);
        return object === null ? null : this.itemOf(object, work);
      });
    });
  }

  private itemOf(object: WalkedObject, work: UnitWork): WalkedItem {
    return walkedItem(object, this.given.everyByte, () => {
      const genuine = isGenuine(object, this.given.store.algorithm);
      if (!genuine) work.left(object.id());
      return genuine;
    });
  }

  private pack(number: number): PackedObjects {
    const opened = this.given.store.packs[number]?.opened;
    if (opened === null || opened === undefined) throw new Error(`pack ${number} is not open`);
    const known = this.packs.get(number) ?? new PackedObjects(this.indexes, number, opened.entries);
    this.packs.set(number, known);
    if (this.current !== number) this.walker.open(opened.fd);
    this.current = number;
    return known;
  }
}
