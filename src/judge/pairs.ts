/** Halves that belong together: a key id and its secret a few lines apart prove each other. */
import type { Match } from '../model.ts';

/**
 * Raises matches whose rule names a partner (`near`) that was matched within so many lines of the same item: confidence
 * becomes high and the reasons say `paired`, on both halves. A lone half stays as it is. `bytes` are the item's own.
 */
export function pairMatches(matches: readonly Match[], bytes: Uint8Array): Match[] {
  if (!matches.some((match) => match.candidate.rule.near.length > 0)) return [...matches];
  const paired = new Set<Match>();
  for (const match of matches) {
    for (const { rule, lines } of match.candidate.rule.near) {
      for (const other of matches) {
        if (other.candidate.rule.id !== rule || linesBetween(match, other, bytes, lines) > lines) continue;
        paired.add(match).add(other);
      }
    }
  }
  return matches.map((match) => (paired.has(match) ? raise(match) : match));
}

function raise(match: Match): Match {
  return { ...match, verdict: { ...match.verdict, confidence: 'high', reasons: [...match.verdict.reasons, 'paired'] } };
}

/** Lines longer than this count as several: a minified file is no pair. */
const LONG_LINE = 2048;

/** Newlines between two matches; stops counting behind `limit`. */
function linesBetween(a: Match, b: Match, bytes: Uint8Array, limit: number): number {
  const from = Math.min(a.span.end, b.span.end);
  const to = Math.max(a.span.start, b.span.start);
  if (to - from > LONG_LINE * (limit + 1)) return limit + 1;
  let count = 0;
  for (let at = from; at < to && count <= limit; at += 1) if (bytes[at] === 10) count += 1;
  return count;
}
