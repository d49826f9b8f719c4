/** A few words of shared memory in which a worker notes what it is at, so that the main thread sees it when the worker cannot say so any more. */

const WORDS = 4;
/** The words: a counter of everything done, the unit, the item in it, the item's size. */
const TICKS = 0;
const UNIT = 1;
const ITEM = 2;
const KILOBYTES = 3;
const NONE = -1;

/** What a worker is at. */
export interface AtWork {
  /** Grows with everything that is done. */
  readonly ticks: number;
  /** Null between units. */
  readonly unit: number | null;
  /** Null between items. */
  readonly item: number | null;
  readonly kilobytes: number;
}

export class WorkerSlot {
  private readonly words: Int32Array;

  /** @param buffer what `WorkerSlot.memory` gave. */
  constructor(buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer);
  }

  static memory(): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(WORDS * 4);
    new WorkerSlot(buffer).leaveUnit();
    return buffer;
  }

  enterUnit(unit: number): void {
    this.note(unit, NONE, 0);
  }

  leaveUnit(): void {
    this.note(NONE, NONE, 0);
  }

  enterItem(item: number, bytes: number): void {
    Atomics.store(this.words, KILOBYTES, Math.ceil(bytes / 1024));
    Atomics.store(this.words, ITEM, item);
    Atomics.add(this.words, TICKS, 1);
  }

  leaveItem(): void {
    Atomics.store(this.words, ITEM, NONE);
    Atomics.add(this.words, TICKS, 1);
  }

  read(): AtWork {
    const [unit, item] = [Atomics.load(this.words, UNIT), Atomics.load(this.words, ITEM)];
    return { ticks: Atomics.load(this.words, TICKS), unit: unit === NONE ? null : unit, item: item === NONE ? null : item, kilobytes: Atomics.load(this.words, KILOBYTES) };
  }

  private note(unit: number, item: number, bytes: number): void {
    Atomics.store(this.words, ITEM, item);
    Atomics.store(this.words, KILOBYTES, Math.ceil(bytes / 1024));
    Atomics.store(this.words, UNIT, unit);
    Atomics.add(this.words, TICKS, 1);
  }
}
