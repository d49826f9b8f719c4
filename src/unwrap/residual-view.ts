import type { Span } from '../model.ts';
import { PositionMapBuilder } from './position-map.ts';
import { derivedView } from './view.ts';
import type { PlacedView } from './view.ts';

/**
 * What is left of an item after cutting spans out of it, as one view mapped back to the item.
 *
 * @param cuts disjoint spans, in any order
 */
export function residualView(item: Uint8Array, cuts: readonly Span[]): PlacedView {
  const kept = keptSpans(item.length, cuts);
  const out = new Uint8Array(kept.reduce((length, span) => length + span.end - span.start, 0));
  let to = 0;
  for (const { start, end } of kept) {
    out.set(item.subarray(start, end), to);
    to += end - start;
  }
  const makeMap = (): ReturnType<PositionMapBuilder['build']> => {
    const map = new PositionMapBuilder();
    for (const { start, end } of kept) map.literal(start, end - start);
    return map.build();
  };
  return derivedView(out, makeMap, { inner: [] });
}

function keptSpans(length: number, cuts: readonly Span[]): Span[] {
  const kept: Span[] = [];
  let at = 0;
  for (const cut of cuts.toSorted((a, b) => a.start - b.start)) {
    if (cut.start > at) kept.push({ start: at, end: cut.start });
    at = cut.end;
  }
  if (at < length) kept.push({ start: at, end: length });
  return kept;
}
