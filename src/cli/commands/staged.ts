/** `staged` and `hook pre-commit`: what the next commit would add. */
import { UsageError } from '../../errors.ts';
import { openRepository } from '../../git/repository.ts';
import { stagedItems } from '../../sources/index-stage.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { runPlan } from '../session.ts';
import { blobReader } from './blob-reader.ts';

/** Scans the index. Gives the exit code. */
export async function runStaged(invocation: Invocation, context: Context): Promise<number> {
  const repository = await openRepository(context.cwd, context.env);
  if (repository === null) throw new UsageError('this is not a git repository', { hint: 'keysieve scan reads folders outside of repositories' });
  const blobs = blobReader(repository);
  try {
    return await runPlan(
      {
        stage: 'staged',
        repository,
        root: repository.root ?? repository.cwd,
        items: (policy, onSkip) => stagedItems(repository, { maxBytes: policy.maxFileSize }, onSkip),
        readBlobs: blobs.read,
      },
      invocation.options,
      context,
    );
  } finally {
    blobs.close();
  }
}
