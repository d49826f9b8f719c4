/** Notes in a place book which tips still hold wanted blobs: HEAD, branches, tags, stashes, notes, the index. */
import type { ObjectLookup } from './object-lookup.ts';
import type { PlaceBook, PlaceRecord } from './place-book.ts';
import type { Ref } from './refs.ts';
import type { Repository } from './repository.ts';
import { gitRecords } from './run.ts';
import { TreeHolders } from './tree-holders.ts';

/** Names kept for each place. */
const MOST_REFS = 50;
/** Tips read at the same time: their root trees are in memory together. */
const AT_ONCE = 64;
/** Refs beyond branches, tags, stashes and notes that are looked at (a mirror has one for every pull request). */
const MOST_OTHER_REFS = 20_000;

/** A tree to look into, and the name it stands for. */
interface Tip {
  readonly treeish: string;
  readonly name: string;
}

/** Looks into the tips. Other refs (`refs/pull/…`) only for places that no branch, tag or stash holds. */
export async function noteTips(
  repository: Repository,
  tips: { readonly head: string | null; readonly refs: readonly Ref[]; readonly stashes: readonly string[] },
  book: PlaceBook,
  lookup: ObjectLookup,
): Promise<void> {
  const records = book.records();
  if (records.length === 0) return;
  const holders = new TreeHolders<PlaceRecord>(lookup, repository.objectFormat, records);
  if (tips.head !== null) for (const record of await holders.heldBy(`${tips.head}^{tree}`)) record.inHead = true;

  const usual = new Set(tips.refs.filter((ref) => /^refs\/(?:heads|remotes|tags|notes)\//.test(ref.name)));
  await noteHeld(holders, [...[...usual].map(tipOf), ...tips.stashes.flatMap(stashTips)]);
  const homeless = records.filter((record) => record.reachable && !record.inHead && record.refs.size === 0 && record.removedInHeadHistory === null);
  if (homeless.length === 0) return;
  const others = tips.refs.filter((ref) => !usual.has(ref) && ref.name !== 'refs/stash').slice(0, MOST_OTHER_REFS);
  await noteHeld(new TreeHolders<PlaceRecord>(lookup, repository.objectFormat, homeless), others.map(tipOf));
}

function tipOf(ref: Ref): Tip {
  return { treeish: `${ref.id}^{tree}`, name: ref.shortName };
}

/** A stash is a merge: of HEAD, of the index at that time (`^2`) and, with `-u`, of the untracked files (`^3`). */
function stashTips(id: string, index: number): readonly Tip[] {
  return ['', '^2', '^3'].map((parent) => ({ treeish: `${id}${parent}^{tree}`, name: `stash@{${index}}` }));
}

async function noteHeld(holders: TreeHolders<PlaceRecord>, tips: readonly Tip[]): Promise<void> {
  for (let at = 0; at < tips.length; at += AT_ONCE) {
    const some = tips.slice(at, at + AT_ONCE);
    const held = await Promise.all(some.map((tip) => holders.heldBy(tip.treeish)));
    for (const [index, tip] of some.entries()) {
      for (const record of held[index] ?? []) if (record.refs.size < MOST_REFS) record.refs.add(tip.name);
    }
  }
}

/** Notes what the index holds. */
export async function noteIndex(repository: Repository, book: PlaceBook): Promise<void> {
  for await (const entries of gitRecords(repository, ['ls-files', '--stage', '-z'], '\0')) noteEntries(entries, 1, book, (record) => (record.inIndex = true));
}

/** Refs may point at a blob or a tree instead of a commit: then no commit leads there. */
export async function noteRefsToObjects(repository: Repository, refs: readonly Ref[], book: PlaceBook): Promise<void> {
  for (const ref of refs) {
    const note = (record: PlaceRecord): void => {
      record.reachable = true;
      record.refs.add(ref.shortName);
    };
    if (ref.targetType === 'blob' && book.wants(ref.target)) {
      note(book.at(ref.target, Buffer.from(ref.name, 'utf8').toString('latin1')));
    } else if (ref.targetType === 'tree') {
      for await (const entries of gitRecords(repository, ['ls-tree', '-r', '-z', '--full-tree', ref.target], '\0')) noteEntries(entries, 2, book, note);
    }
  }
}

/** Entries of ls-files or ls-tree: fields divided by spaces, a tab, the path. `idField` says which field is the id. */
function noteEntries(entries: readonly string[], idField: number, book: PlaceBook, note: (record: PlaceRecord) => void): void {
  for (const entry of entries) {
    const tab = entry.indexOf('\t');
    const blob = entry.slice(0, tab).split(' ')[idField] ?? '';
    if (book.wants(blob)) note(book.at(blob, entry.slice(tab + 1)));
  }
}
