import type { Span } from '../model.ts';

/** A stretch of a text and what is shown in its stead. */
export interface Cover extends Span {
  /** Null when the stretch is shown as it is. */
  readonly text: string | null;
  /** True for the value that the frame is about. */
  readonly own: boolean;
}

interface Hit extends Span {
  readonly value: string;
}

const ELLIPSIS = '…';

/**
 * Covers every occurrence of the hidden values in a text, and the span that the frame is about.
 *
 * @param text a binary string; spans are byte offsets in it
 * @returns disjoint covers in ascending order
 */
export function coverSecrets(text: string, own: Span, hidden: readonly string[], mask: (value: string) => string): Cover[] {
  const ownValue = text.slice(own.start, own.end);
  const shown = mask(ownValue);
  const main: Cover = { ...own, text: shown === ownValue ? null : shown, own: true };
  const covers: Cover[] = [];
  let mainPlaced = false;
  for (const cluster of clusters([...occurrences(text, hidden), { ...own, value: ownValue }])) {
    const { start, end, hits } = cluster;
    if (mainPlaced || !hits.some((hit) => hit.start === own.start && hit.end === own.end)) {
      const longest = hits.reduce((best, hit) => (hit.value.length > best.value.length ? hit : best));
      const rest = end - start > longest.value.length ? ELLIPSIS : '';
      covers.push({ start, end, text: mask(longest.value) + rest, own: false });
      continue;
    }
    mainPlaced = true;
    if (start < own.start) covers.push({ start, end: own.start, text: ELLIPSIS, own: false });
    covers.push(main);
    if (own.end < end) covers.push({ start: own.end, end, text: ELLIPSIS, own: false });
  }
  return covers;
}

function occurrences(text: string, values: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const value of values) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) hits.push({ start: at, end: at + value.length, value });
  }
  return hits;
}

/** Hits that overlap, together. */
function clusters(hits: readonly Hit[]): { start: number; end: number; hits: Hit[] }[] {
  const found: { start: number; end: number; hits: Hit[] }[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (last === undefined || hit.start >= last.end) {
      found.push({ start: hit.start, end: hit.end, hits: [hit] });
    } else {
      last.end = Math.max(last.end, hit.end);
      last.hits.push(hit);
    }
  }
  return found;
}
