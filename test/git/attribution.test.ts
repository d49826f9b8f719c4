import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { attribute } from '../../src/git/attribution.ts';
import type { BlobHistory } from '../../src/git/attribution.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Skip } from '../../src/model.ts';
import { TestRepository } from '../support/repository.ts';

const open = async (repository: TestRepository): Promise<Repository> => (await openRepository(repository.root, repository.env)) as Repository;

/** The history of one blob, commits by their subjects. */
async function historyOf(repository: TestRepository, blob: string, onSkip?: (skip: Skip) => void): Promise<unknown> {
  const fail = (skip: Skip): void => {
    throw new Error(`unexpected skip: ${JSON.stringify(skip)}`);
  };
  const { blobs } = await attribute(await open(repository), { blobs: [blob] }, onSkip ?? fail);
  const history = blobs.get(blob) as BlobHistory;
  return {
    dangling: history.dangling,
    places: history.places.map((place) => ({
      path: place.path,
      in: place.introduced.map((commit) => commit.subject),
      out: place.removedIn?.subject ?? null,
      inHead: place.inHead,
      inIndex: place.inIndex,
      refs: place.refs,
    })),
  };
}

const GONE = { inHead: false, inIndex: false, refs: [] as string[] };

/** The id that a content will have as a blob. */
const idOf = (repository: TestRepository, content: string): string => repository.gitWith({ stdin: content }, 'hash-object', '--stdin');

describe('on one line of history', () => {
  test('what is in HEAD, with the commit that brought it', async () => {
    const repository = TestRepository.init();
    const id = repository.commit('one', { 'src/a': 'SECRET' });
    repository.commit('two', { 'src/b': 'other' });
    const { blobs } = await attribute(await open(repository), { blobs: [idOf(repository, 'SECRET')] }, () => {});
    expect([...blobs.values()]).toEqual([
      {
        dangling: false,
        places: [
          {
            path: 'src/a',
            introduced: [{ id, author: 'Ada Example', date: '2024-01-01T01:02:00+01:00', subject: 'one' }],
            removedIn: null,
            inHead: true,
            inIndex: true,
            refs: ['main'],
          },
        ],
      },
    ]);
  });

  test('what was changed, deleted, renamed and brought back', async () => {
    const repository = TestRepository.init();
    repository.commit('brings it', { a: 'SECRET' });
    repository.commit('changes it', { a: 'harmless' });
    repository.commit('brings it back', { a: 'SECRET' });
    repository.commit('renames it', { a: null, b: 'SECRET' });
    repository.commit('deletes it', { b: null });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({
      dangling: false,
      places: [
        { path: 'a', in: ['brings it', 'brings it back'], out: 'renames it', ...GONE },
        { path: 'b', in: ['renames it'], out: 'deletes it', ...GONE },
      ],
    });
  });

  test('HEAD first; a tag that still holds it is named; a changed mode is no introduction', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'SECRET', z: 'SECRET' });
    repository.git('update-index', '--chmod=+x', 'z');
    repository.git('commit', '--quiet', '-m', 'mode');
    repository.git('tag', 'light');
    repository.tag('v1', 'annotated');
    repository.commit('two', { a: null });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({
      dangling: false,
      places: [
        { path: 'z', in: ['one'], out: null, inHead: true, inIndex: true, refs: ['main', 'light', 'v1'] },
        { path: 'a', in: ['one'], out: 'two', inHead: false, inIndex: false, refs: ['light', 'v1'] },
      ],
    });
  });

  test('names with quotes, line breaks, é and bytes that are not UTF-8', async () => {
    const repository = TestRepository.init();
    for (const name of ['"q"\n\t', 'é/ü', ':colon', 'a b']) repository.write(name, 'SECRET');
    repository.write(Buffer.from('\xff\xfe', 'latin1'), 'SECRET');
    repository.commit('one');
    repository.commit('two', { '"q"\n\t': null });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({
      places: [{ path: ':colon' }, { path: '\\xff\\xfe' }, { path: 'a b' }, { path: 'é/ü', inHead: true }, { path: '"q"\n\t', in: ['one'], out: 'two' }],
    });
  });

  test('a commit message that looks like git output changes nothing', async () => {
    const repository = TestRepository.init();
    repository.commit(`:100644 100644 ${'a'.repeat(40)} ${'b'.repeat(40)} M\tfile\n\n${'c'.repeat(40)}`, { a: 'SECRET' });
    repository.commit('two', { a: 'x' });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ path: 'a', out: 'two' }] });
  });
});

