import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { worktreeItems } from '../../src/sources/worktree.ts';
import type { WorktreeOptions } from '../../src/sources/worktree.ts';
import { temporaryFolder, TestRepository, withoutRootRights } from '../support/repository.ts';
import { collect, open } from './collect.ts';
import type { Collected } from './collect.ts';

async function scan(repository: TestRepository, options: WorktreeOptions = {}, from = repository.root): Promise<Collected> {
  const opened = await open(repository, from);
  return collect((onSkip) => worktreeItems(opened, options, onSkip));
}

test('tracked and untracked files as they are on disk, without ignored and deleted ones', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { '.gitignore': 'build/\n*.log\n', a: 'committed', 'src/gone': 'deleted later', 'src/b': 'unchanged' });
  repository.write('a', 'changed');
  repository.write('src/new', 'untracked');
  repository.write('staged', 'added');
  repository.git('add', 'staged');
  repository.write('build/out', 'ignored');
  repository.write('x.log', 'ignored');
  rmSync(join(repository.root, 'src/gone'));
  const { texts, items, skips } = await scan(repository, {}, join(repository.root, 'src'));
  expect(texts.toSorted()).toEqual(['.gitignore: build/\n*.log\n', 'a: changed', 'src/b: unchanged', 'src/new: untracked', 'staged: added']);
  expect(items[0]?.origin).toEqual({ kind: 'worktree' });
  expect(skips).toEqual([]);
});

test('an ignored file that is tracked is read', async () => {
  const repository = TestRepository.init();
  repository.write('.gitignore', '.env\n');
  repository.write('.env', 'tracked all the same');
  repository.git('add', '--force', '.env');
  expect((await scan(repository)).texts).toContain('.env: tracked all the same');
});

test('a repository without commits, and one without anything', async () => {
  const repository = TestRepository.init();
  expect((await scan(repository)).texts).toEqual([]);
  repository.write('a', 'A');
  expect((await scan(repository)).texts).toEqual(['a: A']);
});

test('any name and any bytes', async () => {
  const repository = TestRepository.init();
  const content = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const names = ['plain', 'with space', '"quoted"', 'line\nbreak', 'tab\t', 'é', '-dash', ':(top)magic', '100644 x 0\tname', '? q', 'back\\slash'];
  for (const name of names) repository.write(name, content);
  repository.write(Buffer.from('latin-\xe9', 'latin1'), content);
  repository.commit('one');
  repository.write(Buffer.from('untracked-\xff', 'latin1'), content);
  const { items, skips } = await scan(repository);
  expect(items.map((item) => item.path).toSorted()).toEqual([...names, 'latin-\\xe9', 'untracked-\\xff'].toSorted());
  expect(items.every((item) => content.equals(item.bytes))).toBe(true);
  expect(skips).toEqual([]);
});

test('links are not followed, wherever they lead', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'file'), 'outside');
  const repository = TestRepository.init();
  repository.commit('one', { 'folder/file': 'inside', real: 'R' });
  repository.link('to-file', join(outside, 'file'));
  repository.link('to-folder', outside);
  repository.link('loop', '.');
  repository.link('dangling', 'nowhere');
  repository.git('add', '.');
  // A link where git knows a folder: git takes folder/file for deleted.
  rmSync(join(repository.root, 'folder'), { recursive: true });
  repository.link('folder', outside);
  const { texts, skips } = await scan(repository);
  expect(texts).toEqual(['real: R']);
  expect(skips.map((skip) => [skip.what, skip.reason, skip.incomplete]).toSorted()).toEqual(
    ['dangling', 'folder', 'loop', 'to-file', 'to-folder'].map((what) => [what, 'symlink', false]),
  );
});

