/** `scan`: the working tree and the whole history of a repository, or some files. */
import { UsageError } from '../../errors.ts';
import { attribute } from '../../git/attribution.ts';
import { checkIntegrity } from '../../git/integrity.ts';
import { headOf } from '../../git/head.ts';
import { createCatFileReader } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { Item, Skip } from '../../model.ts';
import type { ObjectRef } from '../../scan.ts';
import { openStore } from '../../packs/pack-reader.ts';
import { filesItems } from '../../sources/files.ts';
import { historyItems, walkedHistoryItems, type WalkedItem } from '../../sources/history.ts';
import { worktreeItems } from '../../sources/worktree.ts';
import type { Given, Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import type { Policy } from '../policy.ts';
import { runPlan, type Plan } from '../session.ts';
import { findTarget } from './targets.ts';

/** Scans and reports. Gives the exit code. */
export async function runScan(invocation: Invocation, context: Context): Promise<number> {
  return runPlan(await planScan(invocation.arguments, invocation.options, context), invocation.options, context);
}

/** What `scan` with these arguments reads; the baseline commands read the same. */
export async function planScan(words: readonly string[], options: Given, context: Context): Promise<Plan> {
  if (options['history-only'] === true && options['history'] === false) throw new UsageError('--history-only and --no-history leave nothing to scan');
  const target = await findTarget(words, context);
  if (target.kind === 'repository') return planRepository(target.repository, options);
  if (options['history-only'] === true) throw new UsageError('--history-only needs a repository', { hint: 'name its root folder, or run it inside one' });
  if (target.kind === 'inside') {
    const { repository, paths } = target;
    return {
      stage: 'worktree',
      repository,
      root: repository.root,
      items: (policy, onSkip) => worktreeItems(repository, { paths, maxBytes: policy.maxFileSize }, onSkip),
    };
  }
  const { root, paths } = target;
  return { stage: 'files', repository: null, root, items: (policy, onSkip) => filesItems(paths, { base: root, maxBytes: policy.maxFileSize }, onSkip) };
}

async function planRepository(repository: Repository, options: Given): Promise<Plan> {
  const worktree = repository.root !== null && options['history-only'] !== true;
  const history = options['history'] !== false;
  const head = await headOf(repository);
  return {
    stage: history ? 'history' : 'worktree',
    repository,
    root: repository.root ?? repository.cwd,
    items: (policy, onSkip) => repositoryItems(repository, { worktree, history }, options, policy, onSkip),
    attribute: (objects, onSkip) => attributeObjects(repository, objects, onSkip),
    whole: worktree && history,
    ...(head !== null && { head }),
  };
}

async function* repositoryItems(
  repository: Repository,
  parts: { readonly worktree: boolean; readonly history: boolean },
  options: Given,
  policy: Policy,
  onSkip: (skip: Skip) => void,
): AsyncGenerator<Item | Iterable<Item | WalkedItem>> {
  const integrity = parts.history ? checkIntegrity(repository) : null;
  // A failure is reported when it is awaited below, not while the files are still being read.
  integrity?.catch(() => undefined);
  if (parts.worktree) yield* worktreeItems(repository, { maxBytes: policy.maxFileSize }, onSkip);
  if (parts.history) yield* historyOf(repository, options, policy, onSkip);
  for (const skip of (await integrity) ?? []) onSkip(skip);
}

/** Read from the object store, or by git when the store is unusual or the user wants that. */
function historyOf(repository: Repository, options: Given, policy: Policy, onSkip: (skip: Skip) => void): AsyncGenerator<Item | Iterable<Item | WalkedItem>> {
  const store = options['object-reader'] === 'git' ? null : openStore(repository);
  const maxBytes = policy.maxFileSize;
  if (store === null) return historyItems(createCatFileReader(repository), { maxBytes }, onSkip);
  return walkedHistoryItems(store, repository, { maxBytes, everyByte: options['every-byte'] === true }, onSkip);
}

function attributeObjects(repository: Repository, objects: readonly ObjectRef[], onSkip: (skip: Skip) => void): ReturnType<typeof attribute> {
  const ids = (type: ObjectRef['type']): string[] => objects.filter((object) => object.type === type).map((object) => object.id);
  return attribute(repository, { blobs: ids('blob'), commits: ids('commit'), tags: ids('tag') }, onSkip);
}
