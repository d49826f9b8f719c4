/** The Action, top to bottom: inputs and event say what to scan; the scan's result becomes annotations, summary, outputs and files. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isEmptyRange } from '../cli/ci/resolve.ts';
import { scanScope, type ScopeSettings } from '../cli/ci/scan-scope.ts';
import type { Given } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { checkExitCode } from '../cli/report.ts';
import { VERSION } from '../cli/version.ts';
import { UsageError } from '../errors.ts';
import { createFetch, withConfiguration } from '../git/fetch.ts';
import { conclude } from './conclude.ts';
import { ofEvent, scopeOf, type GithubEvent } from './event.ts';
import { readInputs, type Inputs } from './inputs.ts';
import { createLog, type Log } from './log.ts';
import { planReportFiles } from './report-files.ts';
import { endInFailure, passWithout } from './without-scan.ts';

/** Runs the step and gives its exit code. Never throws; everything that goes wrong is an annotation. */
export async function runAction(context: Context): Promise<number> {
  const log = createLog(context.stdout);
  try {
    return await run(context, log);
  } catch (error) {
    return endInFailure(error, context.env, log);
  }
}

async function run(context: Context, log: Log): Promise<number> {
  const { env } = context;
  const inputs = readInputs(env);
  // git knows folders by their real paths, and what is inside the repository is told by comparing them.
  const workspace = realpathSync(context.cwd);
  const target = folderOf(workspace, inputs.path);
  const event = readEvent(env, log);
  for (const note of inputs.extra.notes) log.line(`Note: ${note}.`);
  warnAboutTarget(event, log);
  const scope = scopeOf(event, inputs);
  if (scope === null) throw new UsageError(`mode: diff needs commits, and the event ${event.name} names none`, { hint: 'give the inputs base and head, or use mode: auto' });
  if (scope.kind === 'nothing') return passWithout(scope.what, env, log);

  const options = optionsOf(inputs, workspace, target);
  checkExitCode(options);
  const files = planReportFiles(inputs, workspace);
  log.line(`keysieve ${VERSION} scans ${scope.what}.`);
  const scanContext: Context = { ...context, cwd: target, env: trusting(env, [target, workspace]) };
  const result = await scanScope(scope, settingsOf(inputs, event, env, log), options, scanContext);
  return conclude({ scope, inputs, files, options, result }, context, log);
}

function folderOf(workspace: string, path: string): string {
  const target = resolve(workspace, path);
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`there is no folder ${path}`, { hint: 'the input path is relative to the workspace' });
  if (!stats.isDirectory()) throw new UsageError(`${path} is a file`, { hint: 'the input path names a folder' });
  return realpathSync(target);
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
    'This workflow runs with the rights of the base repository on what a stranger wrote. keysieve only reads it, and needs none of these rights: use the event pull_request. Never check out and run the code of a pull request in such a workflow.',
  );
}

/** The inputs as options of the command line. Named files are relative to the scanned folder there. */
function optionsOf(inputs: Inputs, workspace: string, target: string): Given {
  const named = (path: string | null): string | undefined => (path === null ? undefined : relative(target, resolve(workspace, path)));
  return { ...inputs.extra.options, config: named(inputs.config), baseline: named(inputs.baseline), ...(inputs.failOn !== null && { 'fail-on': inputs.failOn }) };
}

/** In a container the workspace belongs to another user. It is the runner's own, and our git starts nothing from it. */
function trusting(env: Context['env'], folders: readonly string[]): Context['env'] {
  return withConfiguration(env, folders.map((folder) => ['safe.directory', folder.replaceAll('\\', '/')]));
}

function settingsOf(inputs: Inputs, event: GithubEvent, env: Context['env'], log: Log): ScopeSettings {
  const { policyFrom, markers, token } = inputs;
  return {
    policyFrom,
    markers,
    folderOnly: true,
    fetch: (repository) => createFetch(repository, { remote: 'origin', token, server: env['GITHUB_SERVER_URL'] || null }),
    ...((inputs.base !== '' || inputs.head !== '') && { reconsider: reconsider(inputs, event, log) }),
  };
}

/** Inputs that leave nothing to scan: on a push the push itself is meant, otherwise there is nothing, and that is said. */
function reconsider(inputs: Inputs, event: GithubEvent, log: Log): NonNullable<ScopeSettings['reconsider']> {
  return async ({ repository, head, exclude }) => {
    if (!(await isEmptyRange(repository, head, exclude))) return null;
    const own = event.name === 'push' ? ofEvent(event) : null;
    if (own?.kind !== 'commits') {
      log.annotate('notice', 'nothing to scan', `${inputs.head || 'HEAD'} has no commit that ${inputs.base} does not have.`);
      return null;
    }
    log.line(`Note: base and head are the same commits, so what this push brought is scanned: ${own.what}.`);
    return own;
  };
}
