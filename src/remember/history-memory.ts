/**
 * What a scan of the history remembers for the next one: which objects were searched, and where in them something was
 * found. Objects are known by their ids, so it does not matter which pack they lie in, or in which clone. See
 * docs/decisions/verdict-cache.md.
 */
import { createHash } from 'node:crypto';
import type { ItemDetector } from '../detect.ts';
import type { Examined } from '../examine.ts';
import { joinSighting, SightingBook, type SightingContent } from '../findings/sighting-book.ts';
import type { OriginSighting } from '../findings/sighting.ts';
import type { Attribution, AttributionRequest } from '../git/attribution.ts';
import type { MissingMemory } from '../git/integrity.ts';
import type { Repository } from '../git/repository.ts';
import type { Skip } from '../model.ts';
import type { ObjectStore } from '../packs/object-walk.ts';
import type { PassedOver } from '../packs/pack-plan.ts';
import type { Counts } from '../scan.ts';
import type { Note } from '../unwrap/note.ts';
import { ValueHider } from './hidden-values.ts';
import { KnownObjects } from './known-objects.ts';
import { ObjectList, sortColumns, type ObjectColumns } from './object-list.ts';
import { decodeRecord, encodeRecord, type Answers, type Details, type ScanRecord } from './record.ts';
import { readRecord, touchRecord, writeRecord } from './record-folder.ts';
import { nameOfRequest, placesToRemember, recallPlaces } from './remembered-places.ts';
import { repositoryState } from './repository-state.ts';
import { chooseExamples, numbersOf, placeOf, readContents, WrongRecord, type Holder } from './seen-contents.ts';

/** What a record holds for: with anything else, another one is written. */
export interface MemoryKey {
  /** Of the rules, see RuleBook. */
  readonly rulesDigest: string;
  /** Names the program: its version, and what it was made of. */
  readonly build: string;
  /** Larger objects are not read. */
  readonly maxBytes: number;
  readonly everyByte: boolean;
  readonly reportKnownExamples: boolean;
}

export interface MemoryOptions {
  readonly store: ObjectStore;
  readonly repository: Repository;
  /** Where records lie. */
  readonly folder: string;
  readonly key: MemoryKey;
  /** What records in the folder must be signed with, see seal.ts. */
  readonly seal: Buffer;
  readonly detector: ItemDetector;
  readonly now: Date;
}

/** What earlier scans found in objects that are passed over now. */
export interface Recalled {
  readonly counts: Counts;
  readonly sightings: readonly OriginSighting[];
  readonly skips: readonly Skip[];
  readonly notes: readonly { readonly what: string; readonly note: Note }[];
}

/** A record, held against the repository as it is now. */
interface Recollection {
  readonly known: KnownObjects;
  readonly details: Details;
  /** By their numbers; undefined for what nothing is an example of any more. */
  readonly contents: readonly (SightingContent | undefined)[];
  /** Of the objects that are here. */
  readonly holders: readonly Holder[];
  readonly book: SightingBook;
  /** Checksums of the objects that are here. */
  readonly objects: readonly string[];
}

const NOTHING: Details = { packs: [], skipped: [], notes: [], seen: [], examples: [], answers: { state: '', missing: null, places: null } };

/** The memory of one scan. */
export class HistoryMemory implements PassedOver {
  readonly store: ObjectStore;
  /** Where sightings of this scan have to be kept, so that equal ones are the same. */
  readonly book: SightingBook;
  readonly #options: MemoryOptions;
  readonly #key: Buffer;
  readonly #known: KnownObjects;
  readonly #details: Details;
  readonly #searched: ObjectList;
  readonly #skipped: Map<string, Pick<Skip, 'reason' | 'detail'>>;
  readonly #notes: Map<string, readonly Note[]>;
  readonly #holders: Map<string, Holder>;
  /** Of packs that were opened, by checksums: how many of their objects are no trees. */
  readonly #texts = new Map<string, number>();
  readonly #objects: readonly string[];
  #state: Promise<string | null> | null = null;
  /** What git had to be asked in this scan. */
  #missing: readonly string[] | null = null;
  /** Where things are to be found, as far as somebody asked, and whether git was asked. */
  #places: { readonly request: string; readonly attribution: Attribution; readonly fresh: boolean } | null = null;
  /** Values by the numbers of contents in the record. */
  readonly #values: readonly (string | undefined)[];

