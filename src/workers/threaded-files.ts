/** Files, read and examined by workers once there are enough of them. */
import type { Item, Skip } from '../model.ts';
import type { ExaminedBatch } from '../scan.ts';
import { readListed, type ListedFile } from '../sources/listed-file.ts';
import { inOrder, said, type Step } from './in-order.ts';
import type { UnitResult } from './messages.ts';
import type { Work, WorkerPool } from './pool.ts';
import type { Threads } from './threads.ts';

export interface ThreadedFilesOptions {
  /** Larger files are not read. */
  readonly maxBytes: number;
  /** Says which paths are not to be read at all. */
  readonly isExcluded: (path: string) => boolean;
  readonly threads: Threads;
  readonly onSkip: (skip: Skip) => void;
}

/** Lists files; those that are not to be read go to `onSkip`. */
type List = (onSkip: (skip: Skip) => void) => AsyncIterable<ListedFile>;

/** A batch is closed at this weight: bytes, and what a file costs beside its bytes. */
const BATCH = 1024 * 1024;
const FILE = 4096;

/**
 * Items of the files that `list` yields, or batches of what workers found in them: workers start when there are bytes
 * enough. The outcomes stand in the order of the list, whoever examined them.
 */
export async function* threadedFiles(list: List, options: ThreadedFilesOptions): AsyncGenerator<Item | ExaminedBatch, void, void> {
  const { maxBytes, threads, onSkip } = options;
  const told: (ListedFile | Skip)[] = [];
  const files = wanted(list, options.isExcluded, (skip) => void told.push(skip));
  let bytes = 0;
  for await (const file of files) {
    told.push(file);
    bytes += file.size;
    if (threads.isWorth(bytes)) {
      yield* inWorkers(told, files, await threads.workers(), maxBytes);
      break;
    }
    if (!threads.isWorth(Infinity)) yield* readHere(told.splice(0), maxBytes, onSkip);
  }
  yield* readHere(told, maxBytes, onSkip);
}

/** Yields the files that are to be read, and tells of the others. */
async function* wanted(list: List, isExcluded: (path: string) => boolean, onSkip: (skip: Skip) => void): AsyncGenerator<ListedFile, void, void> {
  for await (const file of list(onSkip)) {
    if (isExcluded(file.path)) onSkip({ reason: 'excluded', what: file.path, detail: 'the configuration excludes it', incomplete: false });
    else yield file;
  }
}

function* readHere(told: readonly (ListedFile | Skip)[], maxBytes: number, onSkip: (skip: Skip) => void): Generator<Item, void, void> {
  for (const one of told) {
    const item = 'file' in one ? readListed(one, maxBytes, onSkip) : onSkip(one);
    if (item) yield item;
  }
}

/** `told` is filled while `files` is asked for more; what is left in it in the end is the caller's. */
async function* inWorkers(told: (ListedFile | Skip)[], files: AsyncIterable<ListedFile>, pool: WorkerPool, maxBytes: number): AsyncGenerator<ExaminedBatch, void, void> {
  const steps: Step[] = [];
  let batch: ListedFile[] = [];
  let weight = 0;
  /** Pipes keep their reader waiting, which a worker may not. */
  const pipes: ListedFile[] = [];
  const close = (): void => {
    if (batch.length > 0) steps.push(pool.run(workOf(batch, maxBytes)));
    batch = [];
    weight = 0;
  };
  const add = (one: ListedFile | Skip): void => {
    if (!('file' in one)) {
      close();
      steps.push(said([one]));
    } else if (!one.regular) {
      pipes.push(one);
    } else {
      batch.push(one);
      weight += one.size + FILE;
      if (weight >= BATCH) close();
    }
  };
  told.splice(0).forEach(add);
  for await (const file of files) [...told.splice(0), file].forEach(add);
  told.splice(0).forEach(add);
  close();
  yield* inOrder(steps, () => undefined);
  told.push(...pipes);
}

function workOf(files: readonly ListedFile[], maxBytes: number): Work {
  const giveUp = (): UnitResult => said(files.map(({ path }) => ({ reason: 'unreadable', what: path, detail: 'the threads that were to read this and files beside it ended twice; look at it yourself', incomplete: true })));
  return { unit: { kind: 'files', files, maxBytes }, giveUp };
}
