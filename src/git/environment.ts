/**
 * What git is allowed to hear from outside. keysieve reads repositories it does not trust, so neither a
 * repository's own configuration nor a variable of the caller may make git start a program, open a
 * connection, ask a question, write anything or show objects other than they are.
 */
import { devNull } from 'node:os';
import { delimiter, isAbsolute } from 'node:path';

/** Environment variables, as `process.env` holds them. Only `cli/` and `action/` read the real one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables of git that are passed on: which repository, index and object store to read (hooks depend on them:
 * `git commit -a` and `git commit <path>` point GIT_INDEX_FILE at a temporary index, pre-receive hooks have their
 * new objects in a quarantine), and the user's own configuration, without which `safe.directory` would not work.
 * https://git-scm.com/docs/git#_environment_variables
 */
const PASSED_ON = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
]);

const PASSED_ON_NUMBERED = /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/;

/** Not git's own, yet git would start what they name, or speak another language because of them. */
const DROPPED = new Set(['PAGER', 'EDITOR', 'VISUAL', 'SSH_ASKPASS', 'LANGUAGE', 'LC_MESSAGES']);

const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  GIT_EDITOR: ':',
  GIT_ADVICE: '0',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_LITERAL_PATHSPECS: '1',
  // Objects are read as they are stored: refs/replace and info/grafts can hide a commit.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  // A partial clone fetches what it lacks through the repository's own remote and ssh command. The first variable
  // is known from git 2.44 on; with the second one no transport is allowed in any version.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // Without it git flushes its output to a pipe after every commit.
  GIT_FLUSH: '0',
  // Windows looks into the current directory before PATH: a repository could bring its own git.exe.
  NoDefaultCurrentDirectoryInExePath: '1',
};

/**
 * Configuration that wins over every file. Each line switches off something a repository could set to run a
 * program of its choice, to hide files, or to change what git prints. Entries are `key=value`.
 */
export const HERMETIC_CONFIGURATION: readonly string[] = [
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  `core.hooksPath=${devNull}`,
  `core.attributesFile=${devNull}`,
  'core.pager=cat',
  'core.editor=:',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.alternateRefsCommand=:',
  'core.quotePath=off',
  'credential.helper=',
  'diff.external=',
  'log.showSignature=false',
  'gpg.program=false',
  'color.ui=false',
  'submodule.recurse=false',
  'maintenance.auto=false',
  'gc.auto=0',
  'advice.graftFileDeprecated=false',
];

/** Arguments that stand before every sub-command. */
export const HERMETIC_ARGUMENTS: readonly string[] = ['--no-pager', ...HERMETIC_CONFIGURATION.flatMap((entry) => ['-c', entry])];

/**
 * The environment git gets: everything that is not git's business as it is, of git's own variables only those that say
 * what to read, and ours on top.
 */
export function hermeticEnvironment(env: Environment): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    const upper = name.toUpperCase();
    if (upper === 'PATH') clean[name] = absoluteEntries(value);
    else if (upper.startsWith('GIT_') ? isPassedOn(upper) : !DROPPED.has(upper)) clean[name] = value;
  }
  return { ...clean, ...FIXED };
}

/** True for a variable of git that reaches git. */
export function isPassedOn(name: string): boolean {
  return PASSED_ON.has(name) || PASSED_ON_NUMBERED.test(name);
}

/** Relative entries of PATH mean "look in the repository first". */
function absoluteEntries(path: string): string {
  return path.split(delimiter).filter((entry) => isAbsolute(entry)).join(delimiter);
}

/**
 * The same environment without the variables that point at one particular repository: for looking at another
 * repository from inside a hook. The list is that of `git rev-parse --local-env-vars`, plus the quarantine.
 */
export function withoutRepositoryVariables(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !REPOSITORY_VARIABLES.has(name.toUpperCase())));
}

const REPOSITORY_VARIABLES = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_IMPLICIT_WORK_TREE',
]);
