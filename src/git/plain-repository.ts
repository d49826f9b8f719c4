/**
 * Recognises the everyday repository without starting git: a working tree with a `.git` directory of its own, asked about
 * at its top. A commit hook runs there, and each process started costs it more than the check itself.
 */
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import type { Environment } from './environment.ts';
import type { Repository } from './repository.ts';

/** Variables that may lead git to another repository, or change what it sees of this one. */
const REDIRECTING = /^GIT_(?:WORK_TREE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|NAMESPACE|SHALLOW_FILE|IMPLICIT_WORK_TREE|CEILING_DIRECTORIES|CONFIG_(?:PARAMETERS|COUNT|KEY_.*|VALUE_.*))$/i;

/**
 * Settings under which a `.git` directory is not what it seems: a working tree elsewhere, none at all, another format, or
 * further files to read. A word in vain (a branch of such a name) only means that git is asked.
 */
const UNUSUAL = /worktree|extensions|include|\bbare\b(?!\s*=\s*false\s*$)|repositoryformatversion(?!\s*=\s*0\s*$)/im;

/**
 * Describes the repository whose top `directory` is. Gives null when anything about it is unusual or doubtful: then
 * openRepository has to ask git. Whether git trusts the repository (`safe.directory`) only shows at the next command.
 */
export function plainRepository(directory: string, env: Environment): Repository | null {
  for (const name of Object.keys(env)) if (REDIRECTING.test(name)) return null;
  if (env['GIT_DIR'] !== undefined && env['GIT_DIR'] !== '.git') return null;
  const gitDir = join(directory, '.git');
  try {
    if (realpathSync.native(directory) !== directory || !lstatSync(gitDir).isDirectory()) return null;
    if (!lstatSync(join(gitDir, 'objects')).isDirectory() || !lstatSync(join(gitDir, 'refs')).isDirectory()) return null;
    if (existsSync(join(gitDir, 'commondir'))) return null;
    if (!/^(?:ref: refs\/heads\/\S|[0-9a-f]{40}\n?$)/.test(readFileSync(join(gitDir, 'HEAD'), 'latin1'))) return null;
    if (UNUSUAL.test(readFileSync(join(gitDir, 'config'), 'latin1'))) return null;
  } catch {
    return null;
  }
  return {
    cwd: directory,
    env,
    root: directory,
    gitDir,
    commonDir: gitDir,
    bare: false,
    shallow: existsSync(join(gitDir, 'shallow')),
    partial: false,
    objectFormat: 'sha1',
    prefix: '',
  };
}
