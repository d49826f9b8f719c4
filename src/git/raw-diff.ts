/**
 * Parses `--raw -z --no-abbrev` output of diff-index and diff-tree:
 * `:<old mode> <new mode> <old id> <new id> <status>\0<path>\0`, with two paths for a rename, and with one colon, mode
 * and old id for each parent in a combined diff. https://git-scm.com/docs/diff-format
 */

/** One changed path. Ids of sides that do not exist are all zeros. */
export interface RawChange {
  /** The path on the new side, as a binary string of its bytes. */
  readonly path: string;
  /** Mode on the new side: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule), `000000` (deleted). */
  readonly mode: string;
  readonly blob: string;
  /** One for each parent, in order. */
  readonly old: readonly { readonly mode: string; readonly blob: string }[];
  /** `A`, `M`, `D`, `T`, `U`, `R090`, …; one letter for each parent in a combined diff. */
  readonly status: string;
}

/** What one commit changed. */
export interface CommitChanges {
  readonly commit: string;
  readonly changes: RawChange[];
}

/** True for an id of zeros: there is nothing on that side. */
export function isNullId(id: string): boolean {
  return /^0+$/.test(id);
}

/** True for the mode of a regular file, executable or not. */
export function isFileMode(mode: string): boolean {
  return mode.startsWith('100');
}

/** Parses the records (split at NUL) of `diff-index -z --raw`: changes without commits. */
export function parseRawChanges(records: readonly string[]): RawChange[] {
  const changes: RawChange[] = [];
  const reader = createChangeReader((change) => changes.push(change));
  for (const record of records) reader(record);
  return changes;
}

/** A function that takes record after record and gives `onChange` every change when its path has come. False: not part of a change. */
export function createChangeReader(onChange: (change: RawChange) => void): (record: string) => boolean {
  let meta: string | null = null;
  let renameSource = false;
  return (record) => {
    if (meta === null) {
      if (!record.startsWith(':')) return false;
      meta = record;
      renameSource = /^:[^:].* [RC]\d*$/.test(record);
    } else if (renameSource) {
      // The old path comes first; the old id, which is all we need of it, stands in the first record.
      renameSource = false;
    } else {
      onChange(readChange(meta, record));
      meta = null;
    }
    return true;
  };
}

function readChange(meta: string, path: string): RawChange {
  const parents = meta.lastIndexOf(':') + 1;
  const fields = meta.slice(parents).split(' ');
  const old = Array.from({ length: parents }, (_, i) => ({ mode: fields[i] ?? '', blob: fields[parents + 1 + i] ?? '' }));
  return { path, mode: fields[parents] ?? '', blob: fields[2 * parents + 1] ?? '', old, status: fields[2 * parents + 2] ?? '' };
}
