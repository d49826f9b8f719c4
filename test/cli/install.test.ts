/** Hooks that `install` writes, run by a real git. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, describe, expect, it } from 'vitest';
import { keysieve, QUIET_ENVIRONMENT } from '../support/command.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';

function project(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('Start', { 'a.txt': 'a\n' });
  return repository;
}

const install = (repository: TestRepository, ...words: readonly string[]): ReturnType<typeof keysieve> => keysieve(['install', ...words], { cwd: repository.root });

function git(repository: TestRepository, ...words: readonly string[]): { code: number | null; output: string } {
  const result = spawnSync('git', words, { cwd: repository.root, env: repository.env, encoding: 'utf8' });
  return { code: result.status, output: result.stdout + result.stderr };
}

function commit(repository: TestRepository, content: string): { code: number | null; output: string } {
  repository.write('a.txt', content);
  return git(repository, 'commit', '--quiet', '-am', 'Change');
}

const leak = (): string => `TOKEN=${githubToken()}\n`;
const hookOf = (repository: TestRepository, name = 'pre-commit'): string => join(repository.root, '.git', 'hooks', name);

describe('install', () => {
  it.each([[[]], [['--gate']]])('writes a hook that blocks a secret and lets others pass (%j), and takes it back', async (words) => {
    const repository = project();
    const { code, stdout } = await install(repository, ...words);
    expect(code).toBe(0);
    expect(stdout).toContain(`Wrote ${hookOf(repository)}`);
    expect(stdout).toContain('keysieve install --uninstall');
    const blocked = commit(repository, leak());
    expect(blocked.code, blocked.output).toBe(1);
    expect(blocked.output).toContain('github-personal-access-token');
    const passed = commit(repository, 'a small change\n');
    expect(passed.code, passed.output).toBe(0);
    expect(passed.output.includes('No secrets found')).toBe(words.length === 0);
    expect((await install(repository, '--uninstall')).stdout).toBe(`Removed ${hookOf(repository)}\n`);
    expect(commit(repository, leak()).code).toBe(0);
  });

  it('installed again, replaces its own hook', async () => {
    const repository = project();
    await install(repository, '--gate');
    expect((await install(repository)).code).toBe(0);
    expect(readFileSync(hookOf(repository), 'utf8')).not.toContain('keysieve_gate');
  });

  it('never overwrites a hook without --force, and gives it back', async () => {
    const repository = project();
    repository.hook('pre-commit', 'echo mine >&2');
    const refused = await install(repository);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('hook pre-commit || exit 1');
    expect(readFileSync(hookOf(repository), 'utf8')).toContain('echo mine');
    expect((await install(repository, '--uninstall')).code).toBe(2);

    const forced = await install(repository, '--force');
    expect(forced.stdout).toContain('pre-commit.before-keysieve');
    expect(commit(repository, leak()).code).toBe(1);
    expect((await install(repository, '--uninstall')).stdout).toContain('is back');
    expect(commit(repository, leak()).output).toContain('mine');
  });

  it('leaves a hook alone that runs keysieve already, and says when git would pass over it', async () => {
    const repository = project();
    repository.hook('pre-commit', '# keysieve hook pre-commit');
    expect((await install(repository)).code).toBe(2);
    repository.hook('pre-commit', 'exec keysieve hook pre-commit');
    expect(await install(repository)).toMatchObject({ code: 0, stdout: `${hookOf(repository)} runs keysieve already; nothing was changed.\n` });
    chmodSync(hookOf(repository), 0o644);
    const { code, stderr } = await install(repository);
    expect(code).toBe(2);
    expect(stderr).toContain(`chmod +x '${hookOf(repository)}'`);
  });

  it('the line it offers works in that hook', async () => {
    const repository = project();
    repository.hook('pre-commit', 'true');
    const { stderr } = await install(repository);
    const line = /^ *('.*hook pre-commit \|\| exit 1)$/m.exec(stderr)?.[1] ?? '';
    repository.hook('pre-commit', `${line}\necho after >&2`);
    expect(commit(repository, leak()).code).toBe(1);
    expect(commit(repository, 'fine\n').output).toContain('after');
  });

  it('respects core.hooksPath of the repository, and spares one that all repositories share', async () => {
    const repository = project();
    repository.git('config', 'core.hooksPath', 'our hooks');
    expect((await install(repository)).stdout).toContain(join(repository.root, 'our hooks', 'pre-commit'));
    expect(commit(repository, leak()).code).toBe(1);

    const other = project();
    const folder = temporaryFolder();
    const config = join(folder, 'gitconfig');
    execFileSync('git', ['config', '--file', config, 'core.hooksPath', join(folder, 'hooks')]);
    const env = { GIT_CONFIG_GLOBAL: config };
    const refused = await keysieve(['install'], { cwd: other.root, env });
    expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(config) });
    expect(existsSync(join(folder, 'hooks'))).toBe(false);
    expect((await keysieve(['install', '--force'], { cwd: other.root, env })).stdout).toContain(join(folder, 'hooks', 'pre-commit'));
  });

  it('from a linked working tree, writes the hook that all working trees share', async () => {
    const repository = project();
    const linked = repository.worktree('other');
    expect((await install(linked)).stdout).toContain(hookOf(repository));
    expect(commit(linked, leak()).code).toBe(1);
    expect(commit(repository, leak()).code).toBe(1);
  });

  it('writes into .husky, and says the line where there is a hook', async () => {
    const repository = project();
    repository.git('config', 'core.hooksPath', '.husky/_');
    repository.write('.husky/_/pre-commit', '#!/bin/sh\nexec sh .husky/pre-commit "$@"\n');
    chmodSync(join(repository.root, '.husky/_/pre-commit'), 0o755);
    expect((await install(repository)).stdout).toContain('.husky/pre-commit');
    expect(readFileSync(join(repository.root, '.husky/pre-commit'), 'utf8')).toBe('keysieve hook pre-commit\n');
    expect((await install(repository)).stdout).toContain('already');
    expect((await install(repository, '--uninstall')).stdout).toContain('Removed');
    repository.write('.husky/pre-commit', 'npm test\n');
    const refused = await install(repository);
    expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('  keysieve hook pre-commit') });
    expect(readFileSync(join(repository.root, '.husky/pre-commit'), 'utf8')).toBe('npm test\n');
  });

  it.each([
    ['lefthook', { 'lefthook.yml': 'pre-commit: {}\n' }, null, 'run: keysieve hook pre-commit'],
    ['pre-commit', {}, '# File generated by pre-commit: https://pre-commit.com\nexit 0', '.pre-commit-config.yaml'],
  ])('leaves the hooks to %s and says what to write', async (name, files, hook, advice) => {
    const repository = project();
    repository.commit('Runner', files as Record<string, string>);
    if (hook !== null) repository.hook('pre-commit', hook);
    const { code, stderr } = await install(repository);
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} runs the hooks`);
    expect(stderr).toContain(advice);
  });

  it('checks pushes with --hook pre-push', async () => {
    const repository = project();
    const remote = TestRepository.init({ bare: true });
    repository.git('remote', 'add', 'origin', `file://${remote.root}`);
    expect((await install(repository, '--hook', 'pre-push')).stdout).toContain('pre-push');
    expect(git(repository, 'push', '--quiet', 'origin', 'main').code).toBe(0);
    repository.commit('Leak', { 'b.txt': leak() });
    const push = git(repository, 'push', '--quiet', 'origin', 'main');
    expect({ code: push.code, output: push.output }).toMatchObject({ code: 1, output: expect.stringContaining('github-personal-access-token') });
    expect((await install(repository, '--hook', 'pre-push', '--gate')).code).toBe(2);
  });

  it('falls back to keysieve in PATH, and fails loudly without one', async () => {
    const repository = project();
    await install(repository, '--gate');
    writeFileSync(hookOf(repository), readFileSync(hookOf(repository), 'utf8').replaceAll(inject('bundle'), '/gone'));
    const lost = commit(repository, 'fine\n');
    expect({ code: lost.code, output: lost.output }).toMatchObject({ code: 1, output: expect.stringContaining('keysieve is gone') });
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'keysieve'), '#!/bin/sh\necho "ran $*" >&2\n', { mode: 0o755 });
    const found = spawnSync('git', ['commit', '--quiet', '-am', 'Change'], { cwd: repository.root, env: { ...repository.env, PATH: `${bin}:${repository.env['PATH']}` }, encoding: 'utf8' });
    expect({ code: found.status, output: found.stderr }).toMatchObject({ code: 0, output: expect.stringContaining('ran hook pre-commit') });
  });

  it('replaces a link in the place of the hook, and leaves alone what it leads to', async () => {
    const repository = project();
    repository.write('precious', 'precious\n');
    mkdirSync(join(repository.root, '.git', 'hooks'), { recursive: true });
    repository.link('.git/hooks/pre-commit', '../../precious');
    expect((await install(repository)).code).toBe(2);
    expect((await install(repository, '--force')).code).toBe(0);
    expect(readFileSync(join(repository.root, 'precious'), 'utf8')).toBe('precious\n');
    expect(lstatSync(hookOf(repository)).isSymbolicLink()).toBe(false);
  });

  it('has nothing to write outside of a repository', async () => {
    expect((await keysieve(['install'], { cwd: temporaryFolder() })).code).toBe(2);
  });
});

describe('install --global', () => {
  /** git with another version number. */
  function pretending(version: string): { env: Record<string, string>; config: string } {
    const folder = temporaryFolder();
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nfor word; do [ "$word" = version ] && { echo "git version ${version}"; exit 0; }; done\nexec ${real} "$@"\n`, { mode: 0o755 });
    const config = join(folder, 'gitconfig');
    writeFileSync(config, '[user]\n\tname = Ada\n');
    return { env: { PATH: `${folder}:${QUIET_ENVIRONMENT['PATH']}`, GIT_CONFIG_GLOBAL: config }, config };
  }

  it('uses the configuration of a git that takes hooks from it', async () => {
    const { env, config } = pretending('2.54.1.windows.2');
    const cwd = temporaryFolder();
    const { code, stdout } = await keysieve(['install', '--global'], { cwd, env });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('hook.keysieve.command') });
    const get = (key: string): string => execFileSync('git', ['config', '--file', config, key], { encoding: 'utf8' }).trim();
    expect(get('hook.keysieve.event')).toBe('pre-commit');
    // The command runs as it stands.
    const repository = project();
    repository.write('a.txt', leak());
    repository.git('add', '--all');
    expect(spawnSync('sh', ['-c', get('hook.keysieve.command')], { cwd: repository.root, env: repository.env, encoding: 'utf8' }).status).toBe(1);
    expect((await keysieve(['install', '--global', '--uninstall'], { cwd, env })).stdout).toContain('Removed hook.keysieve');
    expect(readFileSync(config, 'utf8')).toBe('[user]\n\tname = Ada\n');
    expect((await keysieve(['install', '--global', '--uninstall'], { cwd, env })).stdout).toContain('nothing was changed');
  });

  it('says what else there is where git is older', async () => {
    const { env, config } = pretending('2.53.9');
    const { code, stderr } = await keysieve(['install', '--global'], { cwd: temporaryFolder(), env });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('git config --global core.hooksPath') });
    expect(readFileSync(config, 'utf8')).not.toContain('keysieve');
  });
});
