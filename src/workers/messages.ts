/** What the main thread and its workers tell each other: plain data only, rules by their ids. */
import type { Examined } from '../examine.ts';
import type { Skip } from '../model.ts';
import type { LooseObject, SharedStore } from '../packs/object-walk.ts';
import type { Rule } from '../rules/rule.ts';
import type { ObjectColumns } from '../remember/object-list.ts';
import type { Counts } from '../scan.ts';
import type { Listed } from '../sources/listed-file.ts';

/** What a worker makes its detector from: the same inputs as the main thread's. */
export interface DetectorSettings {
  /** In the order of the rule book: built-in rules by their ids, others (a user's own, or with another severity) as they are. */
  readonly rules: readonly (string | Rule)[];
  /** Of the rule book. */
  readonly digest: string;
  readonly now: Date;
  readonly reportKnownExamples: boolean;
  /** Keep what was judged not to be a secret. */
  readonly keepDropped: boolean;
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: DetectorSettings;
  /** Most bytes of memory for unpacking objects. */
  readonly unpackBytes: number;
  /** Where it notes what it is at; see WorkerSlot. */
  readonly slot: SharedArrayBuffer;
}

/** The object store that units are read from. */
export interface StoreToRead {
  readonly store: SharedStore;
  /** Larger objects are not read. */
  readonly maxBytes: number;
  readonly everyByte: boolean;
}

/** A piece of work. Its items are numbered: entries of a pack, places in a list. */
export type Unit =
  /** The trees of deltas whose roots are among the entries `[from, to)` of a pack. */
  | { readonly kind: 'trees'; readonly pack: number; readonly from: number; readonly to: number }
  | { readonly kind: 'loose'; readonly objects: readonly LooseObject[] }
  | { readonly kind: 'files'; readonly files: readonly Listed[]; readonly maxBytes: number };

/** An item of a unit that is not to be searched any more, and what is said of it. */
export interface GivenUp extends Required<Pick<Skip, 'reason' | 'detail'>> {
  readonly item: number;
}

/** Something about an item. `left`: git has to be asked for this object. */
export type Outcome = Examined | Skip | { readonly left: string };

/** What became of a unit: its outcomes in the order of its items. */
export interface UnitResult {
  readonly counts: Counts;
  /** Objects that were searched to their end. */
  readonly searched: ObjectColumns | null;
  readonly outcomes: readonly Outcome[];
}

export type ToWorker =
  | { readonly kind: 'store'; readonly store: StoreToRead }
  | { readonly kind: 'unit'; readonly number: number; readonly unit: Unit; readonly givenUp: readonly GivenUp[] };

/** `ready`: the detector is made. Results are in the form of `pack` (wire.ts). */
export type FromWorker = { readonly kind: 'ready' } | { readonly kind: 'done'; readonly number: number; readonly result: unknown };
