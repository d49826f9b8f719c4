/** What all scanning commands do around their source: policy first, then the scan with progress, then the reports. */
import { createDetector, type ItemDetector } from '../detect.ts';
import type { Repository } from '../git/repository.ts';
import type { Finding, Skip } from '../model.ts';
import type { HistoryMemory } from '../remember/history-memory.ts';
import type { SuppressibleSecret } from '../suppress/suppressible.ts';
import type { Judgement } from '../suppress/suppress.ts';
import type { Stage, Summary } from '../report/summary.ts';
import { scan, type ScanInput, type ScanOutput } from '../scan.ts';
import { createProgress } from '../ui/progress.ts';
import { describeTerminal } from '../ui/terminal.ts';
import type { Given } from './command.ts';
import type { Context } from './context.ts';
import { loadPolicy, type Policy, type PolicySource } from './policy.ts';
import { checkExitCode, planReports, report, wantsExcerpts, type Scanned } from './report.ts';

/** A scan as a command describes it. */
export interface Plan {
  readonly stage: Stage;
  readonly repository: Repository | null;
  /** What paths in reports are relative to; null for standard input. */
  readonly root: string | null;
  /** Starts the sources. Skips and notes go to the callbacks. */
  readonly items: (policy: Policy, onSkip: (skip: Skip) => void, memory: HistoryMemory | null) => ScanInput['items'];
  /** Opens what earlier scans of a history left; null when nothing is to be remembered. */
  readonly remember?: (policy: Policy, detector: ItemDetector) => Promise<HistoryMemory | null>;
  readonly readBlobs?: ScanInput['readBlobs'];
  readonly attribute?: (objects: Parameters<NonNullable<ScanInput['attribute']>>[0], onSkip: (skip: Skip) => void, memory: HistoryMemory | null) => ReturnType<NonNullable<ScanInput['attribute']>>;
  /** Reads what the end of a range holds, up to that many bytes a file. */
  readonly tip?: (wanted: Parameters<NonNullable<ScanInput['tip']>>[0], maxBytes: number) => ReturnType<NonNullable<ScanInput['tip']>>;
  /** Sees every secret with what the policy says of it, and has the last word. */
  readonly review?: (secret: SuppressibleSecret, judgement: Judgement, policy: Policy) => Judgement;
  /** True when everything was read, so that exceptions that match nothing are stale. */
  readonly whole?: boolean;
  readonly head?: Summary['head'];
  readonly range?: Summary['range'];
  readonly remotes?: Summary['remotes'];
  /** Sentences for the summary. */
  readonly notes?: readonly string[];
  /** Reads policy from somewhere else than the disk. */
  readonly policyFrom?: Required<Pick<PolicySource, 'readFile' | 'readNamed'>>;
}

/** Runs a plan and gives the exit code. Throws what makes a scan impossible; all else is in the report. */
export async function runPlan(plan: Plan, options: Given, context: Context): Promise<number> {
  checkExitCode(options);
  const outputs = planReports(options, context);
  const { output, scanned, policy } = await scanPlan(plan, options, context, wantsExcerpts(outputs));
  return report(output, scanned, policy, outputs, options, context);
}

/** Runs a plan for its findings, without reports. */
export async function collectFindings(plan: Plan, options: Given, context: Context): Promise<{ findings: readonly Finding[]; complete: boolean; now: Date }> {
  const { output, scanned } = await scanPlan(plan, options, context, false);
  for (const skip of scanned.skips) if (skip.incomplete) context.stderr.write(`keysieve: not read: ${skip.what}: ${skip.detail ?? skip.reason}\n`);
  return { findings: output.findings, complete: !scanned.skips.some((skip) => skip.incomplete), now: scanned.startedAt };
}

/** Runs a plan and gives what it found and the policy it was held against; reporting is the caller's. Throws what makes a scan impossible. */
export async function scanPlan(plan: Plan, options: Given, context: Context, excerpts: boolean): Promise<{ output: ScanOutput; scanned: Scanned; policy: Policy }> {
  const startedAt = context.now();
  const clock = process.hrtime.bigint();
  const policy = await loadPolicy({ options, root: plan.root ?? context.cwd, cwd: context.cwd, now: startedAt, ...plan.policyFrom });
  const skips: Skip[] = [];
  const notes: string[] = [...(plan.notes ?? [])];
  const onSkip = (skip: Skip): void => void skips.push(skip);
  const progress = progressFor(options, context);
  const { readBlobs, attribute, tip, review, stage, root, head, range } = plan;
  try {
    const detector = createDetector({ book: policy.book, prebuilt: policy.prebuilt, now: startedAt, reportKnownExamples: policy.reportKnownExamples });
    // What was judged not to be a secret is not remembered, so that who wants to see that has everything searched.
    const memory = options['show-dropped'] === true ? null : ((await plan.remember?.(policy, detector)) ?? null);
    const output = await scan({
      detector,
      memory,
      items: plan.items(policy, onSkip, memory),
      ...(readBlobs && { readBlobs }),
      ...(attribute && { attribute: (objects) => attribute(objects, onSkip, memory) }),
      ...(tip && { tip: (wanted) => tip(wanted, policy.maxFileSize) }),
      isExcluded: (path) => policy.exclude.match(path) !== null,
      onSkip,
      onProgress: (counts) => progress.update(`${counts.files + counts.blobs} files, ${(counts.bytes / 1e6).toFixed(0)} MB`),
      keepDropped: options['show-dropped'] === true,
      finish: {
        judge: (secret) => {
          const judged = policy.suppressor.judge(secret);
          const judgement = review?.(secret, judged, policy) ?? judged;
          notes.push(...judgement.notes);
          return judgement;
        },
        failOn: policy.failOn,
        showSecrets: options['show-secrets'] === true,
        excerpts,
      },
    });
    await memory?.save();
    const whole = plan.whole === true && !skips.some((skip) => skip.incomplete);
    notes.push(...policy.suppressor.notices(), ...staleNotes(policy, whole));
    const durationMs = Number((process.hrtime.bigint() - clock) / 1_000_000n);
    return { output, policy, scanned: { stage, root, startedAt, durationMs, skips, notes: [...new Set(notes)], head, range, remotes: plan.remotes } };
  } finally {
    progress.stop();
  }
}

function progressFor(options: Given, context: Context): ReturnType<typeof createProgress> {
  const terminal = describeTerminal(context.stderr, context.env, { platform: process.platform });
  const wish = options['progress'] as boolean | undefined;
  return createProgress(context.stderr, { terminal: wish === undefined ? terminal : { ...terminal, cursor: wish && terminal.isTTY } });
}

function staleNotes(policy: Policy, whole: boolean): string[] {
  const stale = policy.suppressor.unused(whole ? 'whole' : 'part');
  return stale.map(({ where, what, why, until }) => (why === 'expired' ? `${where}: expired on ${until} (${what})` : `${where}: matches nothing any more (${what})`));
}

