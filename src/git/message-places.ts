/** Says which refs lead to commits and tags whose messages have findings. */
import type { CommitInfo } from '../model.ts';
import { parseCommit, parseTag } from './commit-object.ts';
import type { ObjectLookup } from './object-lookup.ts';
import type { Ref } from './refs.ts';
import { refsContaining } from './refs-containing.ts';
import type { Repository } from './repository.ts';

/** Where a commit's or tag's message is to be seen. */
export interface MessageHistory {
  /** Of a tag: tagger, date and subject of the tag. */
  readonly info: CommitInfo;
  /** HEAD is this commit or descends from it; false for tags. */
  readonly inHead: boolean;
  /** Short names of refs that lead to it, at most 50; for a commit in HEAD's history not looked up. */
  readonly refs: readonly string[];
  /** True when no ref and no stash leads to it. */
  readonly dangling: boolean;
}

export interface MessageRequest {
  readonly commits: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** Those of `commits` that refs reach. */
  readonly reached: ReadonlyMap<string, { readonly inHead: boolean }>;
  /** False when the walk that made `reached` was not complete. */
  readonly complete: boolean;
  readonly refs: readonly Ref[];
}

const MOST_REFS = 50;

/** Finds the histories of messages; ids that cannot be read are left out. */
export async function locateMessages(repository: Repository, request: MessageRequest, lookup: ObjectLookup): Promise<Map<string, MessageHistory>> {
  const histories = new Map<string, MessageHistory>();
  const aside = new Set([...request.commits].filter((id) => request.reached.get(id)?.inHead === false));
  const refsOf = await refsContaining(repository, aside, request.refs, MOST_REFS);
  for (const id of request.commits) {
    const object = await lookup.read(id);
    if (object.state !== 'found') continue;
    const reached = request.reached.get(id);
    histories.set(id, {
      info: parseCommit(id, object.bytes).info,
      inHead: reached?.inHead ?? false,
      refs: refsOf.get(id) ?? [],
      dangling: reached === undefined && request.complete,
    });
  }
  if (request.tags.size === 0) return histories;
  const tagRefs = await refsByTag(request.refs, lookup);
  for (const id of request.tags) {
    const object = await lookup.read(id);
    if (object.state !== 'found') continue;
    const refs = tagRefs.get(id) ?? [];
    histories.set(id, { info: parseTag(id, object.bytes).info, inHead: false, refs: refs.slice(0, MOST_REFS), dangling: refs.length === 0 });
  }
  return histories;
}

/** Tag object → refs that lead to it, directly or through another tag. */
async function refsByTag(refs: readonly Ref[], lookup: ObjectLookup): Promise<ReadonlyMap<string, readonly string[]>> {
  const byTag = new Map<string, string[]>();
  for (const ref of refs) {
    if (ref.id === ref.target && ref.targetType !== 'tag') continue;
    for (let id: string | null = ref.id, depth = 0; id !== null && depth < 20; depth++) {
      byTag.set(id, [...(byTag.get(id) ?? []), ref.shortName]);
      id = await taggedTag(id, lookup);
    }
  }
  return byTag;
}

async function taggedTag(tag: string, lookup: ObjectLookup): Promise<string | null> {
  const object = await lookup.read(tag);
  if (object.state !== 'found' || object.type !== 'tag') return null;
  return /^object ([0-9a-f]+)\ntype tag\n/.exec(object.bytes.toString('latin1', 0, 200))?.[1] ?? null;
}
