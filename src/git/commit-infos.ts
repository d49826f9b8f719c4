/** Reads author, date and subject of many commits. */
import type { CommitInfo } from '../model.ts';
import { parseCommit } from './commit-object.ts';
import type { CommitObject } from './commit-object.ts';
import { readObjects } from './objects.ts';
import type { GitPlace } from './run.ts';

/** Commit messages above this are not looked into for their first line. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Commit id → what it says, in a list of one; ids that cannot be read are left out. */
export async function readCommitInfos(place: GitPlace, ids: Iterable<string>): Promise<ReadonlyMap<string, readonly [CommitInfo]>> {
  const infos = new Map<string, readonly [CommitInfo]>();
  for await (const commit of readCommits(place, ids)) infos.set(commit.info.id, [commit.info]);
  return infos;
}

/** Reads commits, in order; what is no commit or cannot be read is left out. */
export async function* readCommits(place: GitPlace, ids: Iterable<string>): AsyncGenerator<CommitObject, void, void> {
  for await (const batch of readObjects(place, inOneBatch(ids), MOST_BYTES)) {
    for (const object of batch) {
      if (object.state === 'found' && object.type === 'commit') yield parseCommit(object.id, object.bytes);
    }
  }
}

/** A list as the questions of a dialogue. */
export async function* inOneBatch(ids: Iterable<string>): AsyncGenerator<readonly string[], void, void> {
  yield [...ids];
}
