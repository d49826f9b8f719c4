import { appendFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Item } from '../../src/model.ts';
import { stagedItems } from '../../src/sources/index-stage.ts';
import type { StagedOptions } from '../../src/sources/index-stage.ts';
import { TestRepository } from '../support/repository.ts';
import { collect, open } from './collect.ts';
import type { Collected } from './collect.ts';

async function scan(repository: TestRepository, options: StagedOptions = {}): Promise<Collected> {
  const opened = await open(repository);
  return collect((onSkip) => stagedItems(opened, options, onSkip));
}

const bases = (items: readonly Item[]): unknown => items.map((item) => (item.origin.kind === 'index' ? item.origin.bases : null));

test('new and changed files, with the blobs they replace', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { changed: 'before', deleted: 'D', same: 'S' });
  const before = repository.blob('HEAD', 'changed');
  repository.write('changed', 'after');
  repository.write('added', 'A');
  rmSync(join(repository.root, 'deleted'));
  repository.git('add', '--all');
  const { items, texts, skips } = await scan(repository);
  expect(texts).toEqual(['added: A', 'changed: after']);
  expect(items.map((item) => item.origin)).toEqual([
    { kind: 'index', blob: repository.git('rev-parse', ':added'), bases: [] },
    { kind: 'index', blob: repository.git('rev-parse', ':changed'), bases: [before] },
  ]);
  expect(skips).toEqual([]);
});

test('renames: pure ones add nothing, changed ones are compared with where they came from', async () => {
  const repository = TestRepository.init();
  const text = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');
  repository.commit('one', { pure: `pure ${text}`, edited: `edited ${text}`, copied: 'C' });
  const source = repository.blob('HEAD', 'edited');
  repository.git('mv', 'pure', 'moved');
  repository.git('mv', 'edited', 'renamed');
  repository.write('renamed', `edited ${text}one more line\n`);
  repository.write('copy', 'C');
  repository.git('add', '--all');
  const { items, texts } = await scan(repository);
  expect(texts).toEqual(['copy: C', `renamed: edited ${text}one more line\n`]);
  expect(bases(items)).toEqual([[], [source]]);
});

