/** An attribution, written down for the next scan: ids in place of what commits say, since a subject may quote a value. */
import { createHash } from 'node:crypto';
import type { Attribution, AttributionRequest, BlobHistory, BlobPlace } from '../git/attribution.ts';
import { inOneBatch, readCommitInfos } from '../git/commit-infos.ts';
import { parseCommit, parseTag } from '../git/commit-object.ts';
import type { MessageHistory } from '../git/message-places.ts';
import { readObjects } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { CommitInfo } from '../model.ts';
import { uncover, type ValueHider } from './hidden-values.ts';
import type { RememberedPlaces } from './record.ts';

/** Messages above this are not looked into. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Names a request, in hexadecimal. */
export function nameOfRequest(request: AttributionRequest): string {
  const ids = [request.blobs, request.commits ?? [], request.tags ?? []].map((list) => [...list].sort());
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex');
}

/** What there is to write down. Paths and names of refs are hidden as far as they quote values. */
export function placesToRemember(request: string, attribution: Attribution, hider: ValueHider): RememberedPlaces {
  const refNumbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = refNumbers.get(name) ?? refNumbers.size;
    refNumbers.set(name, number);
    return number;
  };
  const blobs = [...attribution.blobs].map(([id, { dangling, places }]) => ({
    id,
    dangling,
    places: places.map(({ path, introduced, removedIn, inHead, inIndex, refs }) => ({
      path: hider.hide(path),
      introduced: introduced.map((commit) => commit.id),
      removedIn: removedIn?.id ?? null,
      inHead,
      inIndex,
      refs: refs.map(numberOf),
    })),
  }));
  const messages = [...attribution.messages].map(([id, { inHead, dangling, refs }]) => ({ id, inHead, dangling, refs: refs.map(numberOf) }));
  return { request, refNames: [...refNumbers.keys()].map((name) => hider.hide(name)), blobs, messages };
}

/**
 * The attribution that was written down. Null when it does not answer the request, or a commit can no longer be read.
 * @param values what was hidden, by their numbers.
 */
export async function recallPlaces(remembered: RememberedPlaces | null, request: string, values: readonly (string | undefined)[], repository: Repository): Promise<Attribution | null> {
  if (remembered === null || remembered.request !== request) return null;
  const clear = (name: string): string => {
    const text = uncover(name, values);
    if (text === null) throw new NotKnown();
    return text;
  };
  try {
    return await recall(remembered, clear, repository);
  } catch (error) {
    if (error instanceof NotKnown) return null;
    throw error;
  }
}

/** Something that was written down means nothing any more. */
class NotKnown extends Error {}

async function recall(remembered: RememberedPlaces, clear: (name: string) => string, repository: Repository): Promise<Attribution> {
  const refNames = remembered.refNames.map(clear);
  const namesOf = (numbers: readonly number[]): string[] => numbers.map((number) => refNames[number] ?? '');
  const infos = await readCommitInfos(repository, new Set(remembered.blobs.flatMap(({ places }) => places.flatMap(({ introduced, removedIn }) => (removedIn === null ? introduced : [...introduced, removedIn])))));
  const infoOf = (id: string): CommitInfo => {
    const info = infos.get(id)?.[0];
    if (info === undefined) throw new NotKnown();
    return info;
  };
  const blobs = new Map<string, BlobHistory>();
  for (const { id, dangling, places } of remembered.blobs) {
    const told = places.map(
      ({ path, introduced, removedIn, refs, ...rest }): BlobPlace => ({ ...rest, path: clear(path), introduced: introduced.map(infoOf), removedIn: removedIn === null ? null : infoOf(removedIn), refs: namesOf(refs) }),
    );
    blobs.set(id, { dangling, places: told });
  }
  const messages = new Map<string, MessageHistory>();
  const messageInfos = await readMessageInfos(repository, remembered.messages.map(({ id }) => id));
  for (const { id, refs, ...rest } of remembered.messages) {
    const info = messageInfos.get(id);
    if (info === undefined) throw new NotKnown();
    messages.set(id, { ...rest, info, refs: namesOf(refs) });
  }
  return { blobs, messages };
}

async function readMessageInfos(repository: Repository, ids: readonly string[]): Promise<ReadonlyMap<string, CommitInfo>> {
  const infos = new Map<string, CommitInfo>();
  if (ids.length === 0) return infos;
  for await (const batch of readObjects(repository, inOneBatch(ids), MOST_BYTES)) {
    for (const object of batch) {
      if (object.state !== 'found') continue;
      if (object.type === 'commit') infos.set(object.id, parseCommit(object.id, object.bytes).info);
      else if (object.type === 'tag') infos.set(object.id, parseTag(object.id, object.bytes).info);
    }
  }
  return infos;
}
