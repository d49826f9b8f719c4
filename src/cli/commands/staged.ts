/** `staged` and `hook pre-commit`: what the next commit would add. */
import { UsageError } from '../../errors.ts';
import { openRepository } from '../../git/repository.ts';
import type { Item, Skip } from '../../model.ts';
import { stagedItems } from '../../sources/index-stage.ts';
import type { Given, Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import type { StagedContents } from '../early.ts';
import { runPlan } from '../session.ts';
import { blobReader } from './blob-reader.ts';

/** Scans the index. Gives the exit code. */
export async function runStaged(invocation: Invocation, context: Context): Promise<number> {
  return scanStaged(invocation.options, context);
}

/** The same by its options alone. */
export async function scanStaged(options: Given, context: Context): Promise<number> {
  const { staged } = context;
  const repository = staged?.repository ?? (await openRepository(context.cwd, context.env));
  if (repository === null) throw new UsageError('this is not a git repository', { hint: 'keysieve scan reads folders outside of repositories' });
  const blobs = blobReader(repository);
  try {
    return await runPlan(
      {
        stage: 'staged',
        repository,
        root: repository.root ?? repository.cwd,
        items: (policy, onSkip) => (staged === undefined ? stagedItems(repository, { maxBytes: policy.maxFileSize }, onSkip) : again(staged, onSkip)),
        readBlobs: blobs.read,
      },
      options,
      context,
    );
  } finally {
    blobs.close();
  }
}

/** What the early check has read already. It gives up where there is a configuration, so that the limits are the default ones. */
async function* again({ items, skips }: StagedContents, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  for (const skip of skips) onSkip(skip);
  yield* items;
}