test('changed modes, announced files, links and submodules add nothing; the last two are named', async () => {
  const inner = TestRepository.init();
  inner.commit('one');
  const repository = TestRepository.init();
  repository.commit('one', { script: 'S', 'was-link': 'W' });
  chmodSync(join(repository.root, 'script'), 0o755);
  repository.write('announced', 'not staged');
  repository.git('add', '--intent-to-add', 'announced');
  repository.link('link', 'target');
  repository.git('add', 'script', 'link');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${inner.git('rev-parse', 'HEAD')},sub`);
  const { texts, skips } = await scan(repository);
  expect(texts).toEqual([]);
  expect(skips).toEqual([
    { reason: 'symlink', what: 'link', incomplete: false },
    { reason: 'submodule', what: 'sub', incomplete: false },
  ]);
});

test('a link that becomes a file is new; an empty file is an item, because its name may say enough', async () => {
  const repository = TestRepository.init();
  repository.link('was-link', 'somewhere');
  repository.commit('one');
  rmSync(join(repository.root, 'was-link'));
  repository.write('was-link', 'now a file');
  repository.write('id_key', '');
  repository.git('add', '--all');
  const { items, texts } = await scan(repository);
  expect(texts).toEqual(['id_key: ', 'was-link: now a file']);
  expect(bases(items)).toEqual([[], []]);
});

test('odd names, many files, and the same content twice', async () => {
  const repository = TestRepository.init();
  repository.write(Buffer.from('\xff', 'latin1'), 'bytes');
  repository.write('"q"\n\u00e9', 'text');
  for (let i = 0; i < 3000; i++) repository.write(`many/${i}`, i % 2 === 0 ? 'even' : `odd ${i} ${'x'.repeat(i % 200)}`);
  repository.git('add', '--all');
  const { items, texts } = await scan(repository);
  expect(items).toHaveLength(3002);
  expect(texts).toEqual(expect.arrayContaining(['\\xff: bytes', '"q"\n\u00e9: text', 'many/2998: even', `many/2999: odd 2999 ${'x'.repeat(199)}`]));
});

test('an index with nothing new, and one with nothing at all', async () => {
  const repository = TestRepository.init();
  expect((await scan(repository)).texts).toEqual([]);
  repository.commit('one', { a: 'A' });
  expect((await scan(repository)).texts).toEqual([]);
  const sha256 = TestRepository.init({ objectFormat: 'sha256' });
  sha256.write('a', 'first commit');
  sha256.git('add', '.');
  expect((await scan(sha256)).texts).toEqual(['a: first commit']);
});

test('before a conflict is resolved the answer is incomplete', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'base\n' });
  repository.git('switch', '--quiet', '-c', 'side');
  repository.commit('theirs', { a: 'theirs\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('ours', { a: 'ours\n' });
  repository.merge('side');
  expect((await scan(repository)).skips).toEqual([
    { reason: 'unreadable', what: 'a', detail: 'it has conflicts: resolve them, `git add` it and check again', incomplete: true },
  ]);
});

test('in a merge a file is compared with all sides', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'base\n' });
  repository.git('switch', '--quiet', '-c', 'side');
  repository.commit('theirs', { a: 'theirs\n' });
  const theirs = repository.blob('HEAD', 'a');
  repository.git('switch', '--quiet', 'main');
  repository.commit('ours', { a: 'ours\n' });
  const ours = repository.blob('HEAD', 'a');
  repository.merge('side');
  repository.write('a', 'resolved\n');
  repository.git('add', 'a');
  expect(bases((await scan(repository)).items)).toEqual([[ours, theirs]]);
});

test('too large and missing blobs are named', async () => {
  const repository = TestRepository.init();
  repository.write('large', 'x'.repeat(2000));
  repository.write('lost', 'lost content');
  repository.write('ok', 'O');
  repository.git('add', '.');
  const lost = repository.git('rev-parse', ':lost');
  repository.deleteObject(lost);
  const { texts, skips } = await scan(repository, { maxBytes: 1000 });
  expect(texts).toEqual(['ok: O']);
  expect(skips).toMatchObject([
    { reason: 'too-large', what: 'large', incomplete: false },
    { reason: 'missing-object', what: 'lost', detail: expect.stringContaining(lost) as string, incomplete: true },
  ]);
});

test('renames cannot be paired when a content is missing: the file then counts as new', async () => {
  const repository = TestRepository.init();
  const text = 'line\n'.repeat(50);
  repository.commit('one', { old: text });
  const old = repository.blob('HEAD', 'old');
  repository.git('mv', 'old', 'new');
  repository.write('new', `${text}more\n`);
  repository.git('add', '.');
  repository.deleteObject(old);
  const { items, texts } = await scan(repository);
  expect(texts).toEqual([`new: ${text}more\n`]);
  expect(bases(items)).toEqual([[]]);
});

test('a damaged index, and a HEAD whose commit is missing, are errors', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'A' });
  const lost = TestRepository.init();
  const commit = lost.commit('one', { a: 'A' });
  lost.deleteObject(commit);
  await expect(scan(lost)).rejects.toMatchObject({ problem: 'git-failed' });
  writeFileSync(join(repository.root, '.git/index'), 'garbage');
  await expect(scan(repository)).rejects.toMatchObject({ problem: 'git-failed', message: expect.stringMatching(/index/) as string });
});

test('a sparse index', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { 'in/a': 'A', 'out/b': 'B' });
  repository.git('sparse-checkout', 'set', '--sparse-index', 'in');
  repository.write('in/a', 'changed');
  appendFileSync(join(repository.root, 'in/new'), 'N');
  repository.git('add', 'in');
  expect((await scan(repository)).texts).toEqual(['in/a: changed', 'in/new: N']);
});
