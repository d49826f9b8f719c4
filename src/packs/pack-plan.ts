/** Which entries of a pack a walk hands over when some of its objects are known already. */
import { eachBelow, isRoot, TREE, type PackEntries } from './pack-entries.ts';
import type { PackIndex } from './pack-index.ts';

/** Objects that a walk need not hand over. */
export interface PassedOver {
  /** A number that is not -1 for an object that is known; its id stands in `ids` at `at`. */
  find(ids: Buffer, at: number): number;
  /** True when the pack with these checksums holds nothing but trees and objects that are known. */
  coversPack(checksums: string): boolean;
  /** Told of each pack that is opened: how many of its objects are no trees. */
  noteTexts(checksums: string, texts: number): void;
}

/** Known, and read only because something is made out of it. */
const BASE = 1;
/** Neither this entry nor anything that is made out of it is handed over. */
export const PASS = 2;

/** For each entry 0 when it is to be handed over, else one of the above; in memory that threads can share. `texts` is the number of entries that are no trees. */
export function planWalk(entries: PackEntries, index: PackIndex, known: PassedOver): { readonly passed: Uint8Array; readonly texts: number } {
  const { count, types, ranks } = entries;
  const passed = new Uint8Array(new SharedArrayBuffer(count));
  let texts = count;
  for (let entry = 0; entry < count; entry += 1) if (index.findIn(known, ranks[entry] as number) !== -1) passed[entry] = BASE;
  for (let root = 0; root < count; root += 1) {
    if (!isRoot(entries, root)) continue;
    if (types[root] !== TREE) {
      passWhole(entries, root, passed);
      continue;
    }
    passed[root] = PASS;
    texts -= 1;
    eachBelow(entries, root, (entry) => {
      passed[entry] = PASS;
      texts -= 1;
    });
  }
  return { passed, texts };
}

/** Passes over those parts of a tree in which everything is known. */
function passWhole(entries: PackEntries, root: number, passed: Uint8Array): void {
  const { firstChild, nextSibling } = entries;
  if (firstChild[root] === -1) {
    if (passed[root] === BASE) passed[root] = PASS;
    return;
  }
  // Each base stands before what is made out of it, so from the end each entry is met after all that hang on it.
  const order: number[] = [root];
  for (let at = 0; at < order.length; at += 1) {
    for (let child = firstChild[order[at] as number] as number; child !== -1; child = nextSibling[child] as number) order.push(child);
  }
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const entry = order[at] as number;
    if (passed[entry] !== BASE) continue;
    let child = firstChild[entry] as number;
    while (child !== -1 && passed[child] === PASS) child = nextSibling[child] as number;
    if (child === -1) passed[entry] = PASS;
  }
}
