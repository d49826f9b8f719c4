import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { GitError } from '../../src/git/error.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import { gitOutput } from '../../src/git/run.ts';
import { temporaryFolder, TestRepository, testEnvironment } from '../support/repository.ts';

async function open(path: string, env = testEnvironment()): Promise<Repository> {
  const repository = await openRepository(path, env);
  if (repository === null) throw new Error('no repository');
  return repository;
}

async function refusal(path: string, env: Readonly<Record<string, string>>): Promise<Pick<GitError, 'problem' | 'message' | 'hint'>> {
  const error: unknown = await openRepository(path, env).then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(GitError);
  const { problem, message, hint } = error as GitError;
  return { problem, message, hint };
}

describe('finds the repository', () => {
  test('from its root, from below, and from a file in it', async () => {
    const { root } = TestRepository.init();
    mkdirSync(join(root, 'src/deep'), { recursive: true });
    writeFileSync(join(root, 'src/a.ts'), '');
    const facts = { root, gitDir: join(root, '.git'), commonDir: join(root, '.git'), bare: false, shallow: false, partial: false, objectFormat: 'sha1', cwd: root };
    expect(await open(root)).toMatchObject({ ...facts, prefix: '' });
    expect(await open(join(root, 'src/deep'))).toMatchObject({ ...facts, prefix: 'src/deep/' });
    expect(await open(join(root, 'src/a.ts'))).toMatchObject({ ...facts, prefix: 'src/' });
  });

  test('bare, and inside a git directory: no working tree', async () => {
    const bare = TestRepository.init({ bare: true });
    expect(await open(bare.root)).toMatchObject({ root: null, bare: true, gitDir: bare.root, cwd: bare.root });
    const { root } = TestRepository.init();
    expect(await open(join(root, '.git'))).toMatchObject({ root: null, bare: false, gitDir: join(root, '.git') });
  });

  test('linked working trees have their own git directory and share the rest', async () => {
    const main = TestRepository.init();
    main.commit('one');
    const linked = main.worktree('side');
    expect(await open(linked.root)).toMatchObject({
      root: linked.root,
      gitDir: join(main.root, '.git/worktrees/linked'),
      commonDir: join(main.root, '.git'),
    });
  });

  test('submodules are repositories of their own', async () => {
    const inner = TestRepository.init();
    inner.commit('one', { a: '1' });
    const outer = TestRepository.init();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${inner.root}`, 'sub');
    expect(await open(join(outer.root, 'sub'))).toMatchObject({ root: join(outer.root, 'sub'), gitDir: join(outer.root, '.git/modules/sub') });
  });

  test('shallow and partial clones, and the object format', async () => {
    const origin = TestRepository.init();
    origin.commit('one', { a: '1' });
    origin.commit('two', { a: '2' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    expect(await open(origin.clone('--depth=1').root)).toMatchObject({ shallow: true, partial: false });
    expect(await open(origin.clone('--filter=blob:none', '--no-checkout').root)).toMatchObject({ shallow: false, partial: true });
    expect(await open(TestRepository.init({ objectFormat: 'sha256' }).root)).toMatchObject({ objectFormat: 'sha256' });
  });

  test('folders with line breaks and odd characters in their names', async () => {
    const folder = join(temporaryFolder(), 'two\nlines "é"');
    mkdirSync(join(folder, 'in\nside'), { recursive: true });
    TestRepository.init({ folder });
    expect(await open(join(folder, 'in\nside'))).toMatchObject({ root: folder, gitDir: join(folder, '.git'), prefix: 'in\nside/' });
  });

  test('through a symbolic link', async () => {
    const { root } = TestRepository.init();
    const link = join(temporaryFolder(), 'link');
    symlinkSync(root, link);
    expect(await open(link)).toMatchObject({ root });
  });
});

describe('in the environment of a hook', () => {
  test('relative GIT_DIR and GIT_WORK_TREE mean the same from everywhere', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { 'sub/a': '1' });
    const env = { ...repository.env, GIT_DIR: '../.git', GIT_WORK_TREE: '..' };
    const opened = await open(join(repository.root, 'sub'), env);
    expect(opened).toMatchObject({ root: repository.root, cwd: repository.root, prefix: 'sub/' });
    expect((await gitOutput(opened, ['ls-files'])).toString()).toBe('sub/a\n');
  });

  test('a quarantine named by relative paths is found', async () => {
    const repository = TestRepository.init({ bare: true });
    mkdirSync(join(repository.root, 'quarantine/pack'), { recursive: true });
    const env = { ...repository.env, GIT_DIR: '.', GIT_OBJECT_DIRECTORY: './quarantine', GIT_ALTERNATE_OBJECT_DIRECTORIES: './objects' };
    const blob = repository.gitWith({ env, stdin: 'pushed' }, 'hash-object', '-w', '--stdin');
    const opened = await open(repository.root, env);
    expect((await gitOutput(opened, ['cat-file', 'blob', blob])).toString()).toBe('pushed');
    expect((await gitOutput({ ...opened, cwd: '/' }, ['cat-file', 'blob', blob])).toString()).toBe('pushed');
  });
});

describe('finds none', () => {
  test('outside of all repositories, and where there is nothing', async () => {
    expect(await openRepository(temporaryFolder(), testEnvironment())).toBeNull();
    expect(await openRepository(join(temporaryFolder(), 'gone'), testEnvironment())).toBeNull();
  });

  test('without git, outside of repositories', async () => {
    expect(await openRepository(temporaryFolder(), { PATH: temporaryFolder() })).toBeNull();
  });

  test('in a folder with an empty .git folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.git'));
    expect(await openRepository(folder, testEnvironment())).toBeNull();
  });
});

describe('refuses, with the way out', () => {
  test("a repository of another user; safe.directory in the user's configuration opens it", async () => {
    const { root, env } = TestRepository.init();
    // git believes it belongs to somebody else; the variable is for git's own tests and does not pass our environment.
    const folder = temporaryFolder();
    const real = (env['PATH'] ?? '').split(':').map((entry) => join(entry, 'git')).find((path) => existsSync(path));
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real} "$@"\n`);
    chmodSync(join(folder, 'git'), 0o755);
    const strange = { ...env, PATH: `${folder}:${env['PATH']}` };
    expect(await refusal(root, strange)).toEqual({
      problem: 'not-trusted',
      message: `git refuses to read ${root}: it belongs to another user`,
      hint: `if you trust it, run: git config --global --add safe.directory ${root}`,
    });
    writeFileSync(join(folder, 'config'), `[safe]\n\tdirectory = ${root}\n`);
    expect(await openRepository(root, { ...strange, GIT_CONFIG_GLOBAL: join(folder, 'config') })).toMatchObject({ root });
    const inline = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: root };
    expect(await openRepository(root, { ...strange, ...inline })).toMatchObject({ root });
  });

  test('safe.bareRepository=explicit', async () => {
    const { root, env } = TestRepository.init({ bare: true });
    const strict = { ...env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.bareRepository', GIT_CONFIG_VALUE_0: 'explicit' };
    expect(await refusal(root, strict)).toMatchObject({ problem: 'not-trusted', hint: 'if you trust it, set GIT_DIR to its path and run keysieve again' });
    expect(await openRepository(root, { ...strict, GIT_DIR: root })).toMatchObject({ bare: true });
  });

  test('a .git that leads nowhere, or has lost its HEAD: broken, not "no repository"', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.git'), 'gitdir: /nowhere\n');
    expect(await refusal(folder, testEnvironment())).toMatchObject({ problem: 'broken-repository', message: 'git cannot read the repository: not a git repository: /nowhere' });
    const { root, env } = TestRepository.init();
    rmSync(join(root, '.git/HEAD'));
    expect(await refusal(root, env)).toEqual({
      problem: 'broken-repository',
      message: `there is a repository at ${join(root, '.git')}, but git cannot use it`,
      hint: 'look at it with `git fsck`, or clone it again',
    });
  });

  test('a GIT_DIR that leads nowhere, and a configuration that does not parse', async () => {
    expect(await refusal(temporaryFolder(), { ...testEnvironment(), GIT_DIR: '/nowhere' })).toMatchObject({ problem: 'broken-repository' });
    const { root, env } = TestRepository.init();
    writeFileSync(join(root, '.git/config'), '[core\n');
    expect(await refusal(root, env)).toMatchObject({ problem: 'git-failed', message: expect.stringContaining('bad config line 1') as string });
  });

  test('a repository, without git installed', async () => {
    const { root } = TestRepository.init();
    expect(await refusal(root, { PATH: temporaryFolder() })).toMatchObject({ problem: 'git-not-found' });
  });
});
