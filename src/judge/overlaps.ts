/** Which rule keeps a value that several claim: one finding per secret. */
import type { Candidate, Confidence, Match } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';

const CONFIDENCE: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

/**
 * Of matches whose values overlap in the item, keeps those that say most. Claims on the very same value are settled first,
 * by what says whose it is: a provider's rule before a generic one, a proof (a checksum or structure that fits) before a
 * claim without one, a provider that the name of the value speaks of before a shape alone (`sk_live_…` is Stripe's, and
 * Clerk's when it is set to `CLERK_SECRET_KEY`), then confidence, severity and the earlier id. Between different values
 * the provider's rule goes first, then confidence, length and id. Gives the kept ones in the order of their place.
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
  for (const match of settleOwners(cluster).sort(compareValues)) {
    if (!kept.some((other) => other.span.start < match.span.end && other.span.end > match.span.start)) kept.push(match);
  }
  return kept.sort((a, b) => a.span.start - b.span.start);
}

/** One match for each value. `cluster` is ordered by place. */
function settleOwners(cluster: readonly Match[]): Match[] {
  const owners: Match[] = [];
  for (const match of cluster) {
    const other = owners.at(-1);
    if (other === undefined || other.span.start !== match.span.start || other.span.end !== match.span.end) owners.push(match);
    else if (compareOwners(match, other) < 0) owners[owners.length - 1] = match;
  }
  return owners;
}

/** Negative when `a` has the better claim on a value that both have. */
function compareOwners(a: Match, b: Match): number {
  return (
    Number(a.candidate.rule.generic) - Number(b.candidate.rule.generic) ||
    Number(isProven(b)) - Number(isProven(a)) ||
    Number(isDoubtful(a)) - Number(isDoubtful(b)) ||
    Number(isNamed(b.candidate)) - Number(isNamed(a.candidate)) ||
    compareConfidence(a, b) ||
    SEVERITIES.indexOf(a.candidate.rule.severity) - SEVERITIES.indexOf(b.candidate.rule.severity) ||
    compareIds(a, b)
  );
}

/** Negative when `a` says more than `b`, of whose value it has a part. */
function compareValues(a: Match, b: Match): number {
  return (
    Number(a.candidate.rule.generic) - Number(b.candidate.rule.generic) ||
    compareConfidence(a, b) ||
    b.span.end - b.span.start - (a.span.end - a.span.start) ||
    compareIds(a, b)
  );
}

function compareConfidence(a: Match, b: Match): number {
  return CONFIDENCE[b.verdict.confidence] - CONFIDENCE[a.verdict.confidence];
}

function compareIds(a: Match, b: Match): number {
  return a.candidate.rule.id < b.candidate.rule.id ? -1 : Number(a.candidate.rule.id > b.candidate.rule.id);
}

function isProven({ candidate, verdict }: Match): boolean {
  return candidate.rule.check !== null && verdict.confidence === 'high';
}

/** A check that failed, or evidence too thin: a name does not outweigh that. */
function isDoubtful({ verdict }: Match): boolean {
  return verdict.confidence === 'low';
}

/** What ends the name of another value, a written `\n` among it. */
const SEPARATOR = /[,;&{}()<>\n\r]|\\[nr]/;
const NAME_REACH = 80;

/** True when a named rule read the name, or when what stands before the value, up to a separator, holds the provider's name. */
function isNamed({ rule, name, context, contextOffset }: Candidate): boolean {
  if (name !== undefined && rule.detector === 'named') return true;
  const provider = squeeze(rule.provider);
  const before = context.slice(Math.max(0, contextOffset - NAME_REACH), contextOffset).split(SEPARATOR).at(-1) ?? '';
  return provider !== '' && squeeze(before).includes(provider);
}

/** Letters and digits in lower case: `customer-io`, `CUSTOMER_IO` and `customerIo` are one. */
function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
