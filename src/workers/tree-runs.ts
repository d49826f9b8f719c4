/** Cuts a pack into units: runs of neighbouring trees of deltas, and large trees alone. */
import { eachBelow, isRoot, TREE, type PackEntries } from '../packs/pack-entries.ts';
import { PASS } from '../packs/pack-plan.ts';

/** The trees whose roots are among the entries `[from, to)`. */
export interface TreeRun {
  readonly from: number;
  readonly to: number;
  /** About the bytes to inflate and search. */
  readonly weight: number;
}

/** A run is closed when it weighs so much: small enough to spread evenly, large enough that sending it costs nothing. */
const RUN = 2 * 1024 * 1024;
/** What an object costs beside its bytes. */
const OBJECT = 500;

/** The runs of a pack in the order of their entries; together all trees that hold something else than directories. */
export function treeRuns(entries: PackEntries): TreeRun[] {
  const { sizes, types, count, passed } = entries;
  const runs: TreeRun[] = [];
  let from = 0;
  let weight = 0;
  const close = (to: number): void => {
    if (weight > 0) runs.push({ from, to, weight });
    from = to;
    weight = 0;
  };
  for (let root = 0; root < count; root += 1) {
    if (!isRoot(entries, root) || types[root] === TREE || passed?.[root] === PASS) continue;
    let tree = (sizes[root] as number) + OBJECT;
    eachBelow(entries, root, (entry) => {
      if (passed?.[entry] !== PASS) tree += (sizes[entry] as number) + OBJECT;
    });
    if (tree > RUN) close(root);
    weight += tree;
    if (weight > RUN) close(root + 1);
  }
  close(count);
  return runs;
}

/** The order in which to begin: heavy ones first, so that none is left over in the end; the others as they stand. Gives places in `weights`. */
export function heaviestFirst(weights: readonly number[]): number[] {
  const heavy = (at: number): number => Math.max(weights[at] as number, 2 * RUN);
  return weights.map((_, at) => at).sort((a, b) => heavy(b) - heavy(a) || a - b);
}
