/** What a pull request does to the exceptions, for the person who reviews it. */
import { resolve } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { gitResult } from '../../git/run.ts';
import type { Finding, Suppression } from '../../model.ts';
import type { SuppressibleSecret } from '../../suppress/suppressible.ts';
import type { Judgement } from '../../suppress/suppress.ts';
import type { Given } from '../command.ts';
import type { Policy } from '../policy.ts';
import { addedMarkers, type AddedMarker } from './added-markers.ts';
import { proposedPolicy, type ProposedPolicy } from './policy-changes.ts';
import { insideOf, readerAt } from './trusted-policy.ts';

/** What to do with inline markers that the pull request itself brings. */
export type MarkerTrust = 'honour' | 'refuse';

/** One exception to look at. */
export interface ReviewRow {
  /** `src/a.ts:3`, `keysieve.yaml:12`. */
  readonly where: string;
  /** What it says, in words. */
  readonly what: string;
  /** What it does to the findings of this pull request; null when it does nothing to them. */
  readonly effect: string | null;
}

/** Collected while a pull request is scanned. */
export interface SuppressionReview {
  /** Why scans will fail once the pull request is merged; null when its policy can be read. */
  readonly broken: string | null;
  /** Sees every secret; with `refuse` it takes the effect of markers away. */
  readonly review: (secret: SuppressibleSecret, judgement: Judgement, policy: Policy) => Judgement;
  /** After the scan: everything a reviewer has to know, in the order of places. */
  rows(findings: readonly Finding[]): readonly ReviewRow[];
}

export interface ReviewRequest {
  readonly repository: Repository;
  readonly base: string;
  readonly head: string;
  readonly options: Given;
  /** What the files of the options are relative to. */
  readonly cwd: string;
  readonly now: Date;
  readonly markers: MarkerTrust;
}

/** Looks at what the pull request changes against the commit it started from. */
export async function prepareReview(request: ReviewRequest): Promise<SuppressionReview> {
  const { repository, base, head, markers: trust } = request;
  const from = await mergeBase(repository, base, head);
  const [markers, proposed] = await Promise.all([addedMarkers(repository, from, head), proposedBy(request, from)]);
  const wouldExcept = new Map<string, Suppression>();
  return {
    broken: proposed.broken,
    review: (secret, judgement, policy) => {
      const unmarked = { ...secret, places: secret.places.map((place) => ({ ...place, markers: [] })) };
      const result = trust === 'refuse' && secret.places.some((place) => place.markers.length > 0) ? policy.suppressor.judge(unmarked) : judgement;
      const would = result.status === 'new' ? proposed.suppressor?.judge(unmarked).suppression : null;
      if (would) wouldExcept.set(secret.fingerprint, would);
      return result;
    },
    rows: (findings) => [...markerRows(markers, findings, trust), ...policyRows(proposed, findings, wouldExcept)],
  };
}

async function mergeBase(repository: Repository, base: string, head: string): Promise<string> {
  const result = await gitResult(repository, ['merge-base', base, head]);
  return result.exitCode === 0 ? result.stdout.toString('latin1').trim() : base;
}

async function proposedBy({ repository, head, options, cwd, now }: ReviewRequest, from: string): Promise<ProposedPolicy> {
  const inside = (name: 'config' | 'baseline'): string | undefined => {
    const given = options[name] as string | undefined;
    return given === undefined ? undefined : (insideOf(repository.root ?? repository.cwd, resolve(cwd, given)) ?? undefined);
  };
  const files = { config: inside('config'), baseline: inside('baseline') };
  const after = readerAt(repository, head);
  // A configuration from elsewhere is not in the pull request's hands.
  if (options['config'] !== undefined && (files.config === undefined || (await after(files.config)) === null)) return { changes: [], broken: null, suppressor: null };
  return proposedPolicy({ readFile: readerAt(repository, from), ...files }, { readFile: after, ...files }, now);
}

function markerRows(markers: readonly AddedMarker[], findings: readonly Finding[], trust: MarkerTrust): readonly ReviewRow[] {
  const excepted = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.suppression?.by === 'inline') excepted.set(finding.suppression.where, [...(excepted.get(finding.suppression.where) ?? []), finding]);
  }
  const rows = markers.map(({ path, line, tool, rules }): ReviewRow => {
    const where = `${path}:${line}`;
    const found = excepted.get(where) ?? [];
    excepted.delete(where);
    return { where, what: `a marker for ${tool} ${rules.includes('*') ? 'excepts every rule' : `excepts ${rules.join(', ')}`}`, effect: found.length === 0 ? (trust === 'refuse' ? 'has no effect here' : null) : `hides ${found.map(describe).join(', ')}` };
  });
  // Markers in files that are gone again, or too large to be read line by line.
  const others = [...excepted].map(([where, found]): ReviewRow => ({ where, what: 'a marker', effect: `hides ${found.map(describe).join(', ')}` }));
  return [...rows, ...others];
}

function policyRows(proposed: ProposedPolicy, findings: readonly Finding[], wouldExcept: ReadonlyMap<string, Suppression>): readonly ReviewRow[] {
  const effects = new Map<string, Finding[]>();
  for (const finding of findings) {
    const where = wouldExcept.get(finding.fingerprint)?.where;
    if (where !== undefined) effects.set(where, [...(effects.get(where) ?? []), finding]);
  }
  const rows = proposed.changes.map(({ where, what }): ReviewRow => {
    const found = effects.get(where) ?? [];
    effects.delete(where);
    return { where, what, effect: found.length === 0 ? null : `would hide ${found.map(describe).join(', ')} once it is merged` };
  });
  const others = [...effects].map(([where, found]): ReviewRow => ({ where, what: 'an exception', effect: `would hide ${found.map(describe).join(', ')} once it is merged` }));
  return [...rows, ...others];
}

function describe(finding: Finding): string {
  return `${finding.severity} ${finding.rule.id}`;
}
