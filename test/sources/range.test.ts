import { describe, expect, test } from 'vitest';

import type { Item } from '../../src/model.ts';
import { parseRange } from '../../src/git/revisions.ts';
import { rangeItems } from '../../src/sources/range.ts';
import type { RangeOptions } from '../../src/sources/range.ts';
import { TestRepository } from '../support/repository.ts';
import { collect, open } from './collect.ts';
import type { Collected } from './collect.ts';

async function scan(repository: TestRepository, range: string, options: RangeOptions = {}): Promise<Collected> {
  const opened = await open(repository);
  return collect((onSkip) => rangeItems(opened, parseRange(range), options, onSkip));
}

/** `subject of the commit | path: content`. */
function byCommit(items: readonly Item[]): string[] {
  return items.map((item) => `${item.origin.kind === 'commit' ? item.origin.commit.subject : item.origin.kind} | ${item.path}: ${Buffer.from(item.bytes)}`);
}

test('every commit in order, its message first, then what it adds and changes', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'a0', b: 'b0', c: 'c0' });
  repository.commit('adds\n\nwith a body', { a: 'SECRET', new: 'N' });
  repository.commit('removes', { a: 'a0', b: null });
  const last = repository.commit('more', { c: 'c1' });
  let count = 0;
  const { items, skips } = await scan(repository, 'HEAD~3..HEAD', { onCount: (commits) => (count = commits) });
  expect(byCommit(items)).toEqual([
    'adds | commit message: adds\n\nwith a body',
    'adds | a: SECRET',
    'adds | new: N',
    'removes | commit message: removes',
    'removes | a: a0',
    'more | commit message: more',
    'more | c: c1',
  ]);
  expect([count, skips]).toEqual([3, []]);
  expect(items.at(-1)?.origin).toEqual({
    kind: 'commit',
    object: repository.blob('HEAD', 'c'),
    bases: [repository.blob('HEAD~3', 'c')],
    commit: { id: last, author: 'Ada Example', date: expect.stringMatching(/^2024-01-01T01:\d\d:00\+01:00$/) as string, subject: 'more' },
  });
  expect(items.at(-2)?.origin).toMatchObject({ object: last, commit: { id: last }, bases: [] });
});

test('added and removed again inside of the range', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'a' });
  repository.git('switch', '--quiet', '-c', 'pr');
  repository.commit('oops', { '.env': 'SECRET' });
  repository.commit('nobody saw that', { '.env': null });
  const { items } = await scan(repository, 'main..pr');
  expect(byCommit(items)).toContain('oops | .env: SECRET');
});

test('the same content at the same path once, with the earliest commit; at another path again', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { x: 'x' });
  repository.commit('one', { a: 'SECRET' });
  repository.commit('two', { a: null });
  repository.commit('three', { a: 'SECRET', b: 'SECRET' });
  expect(byCommit((await scan(repository, 'HEAD~3..')).items).filter((text) => text.endsWith('SECRET'))).toEqual(['one | a: SECRET', 'three | b: SECRET']);
});

test('renames: pure ones add nothing, changed ones are compared with where they came from; modes add nothing', async () => {
  const repository = TestRepository.init();
  const text = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');
  repository.commit('base', { pure: `pure ${text}`, edited: text });
  const source = repository.blob('HEAD', 'edited');
  repository.git('mv', 'pure', 'moved');
  repository.git('mv', 'edited', 'renamed');
  repository.git('update-index', '--chmod=+x', 'moved');
  repository.write('renamed', `${text}more\n`);
  repository.commit('renames');
  const { items } = await scan(repository, 'HEAD~1..');
  expect(items.map((item) => item.path)).toEqual(['commit message', 'renamed']);
  expect(items[1]?.origin).toMatchObject({ bases: [source] });
});

describe('merges', () => {
  function merged(resolution: string): TestRepository {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'base', theirs: 'base' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('side', { a: 'theirs', theirs: 'changed by them' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('main', { a: 'ours' });
    repository.merge('side');
    repository.commit('merge', { a: resolution, evil: 'only in the merge' });
    return repository;
  }

  test('only what differs from all parents, compared with all of them', async () => {
    const repository = merged('resolved');
    const { items } = await scan(repository, 'HEAD~1..HEAD');
    const ofMerge = items.filter((item) => item.origin.kind === 'commit' && item.origin.commit.subject === 'merge');
    expect(byCommit(ofMerge)).toEqual(['merge | commit message: merge', 'merge | a: resolved', 'merge | evil: only in the merge']);
    expect(ofMerge[1]?.origin).toMatchObject({ bases: [repository.blob('HEAD^1', 'a'), repository.blob('HEAD^2', 'a')] });
    expect(byCommit(items)).toContain('side | theirs: changed by them');
  });

  test('a conflict resolved by one side adds nothing', async () => {
    const { items } = await scan(merged('theirs'), 'HEAD~1..HEAD');
    expect(items.filter((item) => item.origin.kind === 'commit' && item.origin.commit.subject === 'merge').map((item) => item.path)).toEqual(['commit message', 'evil']);
  });
});

test('the first commit, and a whole history', async () => {
  const repository = TestRepository.init();
  repository.commit('first', { a: 'A' });
  repository.commit('second', { a: 'B' });
  expect(byCommit((await scan(repository, 'HEAD')).items)).toEqual(['first | commit message: first', 'first | a: A', 'second | commit message: second', 'second | a: B']);
});

test('an annotated tag that is pushed has a message too', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'A' });
  repository.commit('two', { a: 'B' });
  const tag = repository.tag('v1', 'SECRET in the tag');
  const { items } = await scan(repository, 'HEAD~1..v1');
  expect(items.at(-1)).toMatchObject({ path: 'tag message', origin: { kind: 'object', object: tag, type: 'tag' } });
  expect(byCommit(items).at(-1)).toBe('object | tag message: SECRET in the tag\n');
});

