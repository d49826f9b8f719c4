import { appendFileSync, chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { checkIntegrity, shallowBoundary } from '../../src/git/integrity.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Skip } from '../../src/model.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

async function check(repository: TestRepository): Promise<readonly Skip[]> {
  return checkIntegrity((await openRepository(repository.root, repository.env)) as Repository);
}

function threeCommits(): TestRepository {
  const repository = TestRepository.init();
  for (const name of ['one', 'two', 'three']) repository.commit(name, { [`dir/${name}`]: name });
  return repository;
}

test('a whole repository has no gaps: with history, empty, bare, cloned', async () => {
  const repository = threeCommits();
  repository.tag('v1', 'tag');
  repository.write('dir/one', 'stashed');
  repository.stash();
  expect(await check(repository)).toEqual([]);
  expect(await check(TestRepository.init())).toEqual([]);
  expect(await check(repository.clone('--bare'))).toEqual([]);
});

test('a shallow clone, and how to make it whole', async () => {
  const clone = threeCommits().clone('--depth=1');
  expect(await check(clone)).toEqual([
    {
      reason: 'shallow',
      what: 'history',
      detail: 'this is a shallow clone, what came before its oldest commits is not here: run `git fetch --unshallow origin` (GitHub Actions: fetch-depth: 0)',
      incomplete: true,
    },
  ]);
  expect([...shallowBoundary((await openRepository(clone.root, clone.env)) as Repository)]).toEqual([clone.git('rev-parse', 'HEAD')]);
  clone.git('remote', 'remove', 'origin');
  expect(await check(clone)).toMatchObject([{ reason: 'shallow', detail: expect.stringContaining('clone again without --depth') as string }]);
  // What it says to do helps.
  const again = threeCommits();
  const healed = again.clone('--depth=1');
  healed.git('fetch', '--quiet', '--unshallow', 'origin');
  expect(await check(healed)).toEqual([]);
});

test('a partial clone: one skip with the number and the remote; none when nothing is missing', async () => {
  const origin = threeCommits();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const clone = origin.clone('--filter=blob:none', '--no-checkout');
  expect(await check(clone)).toEqual([
    {
      reason: 'partial-clone',
      what: 'history',
      detail: 'this is a partial clone, 3 objects are only at origin: run `git fetch --refetch --no-filter origin`, or clone without --filter',
      incomplete: true,
    },
  ]);
  clone.git('fetch', '--quiet', '--refetch', '--no-filter', 'origin');
  expect(await check(clone)).toEqual([]);
});

test('missing blobs and trees are named', async () => {
  const repository = threeCommits();
  const lost = [repository.blob('HEAD', 'dir/two'), repository.git('rev-parse', 'HEAD~2:dir')];
  for (const id of lost) repository.deleteObject(id);
  const skips = await check(repository);
  expect(skips.map((skip) => skip.what).toSorted()).toEqual(lost.toSorted());
  expect(skips[0]).toMatchObject({
    reason: 'missing-object',
    detail: 'the repository refers to this object and does not have it: look at it with `git fsck`, or clone again',
    incomplete: true,
  });
});

test('of many missing objects a hundred are named and the others counted', async () => {
  const repository = TestRepository.init();
  repository.commit('many', Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`f${i}`, `content ${i}`])));
  for (let i = 0; i < 120; i++) repository.deleteObject(repository.blob('HEAD', `f${i}`));
  const skips = await check(repository);
  expect([skips.length, skips.at(-1)?.what]).toEqual([101, '20 more objects']);
});

test('a missing commit ends the walk: said with its reason', async () => {
  const repository = threeCommits();
  repository.deleteObject(repository.git('rev-parse', 'HEAD~1'));
  expect(await check(repository)).toMatchObject([{ reason: 'git-error', what: 'history', incomplete: true, detail: expect.stringMatching(/traverse parents|bad object|Could not read/) as string }]);
});

test('a ref that points at nothing', async () => {
  const repository = threeCommits();
  writeFileSync(join(repository.root, '.git/refs/heads/broken'), `${'e'.repeat(40)}\n`);
  expect(await check(repository)).toMatchObject([{ incomplete: true }]);
});

test('alternates that are gone', async () => {
  const origin = threeCommits();
  const clone = new TestRepository(temporaryFolder());
  clone.git('clone', '--quiet', '--shared', '--no-checkout', origin.root, clone.root);
  const alternates = join(clone.root, '.git/objects/info/alternates');
  chmodSync(alternates, 0o644);
  writeFileSync(alternates, '/nowhere\n');
  const skips = await check(clone);
  expect(skips.length).toBeGreaterThan(0);
  expect(skips.every((skip) => skip.incomplete)).toBe(true);
});

test('a remote with an odd name does not break the advice', async () => {
  const clone = threeCommits().clone('--depth=1');
  appendFileSync(join(clone.root, '.git/config'), '[remote "a \\"b\\" c"]\n\turl = x\n');
  expect(await check(clone)).toHaveLength(1);
});
