/**
 * The pipeline, top to bottom: items come in from a source, are searched and judged, grouped into secrets, given their
 * history, held against what is allowed, and leave as findings.
 */
import type { ItemDetector } from './detect.ts';
import { addCounts, Examiner, type Examined } from './examine.ts';
import { examineFiles, type FilesToExamine } from './examine-files.ts';
import { finishFindings, type FinishOptions } from './findings/finish.ts';
import { groupSecrets } from './findings/group.ts';
import { spotsOf, type Rejudge, type Spot } from './findings/places.ts';
import { NoteBook } from './findings/note-book.ts';
import type { OriginSighting } from './findings/sighting.ts';
import { joinSighting, SightingBook, splitSighting } from './findings/sighting-book.ts';
import { CarriedValues, followToTip, type ReadTip } from './follow.ts';
import type { Attribution } from './git/attribution.ts';
import type { Finding, Item, Match, Skip } from './model.ts';
import type { HistoryMemory, Recalled } from './remember/history-memory.ts';
import type { ObjectColumns } from './remember/object-list.ts';
import type { WalkedItem } from './sources/history.ts';

export interface ScanInput {
  readonly detector: ItemDetector;
  /** What to scan. A source may hand over several items at once to save turns of the event loop; each is done with before the next is asked for. */
  readonly items: AsyncIterable<Item | Iterable<Item | WalkedItem> | ExaminedBatch | FilesToExamine>;
  /** Reads the versions that an item replaces; needed for items with `bases`. */
  readonly readBlobs?: (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Finds paths and commits of git objects that hold something; needed for items of the kind `object`. */
  readonly attribute?: (objects: readonly ObjectRef[]) => Promise<Attribution>;
  /** Reads what the end of a range holds; without it nothing is known of what became of items of the kind `commit`. */
  readonly tip?: ReadTip;
  /** Says which paths are not to be scanned at all. */
  readonly isExcluded?: (path: string) => boolean;
  readonly onSkip: (skip: Skip) => void;
  readonly onProgress?: (counts: Counts) => void;
  /** Keep what was judged not to be a secret. */
  readonly keepDropped?: boolean;
  /** What earlier scans left: the items leave out what it knows, and it learns what they hold. */
  readonly memory?: HistoryMemory | null;
  readonly finish: FinishOptions;
}

/** Items that were examined elsewhere, in workers. */
export interface ExaminedBatch {
  readonly counts: Counts;
  /** Objects that were searched to their end. */
  readonly searched: ObjectColumns | null;
  /** What is to be said, in the order of the items. */
  readonly outcomes: readonly (Examined | Skip)[];
}

/** A git object that holds something. */
export interface ObjectRef {
  readonly id: string;
  readonly type: 'blob' | 'commit' | 'tag';
}

/** What was read. */
export interface Counts {
  files: number;
  blobs: number;
  commits: number;
  bytes: number;
}

/** Something that looked like a secret and was judged not to be one. */
export interface DroppedMatch {
  readonly match: Match;
  readonly path: string | null;
  readonly line: number;
  readonly column: number;
  readonly masked: string;
}

export interface ScanOutput {
  readonly findings: readonly Finding[];
  readonly dropped: readonly DroppedMatch[];
  readonly counts: Counts;
  /** Sentences about items that change nothing in the result. */
  readonly notes: readonly string[];
}

const NO_ATTRIBUTION: Attribution = { blobs: new Map(), messages: new Map() };

/** Runs a scan. Throws what the source throws; everything that went wrong with a single item is a skip instead. */
export async function scan(input: ScanInput): Promise<ScanOutput> {
  const collector = new Collector(input);
  for await (const batch of input.items) {
    if ('outcomes' in batch) await collector.takeExamined(batch);
    else if ('files' in batch) await collector.takeFiles(batch);
    else if (Symbol.iterator in batch) for (const item of batch) await collector.take(item);
    else await collector.take(batch);
    input.onProgress?.(collector.counts);
  }
  collector.finish();
  const { counts, dropped } = collector;
  const notes = collector.notes();
  const sightings = input.tip === undefined ? collector.sightings : await followToTip(collector.sightings, collector.carried, input.tip, input.detector);
  const attribution = (await input.attribute?.(objectsOf(sightings))) ?? NO_ATTRIBUTION;
  const rejudge = rejudgeWith(input.detector);
  const excluded = input.isExcluded ?? ((): boolean => false);
  const spots: Spot[] = sightings.flatMap((sighting) => spotsOf(sighting, attribution, rejudge)).filter((spot) => !excluded(spot.place.path));
  return { findings: finishFindings(groupSecrets(spots), input.finish), dropped, counts, notes };
}

/** Keeps what has to outlive the bytes of the items. */
class Collector {
  readonly sightings: OriginSighting[] = [];
  readonly dropped: DroppedMatch[] = [];
  private readonly noteBook = new NoteBook();
  private readonly sightingBook: SightingBook;
  /** What commits of a range kept of what was there before. */
  readonly carried = new CarriedValues();
  private readonly input: ScanInput;
  private readonly examiner: Examiner;

