import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { GitError, gitFailure } from '../../src/git/error.ts';
import { gitOutput, gitRecords, gitResult, startGit } from '../../src/git/run.ts';
import { smallCommand } from '../../src/git/small-commands.ts';
import { temporaryFolder, TestRepository, testEnvironment } from '../support/repository.ts';

/** A folder with a program called git. */
function fakeGit(script: string): string {
  const folder = temporaryFolder();
  const path = join(folder, 'git');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return folder;
}

async function failure(promise: Promise<unknown>): Promise<GitError> {
  const error: unknown = await promise.then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(GitError);
  return error as GitError;
}

test('a failure is an error with its reason; nothing is lost of what came before', async () => {
  const { root, env } = TestRepository.init();
  const error = await failure(gitOutput({ cwd: root, env }, ['rev-parse', '--verify', 'nowhere']));
  expect([error.problem, error.message, error.hint]).toEqual(['git-failed', '`git rev-parse` failed: Needed a single revision', null]);
  const result = await gitResult({ cwd: root, env }, ['rev-parse', '--is-bare-repository', 'nowhere']);
  expect([result.exitCode, result.stdout.toString().split('\n')[0]]).toEqual([128, 'false']);
});

test('no git: the error says what to install; no directory: it says that', async () => {
  const cwd = temporaryFolder();
  const env = { PATH: temporaryFolder() };
  expect(await failure(gitOutput({ cwd, env }, ['version']))).toMatchObject({ problem: 'git-not-found', message: 'git was not found in PATH' });
  expect(await failure(gitOutput({ cwd: join(cwd, 'gone'), env }, ['version']))).toMatchObject({ problem: 'git-failed' });
});

test('a git that does not know an option is called too old', async () => {
  const env = { PATH: fakeGit('echo "error: unknown option \\`unordered" >&2; exit 129') };
  const error = await failure(gitOutput({ cwd: temporaryFolder(), env }, ['cat-file', '--unordered']));
  expect([error.problem, error.hint]).toEqual(['git-too-old', 'install git 2.25 or newer']);
});

test('a git ended by a signal failed, whatever it printed', async () => {
  const env = { PATH: `${fakeGit('echo one; kill -9 $$')}:${process.env['PATH']}` };
  expect((await failure(gitOutput({ cwd: temporaryFolder(), env }, ['rev-list']))).message).toContain('was ended by a signal');
});

test('endless complaints take bounded memory', async () => {
  const env = { PATH: `${fakeGit('i=0; while [ $i -lt 2000 ]; do echo "error: again and again and again $i" >&2; i=$((i+1)); done')}:${process.env['PATH']}` };
  expect((await gitResult({ cwd: temporaryFolder(), env }, ['x'])).stderr).toHaveLength(8192);
});

test('records come whole, however the output is cut, and the last one needs no separator', async () => {
  const { root, env } = TestRepository.init();
  const names = Array.from({ length: 9000 }, (_, index) => `${'n'.repeat(index % 50)}${index}`);
  const git = { PATH: `${fakeGit(`printf '${names.join('\\n')}'`)}:${env['PATH']}` };
  const records: string[] = [];
  for await (const batch of gitRecords({ cwd: root, env: git }, ['x'], '\n')) records.push(...batch);
  expect(records).toEqual(names);
});

test('a reader that stops early ends git', async () => {
  const env = { PATH: `${fakeGit('while :; do echo yes; done')}:${process.env['PATH']}` };
  for await (const batch of gitRecords({ cwd: temporaryFolder(), env }, ['x'], '\n')) {
    expect(batch[0]).toBe('yes');
    break;
  }
  const git = startGit({ cwd: temporaryFolder(), env }, ['x']);
  git.stop();
  expect((await git.ended).exitCode).toBeNull();
});

describe('what git says becomes a sentence and a way out', () => {
  test.each([
    [
      "fatal: detected dubious ownership in repository at '/r'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /r\n",
      ['not-trusted', 'git refuses to read /r: it belongs to another user', 'if you trust it, run: git config --global --add safe.directory /r'],
    ],
    [
      "fatal: unsafe repository ('/r' is owned by someone else)\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /r\n",
      ['not-trusted', 'git refuses to read /r: it belongs to another user', 'if you trust it, run: git config --global --add safe.directory /r'],
    ],
    [
      "fatal: cannot use bare repository '/r' (safe.bareRepository is 'explicit')\n",
      ['not-trusted', 'git refuses to use this bare repository, because safe.bareRepository is set to "explicit"', 'if you trust it, set GIT_DIR to its path and run keysieve again'],
    ],
    ['fatal: not a git repository: /nowhere\n', ['broken-repository', 'git cannot read the repository: not a git repository: /nowhere', 'look at it with `git fsck`, or clone it again']],
    [
      'warning: lazy fetching disabled; some objects may not be available\nfatal: could not fetch 1234 from promisor remote\n',
      ['git-failed', 'this is a partial clone, and what is needed is only at its remote', 'run `git fetch --refetch --no-filter`, or clone without --filter'],
    ],
    ['warning: first\nerror: second\nfatal: third\n', ['git-failed', '`git log` failed: third', null]],
    ['', ['git-failed', '`git log` failed: it gave no reason', null]],
  ])('%j', (stderr, expected) => {
    const error = gitFailure('log', 128, stderr);
    expect([error.problem, error.message, error.hint]).toEqual(expected);
  });

  test('credentials of an address are left out', () => {
    const address = ['https://user', 'word@example.com/r.git'].join(':pass');
    expect(gitFailure('fetch', 128, `fatal: unable to access '${address}'`).message).toBe("`git fetch` failed: unable to access 'https://***@example.com/r.git'");
  });
});

describe('simple-git', () => {
  test('reads configuration in the same hermetic environment', async () => {
    const repository = TestRepository.init();
    repository.git('config', 'alias.config', '!touch marker');
    repository.git('config', 'remote.origin.url', 'https://example.com/r.git');
    const env = { ...testEnvironment(), GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.extra', GIT_CONFIG_VALUE_0: 'passed on', PAGER: 'false', GIT_SSH_COMMAND: 'false', EDITOR: 'vi', PREFIX: '/p' };
    const place = { cwd: repository.root, env };
    expect(await smallCommand(place, ['config', 'remote.origin.url'])).toBe('https://example.com/r.git\n');
    expect(await smallCommand(place, ['config', 'user.extra'])).toBe('passed on\n');
    expect(await smallCommand(place, ['config', 'core.fsmonitor'])).toBe('false\n');
  });

  test('sees the index a hook was given', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: '1' });
    repository.write('b', '2');
    const env = { ...repository.env, GIT_INDEX_FILE: join(temporaryFolder(), 'index') };
    repository.gitWith({ env }, 'add', 'b');
    expect(await smallCommand({ cwd: repository.root, env }, ['ls-files'])).toBe('b\n');
  });

  test('fails with the same errors', async () => {
    const { root, env } = TestRepository.init();
    expect((await failure(smallCommand({ cwd: root, env }, ['rev-parse', '--verify', 'nowhere']))).message).toBe('`git rev-parse` failed: Needed a single revision');
  });
});
