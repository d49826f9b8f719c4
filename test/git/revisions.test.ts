import { describe, expect, test } from 'vitest';

import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import { parseRange, resolveRange } from '../../src/git/revisions.ts';
import type { RevisionRange } from '../../src/git/revisions.ts';
import { TestRepository } from '../support/repository.ts';

test.each([
  ['main..side', { include: ['side'], exclude: ['main'] }],
  ['main...side', { include: ['side'], exclude: ['main'] }],
  ['HEAD~3..', { include: ['HEAD'], exclude: ['HEAD~3'] }],
  ['..side', { include: ['side'], exclude: ['HEAD'] }],
  ['v1.0..v1.1', { include: ['v1.1'], exclude: ['v1.0'] }],
  ['side', { include: ['side'], exclude: [] }],
])('%s', (text, range) => {
  expect(parseRange(text)).toEqual(range);
});

/** main: one, two, three; side (from one): four, five. */
function history(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('one');
  repository.git('branch', 'side');
  repository.commit('two');
  repository.commit('three');
  repository.git('switch', '--quiet', 'side');
  repository.commit('four');
  repository.commit('five');
  return repository;
}

async function subjects(repository: TestRepository, range: RevisionRange): Promise<{ commits: string[]; tags: number; clamped: readonly string[] }> {
  const opened = (await openRepository(repository.root, repository.env)) as Repository;
  const { commits, tags, clamped } = await resolveRange(opened, range);
  return { commits: commits.map((id) => repository.git('show', '-s', '--format=%s', id)), tags: tags.length, clamped };
}

describe('commits of a range', () => {
  test('parents before children; both spellings mean what head has and base has not', async () => {
    const repository = history();
    expect((await subjects(repository, parseRange('main..side'))).commits).toEqual(['four', 'five']);
    expect((await subjects(repository, parseRange('main...side'))).commits).toEqual(['four', 'five']);
    expect((await subjects(repository, parseRange('main'))).commits).toEqual(['one', 'two', 'three']);
    expect((await subjects(repository, { include: ['main', 'side'], exclude: ['side~2'] })).commits.toSorted()).toEqual(['five', 'four', 'three', 'two']);
    expect((await subjects(repository, parseRange('side..side'))).commits).toEqual([]);
  });

  test('nothing before (zeros) excludes nothing', async () => {
    expect((await subjects(history(), { include: ['main'], exclude: ['0'.repeat(40)] })).commits).toEqual(['one', 'two', 'three']);
  });

  test('further back than history goes: from the first commit on, and said so', async () => {
    expect(await subjects(history(), parseRange('main~50..main'))).toEqual({ commits: ['one', 'two', 'three'], tags: 0, clamped: ['main~50'] });
  });

  test('what remotes have is left out on request', async () => {
    const repository = history().clone();
    repository.commit('new');
    const include = ['HEAD'];
    expect((await subjects(repository, { include, exclude: [], excludeRemotes: 'all' })).commits).toEqual(['new']);
    expect((await subjects(repository, { include, exclude: [], excludeRemotes: { remote: 'origin' } })).commits).toEqual(['new']);
    expect((await subjects(repository, { include, exclude: [], excludeRemotes: { remote: 'other' } })).commits).toEqual(['one', 'four', 'five', 'new']);
  });

  test('annotated tags are commits with a message of their own', async () => {
    const repository = history();
    repository.tag('v1', 'release', 'main');
    expect(await subjects(repository, parseRange('main~1..v1'))).toEqual({ commits: ['three'], tags: 1, clamped: [] });
  });
});

describe('unknown revisions are errors with a way out', () => {
  test.each([['nowhere..side'], ['main..nowhere'], ['main..--all'], ['e'.repeat(40)], ['nowhere~3..side'], ['main..side:file'], ['']])('%j', async (text) => {
    const opened = (await openRepository(history().root, history().env)) as Repository;
    await expect(resolveRange(opened, parseRange(text))).rejects.toMatchObject({ problem: 'unknown-revision', hint: 'run `git fetch`, or check the name with `git log`' });
  });

  test('in a shallow clone the way out is to deepen it', async () => {
    const clone = history().clone('--depth=1', '--branch=main', '--single-branch');
    const opened = (await openRepository(clone.root, clone.env)) as Repository;
    await expect(resolveRange(opened, parseRange('origin/side..HEAD'))).rejects.toMatchObject({
      message: 'there is no commit "origin/side" in this repository',
      hint: 'this is a shallow clone: run `git fetch --unshallow` (GitHub Actions: fetch-depth: 0)',
    });
  });
});
