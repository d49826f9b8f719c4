/**
 * The cheap half of detection: tells that an item holds nothing at all, by the search index alone, without the rules, their
 * detectors and the judge. Most commits are decided by it. It takes apart what detect.ts takes apart and searches what
 * detect.ts searches; a literal whose guard passes leaves the answer to detect.ts.
 */
import { findMarks } from './engine/find.ts';
import type { SearchIndex } from './engine/index/image.ts';
import type { Skip } from './model.ts';
import { DecodeBudget } from './unwrap/decode/budget.ts';
import { decodedViews } from './unwrap/decode/decoded-views.ts';
import { unwrap } from './unwrap/unwrap.ts';

/** `nothing`: no rule can match anywhere. `skipped`: it is not searched, and why. `perhaps`: the rules have to decide. */
export type Look = { readonly answer: 'nothing' | 'perhaps' } | { readonly answer: 'skipped'; readonly skip: Pick<Skip, 'reason' | 'detail'> };

/** What tells that nothing can be found. */
export interface LookOptions {
  /** Of all rules of the scan. A rule without literals is one about whole files: the compiler sees to that. */
  readonly index: SearchIndex;
  /** Fits the lower-case path of every file that a rule about whole files asks for. */
  readonly fileNames: RegExp;
}

/** Looks at the bytes of one file. */
export function quickLook({ index, fileNames }: LookOptions, bytes: Uint8Array, path: string): Look {
  if (fileNames.test(path.toLowerCase())) return { answer: 'perhaps' };
  const { views, skip, notes } = unwrap(bytes, path);
  if (skip !== null) return { answer: 'skipped', skip };
  // What there is to say about an item is the business of the whole scan.
  if (notes.length > 0) return { answer: 'perhaps' };
  const budget = new DecodeBudget();
  for (const view of views) {
    if (holdsMark(index, view.bytes)) return { answer: 'perhaps' };
    const decoded = decodedViews(view, {}, budget);
    if (decoded.notes.length > 0 || decoded.views.some((inner) => holdsMark(index, inner.bytes))) return { answer: 'perhaps' };
  }
  return { answer: 'nothing' };
}

function holdsMark(index: SearchIndex, bytes: Uint8Array): boolean {
  let holds = false;
  findMarks(index, bytes, () => (holds = true));
  return holds;
}
