/**
 * The detector of a scan: compiles the rules once and finds what is in items, one by one (item-detection.ts), in a walk of
 * items made out of each other, or in many that stand together. Pure: runs the same on the main thread and in a worker.
 */
import { DETECTORS } from './detectors/table.ts';
import { createEngine, type EngineOptions } from './engine/engine.ts';
import { createPartSearch, type PartSearch } from './engine/part-search.ts';
import type { TextBatch } from './engine/text-batch.ts';
import { ItemDetection, type Detection, type Finders, type Known } from './item-detection.ts';
import { runCheck } from './judge/checks/table.ts';
import { createFileRules, isFileRule } from './judge/files/file-rules.ts';
import { judge, type JudgeContext } from './judge/judge.ts';
import type { Candidate, Match } from './model.ts';
import type { RuleBook } from './rules/rule.ts';
import { mayHaveToUnwrap, plainText, unwrap } from './unwrap/unwrap.ts';

export interface DetectorOptions {
  readonly book: RuleBook;
  readonly now: Date;
  /** Report credentials that documentation everywhere uses as examples. */
  readonly reportKnownExamples?: boolean;
  /** The search index that came with the built-in rules; without it one is made. */
  readonly prebuilt?: EngineOptions['prebuilt'] | undefined;
}

export interface ItemDetector {
  /** Detects in the bytes of one item. `path` is null when it is not known yet. */
  detect(bytes: Uint8Array, path: string | null): Detection;
  /** Judges a candidate again once its path is known. */
  rejudge(candidate: Candidate, path: string): Match['verdict'];
  /** A detector for items that are made out of each other. */
  startChain(): ChainDetector;
  /** A detector for many items that are searched together. One at a time: the next takes the place of the last. */
  startBatch(): BatchDetector;
}

/** Detects in items that stand together in one memory; the same answers as `detect`, for less work. */
export interface BatchDetector {
  /** Where the items are put, and searched together. */
  readonly batch: TextBatch;
  /** Detects in an item of the batch, which was searched. Null when there is nothing to say of it, as of most: it was searched, and that is all. */
  detect(number: number, path: string): Detection | null;
}

/** Detects in items that come as a walk of trees, each made out of its base by copying; the same answers as `detect`, for less work. */
export interface ChainDetector {
  /**
   * Detects in an item whose path is not known. `depth` is 0 for an item that stands for itself; else one more than its
   * base, which was the last item of that depth. `copies`: place in the item, place in the base, length; in order of
   * place in the item, none continuing another.
   */
  detect(bytes: Uint8Array, depth: number, copies: Uint32Array | null): Detection;
}

/** Compiles the rules and returns the detector of a scan. */
export function createDetector(options: DetectorOptions): ItemDetector {
  const engineOptions: EngineOptions = { rules: options.book.rules.filter((rule) => !isFileRule(rule)), detectors: DETECTORS, ...(options.prebuilt && { prebuilt: options.prebuilt }) };
  const engine = createEngine(engineOptions);
  const files = createFileRules(options.book.rules);
  const contextFor = (path: string | null): JudgeContext => ({
    path,
    now: options.now,
    knownExamples: options.reportKnownExamples !== true,
    runCheck,
  });
  const finders: Finders = { engine, files };
  return {
    detect: (bytes, path) => new ItemDetection(finders, bytes, path, contextFor(path)).run(),
    rejudge: (candidate, path) => (isFileRule(candidate.rule) ? files.judge(candidate, path) : judge(candidate, contextFor(path))),
    startChain: () => {
      engine.start();
      return new Chain(finders, createPartSearch(engineOptions), contextFor(null));
    },
    startBatch: () => new Batch(finders, contextFor),
  };
}

class Chain implements ChainDetector {
  private readonly finders: Finders;
  private readonly search: PartSearch;
  private readonly context: JudgeContext;
  /** By depth; null for items that cannot be built upon. */
  private readonly known: (Known | null)[] = [];

  constructor(finders: Finders, search: PartSearch, context: JudgeContext) {
    this.finders = finders;
    this.search = search;
    this.context = context;
  }

  detect(bytes: Uint8Array, depth: number, copies: Uint32Array | null): Detection {
    const base = copies === null ? null : (this.known[depth - 1] ?? null);
    const { detection, known } = new ItemDetection(this.finders, bytes, null, this.context).runAfter(this.search, base, copies);
    this.known.length = depth;
    this.known.push(known);
    return detection;
  }
}

class Batch implements BatchDetector {
  readonly batch: TextBatch;
  private readonly finders: Finders;
  private readonly contextFor: (path: string) => JudgeContext;

  constructor(finders: Finders, contextFor: (path: string) => JudgeContext) {
    this.finders = finders;
    this.contextFor = contextFor;
    this.batch = finders.engine.openBatch();
  }

  detect(number: number, path: string): Detection | null {
    const { batch } = this;
    const { engine, files } = this.finders;
    const wrapped = batch.size(number) > 0 && (batch.mayHoldNul(number) || mayHaveToUnwrap(batch.room, batch.start(number), path));
    if (!wrapped && !batch.mayHoldEncoded(number) && !engine.hasToSearch(batch, number) && !files.mayFind(path)) return null;
    const bytes = batch.text(number);
    return new ItemDetection(this.finders, bytes, path, this.contextFor(path)).runInBatch(batch, number, wrapped ? unwrap(bytes, path) : plainText(bytes));
  }
}