test('submodules and repositories inside are named, not read', async () => {
  const inner = TestRepository.init();
  inner.commit('one', { secret: 'in the submodule' });
  const repository = TestRepository.init();
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${inner.root}`, 'sub');
  TestRepository.init({ folder: join(repository.root, 'untracked/nested') }).write('file', 'F');
  const { texts, skips } = await scan(repository);
  expect(texts.map((text) => text.split(':')[0])).toEqual(['.gitmodules']);
  expect(skips).toEqual([
    { reason: 'submodule', what: 'untracked/nested', detail: 'a repository of its own: scan it with `keysieve scan untracked/nested`', incomplete: false },
    { reason: 'submodule', what: 'sub', detail: 'a repository of its own: scan it with `keysieve scan sub`', incomplete: false },
  ]);
});

test('a gigabyte is a named skip', async () => {
  const repository = TestRepository.init();
  repository.write('disk.img', '');
  truncateSync(join(repository.root, 'disk.img'), 1024 ** 3);
  repository.write('small', 'S');
  const { texts, skips } = await scan(repository);
  expect(texts).toEqual(['small: S']);
  expect(skips).toEqual([{ reason: 'too-large', what: 'disk.img', detail: '1073741824 bytes, more than the limit of 536870912', incomplete: false }]);
});

test('a pipe is not waited for', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'A', pipe: 'was a file' });
  rmSync(join(repository.root, 'pipe'));
  execFileSync('mkfifo', [join(repository.root, 'pipe')]);
  const { texts, skips } = await scan(repository);
  expect(texts).toEqual(['a: A']);
  expect(skips).toMatchObject([{ reason: 'unreadable', what: 'pipe', incomplete: false }]);
});

test('files and folders without rights make the answer incomplete', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { closed: 'C', 'tracked/file': 'F', open: 'O' });
  repository.write('untracked/file', 'U');
  chmodSync(join(repository.root, 'closed'), 0o000);
  chmodSync(join(repository.root, 'tracked'), 0o000);
  chmodSync(join(repository.root, 'untracked'), 0o000);
  // The repository belongs to another user then, whom git is told to trust.
  const trusting = new TestRepository(repository.root, { ...repository.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' });
  const { texts, skips } = await withoutRootRights(repository.root, () => scan(trusting));
  expect(texts).toEqual(['open: O']);
  expect(skips.map((skip) => [skip.what, skip.reason, skip.incomplete]).toSorted()).toEqual([
    ['closed', 'unreadable', true],
    ['tracked/', 'unreadable', true],
    ['tracked/file', 'unreadable', true],
    ['untracked/', 'unreadable', true],
  ]);
});

test('a conflicted file is read once, as it is on disk', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'base\n' });
  repository.git('switch', '--quiet', '-c', 'side');
  repository.commit('theirs', { a: 'theirs\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('ours', { a: 'ours\n' });
  repository.merge('side');
  const { texts } = await scan(repository);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('<<<<<<<');
});

test('sparse checkouts: what is not on disk is left to the history', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { 'in/a': 'A', 'out/b': 'B' });
  repository.git('sparse-checkout', 'set', '--sparse-index', 'in');
  expect((await scan(repository)).texts).toEqual(['in/a: A']);
});

describe('restricted to paths', () => {
  function repositoryWithFolders(): TestRepository {
    const repository = TestRepository.init();
    repository.commit('one', { '.gitignore': '*.log\n', 'src/a': 'A', 'src/deep/b': 'B', 'src*/c': 'C', other: 'O' });
    repository.write('src/debug.log', 'ignored');
    return repository;
  }

  test('folders and files, taken literally', async () => {
    const repository = repositoryWithFolders();
    expect((await scan(repository, { paths: ['src/'] })).texts).toEqual(['src/a: A', 'src/deep/b: B']);
    expect((await scan(repository, { paths: ['src*', 'other'] })).texts.toSorted()).toEqual(['other: O', 'src*/c: C']);
    expect((await scan(repository, { paths: ['src/deep', 'src'] })).texts).toEqual(['src/a: A', 'src/deep/b: B']);
  });

  test('a file that is named is read even when it is ignored', async () => {
    expect((await scan(repositoryWithFolders(), { paths: ['src/debug.log', 'src/a'] })).texts.toSorted()).toEqual(['src/a: A', 'src/debug.log: ignored']);
  });
});

test('a linked working tree shows its own files', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'main' });
  const linked = repository.worktree('side');
  linked.write('a', 'linked');
  mkdirSync(join(linked.root, 'sub'));
  expect((await scan(linked, {}, join(linked.root, 'sub'))).texts).toEqual(['a: linked']);
});

test('without a working tree the error says what to scan instead', async () => {
  await expect(scan(TestRepository.init({ bare: true }))).rejects.toMatchObject({ problem: 'git-failed', hint: 'scan its history instead: keysieve scan --history-only' });
});
