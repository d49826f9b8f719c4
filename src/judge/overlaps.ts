/** Which rule keeps a value that several claim: one finding per secret. */
import type { Confidence, Match } from '../model.ts';

const CONFIDENCE: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

/**
 * Of matches whose values overlap in the item, keeps those that say most: a provider's rule before a generic one, then
 * higher confidence, then the longer value, then the earlier id. Gives them in the order of their place.
 */
export function settleOverlaps(matches: readonly Match[]): Match[] {
  const ordered = [...matches].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const kept: Match[] = [];
  let cluster: Match[] = [];
  let reach = -1;
  for (const match of ordered) {
    if (match.span.start >= reach) {
      kept.push(...settleCluster(cluster));
      cluster = [];
    }
    cluster.push(match);
    reach = Math.max(reach, match.span.end);
  }
  kept.push(...settleCluster(cluster));
  return kept;
}

/** Strongest first, each kept unless it overlaps a stronger one: two neighbours may both overlap a long generic value. */
function settleCluster(cluster: readonly Match[]): Match[] {
  if (cluster.length < 2) return [...cluster];
  const kept: Match[] = [];
  for (const match of [...cluster].sort((a, b) => (isStronger(a, b) ? -1 : 1))) {
    if (!kept.some((other) => other.span.start < match.span.end && other.span.end > match.span.start)) kept.push(match);
  }
  return kept.sort((a, b) => a.span.start - b.span.start);
}

function isStronger(a: Match, b: Match): boolean {
  const generic = Number(b.candidate.rule.generic) - Number(a.candidate.rule.generic);
  if (generic !== 0) return generic > 0;
  const confidence = CONFIDENCE[a.verdict.confidence] - CONFIDENCE[b.verdict.confidence];
  if (confidence !== 0) return confidence > 0;
  const length = a.span.end - a.span.start - (b.span.end - b.span.start);
  if (length !== 0) return length > 0;
  return a.candidate.rule.id < b.candidate.rule.id;
}
