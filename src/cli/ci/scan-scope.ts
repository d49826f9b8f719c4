/** Scans what a CI event asks for: finds the commits, the policy that holds for them, and runs the plan. */
import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { completeEverything } from '../../git/complete-range.ts';
import type { Fetch, FetchProblem } from '../../git/fetch.ts';
import { headOf } from '../../git/head.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Item, SkipReason } from '../../model.ts';
import type { ScanOutput } from '../../scan.ts';
import { planScan } from '../commands/scan.ts';
import type { Given } from '../command.ts';
import { planCommits } from '../commit-plan.ts';
import type { Context } from '../context.ts';
import type { Policy } from '../policy.ts';
import type { Scanned } from '../report.ts';
import { scanPlan, type Plan } from '../session.ts';
import { resolveCommits, type ResolvedCommits } from './resolve.ts';
import type { CommitScope, Scope } from './scope.ts';
import { prepareReview, type MarkerTrust, type SuppressionReview } from './suppression-review.ts';
import { PARTIAL, policyOf } from './trusted-policy.ts';

/** How to go about it. */
export interface ScopeSettings {
  readonly fetch: (repository: Repository) => Fetch;
  /** Where a pull request's policy comes from: the commit it is to be merged into, or what is checked out. */
  readonly policyFrom: 'base' | 'checkout';
  readonly markers: MarkerTrust;
  /** True: of a folder below the root only its own files are scanned. False: the repository around it. */
  readonly folderOnly: boolean;
  /** Looks at the commits once they are found, and may say that others are meant. */
  readonly reconsider?: (resolved: ResolvedCommits) => Promise<CommitScope | null>;
}

/** A scan and what it was held against; reports are the caller's. */
export interface ScopeResult {
  readonly output: ScanOutput;
  readonly scanned: Scanned;
  readonly policy: Policy;
  /** The commit that configuration, baselines and ignore files were read from; null for the files that are checked out. */
  readonly policyCommit: string | null;
  /** What the pull request does to the exceptions; null when there is no pull request, or its policy is trusted. */
  readonly review: SuppressionReview | null;
  /** What could not be brought, when the scan went on without it. */
  readonly missing: { readonly problem: FetchProblem; readonly message: string } | null;
}

/** Scans `scope` in the repository around `context.cwd`. Throws UsageError outside of one, MissingHistory, and what a scan throws. */
export async function scanScope(scope: Exclude<Scope, { kind: 'nothing' }>, settings: ScopeSettings, options: Given, context: Context): Promise<ScopeResult> {
  const repository = await openRepository(context.cwd, context.env);
  if (scope.kind === 'commits') {
    if (repository === null) throw noRepository(context.cwd);
    return scanCommits(repository, scope, settings, options, context);
  }
  return scanWhole(repository, scope, settings, options, context);
}

function noRepository(where: string): UsageError {
  return new UsageError(`there is no git repository at ${where}`, { hint: 'check the repository out before this step' });
}

async function scanCommits(repository: Repository, scope: CommitScope, settings: ScopeSettings, options: Given, context: Context): Promise<ScopeResult> {
  let resolved = await resolveCommits(repository, scope, settings.fetch(repository));
  let meant = scope;
  const other = await settings.reconsider?.(resolved);
  if (other) {
    meant = other;
    resolved = await resolveCommits(resolved.repository, other, settings.fetch(resolved.repository));
  }
  const { head, exclude, notes } = resolved;
  const trusted = settings.policyFrom === 'base' ? resolved.trusted : null;
  const review = trusted === null ? null : await prepareReview({ repository: resolved.repository, base: trusted, head, options, cwd: context.cwd, now: context.now(), markers: settings.markers });
  const commits = planCommits(resolved.repository, { include: [head], exclude });
  try {
    const plan: Plan = {
      ...commits.plan,
      stage: meant.event === 'pull-request' ? 'pull-request' : 'history',
      range: { base: exclude[0] ?? null, head },
      notes: [...notes],
      items: (...given) => below(settings.folderOnly ? repository.prefix : '', commits.plan.items(...given)),
      ...(await headFact(resolved.repository)),
      ...(trusted !== null && { policyFrom: policyOf(resolved.repository, trusted, [head], context.cwd) }),
      ...(review !== null && { review: review.review }),
    };
    const result = await scanPlan(plan, options, context, true);
    const scanned: Scanned = { ...result.scanned, ...(trusted !== null && { basePolicy: { markersCount: settings.markers === 'honour' } }) };
    const left = resolved.repository.partial && result.scanned.skips.some((skip) => LEFT_BEHIND.has(skip.reason));
    return { ...result, scanned, policyCommit: trusted, review, missing: left ? { problem: 'partial', message: PARTIAL } : null };
  } finally {
    commits.close();
  }
}

/** What a skip is called when a partial clone lacks its content, depending on what git was asked. */
const LEFT_BEHIND: ReadonlySet<SkipReason> = new Set(['missing-object', 'partial-clone', 'git-error']);

async function headFact(repository: Repository): Promise<Pick<Plan, 'head'>> {
  const head = await headOf(repository);
  return head === null ? {} : { head };
}

/** Leaves out files that are not below `prefix` (empty, or with `/` at its end); messages stay. */
async function* below(prefix: string, items: AsyncIterable<Item>): AsyncGenerator<Item, void, void> {
  for await (const item of items) {
    const isFile = item.origin.kind === 'commit' && item.origin.object !== item.origin.commit.id;
    if (!isFile || item.path?.startsWith(prefix) === true) yield item;
  }
}

async function scanWhole(repository: Repository | null, scope: Extract<Scope, { kind: 'everything' | 'files' }>, settings: ScopeSettings, options: Given, context: Context): Promise<ScopeResult> {
  const { trusted } = scope;
  const history = scope.kind === 'everything';
  if (history && repository === null) throw noRepository(context.cwd);
  const completed = history && repository !== null ? await completeEverything(repository, 'origin', settings.fetch(repository)) : null;
  const top = resolve(repository === null ? context.cwd : (repository.root ?? repository.cwd));
  const from = settings.folderOnly ? resolve(context.cwd) : top;
  // The CI system made this git directory, and what it keeps of it comes from its own runs: there is nobody to mistrust.
  const memory = repository === null ? {} : { 'cache-dir': join(repository.commonDir, 'keysieve') };
  const plan = await planScan(repository !== null && from === top ? [] : ['.'], { ...memory, ...options, history }, { ...context, cwd: from });
  const base = trusted === null || settings.policyFrom === 'checkout' || repository === null ? null : await resolveTrusted(repository, trusted, settings);
  const withPolicy: Plan = base === null || repository === null ? plan : { ...plan, policyFrom: policyOf(repository, base, ['HEAD'], context.cwd) };
  const result = await scanPlan(withPolicy, options, context, true);
  // Nothing is reviewed here, so markers count as they do anywhere.
  const scanned: Scanned = { ...result.scanned, ...(base !== null && { basePolicy: { markersCount: true } }) };
  return { ...result, scanned, policyCommit: base, review: null, missing: completed?.ok === false ? completed : null };
}

async function resolveTrusted(repository: Repository, trusted: string, settings: ScopeSettings): Promise<string> {
  const scope: CommitScope = { kind: 'commits', event: 'pull-request', head: trusted, headRefs: [], base: trusted, otherwise: null, trusted, merge: null, commits: null, what: '' };
  return (await resolveCommits(repository, scope, settings.fetch(repository))).trusted ?? trusted;
}
