/** Files, read and examined by workers once there are enough of them. */
import type { FilesToExamine } from '../examine-files.ts';
import type { Skip } from '../model.ts';
import type { ExaminedBatch } from '../scan.ts';
import { lookAt } from '../sources/file-reader.ts';
import type { Listed, ListedFile, Listing } from '../sources/listed-file.ts';
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
}

/** A unit of work has about this weight: bytes, and what a file costs beside its bytes. */
const UNIT = 1024 * 1024;
const FILE = 4096;
/** Most files of a unit, and so many are examined here before it is told how far it is. */
const MOST = 2000;
/** So many files are looked at to tell how many bytes they all have. */
const SAMPLES = 200;

/**
 * The listed files, to be examined here, or what workers found in them: workers start when there are bytes enough. What
 * there is to say stands in the order of the listing, whoever examined it.
 */
export async function* threadedFiles(listing: Listing, options: ThreadedFilesOptions): AsyncGenerator<FilesToExamine | ExaminedBatch, void, void> {
  const { maxBytes, threads } = options;
  const all: Listed[] = [];
  for await (const some of listing) {
    const wanted = some.map((one) => ('file' in one && options.isExcluded(one.path) ? excluded(one) : one));
    if (threads.isWorth(Infinity)) all.push(...wanted);
    else yield { files: wanted, maxBytes };
  }
  const size = threads.isWorth(Infinity) ? meanSize(all) : 0;
  if (threads.isWorth(size * all.length)) yield* inWorkers(all, size, await threads.workers(), maxBytes);
  else for (let at = 0; at < all.length; at += MOST) yield { files: all.slice(at, at + MOST), maxBytes };
}

function excluded({ path }: ListedFile): Listed {
  return { reason: 'excluded', what: path, detail: 'the configuration excludes it', incomplete: false };
}

/** Of what is listed, in bytes, as some of it tells: to look at every file would cost a fifth of reading it. */
function meanSize(listed: readonly Listed[]): number {
  const step = Math.max(1, Math.floor(listed.length / SAMPLES));
  let bytes = 0;
  for (let at = 0; at < listed.length; at += step) {
    const one = listed[at] as Listed;
    const found = 'file' in one && one.ordinary !== 'waiting' ? lookAt(one.file, Infinity, one.links) : null;
    bytes += found?.kind === 'file' ? found.size : 0;
  }
  return bytes / Math.max(1, Math.ceil(listed.length / step));
}

/** Yields what workers found. Pipes keep their reader waiting, which a worker may not: they come last. */
async function* inWorkers(listed: readonly Listed[], size: number, pool: WorkerPool, maxBytes: number): AsyncGenerator<FilesToExamine | ExaminedBatch, void, void> {
  const waits = (one: Listed): boolean => 'file' in one && one.ordinary === 'waiting';
  const ordinary = listed.filter((one) => !waits(one));
  const each = Math.max(1, Math.min(MOST, Math.ceil(UNIT / (size + FILE))));
  const steps: Step[] = [];
  for (let at = 0; at < ordinary.length; at += each) steps.push(pool.run(workOf(ordinary.slice(at, at + each), maxBytes)));
  yield* inOrder(steps, () => undefined);
  yield { files: listed.filter(waits), maxBytes };
}

function workOf(files: readonly Listed[], maxBytes: number): Work {
  const lost = ({ path }: ListedFile): Skip => ({ reason: 'unreadable', what: path, detail: 'the threads that were to read this and files beside it ended twice; look at it yourself', incomplete: true });
  const giveUp = (): UnitResult => said(files.map((one) => ('file' in one ? lost(one) : one)));
  return { unit: { kind: 'files', files, maxBytes }, giveUp };
}