test('links and submodules are named', async () => {
  const repository = TestRepository.init();
  repository.commit('base');
  repository.link('link', 'target');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD')},sub`);
  repository.git('add', 'link');
  repository.git('commit', '--quiet', '-m', 'both');
  const { items, skips } = await scan(repository, 'HEAD~1..');
  expect(items.map((item) => item.path)).toEqual(['commit message']);
  expect(skips).toEqual([
    { reason: 'symlink', what: 'link', incomplete: false },
    { reason: 'submodule', what: 'sub', incomplete: false },
  ]);
});

test('odd names and large histories come through whole', async () => {
  const repository = TestRepository.init();
  repository.write(Buffer.from('\xff', 'latin1'), 'bytes');
  repository.write('"q"\né', 'text');
  repository.commit('names', Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`d${i % 7}/f${i}`, `content ${i} ${'y'.repeat(i)}`])));
  const { items, texts } = await scan(repository, 'HEAD');
  expect(items).toHaveLength(1503);
  expect(texts).toEqual(expect.arrayContaining(['\\xff: bytes', '"q"\né: text', `d0/f1498: content 1498 ${'y'.repeat(1498)}`]));
});

describe('gaps', () => {
  test('a range that reaches the end of a shallow clone is incomplete; one that does not is whole', async () => {
    const origin = TestRepository.init();
    for (const name of ['one', 'two', 'three', 'four']) origin.commit(name, { a: name });
    const clone = origin.clone('--depth=2');
    expect((await scan(clone, 'HEAD~1..HEAD')).skips).toEqual([]);
    const { skips, items } = await scan(clone, 'HEAD');
    expect(skips).toEqual([
      {
        reason: 'shallow',
        what: clone.git('rev-parse', 'HEAD~1'),
        detail: 'the range reaches the end of this shallow clone, earlier commits of it are missing: run `git fetch --unshallow` (GitHub Actions: fetch-depth: 0)',
        incomplete: true,
      },
    ]);
    expect(byCommit(items)).toEqual(['three | commit message: three', 'three | a: three', 'four | commit message: four', 'four | a: four']);
  });

  test('missing and oversized blobs are named by path, and the rest is read', async () => {
    const repository = TestRepository.init();
    const text = 'line\n'.repeat(50);
    repository.commit('one', { lost: text, large: 'x'.repeat(3000), ok: 'O' });
    const lost = repository.blob('HEAD', 'lost');
    // A similar file: to pair the two, git would have to read the missing one.
    repository.commit('two', { lost: null, similar: `${text}more\n`, last: 'L' });
    repository.deleteObject(lost);
    const { texts, skips } = await scan(repository, 'HEAD', { maxBytes: 2000 });
    expect(texts.filter((line) => !line.startsWith('commit message'))).toEqual(['ok: O', 'last: L', `similar: ${text}more\n`]);
    expect(skips.map((skip) => [skip.reason, skip.what, skip.incomplete]).toSorted()).toEqual([
      ['missing-object', 'lost', true],
      ['too-large', 'large', false],
    ]);
  });

  test('a commit whose tree is missing is named, and the others are read', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'A' });
    const broken = repository.commit('two', { 'dir/b': 'B' });
    repository.commit('three', { 'dir/b': 'C', c: 'C' });
    repository.commit('four', { d: 'D' });
    repository.deleteObject(repository.git('rev-parse', `${broken}:dir`));
    const { texts, skips } = await scan(repository, 'HEAD');
    expect(texts).toEqual(expect.arrayContaining(['a: A', 'd: D', 'commit message: four']));
    expect(skips.map((skip) => [skip.reason, skip.what, skip.incomplete])).toEqual([
      ['git-error', broken, true],
      ['git-error', repository.git('rev-parse', 'HEAD~1'), true],
    ]);
  });

  test('history shorter than asked for is scanned from its start, and said so', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'A' });
    const { texts, skips } = await scan(repository, 'HEAD~50..HEAD');
    expect(texts).toEqual(['commit message: one', 'a: A']);
    expect(skips).toMatchObject([{ reason: 'limit', what: 'HEAD~50', incomplete: false }]);
  });

  test('an unknown revision is an error', async () => {
    const repository = TestRepository.init();
    repository.commit('one');
    await expect(scan(repository, 'origin/main..HEAD')).rejects.toMatchObject({ problem: 'unknown-revision', message: 'there is no commit "origin/main" in this repository' });
  });
});

test('commits about to be pushed: what the remote does not have', async () => {
  const repository = TestRepository.init();
  repository.commit('pushed', { a: 'A' });
  const clone = repository.clone();
  clone.commit('new', { b: 'B' });
  const opened = await open(clone);
  const { texts } = await collect((onSkip) => rangeItems(opened, { include: ['HEAD'], exclude: [], excludeRemotes: 'all' }, {}, onSkip));
  expect(texts).toEqual(['commit message: new', 'b: B']);
});
