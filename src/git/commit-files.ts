/** Some files of one commit, found by path or by blob in one listing of its tree. */
import { ObjectLookup } from './object-lookup.ts';
import { pathText } from './path-text.ts';
import { isFileMode } from './raw-diff.ts';
import type { Repository } from './repository.ts';
import { gitRecords } from './run.ts';

/** A file of a commit. */
export interface CommitFile {
  /** As reports write it. */
  readonly path: string;
  readonly blob: string;
  readonly bytes: Buffer;
}

/**
 * Reads the regular files of `commit` whose path (as reports write it) or whose blob is wanted. Files that are larger than
 * `maxBytes` or cannot be read are left out.
 */
export async function filesOfCommit(
  repository: Repository,
  commit: string,
  wanted: { readonly paths: ReadonlySet<string>; readonly blobs: ReadonlySet<string> },
  maxBytes: number,
): Promise<readonly CommitFile[]> {
  const entries: { path: string; blob: string }[] = [];
  for await (const lines of gitRecords(repository, ['ls-tree', '-r', '-z', '--full-tree', commit], '\0')) {
    for (const line of lines) {
      // `<mode> <type> <id>\t<path>`
      const tab = line.indexOf('\t');
      const [mode = '', , blob = ''] = line.slice(0, tab).split(' ');
      if (!isFileMode(mode)) continue;
      const path = pathText(line.slice(tab + 1));
      if (wanted.paths.has(path) || wanted.blobs.has(blob)) entries.push({ path, blob });
    }
  }
  const lookup = new ObjectLookup(repository, maxBytes);
  try {
    const files: CommitFile[] = [];
    for (const entry of entries) {
      const object = await lookup.read(entry.blob);
      if (object.state === 'found') files.push({ ...entry, bytes: object.bytes });
    }
    return files;
  } finally {
    lookup.close();
  }
}
