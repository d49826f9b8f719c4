/** Streams what commits changed, one `git diff-tree --stdin` for all of them. */
import type { Skip } from '../model.ts';
import { converse } from './dialogue.ts';
import type { AnswerParser } from './dialogue.ts';
import { createChangeReader } from './raw-diff.ts';
import type { CommitChanges } from './raw-diff.ts';
import type { GitPlace } from './run.ts';

export interface ChangeOptions {
  /** Pair a deleted file with a similar new one. It reads contents, so it needs all objects. */
  readonly renames: boolean;
}

/**
 * The changes of each commit asked for, in that order, batched; of a merge only paths that differ from every parent, which
 * is what the merge itself did. Commits whose trees cannot be read go to `onSkip`.
 * Content is never looked at (unless for renames), so attributes, filters and text conversions have no say.
 */
export async function* commitChanges(
  place: GitPlace,
  commits: AsyncIterable<readonly string[]>,
  options: ChangeOptions,
  onSkip: (skip: Skip) => void,
): AsyncGenerator<readonly CommitChanges[], void, void> {
  const renames = options.renames ? '-M' : '--no-renames';
  const format = ['-r', '--root', '--always', '--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];
  yield* converse<CommitChanges>(
    place,
    {
      args: ['diff-tree', '--stdin', '-c', renames, ...format],
      parser: createChangesParser,
      broken: (commit, error) => {
        onSkip({ reason: 'git-error', what: commit, detail: `the changes of this commit cannot be read: ${error.message}`, incomplete: true });
        return { commit, changes: [] };
      },
    },
    commits,
  );
}

/** A commit's answer is its id and its changes; only the next id (or the end) shows that it is complete. */
function createChangesParser(): AnswerParser<CommitChanges> {
  let rest = '';
  let current: CommitChanges | null = null;
  const readChange = createChangeReader((change) => current?.changes.push(change));

  const push = (chunk: Buffer, answers: CommitChanges[]): void => {
    const records = (rest + chunk.toString('latin1')).split('\0');
    rest = records.pop() ?? '';
    for (const record of records) {
      if (readChange(record)) continue;
      if (current !== null) answers.push(current);
      current = { commit: record, changes: [] };
    }
  };

  const end = (answers: CommitChanges[]): void => {
    if (current !== null) answers.push(current);
    current = null;
  };

  return { push, end };
}
