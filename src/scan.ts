/**
 * The pipeline, top to bottom: items come in from a source, are searched and judged, grouped into secrets, given their
 * history, held against what is allowed, and leave as findings.
 */
import type { ChainDetector, Detection, ItemDetector } from './detect.ts';
import { finishFindings, type FinishOptions } from './findings/finish.ts';
import { groupSecrets } from './findings/group.ts';
import { maskValue } from './findings/mask.ts';
import { spotsOf, type Rejudge, type Spot } from './findings/places.ts';
import { NoteBook } from './findings/note-book.ts';
import type { OriginSighting } from './findings/sighting.ts';
import { CarriedValues, followToTip, type ReadTip } from './follow.ts';
import type { Attribution } from './git/attribution.ts';
import type { Finding, Item, Match, Skip } from './model.ts';
import type { WalkedItem } from './sources/history.ts';

export interface ScanInput {
  readonly detector: ItemDetector;
  /** What to scan. A source may hand over several items at once to save turns of the event loop; each is done with before the next is asked for. */
  readonly items: AsyncIterable<Item | Iterable<Item | WalkedItem>>;
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
  readonly finish: FinishOptions;
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
    if (Symbol.iterator in batch) for (const item of batch) await collector.take(item);
    else await collector.take(batch);
    input.onProgress?.(collector.counts);
  }
  const { counts, dropped } = collector;
  const notes = collector.notes();
  const sightings = input.tip === undefined ? collector.sightings : await followToTip(collector.sightings, collector.carried, input.tip, input.detector);
  const attribution = (await input.attribute?.(objectsOf(sightings))) ?? NO_ATTRIBUTION;
  const rejudge = rejudgeWith(input.detector);
  const excluded = input.isExcluded ?? ((): boolean => false);
  const spots: Spot[] = sightings.flatMap((sighting) => spotsOf(sighting, attribution, rejudge)).filter((spot) => !excluded(spot.place.path));
  return { findings: finishFindings(groupSecrets(spots), input.finish), dropped, counts, notes };
}

/** Searches items and keeps what has to outlive their bytes. */
class Collector {
  readonly sightings: OriginSighting[] = [];
  readonly dropped: DroppedMatch[] = [];
  private readonly noteBook = new NoteBook();
  readonly counts: Counts = { files: 0, blobs: 0, commits: 0, bytes: 0 };
  /** What commits of a range kept of what was there before. */
  readonly carried = new CarriedValues();
  private readonly input: ScanInput;
  private chain: ChainDetector | null = null;

  constructor(input: ScanInput) {
    this.input = input;
  }

  /** Asynchronous only for the few items that hold something and replace an older version. */
  async take(item: Item | WalkedItem): Promise<void> {
    if (item.path !== null && this.input.isExcluded?.(item.path) === true) {
      this.input.onSkip({ reason: 'excluded', what: item.path, detail: 'the configuration excludes it', incomplete: false });
      return;
    }
    const detection = this.detect(item);
    if ('isGenuine' in item && (item.repeated || (detection.sightings.length > 0 && !item.isGenuine()))) return;
    const what = item.path ?? (item.origin.kind === 'object' ? item.origin.object : 'standard input');
    if (detection.skip !== null) {
      this.input.onSkip({ ...detection.skip, what, incomplete: false });
      return;
    }
    for (const problem of detection.incomplete) this.input.onSkip({ ...problem, what, incomplete: true });
    for (const note of detection.notes) this.noteBook.add(what, note);
    this.count(item);
    if (this.input.keepDropped === true) this.keepDropped(item, detection);
    if (detection.sightings.length === 0) return;
    const known = await this.knownBefore(item);
    for (const sighting of detection.sightings) {
      const { value } = sighting.match.candidate;
      if (!known.has(value)) this.sightings.push({ ...sighting, origin: item.origin, path: item.path });
      else if (item.origin.kind === 'commit' && item.path !== null) this.carried.note(value, item.path, item.origin.object);
    }
  }

  private detect(item: Item | WalkedItem): Detection {
    if (!('chain' in item) || item.chain === null) return this.input.detector.detect(item.bytes, item.path);
    this.chain ??= this.input.detector.startChain();
    return this.chain.detect(item.bytes, item.chain.depth, item.chain.copies);
  }

  notes(): string[] {
    return this.noteBook.sentences();
  }

  private count(item: Item): void {
    this.counts.bytes += item.bytes.length;
    const { origin } = item;
    if (origin.kind === 'object') this.counts[origin.type === 'blob' ? 'blobs' : 'commits'] += 1;
    else if (origin.kind === 'commit') this.counts[origin.object === origin.commit.id ? 'commits' : 'blobs'] += 1;
    else this.counts.files += 1;
  }

  /** Values that an item's older versions held already: those are not what a commit adds. */
  private async knownBefore(item: Item): Promise<ReadonlySet<string>> {
    const { origin } = item;
    const known = new Set<string>();
    if (origin.kind !== 'index' && origin.kind !== 'commit') return known;
    if (origin.bases.length === 0 || this.input.readBlobs === undefined) return known;
    for (const bytes of (await this.input.readBlobs(origin.bases)).values()) {
      for (const { match } of this.input.detector.detect(bytes, item.path).sightings) known.add(match.candidate.value);
    }
    return known;
  }

  private keepDropped(item: Item, detection: Detection): void {
    for (const match of detection.dropped) {
      const { startLine, startColumn } = detection.locate(match.span);
      this.dropped.push({ match, path: item.path, line: startLine, column: startColumn, masked: maskValue(match.candidate.value, match.candidate.rule) });
    }
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
