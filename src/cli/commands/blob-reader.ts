/** Older versions of files, read when a new version holds something. git is started with the first question. */
import { ObjectLookup } from '../../git/object-lookup.ts';
import type { Repository } from '../../git/repository.ts';

export interface BlobReader {
  /** Contents by id; a blob that cannot be read is left out: what it held then counts as added. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  close(): void;
}

/** Blobs larger than this were not scanned when they were new either. */
const MOST_BYTES = 256 * 1024 * 1024;

export function blobReader(repository: Repository): BlobReader {
  let lookup: ObjectLookup | null = null;
  return {
    async read(ids) {
      lookup ??= new ObjectLookup(repository, MOST_BYTES);
      const blobs = new Map<string, Uint8Array>();
      for (const id of ids) {
        const object = await lookup.read(id);
        if (object?.state === 'found') blobs.set(id, object.bytes);
      }
      return blobs;
    },
    close: () => lookup?.close(),
  };
}
