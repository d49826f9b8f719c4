/** `install`: has git run keysieve at every commit or push, and takes that back. */
import { chmodSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, UsageError } from '../../errors.ts';
import { gitVersion, hooksPlace, setGlobally, unsetGlobally, type HooksPlace } from '../../git/hooks-path.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { hookLine, hookScript, MARK, runsKeysieve, shellWord, type HookName, type Installation } from '../install/hook-script.ts';
import { huskyFolder, readText, runnerOf } from '../install/runner.ts';
import { print } from '../print.ts';

/** The first git that takes hooks from its configuration. */
const CONFIG_HOOKS = [2, 54] as const;
/** A hook that had to make room is kept under this ending. */
const KEPT = '.before-keysieve';

interface Wish {
  readonly hook: HookName;
  readonly gate: boolean;
  readonly force: boolean;
}

/** Installs or removes a hook. Gives the exit code; throws UsageError when nothing was written because something is in the way. */
export async function runInstall({ options }: Invocation, context: Context): Promise<number> {
  const hook = (options['hook'] as HookName | undefined) ?? 'pre-commit';
  const wish: Wish = { hook, gate: options['gate'] === true, force: options['force'] === true };
  if (wish.gate && hook !== 'pre-commit') throw new UsageError('--gate is for the pre-commit hook', { hint: 'a push is always checked in full' });
  const uninstall = options['uninstall'] === true;
  if (options['global'] === true) return uninstall ? removeGlobal(wish, context) : installGlobal(wish, context);
  const repository = await openRepository(context.cwd, context.env);
  if (repository === null) throw new UsageError('this is not a git repository', { hint: 'run it inside of one, or with --global for all repositories' });
  const place = await hooksPlace(repository);
  await print(context, uninstall ? remove(place, wish) : install(repository, place, wish));
  return EXIT.clean;
}

function install(repository: Repository, place: HooksPlace, wish: Wish): string {
  const root = repository.root ?? repository.gitDir;
  const { hook, force } = wish;
  const husky = huskyFolder(place);
  if (husky !== null) return installForHusky(husky, wish);
  const file = join(place.folder, hook);
  const ours = isOurs(file);
  const runner = ours ? null : runnerOf(root, place, hook);
  if (runner !== null && !force) throw new UsageError(`${runner.name} runs the hooks of this repository`, { hint: runner.advice(hook) });
  if (place.shared && !force) {
    throw new UsageError(`core.hooksPath sends the hooks of all repositories to ${place.folder} (set in ${place.origin ?? 'the configuration'})`, {
      hint: `add a line to ${file}, or write the hook there for all of them with --force:\n\n  ${hookLine(hook, installation())}`,
    });
  }
  const there = isThere(file);
  if (there && !ours && !force) {
    if (runsKeysieve(readText(file), hook)) return alreadyThere(file);
    throw new UsageError(`there is a ${hook} hook already: ${file}`, {
      hint: `add this line to it, or replace it with --force (it is kept as ${hook}${KEPT}):\n\n  ${hookLine(hook, installation())}`,
    });
  }
  const kept = there && !ours ? `${file}${KEPT}` : null;
  if (kept !== null) {
    if (isThere(kept)) throw new UsageError(`${kept} is in the way: it holds an earlier hook`, { hint: 'move it elsewhere, then try again' });
    renameSync(file, kept);
  }
  writeHook(file, hookScript(hook, installation(), wish.gate));
  return [
    `Wrote ${file}`,
    ...(kept === null ? [] : [`The hook that was there is kept as ${kept}; it does not run any more.`]),
    hook === 'pre-commit' ? `Every commit is checked from now on${wish.gate ? '; node is started only when a change could match a rule' : ''}.` : 'Every push is checked from now on.',
    `Undo: keysieve install --uninstall${flagOf(hook)}`,
    '',
  ].join('\n');
}

/** A hook of somebody else's that runs keysieve. git passes over hooks that are not executable, without a word on its way to success. */
function alreadyThere(file: string): string {
  const isExecutable = process.platform === 'win32' || (statSync(file).mode & 0o111) !== 0;
  if (!isExecutable) throw new UsageError(`${file} runs keysieve, and git passes over it, since it is not executable`, { hint: `chmod +x ${shellWord(file)}` });
  return `${file} runs keysieve already; nothing was changed.\n`;
}

