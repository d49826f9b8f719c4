/**
 * Finds merges that took the other side's version of a path, and so removed a blob without changing anything themselves:
 * a merge compared with all its parents at once does not show that.
 */
import type { ObjectLookup } from './object-lookup.ts';
import type { PlaceRecord } from './place-book.ts';
import { gitRecords } from './run.ts';
import type { Repository } from './repository.ts';
import { TreeHolders } from './tree-holders.ts';

/** Records that are looked after; for more it is not said which merge dropped them. */
const MOST_RECORDS = 1_000;
const NONE: ReadonlySet<PlaceRecord> = new Set();

/**
 * Notes for each record, which no ordinary commit removed, the newest merge of which one side held it and which does not.
 * Goes from the oldest commit to the newest and keeps what each holds: only merges whose sides differ in that are read.
 *
 * @param revisions what the records were found in: arguments of rev-list
 */
export async function noteDroppedByMerges(repository: Repository, records: readonly PlaceRecord[], revisions: readonly string[], lookup: ObjectLookup): Promise<void> {
  const wanted = records.slice(0, MOST_RECORDS);
  if (wanted.length === 0) return;
  const brought = new Map<string, PlaceRecord[]>();
  for (const record of wanted) for (const commit of record.introduced) brought.set(commit, [...(brought.get(commit) ?? []), record]);
  const holders = new TreeHolders<PlaceRecord>(lookup, repository.objectFormat, wanted);
  /** What each commit holds; commits that hold none of the records are left out. */
  const holds = new Map<string, ReadonlySet<PlaceRecord>>();
  for await (const lines of gitRecords(repository, ['rev-list', '--reverse', '--date-order', '--parents', ...revisions], '\n')) {
    for (const line of lines) {
      const [id = '', ...parents] = line.split(' ');
      const sides = parents.map((parent) => holds.get(parent) ?? NONE);
      let held = sides[0] ?? NONE;
      if (sides.some((side) => !isSame(side, held))) {
        held = new Set(await holders.heldBy(`${id}^{tree}`));
        for (const side of sides) for (const record of side) if (!held.has(record)) record.removed = id;
      }
      const own = brought.get(id);
      if (own !== undefined) held = new Set([...held, ...own]);
      if (held.size > 0) holds.set(id, held);
    }
  }
}

function isSame(a: ReadonlySet<PlaceRecord>, b: ReadonlySet<PlaceRecord>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const record of a) if (!b.has(record)) return false;
  return true;
}
