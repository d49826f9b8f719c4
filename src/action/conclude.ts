/** What a finished scan tells: annotations and log, job summary, comment, outputs, exit code. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { ScopeResult } from '../cli/ci/scan-scope.ts';
import type { Scope } from '../cli/ci/scope.ts';
import type { ReviewRow } from '../cli/ci/suppression-review.ts';
import type { Given } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { exitCode, reportOptions, summarise } from '../cli/report.ts';
import { EXIT } from '../errors.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { code as codeSpan, prose } from '../report/markdown-text.ts';
import { countOf } from '../report/numbers.ts';
import { writeOutputs as writeReports, type FailedReport } from '../report/outputs.ts';
import { STEP_SUMMARY_LIMIT } from '../report/step-summary.ts';
import type { Summary } from '../report/summary.ts';
import { writeWhole } from '../report/write-file.ts';
import { streamSink } from '../ui/output.ts';
import type { Inputs } from './inputs.ts';
import type { Log } from './log.ts';
import type { ReportFiles } from './report-files.ts';
import { reviewMarkdown } from './review-markdown.ts';
import { appendSummary, temporaryPath, writeOutputs } from './runner-files.ts';
import { wayOutFor, wayOutMarkdown } from './way-out.ts';
import { showWayOut } from './without-scan.ts';

/** GitHub refuses comments over 65,536 characters. */
const COMMENT_LIMIT = 60_000;
/** The first line of a comment, by which a workflow may find it again. */
const COMMENT_MARK = '<!-- keysieve -->';
/** Annotations for exceptions to review; GitHub keeps ten of a kind. */
const MOST_NOTICES = 10;

/** A scan with what it was asked to be. */
export interface FinishedRun {
  readonly scope: Scope;
  readonly inputs: Pick<Inputs, 'markers'>;
  readonly files: ReportFiles;
  readonly options: Given;
  readonly result: ScopeResult;
}

/** Tells everything and gives the exit code. */
export async function conclude(run: FinishedRun, context: Context, log: Log): Promise<number> {
  const { scope, files, options, result } = run;
  const { env } = context;
  const { findings } = result.output;
  const { range } = result.scanned;
  const summary = summarise(result.output, result.scanned, result.policy, options);
  const shared = { ...(await reportOptions(findings, result.scanned.root, options, context)), omitSuppressed: true };
  const rows = result.review?.rows(findings) ?? [];
  const broken = result.review?.broken ?? null;
  const wayOut = result.missing === null ? null : wayOutFor(result.missing.problem);

  if (range !== undefined) log.line(`Commits: ${range.base === null ? 'everything up to' : `${range.base} ..`} ${range.head}`);
  if (result.policyCommit !== null) log.line(`Configuration, baselines and ignore files: those of ${result.policyCommit}`);
  const failed = await writeReports(findings, summary, shared, files.plan, streamSink(context.stdout));
  for (const { path, error } of failed) log.annotate('error', 'report not written', `${path}: ${error.message}`);
  tellReviewer(rows, broken, run.inputs.markers, log);
  if (wayOut !== null) showWayOut(`Not everything could be read: ${result.missing?.message ?? ''}`, wayOut, log);

  const code = codeOf(exitCode(findings, summary, options), failed.length > 0 || broken !== null);
  const preface = prefaceOf(scope, result, summary) + reviewMarkdown(rows, broken) + (wayOut === null ? '' : wayOutMarkdown(wayOut));
  const markdown = (limit: number): string => withPreface(renderMarkdown(findings, summary, shared, limit - Buffer.byteLength(preface)), preface);
  await appendSummary(env['GITHUB_STEP_SUMMARY'], markdown(STEP_SUMMARY_LIMIT));
  const isRequest = scope.kind === 'commits' && scope.event === 'pull-request';
  const comment = isRequest ? await writeComment(`${COMMENT_MARK}\n${markdown(COMMENT_LIMIT)}`, env) : '';
  await writeOutputs(env['GITHUB_OUTPUT'], { ...counts(summary), 'exit-code': code, ...fileOutputs(files, failed), 'comment-file': comment });
  return code;
}

/** What was scanned, and by whose rules: a person wonders first why an entry of theirs has no effect. */
function prefaceOf(scope: Scope, { policyCommit }: ScopeResult, summary: Summary): string {
  const what = `Scanned ${prose(scope.what)}.`;
  if (policyCommit === null) return `${what}\n\n`;
  const hint = summary.findings.new === 0 ? '' : ' An exception in keysieve.yaml counts once it is merged there; a comment on the line counts at once, and is listed for review.';
  return `${what} Configuration, baselines and ignore files are those of ${codeSpan(policyCommit.slice(0, 12))}, the commit it is to be merged into.${hint}\n\n`;
}

/** Puts a text behind the heading of a report. */
function withPreface(markdown: string, preface: string): string {
  const end = markdown.indexOf('\n\n') + 2;
  return markdown.slice(0, end) + preface + markdown.slice(end);
}

function counts(summary: Summary): Record<string, number> {
  const { new: fresh, baselined, allowed } = summary.findings;
  return { findings: fresh + baselined + allowed, 'new-findings': fresh, 'scanned-commits': summary.commits, 'scanned-bytes': summary.bytes };
}

/** Only names of files that are there, so that a later step may rely on them. */
function fileOutputs(files: ReportFiles, failed: readonly FailedReport[]): Record<string, string> {
  const written = (given: string): boolean => !failed.some((each) => each.path === files.full(given));
  return { 'sarif-file': files.sarif !== null && written(files.sarif) ? files.sarif : '', 'report-file': files.others.filter(written).join('\n') };
}

/** Findings come first, then an incomplete scan; a report that is missing or a policy that cannot be read fails too. */
function codeOf(code: number, alsoWrong: boolean): number {
  return code === EXIT.clean && alsoWrong ? EXIT.usage : code;
}

function tellReviewer(rows: readonly ReviewRow[], broken: string | null, markers: Inputs['markers'], log: Log): void {
  if (broken !== null) log.annotate('error', 'this pull request breaks the policy', `Scans will fail once it is merged. ${broken}`);
  for (const row of rows.slice(0, MOST_NOTICES)) {
    const [, file, line] = /^(.+):(\d+)$/.exec(row.where) ?? [];
    const place = file === undefined || line === undefined ? undefined : { file, line: Number(line) };
    log.annotate('notice', 'exception to review', `${row.where}: ${row.what}${row.effect === null ? '' : `; ${row.effect}`}`, place);
  }
  if (rows.length > MOST_NOTICES) log.line(`${countOf(rows.length - MOST_NOTICES, 'more exception')} to review: see the job summary.`);
  if (rows.length > 0 && markers === 'refuse') log.line('Markers that the pull request adds were not honoured (new-markers: refuse).');
}

/** The body of a sticky comment, for a later step that may write to the pull request. */
async function writeComment(text: string, env: Context['env']): Promise<string> {
  const folder = env['RUNNER_TEMP'] || tmpdir();
  mkdirSync(folder, { recursive: true });
  const file = temporaryPath(folder, 'keysieve-comment.md');
  await writeWhole(file, { ownerOnly: false }, (sink) => sink.write(text));
  return file;
}
