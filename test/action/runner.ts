/** Runs the Action as GitHub's runner does: the bundle, inputs and event by environment variables, files for what it tells. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

import { QUIET_ENVIRONMENT } from '../support/command.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

/** A command that the runner obeys, as it understands it. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** What a step leaves behind. */
export interface Step {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly commands: readonly RunnerCommand[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StepOptions {
  readonly workspace: string;
  readonly event: string;
  readonly payload?: unknown;
  /** GITHUB_SHA. */
  readonly sha?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The node to run with. */
  readonly node?: string;
}

/** Runs the step; resolves when it has ended. */
export function runStep(options: StepOptions): Promise<Step> {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('event.json'), JSON.stringify(options.payload ?? {}));
  writeFileSync(file('output'), '');
  writeFileSync(file('summary.md'), '');
  const inputs = Object.entries({ path: '.', ...options.inputs }).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]);
  const env = {
    ...QUIET_ENVIRONMENT,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_SHA: options.sha ?? '',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
    RUNNER_TEMP: file('temp'),
    ...Object.fromEntries(inputs),
    ...options.env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(options.node ?? process.execPath, [join(inject('bundle'), 'action.js')], { cwd: options.workspace, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, commands: parseCommands(stdout), outputs: parseOutputs(readFileSync(file('output'), 'utf8')), summary: readFileSync(file('summary.md'), 'utf8') }));
    child.stdin.end();
  });
}

/** As actions/runner reads a line: both forms of commands, see ActionCommand.cs. */
function parseCommands(stdout: string): RunnerCommand[] {
  return stdout.split(/\r\n|\n|\r/).flatMap((line): RunnerCommand[] => {
    if (line.includes('##[')) return [{ name: `##${line.slice(line.indexOf('##['))}`, properties: {}, message: '' }];
    const match = /^::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line.trimStart());
    if (match === null) return [];
    const [, name = '', properties = '', message = ''] = match;
    const pairs = properties.split(',').filter((pair) => pair !== '').map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), unescape(pair.slice(equals + 1)).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')];
    });
    return [{ name, properties: Object.fromEntries(pairs), message: unescape(message).replaceAll('%25', '%') }];
  });
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** As actions/runner reads the file: `name<<delimiter`, lines, the delimiter alone. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const heredoc = /^([^=]+?)<<(.+)$/.exec(lines[at] ?? '');
    if (heredoc === null) {
      if (lines[at] !== '') throw new Error(`not an output: ${lines[at]}`);
      continue;
    }
    const [, name = '', delimiter = ''] = heredoc;
    const end = lines.indexOf(delimiter, at + 1);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

/** Annotations of one level. */
export function annotations(step: Step, level: 'error' | 'warning' | 'notice'): readonly RunnerCommand[] {
  return step.commands.filter((command) => command.name === level);
}

/** Where findings are annotated, as `file:line`. */
export function found(step: Step): string[] {
  return step.commands.filter((command) => /^(?:critical|high|medium|low|info): /.test(command.properties['title'] ?? '')).map(({ properties }) => `${properties['file']}:${properties['line']}`);
}

/** A repository that others are cloned from, which hands out any commit by its id, as GitHub does. */
export function server(): TestRepository {
  const repository = TestRepository.init();
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return repository;
}

/** What actions/checkout does: an empty repository, one fetch, a checkout. Depth 0 brings every branch and tag. */
export function checkout(origin: TestRepository, revision: string, options: { readonly depth?: number; readonly ref?: string; readonly folder?: string } = {}): TestRepository {
  const { depth = 1, ref = 'refs/remotes/pull/1/merge' } = options;
  const sha = origin.git('rev-parse', revision);
  const workspace = new TestRepository(options.folder ?? temporaryFolder(), origin.env);
  mkdirSync(workspace.root, { recursive: true });
  workspace.git('init', '--quiet');
  workspace.git('remote', 'add', 'origin', `file://${origin.root}`);
  const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  const refspecs = depth > 0 ? [`+${sha}:${ref}`] : ref.startsWith('refs/remotes/pull/') ? [...everything, `+${sha}:${ref}`] : everything;
  workspace.git('fetch', '--quiet', '--no-tags', '--prune', '--no-recurse-submodules', ...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', ...refspecs);
  workspace.git('checkout', '--quiet', '--force', depth === 0 ? sha : ref);
  return workspace;
}

/** A pull request as its payload describes it. GitHub's merge of it is made, too. */
export interface PullRequest {
  readonly payload: { readonly pull_request: { readonly base: { readonly sha: string }; readonly head: { readonly sha: string } } };
  /** GitHub's own merge of head into base. */
  readonly merge: string;
  readonly base: string;
  readonly head: string;
}

/** Opens pull request `number` of `branch` into `into`: its payload, and `refs/pull/<number>/head` and `/merge`. */
export function openPullRequest(origin: TestRepository, branch: string, options: { readonly number?: number; readonly into?: string; readonly base?: string; readonly fork?: boolean } = {}): PullRequest {
  const { number = 1, into = 'main', fork = false } = options;
  const head = origin.git('rev-parse', branch);
  const tip = origin.git('rev-parse', into);
  const base = options.base ?? tip;
  const tree = origin.git('merge-tree', '--write-tree', tip, head);
  const merge = origin.git('commit-tree', tree.split('\n')[0] ?? '', '-p', tip, '-p', head, '-m', `Merge ${head} into ${tip}`);
  origin.git('update-ref', `refs/pull/${number}/head`, head);
  origin.git('update-ref', `refs/pull/${number}/merge`, merge);
  const commits = Number(origin.git('rev-list', '--count', head, `^${base}`));
  const repository = { default_branch: 'main', full_name: 'octo/shop' };
  return {
    base, head, merge,
    payload: {
      action: 'synchronize', number, repository,
      pull_request: { number, commits, base: { ref: into, sha: base, repo: repository }, head: { ref: branch, sha: head, repo: { fork, full_name: fork ? 'stranger/shop' : 'octo/shop' } } },
    } as PullRequest['payload'],
  };
}

/** A push as its payload describes it. */
export function pushPayload(ref: string, before: string, after: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { ref, before, after, created: /^0+$/.test(before), deleted: /^0+$/.test(after), forced: false, commits: [{ id: after }], repository: { default_branch: 'main' }, ...more };
}

export const NOTHING = '0'.repeat(40);

/** Adds commits without files of their own to a branch, quickly. Gives the last one's id. */
export function addCommits(repository: TestRepository, branch: string, count: number): string {
  const start = repository.git('rev-parse', branch);
  const commits = Array.from({ length: count }, (_, index) => {
    const from = index === 0 ? `from ${start}\n` : '';
    return `commit refs/heads/${branch}\nmark :${index + 1}\ncommitter Ada Example <ada@example.com> ${1_710_000_000 + index * 60} +0000\ndata 4\nmore\n${from}M 100644 inline count.txt\ndata <<END\n${index}\nEND\n`;
  });
  repository.gitWith({ stdin: commits.join('') }, 'fast-import', '--quiet', '--force');
  return repository.git('rev-parse', branch);
}

/** Text of a file that a step left, relative to the workspace. */
export function read(workspace: string, path: string): string {
  const full = join(workspace, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : '';
}
