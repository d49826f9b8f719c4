/** The Action: from the event to commits, from the findings to annotations, job summary, outputs and report files. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative, resolve } from 'node:path';
import { isEmptyRange } from '../cli/ci/resolve.ts';
import { scanScope, type ScopeResult, type ScopeSettings } from '../cli/ci/scan-scope.ts';
import type { Scope } from '../cli/ci/scope.ts';
import type { ReviewRow } from '../cli/ci/suppression-review.ts';
import type { Given } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { exitCode, reportOptions, summarise } from '../cli/report.ts';
import { checkExitCode } from '../cli/report.ts';
import { VERSION } from '../cli/version.ts';
import { EXIT, exitCodeOf, KeysieveError, UsageError } from '../errors.ts';
import { createFetch, withConfiguration } from '../git/fetch.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { prose } from '../report/markdown-text.ts';
import { countOf } from '../report/numbers.ts';
import { planOutputs, writeOutputs as writeReports, type OutputPlan } from '../report/outputs.ts';
import { STEP_SUMMARY_LIMIT } from '../report/step-summary.ts';
import type { Summary } from '../report/summary.ts';
import { writeWhole } from '../report/write-file.ts';
import { streamSink } from '../ui/output.ts';
import { ofEvent, scopeOf, type GithubEvent } from './event.ts';
import { readInputs, type Inputs } from './inputs.ts';
import { createLog, type Log } from './log.ts';
import { reviewMarkdown } from './review-markdown.ts';
import { appendSummary, reportPath, temporaryPath, writeOutputs } from './runner-files.ts';
import { COMPLETE_HISTORY, wayOutOf, type WayOut } from './way-out.ts';

/** GitHub refuses comments over 65,536 characters. */
const COMMENT_LIMIT = 60_000;
/** A sticky comment is found again by its first line. */
const COMMENT_MARK = '<!-- keysieve -->';
/** Annotations for exceptions to review; GitHub keeps ten of a kind. */
const MOST_NOTICES = 10;

/** Runs the step and gives its exit code. Never throws; everything that goes wrong is an annotation. */
export async function runAction(context: Context): Promise<number> {
  const log = createLog(context.stdout);
  try {
    return await run(context, log);
  } catch (error) {
    return fail(error, context, log);
  }
}

async function run(context: Context, log: Log): Promise<number> {
  const { env } = context;
  const inputs = readInputs(env);
  const workspace = context.cwd;
  const target = targetOf(workspace, inputs.path);
  const event = readEvent(env, log);
  for (const note of inputs.extra.notes) log.line(`Note: ${note}.`);
  warnAboutTarget(event, log);
  const scope = scopeOf(event, inputs);
  if (scope === null) throw new UsageError(`mode: diff needs commits, and the event ${event.name} names none`, { hint: 'give the inputs base and head, or use mode: auto' });
  if (scope.kind === 'nothing') return passWithout(scope.what, env, log);

  const options = optionsOf(inputs, workspace, target);
  checkExitCode(options);
  const files = reportFiles(inputs, workspace);
  log.line(`keysieve ${VERSION} scans ${scope.what}.`);
  // In a container the workspace belongs to another user; it is the runner's own, and our git starts nothing from it.
  const scanContext: Context = { ...context, cwd: target, env: withConfiguration(env, [['safe.directory', target.replaceAll('\\', '/')], ['safe.directory', workspace.replaceAll('\\', '/')]]) };
  const result = await scanScope(scope, settingsOf(inputs, event, log, env), options, scanContext);
  return conclude({ scope, inputs, files, options, result }, context, log);
}

function targetOf(workspace: string, path: string): string {
  const target = resolve(workspace, path);
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`there is no folder ${path}`, { hint: 'the input path is relative to the workspace' });
  if (!stats.isDirectory()) throw new UsageError(`${path} is a file`, { hint: 'the input path names a folder' });
  return target;
}

