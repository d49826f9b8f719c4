/** Where git looks for hooks: the setting core.hooksPath, or the hooks folder of the repository. */
import { isAbsolute, join, resolve } from 'node:path';
import type { Environment } from './environment.ts';
import type { Repository } from './repository.ts';
import { gitOutput, gitResult } from './run.ts';

export interface HooksPlace {
  /** The folder. */
  readonly folder: string;
  /** The value of core.hooksPath; null when it is not set. */
  readonly setting: string | null;
  /** The file that sets it; null when it is not set. */
  readonly origin: string | null;
  /** True when the setting is not this repository's own. */
  readonly shared: boolean;
}

/** Asks git. All working trees of a repository share the folder. Throws GitError. */
export async function hooksPlace(repository: Repository): Promise<HooksPlace> {
  // keysieve itself runs git with a core.hooksPath of its own, which is listed last and comes from the command line.
  const answer = await gitResult(repository, ['config', '--show-origin', '--type=path', '-z', '--get-all', 'core.hooksPath']);
  const parts = answer.stdout.toString('utf8').split('\0');
  let setting: string | null = null;
  let origin: string | null = null;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    if (parts[at] === 'command line:') continue;
    origin = (parts[at] ?? '').replace(/^file:/, '');
    setting = parts[at + 1] ?? '';
  }
  const top = repository.root ?? repository.gitDir;
  if (setting === null || origin === null) return { folder: join(repository.commonDir, 'hooks'), setting: null, origin: null, shared: false };
  const file = isAbsolute(origin) ? origin : resolve(repository.cwd, origin);
  const shared = !file.startsWith(repository.commonDir) && !file.startsWith(repository.gitDir);
  return { folder: isAbsolute(setting) ? setting : resolve(top, setting), setting, origin: file, shared };
}

/** The version of git as numbers: `git version 2.54.0.windows.1` is [2, 54, 0]. */
export async function gitVersion(cwd: string, env: Environment): Promise<readonly number[]> {
  const text = (await gitOutput({ cwd, env }, ['version'])).toString('utf8');
  return (/\d+(?:\.\d+)+/.exec(text)?.[0] ?? '0').split('.').map(Number);
}

/** Sets a value in the user's own configuration. */
export async function setGlobally(cwd: string, env: Environment, key: string, value: string): Promise<void> {
  await gitOutput({ cwd, env }, ['config', '--global', '--replace-all', key, value]);
}

/** Takes a section out of the user's own configuration; false when it is not there. */
export async function unsetGlobally(cwd: string, env: Environment, section: string): Promise<boolean> {
  return (await gitResult({ cwd, env }, ['config', '--global', '--remove-section', section])).exitCode === 0;
}