describe('on branches', () => {
  test('only on another branch', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'x' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('on the side', { a: 'SECRET' });
    repository.git('switch', '--quiet', 'main');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({
      dangling: false,
      places: [{ path: 'a', in: ['on the side'], out: null, ...GONE, refs: ['side'] }],
    });
  });

  test('removed in HEAD, still on another branch: both are told', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'SECRET' });
    repository.git('branch', 'old');
    repository.commit('removes', { a: 'x' });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ in: ['base'], out: 'removes', refs: ['old'] }] });
  });

  test('the removal in HEAD wins over a later one elsewhere', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'SECRET' });
    repository.git('branch', 'side');
    repository.commit('removes on main', { a: 'x' });
    repository.git('switch', '--quiet', 'side');
    repository.commit('removes on side', { a: 'y' });
    repository.git('switch', '--quiet', 'main');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ out: 'removes on main', refs: [] }] });
  });

  test('clocks that go wrong do not change what is an ancestor of HEAD', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'SECRET' });
    repository.git('branch', 'side');
    repository.commit('removes on main', { a: 'x' });
    // A branch on the parent, so that it is seen before its much older child.
    repository.git('branch', 'parent');
    repository.gitWith({ env: { GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' } }, 'commit', '--quiet', '--allow-empty', '-m', 'from an old clock');
    repository.git('switch', '--quiet', 'side');
    repository.commit('removes on side', { a: 'y' });
    repository.git('switch', '--quiet', 'main');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ out: 'removes on main' }] });
  });

  test('the same blob brought by two branches: both commits, the earliest first', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { x: 'x' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('side brings it', { a: 'SECRET' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('main brings it', { a: 'SECRET' });
    repository.merge('side');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ in: ['side brings it', 'main brings it'], inHead: true }] });
  });

  test('only in the merge commit itself', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'base' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('theirs', { a: 'theirs' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('ours', { a: 'ours' });
    repository.merge('side');
    repository.commit('merge brings it', { a: 'SECRET', evil: 'ALSO' });
    repository.commit('after', { a: 'x' });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ path: 'a', in: ['merge brings it'], out: 'after' }] });
    expect(await historyOf(repository, idOf(repository, 'ALSO'))).toMatchObject({ places: [{ path: 'evil', in: ['merge brings it'], inHead: true }] });
    // Both sides' versions ended in the merge.
    expect(await historyOf(repository, idOf(repository, 'theirs'))).toMatchObject({ places: [{ in: ['theirs'], out: 'merge brings it', refs: ['side'] }] });
    expect(await historyOf(repository, idOf(repository, 'ours'))).toMatchObject({ places: [{ in: ['ours'], out: 'merge brings it' }] });
  });

  test('dropped by a merge that took the other side', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { x: 'x', 'é': 'base' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('side brings it', { a: 'SECRET', 'é': 'ACCENT' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('main goes on', { x: 'y' });
    repository.merge('side', '--strategy=ours', '-m', 'ours only');
    repository.git('branch', '--quiet', '-D', 'side');
    repository.commit('later', { x: 'z' });
    const expected = { in: ['side brings it'], out: 'ours only', ...GONE };
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({ dangling: false, places: [{ path: 'a', ...expected }] });
    expect(await historyOf(repository, idOf(repository, 'ACCENT'))).toEqual({ dangling: false, places: [{ path: 'é', ...expected }] });
  });

  test('in a pull request of a mirror', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { x: 'x' });
    repository.git('switch', '--quiet', '--detach');
    const id = repository.commit('proposed', { a: 'SECRET' });
    repository.git('update-ref', 'refs/pull/7/head', id);
    repository.git('switch', '--quiet', 'main');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({
      dangling: false,
      places: [{ path: 'a', in: ['proposed'], out: null, ...GONE, refs: ['refs/pull/7/head'] }],
    });
  });

  test('on the HEAD of another working tree', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { x: 'x' });
    const linked = repository.worktree('side');
    linked.git('switch', '--quiet', '--detach');
    linked.commit('detached there', { a: 'SECRET' });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ dangling: false, places: [{ in: ['detached there'] }] });
  });
});

