/** One secret, many places: sightings of the same value become one draft of a finding. */
import type { CommitInfo, Confidence, State } from '../model.ts';
import { SEVERITIES, type Rule, type Severity } from '../rules/rule.ts';
import { fingerprintOf, identityOf } from './fingerprint.ts';
import type { Spot } from './places.ts';

/** A secret before suppression. Holds the raw value, so it does not leave this room and suppress/. */
export interface SecretDraft {
  readonly fingerprint: string;
  /** Binary string; memory only. */
  readonly value: string;
  readonly rule: Rule;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  readonly state: State;
  /** Current ones first, then by date, path and place. */
  readonly spots: readonly Spot[];
}

const CONFIDENCE: readonly Confidence[] = ['high', 'medium', 'low'];

/** Groups spots by the identity of their value, in order of their first places. The order of the result does not depend on the order of the spots. */
export function groupSecrets(spots: readonly Spot[]): SecretDraft[] {
  const groups = new Map<string, Spot[]>();
  for (const spot of spots) {
    const identity = identityOf(spot.sighting.match.candidate.value);
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, [spot]);
    else group.push(spot);
  }
  return [...groups].map(([identity, group]) => draftOf(identity, group)).sort((a, b) => byPlace(a.spots[0] as Spot, b.spots[0] as Spot) || compare(a.fingerprint, b.fingerprint));
}

function draftOf(identity: string, group: readonly Spot[]): SecretDraft {
  const strongest = [...group].sort(byStrength)[0] as Spot;
  const { candidate } = strongest.sighting.match;
  const same = group.filter((spot) => spot.sighting.match.candidate.rule === candidate.rule);
  return {
    fingerprint: fingerprintOf(identity),
    value: candidate.value,
    rule: candidate.rule,
    severity: worst(same.map((spot) => spot.verdict.severity ?? candidate.rule.severity)),
    confidence: strongest.verdict.confidence,
    reasons: strongest.verdict.reasons,
    facts: strongest.verdict.facts,
    state: stateOf(group),
    spots: mergeVersions(group),
  };
}

/** A provider's rule before a generic one, then confidence, then rule id: the same for every order of arrival. */
function byStrength(a: Spot, b: Spot): number {
  const [ruleA, ruleB] = [a.sighting.match.candidate.rule, b.sighting.match.candidate.rule];
  return (
    Number(ruleA.generic) - Number(ruleB.generic) ||
    CONFIDENCE.indexOf(a.verdict.confidence) - CONFIDENCE.indexOf(b.verdict.confidence) ||
    compare(ruleA.id, ruleB.id) ||
    byPlace(a, b)
  );
}

function worst(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}

function stateOf(group: readonly Spot[]): State {
  const kinds = new Set(group.map((spot) => spot.sighting.origin.kind));
  if (kinds.has('index')) return 'staged';
  if (group.some((spot) => spot.inHead === true || spot.place.refs.length > 0)) return 'in-head';
  if (kinds.has('worktree')) return 'worktree';
  if (kinds.has('stream')) return 'stream';
  return group.every((spot) => spot.dangling) ? 'dangling' : 'history-only';
}

/**
 * Every version of a file that holds the secret is a spot; people need one line per path. A path that still holds it is
 * shown as it is now, with the commit that brought it; a path that lost it as it first was, with the commit that
 * removed it.
 */
function mergeVersions(group: readonly Spot[]): Spot[] {
  const byPath = new Map<string, Spot[]>();
  for (const spot of group) {
    const versions = byPath.get(spot.place.path);
    if (versions === undefined) byPath.set(spot.place.path, [spot]);
    else versions.push(spot);
  }
  return [...byPath.values()].flatMap(mergePath).sort(byPlace);
}

function mergePath(versions: readonly Spot[]): Spot[] {
  const onDisk = versions.filter(({ sighting: { origin } }) => origin.kind !== 'object' && origin.kind !== 'commit');
  const current = onDisk.length > 0 ? onDisk : versions.filter((spot) => spot.place.current);
  const earliest = earliestCommit(versions);
  if (current.length > 0) {
    return distinct(current).map((spot) => ({ ...spot, place: { ...spot.place, current: spot.place.current || onDisk.length === 0, commit: spot.place.commit ?? earliest, removedIn: null } }));
  }
  const first = versions.filter((spot) => spot.place.commit?.id === earliest?.id);
  const refs = [...new Set(versions.flatMap((spot) => spot.place.refs))].sort();
  const removedIn = refs.length > 0 ? null : lastRemoval(versions);
  return distinct(first).map((spot) => ({ ...spot, place: { ...spot.place, removedIn, refs } }));
}

/** The same span seen twice (a blob at several commits) is one place. */
function distinct(spots: readonly Spot[]): Spot[] {
  const seen = new Set<string>();
  return [...spots].sort(byPlace).filter((spot) => {
    const key = `${spot.place.startByte} ${spot.place.endByte} ${spot.place.inner.join('/')} ${spot.place.commit?.id ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function earliestCommit(versions: readonly Spot[]): CommitInfo | null {
  const commits = versions.map((spot) => spot.place.commit).filter((commit) => commit !== null);
  return commits.sort(byDate)[0] ?? null;
}

/** The commit after which no version of the file held the secret: a removal that is not itself an introduction. */
function lastRemoval(versions: readonly Spot[]): CommitInfo | null {
  const introduced = new Set(versions.map((spot) => spot.place.commit?.id));
  const removals = versions.map((spot) => spot.place.removedIn).filter((commit) => commit !== null && !introduced.has(commit.id));
  return (removals as CommitInfo[]).sort(byDate).at(-1) ?? null;
}

function byDate(a: CommitInfo, b: CommitInfo): number {
  return Date.parse(a.date) - Date.parse(b.date) || compare(a.id, b.id);
}

function byPlace(a: Spot, b: Spot): number {
  return (
    Number(b.place.current) - Number(a.place.current) ||
    dateOf(a) - dateOf(b) ||
    compare(a.place.path, b.place.path) ||
    a.place.startByte - b.place.startByte ||
    compare(a.place.blob ?? '', b.place.blob ?? '')
  );
}

function dateOf(spot: Spot): number {
  return spot.place.commit === null ? 0 : Date.parse(spot.place.commit.date);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

