/** What a decoded text says about a value outweighs what the encoded one looks like: base64 of `changeme` looks random. */
import type { Match } from '../model.ts';

export interface Judged {
  readonly kept: readonly Match[];
  readonly dropped: readonly Match[];
}

/**
 * Where a value was judged both as it stands and decoded, leaves one verdict: that on the decoded value, or, where
 * decoding changed nothing, that on the value as it stands. A provider's rule that knows its value in encoded form
 * stays as it is.
 */
export function settleDecoded({ kept, dropped }: Judged): Judged {
  const decoded = new Map<string, Match>();
  for (const match of dropped) if (isDecoded(match) && match.candidate.rule.generic) decoded.set(placeOf(match), match);
  for (const match of kept) if (isDecoded(match)) decoded.set(placeOf(match), match);
  if (decoded.size === 0) return { kept, dropped };
  const left: Match[] = [];
  const refused: Match[] = [...dropped];
  const asWritten = new Set<string>();
  for (const match of kept) {
    if (isDecoded(match)) continue;
    const inside = decoded.get(placeOf(match));
    if (inside !== undefined && inside.candidate.value !== match.candidate.value && match.candidate.rule.generic) {
      if (!inside.verdict.keep) refused.push({ ...match, verdict: { ...match.verdict, keep: false, confidence: 'low', reasons: inside.verdict.reasons } });
      continue;
    }
    asWritten.add(claimOf(match));
    left.push(match);
  }
  // What is plain in a decoded stretch was found as it stands, too.
  left.push(...kept.filter((match) => isDecoded(match) && !asWritten.has(claimOf(match))));
  return { kept: left, dropped: refused };
}

function isDecoded(match: Match): boolean {
  return match.candidate.decoded === true;
}

/** Where a value stands, the padding of base64 left out. */
function placeOf({ span, candidate }: Match): string {
  const padding = candidate.decoded === true ? 0 : (/={0,2}$/.exec(candidate.value)?.[0].length ?? 0);
  return `${span.start} ${span.end - padding}`;
}

/** One rule's claim on one value at one place. */
function claimOf(match: Match): string {
  return `${placeOf(match)} ${match.candidate.rule.id} ${match.candidate.value}`;
}