/** husky's files are committed and shared, so that they name no path of this machine. */
function installForHusky(folder: string, { hook, gate }: Wish): string {
  const line = `keysieve hook ${hook}${hook === 'pre-push' ? ' "$@"' : ''}`;
  const file = join(folder, hook);
  if (readText(file).includes(`keysieve hook ${hook}`)) return `${file} runs keysieve already.\n`;
  if (isThere(file)) throw new UsageError(`husky runs the hooks of this repository, and there is a ${hook} hook already: ${file}`, { hint: `add this line to it:\n\n  ${line}` });
  writeHook(file, `${line}\n`);
  return [
    `Wrote ${file}, which husky runs. Commit it, and have keysieve among the devDependencies.`,
    ...(gate ? ['--gate has no effect here: its path is that of one machine.'] : []),
    `Undo: keysieve install --uninstall${flagOf(hook)}`,
    '',
  ].join('\n');
}

function remove(place: HooksPlace, { hook }: Wish): string {
  const husky = huskyFolder(place);
  const file = join(husky ?? place.folder, hook);
  const ours = husky === null ? isOurs(file) : /^keysieve hook [a-z-]+(?: "\$@")?\n$/.test(readText(file));
  if (!isThere(file)) return `There is no ${hook} hook at ${file}; nothing was changed.\n`;
  if (!ours) throw new UsageError(`${file} was not written by keysieve, or was changed since`, { hint: 'take the line with keysieve out of it by hand' });
  rmSync(file);
  const kept = `${file}${KEPT}`;
  if (!isThere(kept)) return `Removed ${file}\n`;
  renameSync(kept, file);
  return `Removed ${file}; the hook that was there before is back.\n`;
}

async function installGlobal(wish: Wish, context: Context): Promise<number> {
  const { hook } = wish;
  if (!(await takesConfigHooks(context))) {
    const folder = '~/.config/git/hooks';
    throw new UsageError(`this git takes no hooks from its configuration; that needs git ${CONFIG_HOOKS.join('.')}`, {
      hint: `install it in each repository (keysieve install), or use one folder of hooks for all of them, in place of their own:\n\n  mkdir -p ${folder}\n  git config --global core.hooksPath ${folder}\n  cat > ${folder}/${hook} <<'EOF'\n  #!/bin/sh\n  ${hookLine(hook, installation())}\n  EOF\n  chmod +x ${folder}/${hook}`,
    });
  }
  const { node, command } = installation();
  const section = sectionOf(hook);
  await setGlobally(context.cwd, context.env, `${section}.event`, hook);
  await setGlobally(context.cwd, context.env, `${section}.command`, `${shellWord(node)} ${shellWord(command)} hook ${hook}`);
  await print(
    context,
    [
      `Set ${section}.event and ${section}.command in your git configuration: every ${hook === 'pre-commit' ? 'commit' : 'push'} in every repository is checked from now on.`,
      ...(wish.gate ? ['--gate has no effect here: it is for the hook of one repository.'] : []),
      `Undo: keysieve install --uninstall --global${flagOf(hook)}`,
      '',
    ].join('\n'),
  );
  return EXIT.clean;
}

async function removeGlobal({ hook }: Wish, context: Context): Promise<number> {
  const removed = await unsetGlobally(context.cwd, context.env, sectionOf(hook));
  await print(context, removed ? `Removed ${sectionOf(hook)} from your git configuration.\n` : `${sectionOf(hook)} is not in your git configuration; nothing was changed.\n`);
  return EXIT.clean;
}

function sectionOf(hook: HookName): string {
  return hook === 'pre-commit' ? 'hook.keysieve' : `hook.keysieve-${hook}`;
}

async function takesConfigHooks({ cwd, env }: Context): Promise<boolean> {
  const [major = 0, minor = 0] = await gitVersion(cwd, env);
  return major > CONFIG_HOOKS[0] || (major === CONFIG_HOOKS[0] && minor >= CONFIG_HOOKS[1]);
}

function flagOf(hook: HookName): string {
  return hook === 'pre-commit' ? '' : ` --hook ${hook}`;
}

/** This installation: the bundle that holds this code lies in dist/lib. */
function installation(): Installation {
  const dist = dirname(dirname(fileURLToPath(import.meta.url)));
  return { node: process.execPath, command: join(dist, 'cli.js'), gate: join(dist, 'gate.sh') };
}

function isOurs(file: string): boolean {
  return readText(file).includes(MARK);
}

/** A link counts though it may lead nowhere. */
function isThere(file: string): boolean {
  return existsSync(file) || lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function writeHook(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  // A link is replaced, not followed: what it leads to belongs to somebody else.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o755 });
  chmodSync(file, 0o755);
}