  /** Reads what there is to remember. Never throws for what is wrong with that: then nothing is remembered. */
  static async open(options: MemoryOptions): Promise<HistoryMemory> {
    const key = bytesOfKey(options);
    const idLength = options.repository.objectFormat === 'sha256' ? 32 : 20;
    const bytes = readRecord(options.folder, key);
    const record = bytes === null ? null : decodeRecord(bytes, key, options.seal);
    if (record !== null && record.idLength === idLength) {
      try {
        return new HistoryMemory(options, key, await recollect(options, record));
      } catch (error) {
        if (!(error instanceof WrongRecord)) throw error;
      }
    }
    const nothing = new KnownObjects(new ObjectList(idLength).take(), idLength);
    return new HistoryMemory(options, key, { known: nothing, details: NOTHING, contents: [], holders: [], book: new SightingBook(), objects: options.store.eachId(() => {}) });
  }

  private constructor(options: MemoryOptions, key: Buffer, { known, details, contents, holders, book, objects }: Recollection) {
    this.store = options.store;
    this.book = book;
    this.#options = options;
    this.#key = key;
    this.#known = known;
    this.#details = details;
    this.#searched = new ObjectList(known.idLength);
    const present = <T extends { readonly object: number }>(list: readonly T[]): T[] => list.filter(({ object }) => known.isPresent(object));
    this.#skipped = new Map(present(details.skipped).map(({ object, ...skip }) => [known.id(object), skip]));
    this.#notes = new Map(present(details.notes).map(({ object, notes }) => [known.id(object), notes]));
    this.#holders = new Map(holders.map((holder) => [holder.id, holder]));
    this.#values = contents.map((content) => content?.candidate.value);
    this.#objects = objects;
    this.store.passOver(this);
  }

  find(ids: Buffer, at: number): number {
    return this.#known.find(ids, at);
  }

  coversPack(checksums: string): boolean {
    return this.#known.isWhole && this.#details.packs.includes(checksums);
  }

  noteTexts(checksums: string, texts: number): void {
    this.#texts.set(checksums, texts);
  }