function readEvent(env: Context['env'], log: Log): GithubEvent {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const sha = env['GITHUB_SHA'] || null;
  const file = env['GITHUB_EVENT_PATH'];
  try {
    return { name, sha, payload: file === undefined || file === '' ? null : JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    log.line(`Note: the event's payload cannot be read: ${(error as Error).message}`);
    return { name, sha, payload: null };
  }
}

function warnAboutTarget(event: GithubEvent, log: Log): void {
  if (event.name !== 'pull_request_target') return;
  log.annotate(
    'warning',
    'pull_request_target',
    'This workflow runs with the rights of the base repository on what a stranger wrote. keysieve only reads it, and needs none of these rights: use the event pull_request. Never check out and run the pull request\'s code in such a workflow.',
  );
}

/** A clean end without a scan, said aloud. Reports are left out: an empty one would close the alerts that are open. */
async function passWithout(what: string, env: Context['env'], log: Log): Promise<number> {
  log.annotate('notice', 'nothing to scan', `${what}.`);
  await appendSummary(env['GITHUB_STEP_SUMMARY'], `## ✅ Nothing to scan\n\n${prose(`${what}.`)}\n`);
  await writeOutputs(env['GITHUB_OUTPUT'], { findings: 0, 'new-findings': 0, 'exit-code': EXIT.clean, 'sarif-file': '', 'report-file': '', 'comment-file': '', 'scanned-commits': 0, 'scanned-bytes': 0 });
  return EXIT.clean;
}

/** The inputs as options of the command line. Named files are relative to the scanned folder there. */
function optionsOf(inputs: Inputs, workspace: string, target: string): Given {
  const named = (path: string | null): string | undefined => (path === null ? undefined : relative(target, resolve(workspace, path)));
  return { ...inputs.extra.options, config: named(inputs.config), baseline: named(inputs.baseline), ...(inputs.failOn !== null && { 'fail-on': inputs.failOn }) };
}

interface ReportFiles {
  readonly sarif: string | null;
  readonly plan: OutputPlan;
  /** As given, for the outputs. */
  readonly given: readonly string[];
}

/** Checked before the scan, so that a wrong name costs no waiting. */
function reportFiles(inputs: Inputs, workspace: string): ReportFiles {
  const values = [...(inputs.sarifFile === null ? [] : [`sarif=${inputs.sarifFile}`]), ...inputs.reportFiles];
  const plan = planOutputs(values, 'github');
  const given = planOutputs(inputs.reportFiles, 'github').files.map((file) => file.path);
  return { sarif: inputs.sarifFile, given, plan: { stdout: 'github', files: plan.files.map(({ format, path }) => ({ format, path: reportPath(workspace, path) })) } };
}

function settingsOf(inputs: Inputs, event: GithubEvent, log: Log, env: Context['env']): ScopeSettings {
  const asked = inputs.base !== '' || inputs.head !== '';
  return {
    policyFrom: inputs.policyFrom,
    markers: inputs.markers,
    fetch: (repository) => createFetch(repository, { remote: 'origin', token: inputs.token, server: env['GITHUB_SERVER_URL'] || null }),
    ...(asked && {
      reconsider: async (resolved) => {
        if (!(await isEmptyRange(resolved.repository, resolved.head, resolved.exclude))) return null;
        const own = event.name === 'push' ? ofEvent(event) : null;
        if (own?.kind !== 'commits') {
          log.annotate('notice', 'nothing to scan', `${inputs.head || 'HEAD'} has no commit that ${inputs.base} does not have.`);
          return null;
        }
        log.line(`Note: base and head are the same commits, so what this push brought is scanned: ${own.what}.`);
        return own;
      },
    }),
  };
}

interface Run {
  readonly scope: Scope;
  readonly inputs: Inputs;
  readonly files: ReportFiles;
  readonly options: Given;
  readonly result: ScopeResult;
}

async function conclude({ scope, inputs, files, options, result }: Run, context: Context, log: Log): Promise<number> {
  const { env } = context;
  const { output, scanned, policy, review } = result;
  const { findings } = output;
  const summary = summarise(output, scanned, policy, options);
  const shared = { ...(await reportOptions(findings, scanned.root, options, context)), omitSuppressed: true };
  const rows = review?.rows(findings) ?? [];
  if (scanned.range !== undefined) log.line(`Commits: ${scanned.range.base === null ? 'everything up to' : `${scanned.range.base} ..`} ${scanned.range.head}`);
  const failed = await writeReports(findings, summary, shared, files.plan, streamSink(context.stdout));
  for (const { path, error } of failed) log.annotate('error', 'report not written', `${path}: ${error.message}`);
  tellReviewer(rows, review?.broken ?? null, log);
  if (result.incomplete !== null) showWayOut(`the history could not be completed: ${result.incomplete}`, COMPLETE_HISTORY, log);

  const code = codeOf(exitCode(findings, summary, options), failed.length > 0, review?.broken ?? null);
  const section = reviewMarkdown(rows, review?.broken ?? null);
  const intro = `Scanned ${prose(scope.what)}.\n\n`;
  const more = result.incomplete === null ? '' : yamlSection(COMPLETE_HISTORY);
  const markdown = (limit: number): string => {
    const rest = intro + section + more;
    const [head = '', ...body] = renderMarkdown(findings, summary, shared, limit - Buffer.byteLength(rest) - 100).split('\n\n');
    return [head, `${rest.trimEnd()}`, ...body].join('\n\n');
  };
  await appendSummary(env['GITHUB_STEP_SUMMARY'], markdown(STEP_SUMMARY_LIMIT));
  const comment = scope.kind === 'commits' && scope.event === 'pull-request' ? await writeComment(`${COMMENT_MARK}\n${markdown(COMMENT_LIMIT)}`, env) : '';
  const written = (path: string): boolean => !failed.some((each) => each.path === reportPathOf(context.cwd, path));
  await writeOutputs(env['GITHUB_OUTPUT'], {
    ...counts(summary),
    'exit-code': code,
    'sarif-file': files.sarif !== null && written(files.sarif) ? files.sarif : '',
    'report-file': files.given.filter(written).join('\n'),
    'comment-file': comment,
  });
  if (inputs.markers === 'refuse' && rows.length > 0) log.line('Markers that the pull request adds were not honoured (new-markers: refuse).');
  return code;
}

function reportPathOf(workspace: string, path: string): string {
  return resolve(workspace, path);
}

function counts(summary: Summary): Record<string, number> {
  const { new: fresh, baselined, allowed } = summary.findings;
  return { findings: fresh + baselined + allowed, 'new-findings': fresh, 'scanned-commits': summary.commits, 'scanned-bytes': summary.bytes };
}

/** Findings come first, then an incomplete scan; a report that is missing or a policy that will not be read fails too. */
function codeOf(code: number, reportFailed: boolean, broken: string | null): number {
  return code === EXIT.clean && (reportFailed || broken !== null) ? EXIT.usage : code;
}

function tellReviewer(rows: readonly ReviewRow[], broken: string | null, log: Log): void {
  if (broken !== null) log.annotate('error', 'this pull request breaks the policy', `Scans will fail once it is merged. ${broken}`);
  for (const row of rows.slice(0, MOST_NOTICES)) {
    const [, file, line] = /^(.+):(\d+)$/.exec(row.where) ?? [];
    const place = file === undefined || line === undefined ? undefined : { file, line: Number(line) };
    log.annotate('notice', 'exception to review', `${row.where}: ${row.what}${row.effect === null ? '' : `; ${row.effect}`}`, place);
  }
  if (rows.length > MOST_NOTICES) log.line(`${countOf(rows.length - MOST_NOTICES, 'more exception')} to review: see the job summary.`);
}

/** The body of a sticky comment, for a later step that may write to the pull request. */
async function writeComment(text: string, env: Context['env']): Promise<string> {
  const folder = env['RUNNER_TEMP'] || tmpdir();
  mkdirSync(folder, { recursive: true });
  const file = temporaryPath(folder, 'keysieve-comment.md');
  await writeWhole(file, { ownerOnly: false }, (sink) => sink.write(text));
  return file;
}

function showWayOut(problem: string, wayOut: WayOut, log: Log): void {
  log.annotate('error', 'history is missing', `${problem}. ${wayOut.sentence}`);
  log.line('Add to this workflow:');
  log.line('');
  log.block(wayOut.yaml);
}

function yamlSection(wayOut: WayOut): string {
  return `Add to this workflow:\n\n\`\`\`yaml\n${wayOut.yaml}\n\`\`\`\n\n`;
}

/** An error that a person can act on is a sentence and the way out; anything else is our fault and says so. */
async function fail(error: unknown, context: Context, log: Log): Promise<number> {
  const { env } = context;
  const code = exitCodeOf(error);
  const known = error instanceof KeysieveError;
  const wayOut = wayOutOf(error);
  const problem = known ? error.message : 'internal error; please report it with the lines in the log';
  const hint = known && error.hint !== null ? error.hint : null;
  if (wayOut !== null) showWayOut(problem, wayOut, log);
  else log.annotate('error', known ? 'not scanned' : 'internal error', `${problem}${hint === null ? '' : `. ${hint}`}`);
  if (!known) for (const line of String((error as Error | null)?.stack ?? error).split('\n')) log.line(line);
  try {
    await appendSummary(env['GITHUB_STEP_SUMMARY'], `## ❌ Not scanned\n\n${prose(problem)}${hint === null ? '' : `\n\n${prose(hint)}`}\n\n${wayOut === null ? '' : yamlSection(wayOut)}`);
    await writeOutputs(env['GITHUB_OUTPUT'], { findings: 0, 'new-findings': 0, 'exit-code': code, 'sarif-file': '', 'report-file': '', 'comment-file': '', 'scanned-commits': 0, 'scanned-bytes': 0 });
  } catch (second) {
    log.line(`The job summary and the outputs could not be written: ${(second as Error).message}`);
  }
  return code;
}
