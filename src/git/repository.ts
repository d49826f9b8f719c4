/** Finds the repository around a path and says what kind it is, with one call of git. */
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';

import type { Environment } from './environment.ts';
import { BROKEN_WAY_OUT, GitError, gitFailure } from './error.ts';
import { gitOutput, gitResult } from './run.ts';
import type { GitPlace } from './run.ts';

/**
 * A repository git agrees to read. It is also the place to run git in: `cwd` is the root of the working tree (or
 * the directory asked about when there is none), and `env` names the same repository from there.
 */
export interface Repository extends GitPlace {
  /** Top of the working tree; null in a bare repository and inside a git directory. */
  readonly root: string | null;
  /** This working tree's git directory (its HEAD and index are in it). */
  readonly gitDir: string;
  /** The git directory that linked worktrees share (objects and refs are in it). */
  readonly commonDir: string;
  readonly bare: boolean;
  /** True when history was cut off (`git clone --depth`). */
  readonly shallow: boolean;
  /** True when objects may be left at a remote (`git clone --filter`). */
  readonly partial: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
  /** The directory asked about, relative to `root`, with `/` at its end; empty at the root. */
  readonly prefix: string;
}

/**
 * Opens the repository that `path` (a file or directory) lies in, or that GIT_DIR names.
 * @returns null when it lies in none.
 * @throws GitError when git is missing, refuses (`safe.directory`) or finds the repository broken.
 */
export async function openRepository(path: string, env: Environment): Promise<Repository | null> {
  const directory = directoryOf(resolve(path));
  if (directory === null) return null;
  const place: GitPlace = { cwd: directory, env };
  const answers = await askAll(place);
  if (answers === null) return null;
  const root = answers.topLevel === null ? null : resolve(answers.topLevel);
  const commonDir = resolve(directory, answers.commonDir);
  return {
    cwd: root ?? directory,
    env: withAbsoluteLocations(env, directory),
    root,
    gitDir: resolve(directory, answers.gitDir),
    commonDir,
    bare: answers.bare,
    shallow: answers.shallow,
    partial: hasPromisorPack(commonDir),
    objectFormat: answers.objectFormat,
    prefix: answers.prefix,
  };
}

function directoryOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return stats.isDirectory() ? path : dirname(path);
}

interface Answers {
  readonly bare: boolean;
  readonly shallow: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly gitDir: string;
  readonly commonDir: string;
  readonly prefix: string;
  /** Null when there is no working tree: rev-parse fails at this question, after it has answered the others. */
  readonly topLevel: string | null;
}

const FACTS = ['--is-bare-repository', '--is-shallow-repository', '--show-object-format'];
const PATHS = ['--absolute-git-dir', '--git-common-dir', '--show-prefix', '--show-toplevel'];

async function askAll(place: GitPlace): Promise<Answers | null> {
  const result = await gitResult(place, ['rev-parse', ...FACTS, ...PATHS]).catch((error: unknown) => {
    // Without git a folder outside of any repository can still be scanned.
    if (error instanceof GitError && error.problem === 'git-not-found' && nearestGitEntry(place.cwd) === null) return null;
    throw error;
  });
  if (result === null) return null;
  const noWorkTree = /must be run in a work tree/.test(result.stderr);
  if (result.exitCode !== 0 && !noWorkTree) return failed(place, result.exitCode, result.stderr);

  const lines = pathFromGit(result.stdout).split('\n');
  const [bare, shallow, objectFormat, ...paths] = lines.slice(0, -1);
  const expected = noWorkTree ? PATHS.length - 1 : PATHS.length;
  // A line break in a directory's name moves the lines: then each path is asked for alone.
  const [gitDir, commonDir, prefix, topLevel] = paths.length === expected ? paths : await askOneByOne(place, expected);
  if (gitDir === undefined || commonDir === undefined || prefix === undefined) {
    throw new GitError('git-failed', '`git rev-parse` gave an answer keysieve does not understand');
  }
  return {
    bare: bare === 'true',
    shallow: shallow === 'true',
    // A git too old to know the question repeats it; such a git knows SHA-1 only.
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    gitDir,
    commonDir,
    prefix,
    topLevel: topLevel ?? null,
  };
}

async function askOneByOne(place: GitPlace, count: number): Promise<readonly string[]> {
  const outputs = PATHS.slice(0, count).map((question) => gitOutput(place, ['rev-parse', question]));
  return (await Promise.all(outputs)).map((output) => pathFromGit(output).slice(0, -1));
}

/** Directories are handed to the operating system as text, so they have to be text. */
function pathFromGit(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new GitError('git-failed', 'the path of the repository is not UTF-8', 'reach it by a path that is, for example through a symbolic link');
}

function failed(place: GitPlace, exitCode: number | null, stderr: string): null {
  const searched = /not a git repository \(or any/.test(stderr);
  if (!searched) throw gitFailure('rev-parse', exitCode, stderr);
  // git walks past a `.git` it cannot use. Answering "no repository" then would scan less than was asked for.
  const limited = stderr.includes('Stopping at filesystem boundary') || place.env['GIT_CEILING_DIRECTORIES'] !== undefined;
  const broken = limited ? null : nearestGitEntry(place.cwd);
  if (broken === null) return null;
  throw new GitError('broken-repository', `there is a repository at ${broken}, but git cannot use it`, BROKEN_WAY_OUT);
}

/** The nearest `.git` upwards that holds something of a repository. */
function nearestGitEntry(directory: string): string | null {
  for (let at = directory; ; at = dirname(at)) {
    const entry = join(at, '.git');
    const stats = statSync(entry, { throwIfNoEntry: false });
    if (stats?.isFile() || (stats?.isDirectory() && ['HEAD', 'objects', 'refs'].some((name) => existsSync(join(entry, name))))) return entry;
    if (dirname(at) === at) return null;
  }
}

/** Partial clones mark every pack that came from the remote. https://git-scm.com/docs/partial-clone */
function hasPromisorPack(commonDir: string): boolean {
  try {
    return readdirSync(join(commonDir, 'objects', 'pack')).some((name) => name.endsWith('.promisor'));
  } catch {
    return false;
  }
}

const LOCATIONS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY', 'GIT_QUARANTINE_PATH', 'GIT_SHALLOW_FILE'];

/**
 * Hooks get relative paths (`GIT_DIR=.git`), meant from the directory they run in; git is started from `cwd` above.
 * GIT_INDEX_FILE stays: git reads it from the top of the working tree, which `cwd` is.
 */
function withAbsoluteLocations(env: Environment, directory: string): Environment {
  const absolute: Record<string, string | undefined> = { ...env };
  // Alternates may be quoted; then they are absolute already, because git itself wrote them.
  const fix = (path: string): string => (path === '' || path.startsWith('"') || isAbsolute(path) ? path : resolve(directory, path));
  for (const name of LOCATIONS) {
    const value = absolute[name];
    if (value !== undefined) absolute[name] = fix(value);
  }
  const alternates = absolute['GIT_ALTERNATE_OBJECT_DIRECTORIES'];
  if (alternates !== undefined) {
    absolute['GIT_ALTERNATE_OBJECT_DIRECTORIES'] = alternates.split(delimiter).map(fix).join(delimiter);
  }
  return absolute;
}
