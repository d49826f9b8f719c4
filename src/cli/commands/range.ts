/** `range`: every commit of a range. */
import { UsageError } from '../../errors.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { parseRange, type RevisionRange } from '../../git/revisions.ts';
import type { Given, Invocation } from '../command.ts';
import { planCommits } from '../commit-plan.ts';
import type { Context } from '../context.ts';
import { runPlan, type Plan } from '../session.ts';

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
  const commits = planCommits(repository, revisions);
  try {
    return await runPlan({ ...commits.plan, stage, range }, options, context);
  } finally {
    commits.close();
  }
}
