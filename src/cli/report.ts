/** From a finished scan to reports and an exit code. */
import { lstatSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, UsageError } from '../errors.ts';
import type { Finding, Skip } from '../model.ts';
import { choosePlaybook } from '../remedy/choose.ts';
import { chooseFormat } from '../report/choose-format.ts';
import { planOutputs, writeOutputs, type OutputPlan } from '../report/outputs.ts';
import { isFormatName } from '../report/table.ts';
import type { ReportOptions } from '../report/report.ts';
import { countFindings, groupSkips, type Stage, type Summary } from '../report/summary.ts';
import type { ScanOutput } from '../scan.ts';
import { streamSink } from '../ui/output.ts';
import { describeTerminal } from '../ui/terminal.ts';
import type { Given } from './command.ts';
import type { Context } from './context.ts';
import type { Policy } from './policy.ts';
import { VERSION } from './version.ts';

/** What a scan was about, beside what it found. */
export interface Scanned {
  readonly stage: Stage;
  readonly root: string | null;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly skips: readonly Skip[];
  readonly notes: readonly string[];
  readonly head: Summary['head'];
  readonly range: Summary['range'];
  readonly remotes: Summary['remotes'];
  readonly basePolicy?: Summary['basePolicy'];
}

/** Which reports go where. Throws UsageError; call it before the scan, so that a wrong flag costs no waiting. */
export function planReports(options: Given, context: Context): OutputPlan {
  const asked = (options['format'] as string | undefined) ?? 'auto';
  const format = asked === 'auto' || !isFormatName(asked) ? chooseFormat(context.env, context.stdout.isTTY === true) : asked;
  const plan = planOutputs((options['output'] as readonly string[] | undefined) ?? [], format);
  const readable = context.stdout.isTTY === true && plan.files.length === 0;
  if (options['show-secrets'] === true && !readable && options['force'] !== true) {
    throw new UsageError('--show-secrets would write values into a file or a pipe', { hint: 'add --force if that is what you want' });
  }
  return plan;
}

/** True when a planned report draws code frames. */
export function wantsExcerpts(plan: OutputPlan): boolean {
  const drawing = new Set(['pretty', 'plain', 'html', 'markdown', 'github']);
  return [plan.stdout, ...plan.files.map((file) => file.format)].some((format) => drawing.has(format));
}

/** Writes the reports and gives the exit code. */
export async function report(output: ScanOutput, scanned: Scanned, policy: Policy, plan: OutputPlan, options: Given, context: Context): Promise<number> {
  const summary = summarise(output, scanned, policy, options);
  const failed = await writeOutputs(output.findings, summary, await reportOptions(output.findings, scanned.root, options, context), plan, streamSink(context.stdout));
  for (const { path, error } of failed) context.stderr.write(`keysieve: cannot write the report to ${path === '-' ? 'standard output' : path}: ${error.message}\n`);
  const code = exitCode(output.findings, summary, options);
  return failed.length > 0 && code === EXIT.clean ? EXIT.usage : code;
}

/** The numbers of a scan, for reports. */
export function summarise(output: ScanOutput, scanned: Scanned, policy: Policy, options: Given): Summary {
  const { stage, root, startedAt, durationMs, skips, notes, head, range, remotes, basePolicy } = scanned;
  const skipped = groupSkips(skips);
  return {
    complete: !skips.some((skip) => skip.incomplete),
    stage,
    ...output.counts,
    durationMs,
    startedAt: startedAt.toISOString(),
    rules: policy.book.rules.length,
    rulesDigest: policy.book.digest,
    toolVersion: VERSION,
    ...countFindings(output.findings),
    skipped,
    notes: [...output.notes, ...notes],
    root,
    ...(head !== undefined && { head }),
    ...(range !== undefined && { range }),
    ...(remotes !== undefined && { remotes }),
    ...(basePolicy !== undefined && { basePolicy }),
    ...(options['show-dropped'] === true && {
      dropped: output.dropped.map(({ match, path, line, column, masked }) => ({ rule: match.candidate.rule.id, path: path ?? '', line, column, masked, reasons: match.verdict.reasons })),
    }),
  };
}

/** What the reports need beside findings and numbers: the terminal, playbooks, descriptions of rules, the scanned files. */
export async function reportOptions(findings: readonly Finding[], root: string | null, options: Given, context: Context): Promise<ReportOptions> {
  const wish = options['color'] as 'auto' | 'always' | 'never' | undefined;
  const terminal = describeTerminal(context.stdout, context.env, { color: wish, platform: process.platform });
  const base: ReportOptions = {
    terminal,
    readFile: (path) => readScanned(root, path),
    showSuppressed: options['show-suppressed'] === true,
    secretsShown: options['show-secrets'] === true,
  };
  if (findings.length === 0) return base;
  const [{ loadPlaybooks }, { shortSteps }, { loadBuiltinDetails }] = await Promise.all([import('../remedy/builtin.ts'), import('../remedy/playbook.ts'), import('../rules/builtin.ts')]);
  const playbooks = await loadPlaybooks();
  const details = new Map((await loadBuiltinDetails()).map((entry) => [entry.id, entry]));
  return {
    ...base,
    remedy: (finding) => shortSteps(choosePlaybook(playbooks, finding.rule), finding.facts),
    describeRule: (rule) => details.get(rule.id)?.description ?? null,
    ruleUri: (rule) => details.get(rule.id)?.source[0] ?? null,
  };
}

/** A file of the scanned tree, for SARIF's line hashes; null when it is gone or is no plain file inside the root. */
function readScanned(root: string | null, path: string): Uint8Array | null {
  if (root === null) return null;
  const full = resolve(root, path);
  try {
    return full.startsWith(root) && lstatSync(full).isFile() ? readFileSync(full) : null;
  } catch {
    return null;
  }
}

/** The exit code that the findings call for. */
export function exitCode(findings: readonly Finding[], summary: Summary, options: Given): number {
  if (findings.some((finding) => finding.blocking)) {
    if (options['exit-zero'] === true) return summary.complete ? EXIT.clean : EXIT.incomplete;
    const asked = options['exit-code'] as string | undefined;
    return asked === undefined ? EXIT.findings : Number(asked);
  }
  return summary.complete ? EXIT.clean : EXIT.incomplete;
}

/** Checks `--exit-code`. Throws UsageError. */
export function checkExitCode(options: Given): void {
  const asked = options['exit-code'] as string | undefined;
  if (asked !== undefined && !/^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(asked)) throw new UsageError('--exit-code takes a number from 0 to 255');
}
