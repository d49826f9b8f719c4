/**
 * Reads the contents of git objects. `ObjectReader` is the seam: everything above it (history, attribution) does not
 * know whether objects come from `git cat-file` or from a reader of pack files.
 */
import type { Skip } from '../model.ts';
import { createBatchParser } from './batch-output.ts';
import { converse } from './dialogue.ts';
import { gitRecords } from './run.ts';
import type { GitPlace } from './run.ts';

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

/** An object as it is stored. The bytes belong to whoever gets them: they are never overwritten. */
export interface StoredObject {
  readonly state: 'found';
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** An object whose content cannot be had. */
export interface UnreadObject {
  readonly state: 'missing' | 'corrupt' | 'too-large';
  readonly id: string;
  /** Size in bytes when it is too large, else null. */
  readonly size: number | null;
  /** What git said, else null. */
  readonly detail: string | null;
}

export type ReadObject = StoredObject | UnreadObject;

/** Types that can hold text somebody wrote; trees hold names and ids only. */
export type TextObjectType = 'blob' | 'commit' | 'tag';

/** A way to read all objects of a repository, reachable or not. */
export interface ObjectReader {
  /**
   * Every blob, commit and annotated tag once, in the order that is cheapest to read, in batches of about 256 KB.
   * Objects over `maxBytes` are not read; they and unreadable ones go to `onSkip`. Memory stays bounded, whatever the size of the repository.
   * @throws GitError when the repository cannot be read at all.
   */
  readAll(maxBytes: number, onSkip: (skip: Skip) => void): AsyncGenerator<readonly StoredObject[], void, void>;
}

/** An ObjectReader over `git cat-file`: two processes, one that lists and one that streams. */
export function createCatFileReader(place: GitPlace): ObjectReader {
  return { readAll: (maxBytes, onSkip) => readAll(place, maxBytes, onSkip) };
}

async function* readAll(place: GitPlace, maxBytes: number, onSkip: (skip: Skip) => void): AsyncGenerator<readonly StoredObject[], void, void> {
  for await (const batch of readObjects(place, listTextObjects(place, maxBytes, onSkip), maxBytes)) {
    yield batch.every(isFound) ? batch : keepFound(batch, onSkip);
  }
}

function isFound(object: ReadObject): object is StoredObject {
  return object.state === 'found';
}

function keepFound(batch: readonly ReadObject[], onSkip: (skip: Skip) => void): readonly StoredObject[] {
  for (const object of batch) if (object.state !== 'found') onSkip(skipOf(object, object.id));
  return batch.filter(isFound);
}

/**
 * Streams the contents of the objects asked for, in that order, each answered once.
 * @param ids object ids, or any name of an object without a line break (`<commit>^{tree}`).
 * @param maxBytes contents above it are passed over, not kept.
 * @param answers `buffered` is fastest; `at-once` answers each question before the next one has to come.
 */
export function readObjects(
  place: GitPlace,
  ids: AsyncIterable<readonly string[]>,
  maxBytes: number,
  answers: 'buffered' | 'at-once' = 'buffered',
): AsyncGenerator<readonly ReadObject[], void, void> {
  return converse<ReadObject>(
    place,
    {
      args: ['cat-file', '--batch', ...(answers === 'buffered' ? ['--buffer'] : [])],
      parser: () => createBatchParser(maxBytes),
      broken: (id, error) => ({ state: 'corrupt', id, size: null, detail: error.message }),
    },
    ids,
  );
}

/** How a report names an object that was not read. `what` is its path where there is one, else its id. */
export function skipOf(object: UnreadObject, what: string): Skip {
  switch (object.state) {
    case 'too-large':
      return { reason: 'too-large', what, detail: `${object.size} bytes, more than the limit`, incomplete: false };
    case 'missing':
      return {
        reason: 'missing-object',
        what,
        detail: `object ${object.id} is not in the repository: fetch it (\`git fetch --refetch\`), or clone again`,
        incomplete: true,
      };
    case 'corrupt':
      return { reason: 'git-error', what, detail: `object ${object.id} cannot be read (${object.detail}): ${CORRUPT_WAY_OUT}`, incomplete: true };
  }
}

const CORRUPT_WAY_OUT = 'look at it with `git fsck --full`, or clone again';

/** Lists ids of blobs, commits and tags within the limit, in pack order: the order that spares git the most delta work. */
async function* listTextObjects(place: GitPlace, maxBytes: number, onSkip: (skip: Skip) => void): AsyncGenerator<readonly string[], void, void> {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectsize) %(objectname)', '--unordered', '--buffer'];
  let damaged = false;
  // What it says of damaged objects is known already.
  const onStderr = (stderr: string): void => (damaged ? undefined : complain(stderr, onSkip));
  for await (const lines of gitRecords(place, args, '\n', onStderr)) {
    const ids: string[] = [];
    for (const line of lines) {
      if (line.startsWith('tree ')) continue;
      const end = line.lastIndexOf(' ');
      const id = line.slice(end + 1);
      const size = Number(line.slice(line.indexOf(' ') + 1, end));
      // An object whose header cannot be read prints `<id> missing`.
      if (id === 'missing') {
        damaged = true;
        onSkip(skipOf({ state: 'corrupt', id: line.slice(0, end), size: null, detail: 'its header is damaged' }, line.slice(0, end)));
      } else if (size > maxBytes) onSkip(skipOf({ state: 'too-large', id, size, detail: null }, id));
      else ids.push(id);
    }
    yield ids;
  }
}

/** git lists what it can and complains about the rest: a pack without an index, a lost object directory. */
function complain(stderr: string, onSkip: (skip: Skip) => void): void {
  const line = stderr.split('\n').find((text) => text.startsWith('error: '));
  if (line !== undefined) onSkip({ reason: 'git-error', what: 'objects', detail: `git: ${line.slice('error: '.length)}`, incomplete: true });
}
