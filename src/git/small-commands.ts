/**
 * Small questions to git through simple-git: configuration and names, outside of the hook path (loading simple-git costs
 * a hook more than git itself). It collects output in one string, so nothing that grows with the repository goes through it.
 */
import { HERMETIC_CONFIGURATION, hermeticEnvironment } from './environment.ts';
import { gitFailure } from './error.ts';
import type { GitPlace } from './run.ts';

/**
 * simple-git refuses these settings whatever their value. Ours switch things off (HERMETIC_CONFIGURATION) or are the
 * user's own (where his configuration is, GIT_CONFIG_COUNT); none comes from the repository.
 */
const OUR_OWN_SETTINGS = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafePager: true,
  allowUnsafeSshCommand: true,
};

/** Runs a small git command and gives its output as text. Throws GitError when it fails. */
export async function smallCommand(place: GitPlace, args: readonly string[]): Promise<string> {
  const { simpleGit, GitError: Failure } = await import('simple-git');
  const env = hermeticEnvironment(place.env);
  const git = simpleGit({
    baseDir: place.cwd,
    config: [...HERMETIC_CONFIGURATION],
    // simple-git removes every GIT_* variable it is not told about: the hermetic ones, and a hook's GIT_INDEX_FILE.
    allowEnvironment: Object.keys(env),
    unsafe: OUR_OWN_SETTINGS,
  }).env(env);
  try {
    return await git.raw([...args]);
  } catch (error) {
    if (error instanceof Failure) throw gitFailure(args[0] ?? '', 1, error.message);
    throw error;
  }
}
