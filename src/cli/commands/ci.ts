/** `ci`: finds out from a CI system's variables which commits are new, and scans those. */
import { readFileSync } from 'node:fs';
import { scopeOf } from '../../action/event.ts';
import { EXIT, KeysieveError, UsageError } from '../../errors.ts';
import { createFetch, fetchNothing } from '../../git/fetch.ts';
import { writeOutputs } from '../../report/outputs.ts';
import { streamSink } from '../../ui/output.ts';
import { visible } from '../../ui/sanitize.ts';
import { ciRange, type CiRange } from '../ci-range.ts';
import { MissingHistory } from '../ci/resolve.ts';
import { scanScope, type ScopeResult, type ScopeSettings } from '../ci/scan-scope.ts';
import type { Given, Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { checkExitCode, exitCode, planReports, reportOptions, summarise } from '../report.ts';

/** Scans what the CI run is about. Gives the exit code; 2 when no CI system is recognised. */
export async function runCi(invocation: Invocation, context: Context): Promise<number> {
  const { options } = invocation;
  checkExitCode(options);
  const run = recognise(options, context);
  const { scope } = run;
  if (scope.kind === 'nothing') {
    context.stderr.write(`keysieve: ${visible(scope.what)}\n`);
    return EXIT.clean;
  }
  const plan = planReports(withReports(options, run), context);
  context.stderr.write(`keysieve: ${run.provider}: scanning ${visible(scope.what)}\n`);
  try {
    const result = await scanScope(scope, settingsOf(options), options, context);
    return await tell(result, run, plan, options, context);
  } catch (error) {
    if (error instanceof MissingHistory) throw new KeysieveError('incomplete', error.message, { hint: `this checkout lacks history: ${run.wayOut}`, cause: error });
    throw error;
  }
}

function recognise(options: Given, context: Context): CiRange {
  const { env } = context;
  const option = (name: string, variable: string): string | undefined => (options[name] as string | undefined) ?? (env[variable] || undefined);
  const wishes = { base: option('base', 'KEYSIEVE_BASE'), head: option('head', 'KEYSIEVE_HEAD'), defaultBranch: option('default-branch', 'KEYSIEVE_DEFAULT_BRANCH') };
  const run = env['GITHUB_ACTIONS'] === 'true' ? github(env, wishes) : ciRange(env, wishes);
  if (run !== null) return run;
  throw new UsageError('no CI system is recognised by its variables, so there is no telling which commits are new', {
    hint: 'name them: keysieve range <base>..<head>, or scan everything: keysieve scan',
  });
}

/** The command inside GitHub Actions: the same ranges as the Action's. */
function github(env: Context['env'], wishes: { readonly base: string | undefined; readonly head: string | undefined }): CiRange {
  const file = env['GITHUB_EVENT_PATH'];
  let payload: unknown = null;
  try {
    payload = file === undefined || file === '' ? null : JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`the event's payload cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const event = { name: env['GITHUB_EVENT_NAME'] ?? '', sha: env['GITHUB_SHA'] || null, payload };
  const scope = scopeOf(event, { mode: 'auto', base: wishes.base ?? '', head: wishes.head ?? '' });
  return { provider: 'GitHub Actions', scope: scope ?? { kind: 'everything', what: 'the whole history', trusted: null }, reports: [], wayOut: 'add fetch-depth: 0 to the checkout step' };
}

/** People read the log; programs get the files their CI system looks for, unless the person names others. */
function withReports(options: Given, run: CiRange): Given {
  const format = options['format'] ?? (run.provider === 'GitHub Actions' ? 'github' : 'pretty');
  return { ...options, format, output: options['output'] ?? run.reports };
}

function settingsOf(options: Given): ScopeSettings {
  return {
    policyFrom: options['policy-from'] === 'checkout' ? 'checkout' : 'base',
    markers: options['new-markers'] === 'refuse' ? 'refuse' : 'honour',
    folderOnly: false,
    fetch: (repository) => (options['fetch'] === false ? fetchNothing : createFetch(repository, { remote: 'origin', token: null, server: null })),
  };
}

async function tell(result: ScopeResult, run: CiRange, plan: ReturnType<typeof planReports>, options: Given, context: Context): Promise<number> {
  const { output, scanned, policy, review } = result;
  const rows = review?.rows(output.findings) ?? [];
  const broken = review?.broken ?? null;
  const notes = [
    ...scanned.notes,
    ...rows.map((row) => `to review: ${row.where}: ${row.what}${row.effect === null ? '' : `; ${row.effect}`}`),
    ...(broken === null ? [] : [`scans will fail once this is merged: ${broken}`]),
    ...(result.missing === null ? [] : [`${result.missing.message}; ${run.wayOut}`]),
  ];
  const summary = summarise(output, { ...scanned, notes }, policy, options);
  const failed = await writeOutputs(output.findings, summary, await reportOptions(output.findings, scanned.root, options, context), plan, streamSink(context.stdout));
  for (const { path, error } of failed) context.stderr.write(`keysieve: cannot write the report to ${path}: ${error.message}\n`);
  const code = exitCode(output.findings, summary, options);
  return code === EXIT.clean && (failed.length > 0 || broken !== null) ? EXIT.usage : code;
}