describe('outside of branches', () => {
  function withStashes(): TestRepository {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'a', b: 'b' });
    repository.write('a', 'OLDER');
    repository.stash();
    repository.write('a', 'NEWER');
    repository.write('b', 'STAGED');
    repository.git('add', 'b');
    repository.write('b', 'b again');
    repository.write('new', 'UNTRACKED');
    repository.stash('--include-untracked');
    return repository;
  }

  test.each([
    ['NEWER', 'a', 'stash@{0}'],
    ['OLDER', 'a', 'stash@{1}'],
    ['STAGED', 'b', 'stash@{0}'],
    ['UNTRACKED', 'new', 'stash@{0}'],
  ])('%s, in a stash', async (content, path, ref) => {
    const repository = withStashes();
    expect(await historyOf(repository, idOf(repository, content))).toMatchObject({ dangling: false, places: [{ path, inHead: false, refs: [ref] }] });
  });

  test('a note', async () => {
    const repository = TestRepository.init();
    const id = repository.commit('base', { a: 'a' });
    repository.git('notes', 'add', '-m', 'SECRET');
    expect(await historyOf(repository, idOf(repository, 'SECRET\n'))).toMatchObject({ dangling: false, places: [{ path: id, refs: ['refs/notes/commits'] }] });
  });

  test('only in the index', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'a' });
    repository.write('new', 'SECRET');
    repository.git('add', 'new');
    rmSync(join(repository.root, 'new'));
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toEqual({
      dangling: false,
      places: [{ path: 'new', in: [], out: null, inHead: false, inIndex: true, refs: [] }],
    });
  });

  test('a tag on a blob, a tag on a tree', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'a' });
    const blob = repository.gitWith({ stdin: 'SECRET' }, 'hash-object', '-w', '--stdin');
    repository.git('tag', 'key', blob);
    const other = repository.gitWith({ stdin: 'OTHER' }, 'hash-object', '-w', '--stdin');
    const tree = repository.gitWith({ stdin: `100644 blob ${other}\tdir-entry\n` }, 'mktree');
    repository.tag('tree-tag', 'a tagged tree', tree);
    expect(await historyOf(repository, blob)).toMatchObject({ dangling: false, places: [{ path: 'refs/tags/key', in: [], refs: ['key'] }] });
    expect(await historyOf(repository, other)).toMatchObject({ dangling: false, places: [{ path: 'dir-entry', refs: ['tree-tag'] }] });
  });

  test('amended away: dangling, but the commit is still named', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'a' });
    repository.commit('mistake', { a: 'SECRET' });
    repository.write('a', 'harmless');
    repository.git('commit', '--quiet', '--all', '--amend', '-m', 'corrected');
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ dangling: true, places: [{ path: 'a', in: ['mistake'], refs: [] }] });
  });

  test('in no commit at all', async () => {
    const repository = TestRepository.init();
    repository.commit('base', { a: 'a' });
    const blob = repository.gitWith({ stdin: 'SECRET' }, 'hash-object', '-w', '--stdin');
    expect(await historyOf(repository, blob)).toEqual({ dangling: true, places: [] });
  });

  test('in a repository without commits', async () => {
    const repository = TestRepository.init();
    const blob = repository.gitWith({ stdin: 'SECRET' }, 'hash-object', '-w', '--stdin');
    expect(await historyOf(repository, blob)).toEqual({ dangling: true, places: [] });
  });
});

