/** What a scan did and did not do, in numbers: the part of a report that is true even when nothing was found. */
import type { Confidence, Finding, Skip, SkipReason } from '../model.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { count, countOf } from './numbers.ts';

/** What the scan stood before: it decides what there is to do about a finding. */
export type Stage = 'staged' | 'push' | 'pull-request' | 'history' | 'worktree' | 'files' | 'stream';

/** The numbers behind a report. */
export interface Summary {
  /** False when something that was asked for was not read. */
  readonly complete: boolean;
  readonly stage: Stage;
  readonly commits: number;
  readonly files: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly durationMs: number;
  /** When the scan began, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly rules: number;
  readonly rulesDigest: string;
  readonly toolVersion: string;
  readonly findings: StatusCounts;
  /** New findings by severity. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** New findings by confidence. */
  readonly byConfidence: Readonly<Record<Confidence, number>>;
  readonly skipped: readonly SkipGroup[];
  /** Sentences about the set-up: stale allow entries, expired ones, what a pull request changed. */
  readonly notes: readonly string[];
  /** Candidates judged not to be secrets, for `--show-dropped`. */
  readonly dropped?: readonly Dropped[] | undefined;
  /** Absolute path of the repository or the scanned folder, for links; null when there is none (standard input). */
  readonly root: string | null;
  /** The commit and branch that were checked out, when in a repository. */
  readonly head?: { readonly commit: string; readonly branch: string | null } | undefined;
  readonly remotes?: readonly { readonly name: string; readonly url: string }[] | undefined;
  /** The range that was asked for, as ids or names; base null when it starts at the root. */
  readonly range?: { readonly base: string | null; readonly head: string } | undefined;
  /** Of a pull request that is held against the policy of its base: what it adds itself does not count, save what is said here. */
  readonly basePolicy?: { readonly markersCount: boolean } | undefined;
}

/** Findings by what became of them. `blocking` is the part of `new` that stands in the way. */
export interface StatusCounts {
  readonly new: number;
  readonly baselined: number;
  readonly allowed: number;
  readonly blocking: number;
}

/** Skips that have the same reason. */
export interface SkipGroup {
  readonly reason: SkipReason;
  readonly count: number;
  /** True when these make the answer incomplete. */
  readonly incomplete: boolean;
  /** The first few, in order of name. */
  readonly examples: readonly string[];
  /** What happened and the way out, from one of them; of binary files the most frequent kinds. */
  readonly detail: string | null;
}

/** A candidate that was judged not to be a secret. */
export interface Dropped {
  readonly rule: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly masked: string;
  /** The verdict's reasons, the decisive one first. */
  readonly reasons: readonly string[];
}

/** The counts that follow from the findings alone. */
export type FindingCounts = Pick<Summary, 'findings' | 'bySeverity' | 'byConfidence'>;

const EXAMPLES = 3;
/** Kinds of binary files that are named, and that are told apart at all. */
const KINDS = 3;
const MOST_KINDS = 100;

/** Skips of one reason while they are counted. */
interface Group {
  readonly reason: SkipReason;
  readonly incomplete: boolean;
  count: number;
  readonly first: Skip[];
  readonly kinds: Map<string, number>;
}

/** Counts findings by status, and the new ones by severity and confidence. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const status = { new: 0, baselined: 0, allowed: 0, blocking: 0 };
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const byConfidence: Record<Confidence, number> = { high: 0, medium: 0, low: 0 };
  for (const finding of findings) {
    status[finding.status]++;
    if (finding.blocking) status.blocking++;
    if (finding.status !== 'new') continue;
    bySeverity[finding.severity]++;
    byConfidence[finding.confidence]++;
  }
  return { findings: status, bySeverity, byConfidence };
}

/** Groups skips by reason, those that matter first; the order in which they came does not show. */
export function groupSkips(skips: readonly Skip[]): SkipGroup[] {
  const groups = new Map<string, Group>();
  for (const skip of skips) {
    const key = `${skip.incomplete ? 0 : 1} ${skip.reason}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { reason: skip.reason, incomplete: skip.incomplete, count: 0, first: [], kinds: new Map() };
      groups.set(key, group);
    }
    group.count++;
    keepFirst(group.first, skip);
    countKind(group.kinds, skip);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => ({
      reason: group.reason,
      count: group.count,
      incomplete: group.incomplete,
      examples: group.first.map((skip) => skip.what),
      detail: detailOf(group),
    }));
}

/** `1 critical, 2 high`: the severities that occur, worst first; empty when none does. */
export function severityList(counts: Readonly<Record<Severity, number>>): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => `${count(counts[severity])} ${severity}`)
    .join(', ');
}

/** True when there was nothing to read: "nothing found" would then say nothing. */
export function readNothing(summary: Summary): boolean {
  if (summary.bytes > 0 || summary.blobs > 0 || summary.commits > 0) return false;
  return summary.files === 0 || summary.stage === 'stream';
}

function keepFirst(first: Skip[], skip: Skip): void {
  first.push(skip);
  first.sort((a, b) => compareText(a.what, b.what) || compareText(a.detail ?? '', b.detail ?? ''));
  if (first.length > EXAMPLES) first.pop();
}

function countKind(kinds: Map<string, number>, { reason, detail }: Skip): void {
  if (reason !== 'binary' || detail === undefined) return;
  if (kinds.has(detail) || kinds.size < MOST_KINDS) kinds.set(detail, (kinds.get(detail) ?? 0) + 1);
}

function detailOf({ first, kinds }: Group): string | null {
  if (kinds.size === 0) return first.find((skip) => skip.detail !== undefined)?.detail ?? null;
  const names = [...kinds].sort(([a, many], [b, more]) => more - many || compareText(a, b)).map(([name]) => name);
  const others = names.length - KINDS;
  return [...names.slice(0, KINDS), ...(others > 0 ? [countOf(others, 'more kind')] : [])].join(', ');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
