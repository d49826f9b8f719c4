/** The tags of a range: they were named, so they are not lost, whether or not a ref of this clone leads to them. */
import type { Attribution } from './attribution.ts';
import { parseTag } from './commit-object.ts';
import type { MessageHistory } from './message-places.ts';
import { ObjectLookup } from './object-lookup.ts';
import { listRefs } from './refs.ts';
import type { Repository } from './repository.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Gives the histories of annotated tags by id, with the refs that point at them here; what cannot be read is left out. */
export async function attributeTags(repository: Repository, tags: readonly string[]): Promise<Attribution> {
  const messages = new Map<string, MessageHistory>();
  const refs = tags.length === 0 ? [] : await listRefs(repository);
  const lookup = new ObjectLookup(repository, MOST_BYTES);
  try {
    for (const id of tags) {
      const object = await lookup.read(id);
      if (object.state !== 'found') continue;
      messages.set(id, { info: parseTag(id, object.bytes).info, inHead: false, refs: refs.filter((ref) => ref.id === id).map((ref) => ref.shortName), dangling: false });
    }
  } finally {
    lookup.close();
  }
  return { blobs: new Map(), messages };
}