describe('kinds of repositories', () => {
  test('bare', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'SECRET' });
    repository.commit('two', { a: 'x' });
    const bare = repository.clone('--bare');
    expect(await historyOf(bare, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ path: 'a', in: ['one'], out: 'two' }] });
  });

  test('sha256', async () => {
    const repository = TestRepository.init({ objectFormat: 'sha256' });
    repository.commit('one', { 'dir/a': 'SECRET' });
    repository.git('branch', 'side');
    repository.commit('two', { 'dir/a': 'x' });
    expect(await historyOf(repository, idOf(repository, 'SECRET'))).toMatchObject({ places: [{ path: 'dir/a', in: ['one'], out: 'two', refs: ['side'] }] });
  });

  test('asked from a subdirectory, replaced commits and grafts notwithstanding', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { 'dir/a': 'x' });
    const two = repository.commit('two', { 'dir/a': 'SECRET' });
    repository.commit('three', { 'dir/a': 'y' });
    repository.git('replace', two, repository.git('commit-tree', '-p', 'HEAD~2', '-m', 'other', 'HEAD~2^{tree}'));
    const opened = (await openRepository(join(repository.root, 'dir'), repository.env)) as Repository;
    const id = idOf(repository, 'SECRET');
    const { blobs } = await attribute(opened, { blobs: [id] }, () => {});
    expect(blobs.get(id)?.places).toMatchObject([{ path: 'dir/a', introduced: [{ subject: 'two' }], removedIn: { subject: 'three' } }]);
  });

  test('with a missing tree: the commit is named, the others still answer', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'SECRET' });
    repository.commit('two', { a: 'x', 'dir/b': 'y' });
    const broken = repository.commit('three', { 'dir/b': 'z' });
    repository.commit('four', { a: 'w', 'dir/b': null });
    repository.deleteObject(repository.git('rev-parse', `${broken}:dir`));
    const skips: Skip[] = [];
    expect(await historyOf(repository, idOf(repository, 'SECRET'), (skip) => skips.push(skip))).toMatchObject({ dangling: false, places: [{ path: 'a', in: ['one'], out: 'two' }] });
    expect(skips).toMatchObject([{ reason: 'git-error', incomplete: true }, { reason: 'git-error', what: broken, incomplete: true }]);
  });

  test('with a missing commit: what is left is looked through, and nothing is called dangling', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'SECRET' });
    const lost = repository.commit('two', { b: 'b' });
    repository.commit('three', { a: 'x' });
    repository.deleteObject(lost);
    const skips: Skip[] = [];
    expect(await historyOf(repository, idOf(repository, 'SECRET'), (skip) => skips.push(skip))).toMatchObject({ dangling: false, places: [{ path: 'a', in: ['one'] }] });
    expect(skips).toMatchObject([{ reason: 'git-error', what: 'history', incomplete: true }]);
  });
});

describe('messages', () => {
  test('commits: in HEAD, on another branch, dangling', async () => {
    const repository = TestRepository.init();
    const inHead = repository.commit('in head');
    repository.git('switch', '--quiet', '-c', 'side');
    const onSide = repository.commit('on side');
    repository.git('switch', '--quiet', 'main');
    const dangling = repository.commit('amended');
    repository.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'better');
    const { messages } = await attribute(await open(repository), { blobs: [], commits: [inHead, onSide, dangling] }, () => {});
    expect(Object.fromEntries([...messages].map(([id, { info, ...rest }]) => [info.subject, { ...rest, same: id === info.id }]))).toEqual({
      'in head': { inHead: true, refs: [], dangling: false, same: true },
      'on side': { inHead: false, refs: ['side'], dangling: false, same: true },
      amended: { inHead: false, refs: [], dangling: true, same: true },
    });
  });

  test('tags: named by their refs, through other tags too, dangling when deleted', async () => {
    const repository = TestRepository.init();
    repository.commit('one');
    const inner = repository.tag('inner', 'inner words');
    const outer = repository.tag('outer', 'outer words', 'inner');
    const gone = repository.tag('gone', 'gone words');
    repository.git('tag', '--delete', 'gone');
    repository.git('tag', '--delete', 'inner');
    const { messages } = await attribute(await open(repository), { blobs: [], tags: [inner, outer, gone] }, () => {});
    expect([...messages.values()].map(({ info, refs, dangling }) => [info.subject, info.author, refs, dangling])).toEqual([
      ['inner words', 'Ada Example', ['outer'], false],
      ['outer words', 'Ada Example', ['outer'], false],
      ['gone words', 'Ada Example', [], true],
    ]);
  });
});

test('without anything to look for git is not asked', async () => {
  const repository = await open(TestRepository.init());
  const answer = await attribute({ ...repository, cwd: '/nowhere' }, { blobs: [] }, () => {});
  expect([answer.blobs.size, answer.messages.size]).toEqual([0, 0]);
});
