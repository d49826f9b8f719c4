/**
 * Says of blobs and messages with findings where and when they were in the repository. Reading all objects tells nothing
 * of that, so it is found out afterwards, in one pass over the commits; without a finding there is no pass.
 */
import type { CommitInfo, Skip } from '../model.ts';
import { readCommitInfos } from './commit-infos.ts';
import { noteReachable, noteUnreachable, reachable } from './commit-walk.ts';
import { noteDroppedByMerges } from './dropped-by-merges.ts';
import { locateMessages } from './message-places.ts';
import type { MessageHistory } from './message-places.ts';
import { ObjectLookup } from './object-lookup.ts';
import { pathText } from './path-text.ts';
import { PlaceBook } from './place-book.ts';
import type { PlaceRecord } from './place-book.ts';
import { headCommit, listRefs, listStashes } from './refs.ts';
import type { Repository } from './repository.ts';
import { noteIndex, noteRefsToObjects, noteTips } from './tips.ts';

/** What to look for: object ids. */
export interface AttributionRequest {
  readonly blobs: Iterable<string>;
  /** Commits with findings in their messages. */
  readonly commits?: Iterable<string>;
  /** Annotated tags with findings in their messages. */
  readonly tags?: Iterable<string>;
}

/** A blob at one path. */
export interface BlobPlace {
  /** Relative to the root, see `pathText`. For a ref that points at a blob itself: the name of the ref. */
  readonly path: string;
  /** Commits that put the blob there, earliest first; several when it came on several branches, or came back. */
  readonly introduced: readonly CommitInfo[];
  /** The commit that took it from there, preferably in HEAD's history; null when it is still there or none is known. */
  readonly removedIn: CommitInfo | null;
  /** HEAD holds it there. */
  readonly inHead: boolean;
  /** The index holds it there. */
  readonly inIndex: boolean;
  /** Short names of branches, tags and stashes (at most 50) whose tips hold it there. */
  readonly refs: readonly string[];
}

export interface BlobHistory {
  /** In HEAD first, then by path. Empty for a blob that no commit and no index holds. */
  readonly places: readonly BlobPlace[];
  /** True when neither a ref, a stash nor the index reaches it: only its id, a reflog or a dropped commit leads to it. */
  readonly dangling: boolean;
}

/** Answers for all ids of the request; a commit or tag that cannot be read is left out. */
export interface Attribution {
  readonly blobs: ReadonlyMap<string, BlobHistory>;
  readonly messages: ReadonlyMap<string, MessageHistory>;
}

/** Trees and commits larger than this are not source code's. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Finds the places of blobs and messages. Looks at all refs, HEAD, every stash (with its untracked and staged parts),
 * notes, the index, and for what is found in none of them at commits no ref reaches.
 * @param onSkip what could not be followed, and why the answer may therefore be incomplete.
 */
export async function attribute(repository: Repository, request: AttributionRequest, onSkip: (skip: Skip) => void): Promise<Attribution> {
  const blobs = new Set(request.blobs);
  const messages = { commits: new Set(request.commits), tags: new Set(request.tags) };
  if (blobs.size + messages.commits.size + messages.tags.size === 0) return { blobs: new Map(), messages: new Map() };

  const [head, refs, stashes] = await Promise.all([headCommit(repository), listRefs(repository), listStashes(repository)]);
  const book = new PlaceBook(blobs);
  const lookup = new ObjectLookup(repository, MOST_BYTES);
  try {
    const walk = await noteReachable(repository, { head, stashes, commits: messages.commits }, book, onSkip);
    await noteRefsToObjects(repository, refs, book);
    if (repository.root !== null) await noteIndex(repository, book);
    if (book.missing().length > 0) await noteUnreachable(repository, { stashes, complete: walk.complete }, book);
    await noteTips(repository, { head, refs, stashes }, book, lookup);
    if (walk.complete) await noteDroppedByMerges(repository, book.records().filter(isLostWithoutTrace), reachable(stashes), lookup);
    return {
      blobs: await describeBlobs(repository, book, blobs),
      messages: await locateMessages(repository, { ...messages, reached: walk.commits, complete: walk.complete, refs }, lookup),
    };
  } finally {
    lookup.close();
  }
}

/** Was in a commit, is nowhere, and no ordinary commit took it away: a merge must have taken the other side. */
function isLostWithoutTrace(record: PlaceRecord): boolean {
  return record.reachable && !record.inHead && !record.inIndex && record.refs.size === 0 && record.removed === null;
}

async function describeBlobs(repository: Repository, book: PlaceBook, blobs: ReadonlySet<string>): Promise<Map<string, BlobHistory>> {
  const records = book.records();
  const infos = await readCommitInfos(repository, new Set(records.flatMap((record) => [...record.introduced, ...removal(record)])));
  const info = (id: string): readonly CommitInfo[] => infos.get(id) ?? [];
  const histories = new Map<string, { places: BlobPlace[]; dangling: boolean }>();
  for (const blob of blobs) histories.set(blob, { places: [], dangling: true });
  for (const record of records) {
    const history = histories.get(record.blob);
    if (history === undefined) continue;
    history.dangling &&= !(record.reachable || record.inIndex);
    history.places.push({
      path: pathText(record.path),
      introduced: record.introduced.toReversed().flatMap(info),
      removedIn: removal(record).flatMap(info)[0] ?? null,
      inHead: record.inHead,
      inIndex: record.inIndex,
      refs: [...record.refs],
    });
  }
  for (const history of histories.values()) history.places.sort((a, b) => Number(b.inHead) - Number(a.inHead) || (a.path < b.path ? -1 : 1));
  return histories;
}

/** At most one id. */
function removal(record: PlaceRecord): readonly string[] {
  if (record.inHead) return [];
  const id = record.removedInHeadHistory ?? (record.refs.size > 0 ? null : record.removed);
  return id === null ? [] : [id];
}
