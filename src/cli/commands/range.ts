/** `range`: every commit of a range. */
import { UsageError } from '../../errors.ts';
import { filesOfCommit } from '../../git/commit-files.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { parseRange, type RevisionRange } from '../../git/revisions.ts';
import { rangeItems } from '../../sources/range.ts';
import type { Given, Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { runPlan, type Plan } from '../session.ts';
import { blobReader } from './blob-reader.ts';

/** Scans the commits of a range. Gives the exit code. */
export async function runRange(invocation: Invocation, context: Context): Promise<number> {
  const repository = await openRepository(context.cwd, context.env);
  if (repository === null) throw new UsageError('this is not a git repository');
  const [text = ''] = invocation.arguments;
  const [base = '', head = ''] = text.split(/\.{2,3}/);
  if (!/^[^-].*\.\.|^\.\./.test(text)) throw new UsageError(`"${text}" is not a range`, { hint: 'a range has two dots: keysieve range origin/main..HEAD' });
  return scanCommits(repository, parseRange(text), { base: base === '' ? null : base, head: head === '' ? 'HEAD' : head }, 'pull-request', invocation.options, context);
}

/** Scans the commits of a range. */
export async function scanCommits(
  repository: Repository,
  revisions: RevisionRange,
  range: NonNullable<Plan['range']>,
  stage: Plan['stage'],
  options: Given,
  context: Context,
): Promise<number> {
  const blobs = blobReader(repository);
  const [tip, ...more] = revisions.include;
  try {
    return await runPlan(
      {
        stage,
        repository,
        root: repository.root ?? repository.cwd,
        range,
        items: (policy, onSkip) => rangeItems(repository, revisions, { maxBytes: policy.maxFileSize }, onSkip),
        readBlobs: blobs.read,
        ...(tip !== undefined && more.length === 0 && { tip: (wanted, maxBytes) => filesOfCommit(repository, `${tip}^{commit}`, wanted, maxBytes) }),
      },
      options,
      context,
    );
  } finally {
    blobs.close();
  }
}
