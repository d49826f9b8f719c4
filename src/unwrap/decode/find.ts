import { latin1 } from '../native-search.ts';
import { runAround } from './around-literal.ts';
import type { EncodedLiteral } from './encoded-literals.ts';
import { hintsIn } from './hints.ts';
import { findLongRuns } from './long-runs.ts';
import { findRegions } from './regions.ts';
import type { EncodedRun, Layer } from './run.ts';
import { findSlots } from './slots.ts';

/** What a search of the same bytes already saw. */
export interface Seen {
  /** Which of DECODE_HINTS the bytes hold; absent: they are looked for here. */
  readonly hints?: ReadonlySet<string>;
  /** The stretches themselves, when they are known. */
  readonly runs?: readonly EncodedRun[];
  /** Where forms of `encodedLiterals` stand (byte offsets, exact letter case not yet checked). */
  readonly literals?: readonly { readonly offset: number; readonly form: EncodedLiteral }[];
}

/**
 * Finds the encoded stretches of a view that are worth decoding, in order of their start. Of two that overlap and are
 * encoded alike, the one that its place names wins over the one that its length gave away.
 */
export function findRuns(bytes: Uint8Array, seen: Seen = {}): EncodedRun[] {
  if (seen.runs !== undefined) return [...seen.runs];
  const hints = seen.hints ?? hintsIn(bytes);
  const runs: EncodedRun[] = [];
  if (hints.size > 0) {
    const text = latin1(bytes);
    runs.push(...findSlots(text, hints), ...findRegions(text, hints));
  }
  runs.push(...findLongRuns(bytes));
  for (const { offset, form } of seen.literals ?? []) {
    const run = runAround(bytes, offset, form);
    if (run !== null) runs.push(run);
  }
  return withoutOverlaps(runs);
}

/** @param runs better evidence first */
function withoutOverlaps(runs: readonly EncodedRun[]): EncodedRun[] {
  const kept: EncodedRun[] = [];
  const latest = new Map<Layer, { readonly index: number; readonly rank: number; readonly end: number }>();
  const ranked = runs.map((run, rank) => ({ run, rank })).toSorted((a, b) => a.run.start - b.run.start);
  for (const { run, rank } of ranked) {
    const last = latest.get(run.layer);
    const overlaps = last !== undefined && run.start < last.end;
    if (overlaps && last.rank < rank) continue;
    const index = overlaps ? last.index : kept.length;
    kept[index] = run;
    latest.set(run.layer, { index, rank, end: run.end });
  }
  return kept;
}
