/** From an item to what is known of it once its bytes are gone: plain data that can cross threads. Runs on the main thread and in workers. */
import type { BatchDetector, ChainDetector, ItemDetector } from './detect.ts';
import { maskValue } from './findings/mask.ts';
import type { Sighting } from './findings/sighting.ts';
import type { Item, Origin } from './model.ts';
import type { Detection } from './item-detection.ts';
import type { Counts, DroppedMatch } from './scan.ts';
import { ObjectList, type ObjectColumns } from './remember/object-list.ts';
import type { WalkedItem } from './sources/history.ts';
import type { Note } from './unwrap/note.ts';

/** What is known of an item that there is something to say about. */
export interface Examined extends Pick<Detection, 'skip' | 'incomplete'> {
  readonly origin: Origin;
  readonly path: string | null;
  readonly notes: readonly Note[];
  readonly sightings: readonly Sighting[];
  /** Empty unless somebody wants to see them. */
  readonly dropped: readonly DroppedMatch[];
}

const WORKTREE: Origin = { kind: 'worktree' };
const NOTHING: Readonly<Counts> = { files: 0, blobs: 0, commits: 0, bytes: 0 };

/** Searches items, one after the other, and counts them. */
export class Examiner {
  readonly counts: Counts = { ...NOTHING };
  private readonly detector: ItemDetector;
  private readonly keepDropped: boolean;
  private chain: ChainDetector | null = null;
  private batch: BatchDetector | null = null;
  private searched: ObjectList | null = null;

  constructor(detector: ItemDetector, keepDropped: boolean) {
    this.detector = detector;
    this.keepDropped = keepDropped;
  }

  /** Null when there is nothing to say, and for an item that came before or is not what its id says. */
  examine(item: Item | WalkedItem): Examined | null {
    const detection = this.detect(item);
    if ('isGenuine' in item && (item.repeated || (detection.sightings.length > 0 && !item.isGenuine()))) return null;
    return this.summed(item, detection);
  }

  /** The same for a file of the working tree that is a text of a batch. */
  examineText(detector: BatchDetector, number: number, path: string): Examined | null {
    const detection = detector.detect(number, path);
    if (detection !== null) return this.summed({ bytes: detector.batch.text(number), path, origin: WORKTREE }, detection);
    this.counts.files += 1;
    this.counts.bytes += detector.batch.size(number);
    return null;
  }

  /** A detector for files that are examined together. */
  get texts(): BatchDetector {
    return (this.batch ??= this.detector.startBatch());
  }

  private summed(item: Item, detection: Detection): Examined | null {
    const { skip, incomplete, notes, sightings } = detection;
    if (incomplete.length === 0) this.noteSearched(item);
    if (skip === null) count(this.counts, item);
    const dropped = this.keepDropped && skip === null ? droppedOf(item, detection) : [];
    if (skip === null && incomplete.length === 0 && notes.length === 0 && sightings.length === 0 && dropped.length === 0) return null;
    return { origin: item.origin, path: item.path, skip, incomplete, notes, sightings, dropped };
  }

  /** The counts since they were last taken. */
  takeCounts(): Counts {
    const taken = { ...this.counts };
    Object.assign(this.counts, NOTHING);
    return taken;
  }

  /** The objects that were searched to their end since they were last taken; null when there were none. */
  takeSearched(): ObjectColumns | null {
    return this.searched?.take() ?? null;
  }

  private noteSearched({ origin, bytes }: Item): void {
    if (origin.kind !== 'object') return;
    this.searched ??= new ObjectList(origin.object.length / 2);
    this.searched.add(origin.object, origin.type, bytes.length);
  }

  private detect(item: Item | WalkedItem): Detection {
    if (!('chain' in item) || item.chain === null) return this.detector.detect(item.bytes, item.path);
    this.chain ??= this.detector.startChain();
    return this.chain.detect(item.bytes, item.chain.depth, item.chain.copies);
  }
}

/** Adds `more` to `counts`. */
export function addCounts(counts: Counts, more: Readonly<Counts>): void {
  counts.files += more.files;
  counts.blobs += more.blobs;
  counts.commits += more.commits;
  counts.bytes += more.bytes;
}

function count(counts: Counts, { origin, bytes }: Item): void {
  counts.bytes += bytes.length;
  if (origin.kind === 'object') counts[origin.type === 'blob' ? 'blobs' : 'commits'] += 1;
  else if (origin.kind === 'commit') counts[origin.object === origin.commit.id ? 'commits' : 'blobs'] += 1;
  else counts.files += 1;
}

function droppedOf(item: Item, detection: Detection): DroppedMatch[] {
  return detection.dropped.map((match) => {
    const { startLine, startColumn } = detection.locate(match.span);
    return { match, path: item.path, line: startLine, column: startColumn, masked: maskValue(match.candidate.value, match.candidate.rule) };
  });
}
