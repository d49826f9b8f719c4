/** `scan`: the working tree and the whole history of a repository, or some files. */
import { join, resolve } from 'node:path';
import type { ItemDetector } from '../../detect.ts';
import { UsageError } from '../../errors.ts';
import { attribute } from '../../git/attribution.ts';
import { checkIntegrity } from '../../git/integrity.ts';
import { headOf } from '../../git/head.ts';
import { createCatFileReader } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { Skip } from '../../model.ts';
import type { ObjectRef } from '../../scan.ts';
import type { ObjectStore } from '../../packs/object-walk.ts';
import { openStore } from '../../packs/pack-reader.ts';
import type { HistoryMemory } from '../../remember/history-memory.ts';
import { listFiles } from '../../sources/files.ts';
import { historyItems, walkedHistoryItems } from '../../sources/history.ts';
import type { Listing } from '../../sources/listed-file.ts';
import { worktreeFiles } from '../../sources/worktree.ts';
import { threadedFiles } from '../../workers/threaded-files.ts';
import { Threads } from '../../workers/threads.ts';
import type { Given, Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import type { Policy } from '../policy.ts';
import { runPlan, type Plan } from '../session.ts';
import { memoryShares, threadOptions } from '../thread-options.ts';
import { BUILD } from '../version.ts';
import { findTarget } from './targets.ts';

/** Scans and reports. Gives the exit code. */
export async function runScan(invocation: Invocation, context: Context): Promise<number> {
  return runPlan(await planScan(invocation.arguments, invocation.options, context), invocation.options, context);
}

/** What `scan` with these arguments reads; the baseline commands read the same. */
export async function planScan(words: readonly string[], options: Given, context: Context): Promise<Plan> {
  if (options['history-only'] === true && options['history'] === false) throw new UsageError('--history-only and --no-history leave nothing to scan');
  const target = await findTarget(words, context);
  if (target.kind === 'repository') return planRepository(target.repository, options, context);
  if (options['history-only'] === true) throw new UsageError('--history-only needs a repository', { hint: 'name its root folder, or run it inside one' });
  if (target.kind === 'inside') {
    const { repository, paths } = target;
    return {
      stage: 'worktree',
      repository,
      root: repository.root,
      items: (policy) => inThreads(options, policy, (threads) => worktreeOf(repository, paths, policy, threads)),
    };
  }
  const { root, paths } = target;
  return { stage: 'files', repository: null, root, items: (policy) => inThreads(options, policy, (threads) => filesOf(listFiles(paths, { base: root, maxBytes: policy.maxFileSize }), policy, threads)) };
}

type Items = Plan['items'] extends (...given: never) => AsyncIterable<infer T> ? AsyncGenerator<T, void, void> : never;

/** What `source` yields with the threads that the options allow; they are ended with it. */
async function* inThreads(options: Given, policy: Policy, source: (threads: Threads) => Items): Items {
  const threads = new Threads(threadOptions(options, policy));
  try {
    yield* source(threads);
  } finally {
    await threads.close();
  }
}

function filesOf(listing: Listing, policy: Policy, threads: Threads): Items {
  return threadedFiles(listing, { maxBytes: policy.maxFileSize, isExcluded: (path) => policy.exclude.match(path) !== null, threads });
}

function worktreeOf(repository: Repository, paths: readonly string[] | null, policy: Policy, threads: Threads): Items {
  return filesOf(worktreeFiles(repository, paths === null ? {} : { paths }), policy, threads);
}

async function planRepository(repository: Repository, options: Given, context: Context): Promise<Plan> {
  const worktree = repository.root !== null && options['history-only'] !== true;
  const history = options['history'] !== false;
  const head = await headOf(repository);
  return {
    stage: history ? 'history' : 'worktree',
    repository,
    root: repository.root ?? repository.cwd,
    items: (policy, onSkip, memory) => inThreads(options, policy, (threads) => repositoryItems(repository, { worktree, history }, { options, policy, threads, memory }, onSkip)),
    ...(history && options['cache'] !== false && { remember: (policy, detector) => openMemory(repository, options, context, policy, detector) }),
    attribute: (objects, onSkip, memory) => attributeObjects(repository, objects, memory, onSkip),
    whole: worktree && history,
    ...(head !== null && { head }),
  };
}

/** How to read. */
interface Means {
  readonly options: Given;
  readonly policy: Policy;
  readonly threads: Threads;
  /** What earlier scans left; null when that is not to be used, or there is no store to read. */
  readonly memory: HistoryMemory | null;
}

async function* repositoryItems(repository: Repository, parts: { readonly worktree: boolean; readonly history: boolean }, means: Means, onSkip: (skip: Skip) => void): Items {
  const integrity = parts.history ? checkIntegrity(repository, means.memory?.missing) : null;
  // A failure is reported when it is awaited below, not while the files are still being read.
  integrity?.catch(() => undefined);
  if (parts.worktree) yield* worktreeOf(repository, null, means.policy, means.threads);
  if (parts.history) yield* historyOf(repository, means, onSkip);
  for (const skip of (await integrity) ?? []) onSkip(skip);
}

/** Read from the object store, or by git when the store is unusual or the user wants that. */
async function* historyOf(repository: Repository, { options, policy, threads, memory }: Means, onSkip: (skip: Skip) => void): Items {
  const store = memory?.store ?? storeFor(repository, options);
  const maxBytes = policy.maxFileSize;
  const walk = { maxBytes, everyByte: options['every-byte'] === true };
  if (store === null) {
    yield* historyItems(createCatFileReader(repository), { maxBytes }, onSkip);
  } else if (threads.isWorth(store.packedBytes())) {
    const { threadedHistory } = await import('../../workers/threaded-history.ts');
    yield* threadedHistory(store, repository, walk, await threads.workers(), onSkip);
  } else {
    yield* walkedHistoryItems(store, repository, { ...walk, maxMemory: memoryShares(options).unpackBytes }, onSkip);
  }
}

function storeFor(repository: Repository, options: Given): ObjectStore | null {
  return options['object-reader'] === 'git' ? null : openStore(repository);
}

/** Null where git reads the history, and where what is remembered could not be told from what somebody else put there. */
async function openMemory(repository: Repository, options: Given, { cwd, env }: Context, policy: Policy, detector: ItemDetector): Promise<HistoryMemory | null> {
  const store = storeFor(repository, options);
  if (store === null) return null;
  const { HistoryMemory: Memory } = await import('../../remember/history-memory.ts');
  const { NO_SEAL, userSeal } = await import('../../remember/seal.ts');
  const named = options['cache-dir'] as string | undefined;
  const seal = named === undefined ? userSeal(env) : NO_SEAL;
  if (seal === null) return null;
  const { maxFileSize: maxBytes, reportKnownExamples, now } = policy;
  return Memory.open({
    store,
    repository,
    folder: named === undefined ? join(repository.commonDir, 'keysieve') : resolve(cwd, named),
    key: { rulesDigest: policy.book.digest, build: BUILD, maxBytes, everyByte: options['every-byte'] === true, reportKnownExamples },
    seal,
    detector,
    now,
  });
}

function attributeObjects(repository: Repository, objects: readonly ObjectRef[], memory: HistoryMemory | null, onSkip: (skip: Skip) => void): ReturnType<typeof attribute> {
  const ids = (type: ObjectRef['type']): string[] => objects.filter((object) => object.type === type).map((object) => object.id);
  const request = { blobs: ids('blob'), commits: ids('commit'), tags: ids('tag') };
  const compute = (tell: (skip: Skip) => void): ReturnType<typeof attribute> => attribute(repository, request, tell);
  return memory === null || objects.length === 0 ? compute(onSkip) : memory.attribution(request, onSkip, compute);
}