  constructor(input: ScanInput) {
    this.input = input;
    this.examiner = new Examiner(input.detector, input.keepDropped === true);
    this.sightingBook = input.memory?.book ?? new SightingBook();
    if (input.memory) this.recall(input.memory.recalled());
  }

  private recall({ counts, sightings, skips, notes }: Recalled): void {
    addCounts(this.counts, counts);
    this.sightings.push(...sightings);
    skips.forEach(this.input.onSkip);
    for (const { what, note } of notes) this.noteBook.add(what, note);
  }

  /** When all items were taken. */
  finish(): void {
    const searched = this.examiner.takeSearched();
    if (searched !== null) this.input.memory?.noteSearched(searched);
  }

  get counts(): Counts {
    return this.examiner.counts;
  }

  async take(item: Item | WalkedItem): Promise<void> {
    if (item.path !== null && this.input.isExcluded?.(item.path) === true) {
      this.input.onSkip({ reason: 'excluded', what: item.path, detail: 'the configuration excludes it', incomplete: false });
      return;
    }
    const examined = this.examiner.examine(item);
    if (examined !== null) await this.keep(examined);
  }

  async takeExamined({ counts, searched, outcomes }: ExaminedBatch): Promise<void> {
    addCounts(this.examiner.counts, counts);
    if (searched !== null) this.input.memory?.noteSearched(searched);
    await this.takeOutcomes(outcomes);
  }

  takeFiles(files: FilesToExamine): Promise<void> {
    return this.takeOutcomes(examineFiles(files, this.examiner));
  }

  private async takeOutcomes(outcomes: ExaminedBatch['outcomes']): Promise<void> {
    for (const outcome of outcomes) {
      if ('origin' in outcome) await this.keep(outcome);
      else this.input.onSkip(outcome);
    }
  }

  /** Asynchronous only for the few items that hold something and replace an older version. */
  private async keep(examined: Examined): Promise<void> {
    const { origin, path } = examined;
    const what = path ?? (origin.kind === 'object' ? origin.object : 'standard input');
    const kept = examined.sightings.map((sighting) => {
      const { content, place } = splitSighting(sighting);
      return { content: this.sightingBook.contentOf(content), place };
    });
    this.input.memory?.noteExamined(examined, kept);
    if (examined.skip !== null) {
      this.input.onSkip({ ...examined.skip, what, incomplete: false });
      return;
    }
    for (const problem of examined.incomplete) this.input.onSkip({ ...problem, what, incomplete: true });
    for (const note of examined.notes) this.noteBook.add(what, note);
    this.dropped.push(...examined.dropped);
    if (kept.length === 0) return;
    const known = await this.knownBefore(examined);
    for (const { content, place } of kept) {
      const { value } = content.candidate;
      if (!known.has(value)) this.sightings.push({ ...joinSighting(content, place), origin, path });
      else if (origin.kind === 'commit' && path !== null) this.carried.note(value, path, origin.object);
    }
  }

  notes(): string[] {
    return this.noteBook.sentences();
  }

  /** Values that an item's older versions held already: those are not what a commit adds. */
  private async knownBefore(item: Pick<Item, 'origin' | 'path'>): Promise<ReadonlySet<string>> {
    const { origin } = item;
    const known = new Set<string>();
    if (origin.kind !== 'index' && origin.kind !== 'commit') return known;
    if (origin.bases.length === 0 || this.input.readBlobs === undefined) return known;
    for (const bytes of (await this.input.readBlobs(origin.bases)).values()) {
      for (const { match } of this.input.detector.detect(bytes, item.path).sightings) known.add(match.candidate.value);
    }
    return known;
  }
}

function objectsOf(sightings: readonly OriginSighting[]): ObjectRef[] {
  const objects = new Map<string, ObjectRef>();
  for (const { origin } of sightings) {
    if (origin.kind === 'object') objects.set(origin.object, { id: origin.object, type: origin.type });
  }
  return [...objects.values()];
}

/** The path may rule a candidate out or change its weight; a partner found beside it still counts. */
function rejudgeWith(detector: ItemDetector): Rejudge {
  return ({ match }, path) => {
    const again = detector.rejudge(match.candidate, path);
    if (!again.keep || !match.verdict.reasons.includes('paired')) return again;
    return { ...again, confidence: 'high', reasons: [...again.reasons, 'paired'] };
  };
}
