/** What is checked out. */
import type { Repository } from './repository.ts';
import { gitResult } from './run.ts';

/** HEAD's commit and branch (null when detached); null in a repository without commits. */
export async function headOf(repository: Repository): Promise<{ readonly commit: string; readonly branch: string | null } | null> {
  const [commit, branch] = await Promise.all([
    gitResult(repository, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    gitResult(repository, ['symbolic-ref', '--short', '--quiet', 'HEAD']),
  ]);
  if (commit.exitCode !== 0) return null;
  return { commit: commit.stdout.toString('utf8').trim(), branch: branch.exitCode === 0 ? branch.stdout.toString('utf8').trim() : null };
}
