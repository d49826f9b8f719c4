/** Every commit of a range, one by one: what was added and taken away again inside it is seen. */
import { commitChanges } from '../git/commit-changes.ts';
import { inOneBatch } from '../git/commit-infos.ts';
import { messageText, parseCommit } from '../git/commit-object.ts';
import { shallowBoundary } from '../git/integrity.ts';
import { readObjects, skipOf } from '../git/objects.ts';
import type { ReadObject } from '../git/objects.ts';
import { pathText } from '../git/path-text.ts';
import { isFileMode, isNullId } from '../git/raw-diff.ts';
import type { CommitChanges } from '../git/raw-diff.ts';
import type { Repository } from '../git/repository.ts';
import { resolveRange } from '../git/revisions.ts';
import type { RevisionRange } from '../git/revisions.ts';
import type { CommitInfo, Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES } from './file-reader.ts';

/** Paths of items that are no files. */
export const COMMIT_MESSAGE = 'commit message';
export const TAG_MESSAGE = 'tag message';

export interface RangeOptions {
  /** Larger objects are skipped; 512 MiB when absent. */
  readonly maxBytes?: number;
  /** Called with the number of commits of the range, before the first item. */
  readonly onCount?: (commits: number) => void;
}

/**
 * Yields, from the earliest commit on, its message (path `commit message`, object = the commit) and the files it adds or
 * changes, each with the blobs it replaces as bases; of a merge only what differs from all its parents. The same blob at
 * the same path comes once, with the earliest commit. Annotated tags that were named come last (path `tag message`).
 * @throws GitError when a revision is unknown.
 */
export async function* rangeItems(repository: Repository, range: RevisionRange, options: RangeOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  const { commits, tags, clamped } = await resolveRange(repository, range);
  options.onCount?.(commits.length);
  for (const revision of clamped) onSkip(shortHistory(revision));
  const boundary = shallowBoundary(repository);
  const cut = commits.find((commit) => boundary.has(commit));
  if (cut !== undefined) onSkip(shallowRange(cut));

  const tasks: Task[] = [];
  const questions = asQuestions(changesOf(repository, commits, onSkip), tags, tasks, onSkip);
  let info: CommitInfo = UNKNOWN_COMMIT;
  for await (const batch of readObjects(repository, questions, options.maxBytes ?? DEFAULT_MAX_BYTES)) {
    for (const [index, object] of batch.entries()) {
      const task = tasks[index];
      if (task === undefined) return;
      if (task.kind === 'commit') info = object.state === 'found' ? parseCommit(object.id, object.bytes).info : { ...UNKNOWN_COMMIT, id: object.id };
      const item = itemOf(task, object, info, onSkip);
      if (item !== null) yield item;
    }
    tasks.splice(0, batch.length);
  }
}

const UNKNOWN_COMMIT: CommitInfo = { id: '', author: '', date: '', subject: '' };

/** An object to read, and what it will be. Files follow their commit. */
type Task =
  | { readonly kind: 'commit' }
  | { readonly kind: 'file'; readonly path: string; readonly bases: readonly string[] }
  | { readonly kind: 'tag' };

/** Turns changes into ids to read, and notes in `tasks`, in the same order, what for. */
async function* asQuestions(
  changes: AsyncIterable<readonly CommitChanges[]>,
  tags: readonly string[],
  tasks: Task[],
  onSkip: (skip: Skip) => void,
): AsyncGenerator<readonly string[], void, void> {
  const seen = new Set<string>();
  for await (const batch of changes) {
    const ids: string[] = [];
    const ask = (id: string, task: Task): void => {
      ids.push(id);
      tasks.push(task);
    };
    for (const { commit, changes: changed } of batch) {
      ask(commit, { kind: 'commit' });
      for (const change of changed) {
        const key = `${change.blob} ${change.path}`;
        const bases = change.old.filter((side) => isFileMode(side.mode) && !isNullId(side.blob)).map((side) => side.blob);
        if (change.mode === '120000') onSkip({ reason: 'symlink', what: pathText(change.path), incomplete: false });
        else if (change.mode === '160000') onSkip({ reason: 'submodule', what: pathText(change.path), incomplete: false });
        if (!isFileMode(change.mode) || bases.includes(change.blob) || seen.has(key)) continue;
        seen.add(key);
        ask(change.blob, { kind: 'file', path: pathText(change.path), bases: [...new Set(bases)] });
      }
    }
    yield ids;
  }
  tasks.push(...tags.map((): Task => ({ kind: 'tag' })));
  yield tags;
}

function itemOf(task: Task, object: ReadObject, commit: CommitInfo, onSkip: (skip: Skip) => void): Item | null {
  if (object.state !== 'found') {
    onSkip(skipOf(object, task.kind === 'file' ? task.path : object.id));
    return null;
  }
  const { id, bytes } = object;
  switch (task.kind) {
    case 'commit':
      return { bytes: messageText(bytes), path: COMMIT_MESSAGE, origin: { kind: 'commit', object: id, commit, bases: [] } };
    case 'file':
      return { bytes, path: task.path, origin: { kind: 'commit', object: id, commit, bases: task.bases } };
    case 'tag':
      return { bytes: messageText(bytes), path: TAG_MESSAGE, origin: { kind: 'object', object: id, type: 'tag' } };
  }
}

/** Pairing renames reads contents. Where a content is missing, the commit is looked at once more, without renames. */
async function* changesOf(
  repository: Repository,
  commits: readonly string[],
  onSkip: (skip: Skip) => void,
): AsyncGenerator<readonly CommitChanges[], void, void> {
  const failed = new Set<string>();
  const withRenames = commitChanges(repository, inOneBatch(commits), { renames: true }, (skip) => failed.add(skip.what));
  for await (const batch of withRenames) yield batch.filter(({ commit }) => !failed.has(commit));
  if (failed.size > 0) yield* commitChanges(repository, inOneBatch(failed), { renames: false }, onSkip);
}

function shallowRange(commit: string): Skip {
  return {
    reason: 'shallow',
    what: commit,
    detail: 'the range reaches the end of this shallow clone, earlier commits of it are missing: run `git fetch --unshallow` (GitHub Actions: fetch-depth: 0)',
    incomplete: true,
  };
}

function shortHistory(revision: string): Skip {
  return { reason: 'limit', what: revision, detail: 'history is shorter than that: everything from the first commit on was scanned', incomplete: false };
}