  /** What is known of objects that are passed over; ask before anything is noted. */
  recalled(): Recalled {
    const counts: Counts = { files: 0, blobs: 0, commits: 0, bytes: 0 };
    const known = this.#known;
    for (const number of known.present()) {
      if (this.#skipped.size > 0 && this.#skipped.has(known.id(number))) continue;
      counts[known.type(number) === 'blob' ? 'blobs' : 'commits'] += 1;
      counts.bytes += known.size(number);
    }
    const sightings: OriginSighting[] = [];
    for (const { id, type, sightings: found } of this.#holders.values()) {
      for (const { content, place } of found) sightings.push({ ...joinSighting(content, place), origin: { kind: 'object', object: id, type }, path: null });
    }
    const skips = [...this.#skipped].map(([what, skip]): Skip => ({ ...skip, what, incomplete: false }));
    const notes = [...this.#notes].flatMap(([what, list]) => list.map((note) => ({ what, note })));
    return { counts, sightings, skips, notes };
  }

  /** Notes objects that were searched to their end. */
  noteSearched(objects: ObjectColumns): void {
    this.#searched.append(objects);
  }

  /** Notes what there is to say about an object; its sightings as they are kept. */
  noteExamined({ origin, skip, notes, incomplete }: Examined, sightings: Holder['sightings']): void {
    if (origin.kind !== 'object' || incomplete.length > 0) return;
    if (skip !== null) this.#skipped.set(origin.object, skip);
    if (notes.length > 0) this.#notes.set(origin.object, notes);
    if (sightings.length > 0) this.#holders.set(origin.object, { id: origin.object, type: origin.type, sightings });
  }

  /** For the check of what is missing. */
  readonly missing: MissingMemory = {
    recall: async () => ((await this.#isSameState()) ? this.#details.answers.missing : null),
    remember: (missing) => void (this.#missing = missing),
  };

  /** The attribution of an earlier scan, or else what `compute` gives. */
  async attribution(request: AttributionRequest, onSkip: (skip: Skip) => void, compute: (onSkip: (skip: Skip) => void) => Promise<Attribution>): Promise<Attribution> {
    const name = nameOfRequest(request);
    if (await this.#isSameState()) {
      const recalled = await recallPlaces(this.#details.answers.places, name, this.#values, this.#options.repository);
      if (recalled !== null) {
        this.#places = { request: name, attribution: recalled, fresh: false };
        return recalled;
      }
    }
    let whole = true;
    const attribution = await compute((skip) => {
      whole = false;
      onSkip(skip);
    });
    if (whole) this.#places = { request: name, attribution, fresh: true };
    return attribution;
  }

  /** Writes down what the next scan needs, if there is something new; never throws for what is more than can be written. */
  async save(): Promise<void> {
    try {
      await this.#save();
    } catch (error) {
      // A text that is longer than strings may be.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  async #save(): Promise<void> {
    const { folder, now } = this.#options;
    const known = this.#known;
    const present = [...known.present()];
    const nothingNew = this.#searched.count === 0 && present.length === known.count && this.#missing === null && this.#places?.fresh !== true;
    for (const number of nothingNew ? [] : present) this.#searched.add(known.id(number), known.type(number), known.size(number));
    const table = nothingNew ? known : new KnownObjects(sortColumns(this.#searched.take(), known.idLength), known.idLength);
    const packs = this.#coveredBy(table);
    if (nothingNew && packs.join() === this.#details.packs.join()) touchRecord(folder, this.#key, now);
    else writeRecord(folder, this.#key, encodeRecord({ idLength: known.idLength, objects: table.columns, details: await this.#detailsWith(table, packs) }, this.#key, this.#options.seal));
  }

  /** Checksums of the packs of which everything is in the table, or is a tree. */
  #coveredBy(table: KnownObjects): string[] {
    return this.#objects.filter((checksums) => {
      const texts = this.#texts.get(checksums);
      return texts === undefined ? this.coversPack(checksums) : this.store.countKnown(checksums, table) === texts;
    });
  }

  async #detailsWith(table: KnownObjects, packs: readonly string[]): Promise<Details> {
    const numbered = <T>(map: ReadonlyMap<string, T>): { object: number; of: T }[] =>
      [...map].map(([id, of]) => ({ object: table.find(Buffer.from(id, 'hex'), 0), of })).filter(({ object }) => object !== -1);
    const holders = numbered(this.#holders);
    const { numbers, examples } = chooseExamples(holders.map(({ object, of }) => ({ of, size: table.size(object) })));
    return {
      packs,
      answers: await this.#answersOfNow(new ValueHider(new Map([...numbers].map(([{ candidate }, number]) => [candidate.value, number])))),
      skipped: numbered(this.#skipped).map(({ object, of: { reason, detail } }) => ({ object, reason, ...(detail !== undefined && { detail }) })),
      notes: numbered(this.#notes).map(({ object, of }) => ({ object, notes: of })),
      seen: holders.map(({ object, of }) => ({ object, sightings: of.sightings.map(({ content, place }) => ({ content: numbers.get(content) as number, place: numbersOf(place) })) })),
      examples: examples.map(({ id }) => table.find(Buffer.from(id, 'hex'), 0)),
    };
  }

  async #isSameState(): Promise<boolean> {
    const state = await this.#currentState();
    return state !== null && state === this.#details.answers.state;
  }

  #currentState(): Promise<string | null> {
    this.#state ??= repositoryState(this.#options.repository, this.#objects);
    return this.#state;
  }

  /** What is known for the state of now; answers that belong to another one are of no use any more. */
  async #answersOfNow(hider: ValueHider): Promise<Answers> {
    const state = await this.#currentState();
    if (state === null) return NOTHING.answers;
    const missing = this.#missing ?? ((await this.#isSameState()) ? this.#details.answers.missing : null);
    return { state, missing, places: this.#places === null ? null : placesToRemember(this.#places.request, this.#places.attribution, hider) };
  }
}

function bytesOfKey({ key, repository }: MemoryOptions): Buffer {
  const { rulesDigest, build, maxBytes, everyByte, reportKnownExamples } = key;
  return createHash('sha256').update(JSON.stringify([rulesDigest, build, maxBytes, everyByte, reportKnownExamples, repository.objectFormat])).digest();
}

/** @throws WrongRecord when the record says what is not so. */
async function recollect(options: MemoryOptions, { idLength, objects: columns, details }: ScanRecord): Promise<Recollection> {
  const { store, repository, detector } = options;
  const known = new KnownObjects(columns, idLength);
  const objects = store.eachId((ids, at) => known.notePresent(ids, at));
  const book = new SightingBook();
  const contents = await readContents(details, known, { repository, detector, maxBytes: options.key.maxBytes, book });
  const holders: Holder[] = [];
  for (const { object, sightings } of details.seen) {
    if (!known.isPresent(object)) continue;
    const found = sightings.flatMap(({ content, place }) => {
      const read = contents[content];
      return read === undefined ? [] : [{ content: read, place: placeOf(place) }];
    });
    if (found.length === sightings.length) holders.push({ id: known.id(object), type: known.type(object), sightings: found });
    // Its example is gone: it has to be searched itself.
    else known.forget(object);
  }
  return { known, details, contents, holders, book, objects };
}
