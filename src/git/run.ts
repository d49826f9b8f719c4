/** The only place that starts git. No shell, a hermetic environment, streams in and out, stderr kept short. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

import { HERMETIC_ARGUMENTS, hermeticEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { GitError, gitFailure } from './error.ts';

/** Where git runs: a directory, and the caller's environment (made hermetic here). */
export interface GitPlace {
  readonly cwd: string;
  readonly env: Environment;
}

/** How git ended. `exitCode` is null when a signal ended it. */
export interface GitExit {
  readonly exitCode: number | null;
  /** The first 8 KB of what it wrote there. */
  readonly stderr: string;
}

/** A running git. */
export interface GitProcess {
  /** Null unless it was started with `input: 'pipe'`. A write after its end is lost without an error: `ended` tells. */
  readonly stdin: Writable | null;
  readonly stdout: Readable;
  /** Settles when it has ended and its output was read; rejects only when git could not be started. */
  readonly ended: Promise<GitExit>;
  /** Ends it; does nothing when it has ended already. */
  stop(): void;
}

const STDERR_LIMIT = 8192;

/** Starts git with `args` in `place`. Never throws: a git that does not start shows in `ended`. */
export function startGit(place: GitPlace, args: readonly string[], options: { readonly input?: 'none' | 'pipe' } = {}): GitProcess {
  const child = spawn('git', [...HERMETIC_ARGUMENTS, ...args], {
    cwd: place.cwd,
    env: hermeticEnvironment(place.env),
    stdio: [options.input === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // With these stdio settings both pipes exist, whatever the type says.
  const stdout = child.stdout as Readable;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < STDERR_LIMIT) stderr = (stderr + text).slice(0, STDERR_LIMIT);
  });
  // git may end before it has read all its input; the exit code says why.
  child.stdin?.on('error', () => {});
  const ended = new Promise<GitExit>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(notStarted(place, error)));
    child.on('close', (exitCode) => resolve({ exitCode, stderr }));
  });
  ended.catch(() => {});
  const stop = (): void => {
    child.stdin?.destroy();
    stdout.destroy();
    if (child.exitCode === null && child.signalCode === null) child.kill();
  };
  return { stdin: child.stdin, stdout, ended, stop };
}

function notStarted(place: GitPlace, error: NodeJS.ErrnoException): GitError {
  if (error.code !== 'ENOENT') return new GitError('git-failed', `git could not be started: ${error.message}`);
  if (!existsSync(place.cwd)) return new GitError('git-failed', `git could not be started: there is no directory ${place.cwd}`);
  return new GitError('git-not-found', 'git was not found in PATH', 'install git, or add it to PATH');
}

/** The whole output of a git that may fail: for small answers. */
export interface GitResult extends GitExit {
  readonly stdout: Buffer;
}

/** Runs git to its end and gives its output and exit code. Throws GitError only when git cannot be started. */
export async function gitResult(place: GitPlace, args: readonly string[]): Promise<GitResult> {
  const git = startGit(place, args);
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const exit = await git.ended;
  return { ...exit, stdout: Buffer.concat(chunks) };
}

/** Runs git to its end and gives its output. Throws GitError when it fails. */
export async function gitOutput(place: GitPlace, args: readonly string[]): Promise<Buffer> {
  const result = await gitResult(place, args);
  if (result.exitCode !== 0) throw gitFailure(args[0] ?? '', result.exitCode, result.stderr);
  return result.stdout;
}

/**
 * Streams git's output, cut at `separator` (`\n` or `\0`), as batches of binary strings. The last record needs no separator.
 * Throws GitError after the last batch when git fails. `onStderr` gets what git complained about although it succeeded.
 */
export async function* gitRecords(
  place: GitPlace,
  args: readonly string[],
  separator: '\n' | '\0',
  onStderr?: (stderr: string) => void,
): AsyncGenerator<readonly string[], void, void> {
  const git = startGit(place, args);
  try {
    let rest = '';
    for await (const chunk of git.stdout as AsyncIterable<Buffer>) {
      const records = (rest + chunk.toString('latin1')).split(separator);
      rest = records.pop() ?? '';
      if (records.length > 0) yield records;
    }
    if (rest !== '') yield [rest];
    const exit = await git.ended;
    if (exit.exitCode !== 0) throw gitFailure(args[0] ?? '', exit.exitCode, exit.stderr);
    if (exit.stderr !== '') onStderr?.(exit.stderr);
  } finally {
    git.stop();
  }
}
