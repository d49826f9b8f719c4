import type { Span } from '../model.ts';

/** A stretch of a text and what is shown in its stead. */
export interface Cover extends Span {
  /** Null when the stretch is shown as it is. */
  readonly text: string | null;
  /** True for the value that the frame is about. */
  readonly own: boolean;
}

interface Cluster {
  readonly start: number;
  end: number;
  readonly hits: Hit[];
}

interface Hit extends Span {
  /** The value that stands there; null for a part of one, at an end of the text. */
  readonly value: string | null;
}

const ELLIPSIS = '…';
/** Parts of values that are shorter than this give nothing away. */
const SHORTEST_PART = 4;

/**
 * Covers every occurrence of the hidden values in a text, also parts of them that the ends of the text cut off, and the
 * span that the frame is about.
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
  for (const cluster of clusters([...occurrences(text, hidden), ...cutOff(text, hidden), { ...own, value: ownValue }])) {
    const { start, end, hits } = cluster;
    if (mainPlaced || !hits.some((hit) => hit.start === own.start && hit.end === own.end)) {
      covers.push({ start, end, text: textOf(cluster, mask), own: false });
      continue;
    }
    mainPlaced = true;
    if (start < own.start) covers.push({ start, end: own.start, text: ELLIPSIS, own: false });
    covers.push(main);
    if (own.end < end) covers.push({ start: own.end, end, text: ELLIPSIS, own: false });
  }
  return covers;
}

/** What stands for overlapping values: the mask of the longest. */
function textOf({ start, end, hits }: Cluster, mask: (value: string) => string): string {
  const longest = hits.reduce((best, hit) => ((hit.value?.length ?? 0) > (best.value?.length ?? 0) ? hit : best));
  if (longest.value === null) return ELLIPSIS;
  return mask(longest.value) + (end - start > longest.value.length ? ELLIPSIS : '');
}

function occurrences(text: string, values: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const value of values) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) hits.push({ start: at, end: at + value.length, value });
  }
  return hits;
}

/** Values of which the text begins with the end, or ends with the beginning: the longest such part of each. */
function cutOff(text: string, values: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const value of values) {
    const longest = Math.min(value.length - 1, text.length);
    let head = longest;
    while (head >= SHORTEST_PART && !text.startsWith(value.slice(value.length - head))) head -= 1;
    if (head >= SHORTEST_PART) hits.push({ start: 0, end: head, value: null });
    let tail = longest;
    while (tail >= SHORTEST_PART && !text.endsWith(value.slice(0, tail))) tail -= 1;
    if (tail >= SHORTEST_PART) hits.push({ start: text.length - tail, end: text.length, value: null });
  }
  return hits;
}

/** Hits that overlap, together. */
function clusters(hits: readonly Hit[]): Cluster[] {
  const found: Cluster[] = [];
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
