/** The history, examined by workers: each takes runs of trees of deltas, which are independent of each other, and reads the packs itself. */
import { closeSync } from 'node:fs';
import type { Repository } from '../git/repository.ts';
import type { Item, Skip } from '../model.ts';
import type { LooseObject, ObjectStore, SharedStore, WalkRefused } from '../packs/object-walk.ts';
import { PackIndex } from '../packs/pack-index.ts';
import { Leftovers } from '../packs/pack-reader.ts';
import { PackedObjects } from '../packs/packed-objects.ts';
import { DEFAULT_MAX_BYTES } from '../sources/file-reader.ts';
import { leftItems, type WalkedOptions } from '../sources/history.ts';
import type { ExaminedBatch } from '../scan.ts';
import { inOrder, said } from './in-order.ts';
import type { Outcome, Unit, UnitResult } from './messages.ts';
import type { Work, WorkerPool } from './pool.ts';
import { heaviestFirst, treeRuns } from './tree-runs.ts';

/** Loose objects of a unit. */
const LOOSE = 500;

/** The same as `walkedHistoryItems`, examined by the pool's workers; what they leave is read by git and handed over as items. */
export async function* threadedHistory(
  store: ObjectStore,
  repository: Repository,
  options: WalkedOptions,
  pool: WorkerPool,
  onSkip: (skip: Skip) => void,
): AsyncGenerator<ExaminedBatch | Iterable<Item>, void, void> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const leftovers = new Leftovers(repository, maxBytes, onSkip);
  const unread: string[][] = [];
  const shared = store.share((pack) => refusedTo((unread[pack] ??= [])));
  try {
    pool.open({ store: shared, maxBytes, everyByte: options.everyByte === true });
    const works = [...worksOf(shared, unread), ...looseWorks(store)];
    yield* inOrder(runAll(works, pool), leftovers.left);
  } finally {
    for (const { opened } of shared.packs) if (opened !== null) closeSync(opened.fd);
  }
  yield* leftItems(leftovers);
}

interface Weighed extends Work {
  readonly weight: number;
}

/** Begins with the heaviest; the results stand in the order of the works. */
function runAll(works: readonly (Weighed | UnitResult)[], pool: WorkerPool): (UnitResult | Promise<UnitResult>)[] {
  const steps: (UnitResult | Promise<UnitResult>)[] = [];
  for (const at of heaviestFirst(works.map((work) => ('unit' in work ? work.weight : 0)))) {
    const work = works[at] as Weighed | UnitResult;
    steps[at] = 'unit' in work ? pool.run(work) : work;
  }
  return steps;
}

/** Pack by pack: its trees, and what no tree leads to; or all of it, when it cannot be read. */
function* worksOf({ packs, idLength }: SharedStore, unread: readonly (readonly string[] | undefined)[]): Generator<Weighed | UnitResult, void, void> {
  const indexes = packs.map(({ index }, number) => new PackIndex(`index ${number}`, idLength, Buffer.from(index.buffer, index.byteOffset, index.length)));
  for (const [number, { opened }] of packs.entries()) {
    if (opened === null) {
      yield said(asLeft(unread[number] ?? []));
      continue;
    }
    const objects = new PackedObjects(indexes, number, opened.entries);
    for (const { from, to, weight } of treeRuns(opened.entries)) {
      const unit: Unit = { kind: 'trees', pack: number, from, to };
      yield { unit, weight, giveUp: () => said(asLeft(idsTold((refused) => objects.leaveTrees(from, to, refused)))) };
    }
    yield said(asLeft(idsTold((refused) => objects.leaveStrays(refused))));
  }
}

function* looseWorks(store: ObjectStore): Generator<Weighed, void, void> {
  let objects: LooseObject[] = [];
  for (const object of store.loose()) {
    objects.push(object);
    if (objects.length < LOOSE) continue;
    yield looseWork(objects);
    objects = [];
  }
  if (objects.length > 0) yield looseWork(objects);
}

function looseWork(objects: readonly LooseObject[]): Weighed {
  return { unit: { kind: 'loose', objects }, weight: 0, giveUp: () => said(asLeft(objects.map(({ id }) => id))) };
}

function idsTold(tell: (refused: WalkRefused) => void): string[] {
  const ids: string[] = [];
  tell(refusedTo(ids));
  return ids;
}

/** Where nothing is read, nothing is too large. */
function refusedTo(ids: string[]): WalkRefused {
  return { left: (id) => void ids.push(id), tooLarge: (id) => void ids.push(id) };
}

function asLeft(ids: readonly string[]): Outcome[] {
  return ids.map((left) => ({ left }));
}
