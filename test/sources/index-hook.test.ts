/** Every way to commit, through a real pre-commit hook: what it sees is what the commit then holds. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

import { temporaryFolder, TestRepository } from '../support/repository.ts';

let program = '';

beforeAll(async () => {
  program = join(temporaryFolder(), 'hook-program.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'hook-program.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['simple-git'],
    logLevel: 'silent',
  });
});

/** A repository with a commit, three changed files, and a hook that writes down what it sees. */
class HookedRepository {
  readonly repository: TestRepository;
  readonly #log = join(temporaryFolder(), 'log');

  constructor(repository: TestRepository, hook = 'pre-commit', before = '') {
    this.repository = repository;
    writeFileSync(this.#log, '');
    repository.hook(hook, `${before}\n"${process.execPath}" "${program}" >> "${this.#log}" 2>&1`);
  }

  /** What the hook printed since the last call: `path: text`. */
  seen(): string[] {
    const lines = readFileSync(this.#log, 'utf8').split('\n').filter((line) => line !== '');
    writeFileSync(this.#log, '');
    expect(lines.at(-1)).toBe('"done"');
    return lines.slice(0, -1).map((line) => {
      const { path, text, skip } = JSON.parse(line) as { path: string; text: string; skip?: unknown };
      return skip === undefined ? `${path}: ${text}` : `skip ${JSON.stringify(skip)}`;
    });
  }
}

function changedRepository(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'a1\n', b: 'b1\n', 'sub/c': 'c1\n' });
  repository.write('a', 'a2\n');
  repository.write('b', 'b2\n');
  repository.write('sub/c', 'c2\n');
  return repository;
}

test('git commit: what was staged, not what is on disk', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.git('add', 'a');
  hooked.repository.write('a', 'a3, not staged\n');
  hooked.repository.git('commit', '--quiet', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a2\n']);
});

test('git commit -a', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.write('untracked', 'u');
  hooked.repository.git('commit', '--quiet', '-a', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a2\n', 'b: b2\n', 'sub/c: c2\n']);
});

test('git commit <path>: only that path, not what was staged beside it', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.git('add', 'b');
  hooked.repository.git('commit', '--quiet', '-m', 'm', 'a');
  expect(hooked.seen()).toEqual(['a: a2\n']);
  hooked.repository.git('commit', '--quiet', '-m', 'm');
  expect(hooked.seen()).toEqual(['b: b2\n']);
});

test('git commit --include <path>: that path and what was staged', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.git('add', 'b');
  hooked.repository.git('commit', '--quiet', '--include', '-m', 'm', 'a');
  expect(hooked.seen()).toEqual(['a: a2\n', 'b: b2\n']);
});

test('git commit -p: only the hunks that were taken', async () => {
  const repository = TestRepository.init();
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}\n`);
  repository.commit('base', { f: lines.join('') });
  const hooked = new HookedRepository(repository);
  const withLines = (first: string, last: string): string => [first, ...lines.slice(1, -1), last].join('');
  repository.write('f', withLines('FIRST\n', 'LAST\n'));
  repository.gitWith({ stdin: 'n\ny\n' }, 'commit', '--quiet', '-p', '-m', 'm');
  expect(hooked.seen()).toEqual([`f: ${withLines('line 0\n', 'LAST\n')}`]);
});

test('the first commit', async () => {
  const repository = TestRepository.init();
  const hooked = new HookedRepository(repository);
  repository.commit('first', { a: 'A', 'dir/b': 'B' });
  expect(hooked.seen()).toEqual(['a: A', 'dir/b: B']);
});

test('git commit --amend: what is new compared with HEAD', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.git('add', 'a');
  hooked.repository.git('commit', '--quiet', '--amend', '-m', 'amended');
  expect(hooked.seen()).toEqual(['a: a2\n']);
  hooked.repository.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'message only');
  expect(hooked.seen()).toEqual([]);
});

function conflictingBranches(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('base', { a: 'base\n', theirs: 'base\n', ours: 'base\n' });
  repository.git('switch', '--quiet', '-c', 'side');
  repository.commit('theirs', { a: 'theirs\n', theirs: 'theirs\n', 'new-theirs': 'N\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('ours', { a: 'ours\n', ours: 'ours\n' });
  return repository;
}

test('a merge with a conflict: only what neither side has', async () => {
  const repository = conflictingBranches();
  repository.merge('side');
  const hooked = new HookedRepository(repository);
  repository.write('a', 'resolved with something new\n');
  repository.write('extra', 'slipped in\n');
  repository.git('add', '.');
  repository.git('commit', '--quiet', '-m', 'merge');
  expect(hooked.seen()).toEqual(['a: resolved with something new\n', 'extra: slipped in\n']);
});

test('a conflict resolved by taking one side adds nothing', async () => {
  const repository = conflictingBranches();
  repository.merge('side');
  const hooked = new HookedRepository(repository);
  repository.git('checkout', '--theirs', 'a');
  repository.git('add', '.');
  repository.git('commit', '--quiet', '-m', 'merge');
  expect(hooked.seen()).toEqual([]);
});

test('a merge of three branches', async () => {
  const repository = TestRepository.init();
  repository.commit('base', { x: 'x' });
  for (const name of ['one', 'two']) {
    repository.git('switch', '--quiet', '-c', name, 'main');
    repository.commit(name, { [name]: name });
  }
  repository.git('switch', '--quiet', 'main');
  repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'one', 'two');
  repository.write('evil', 'slipped in');
  repository.git('add', '.');
  const hooked = new HookedRepository(repository);
  repository.git('commit', '--quiet', '-m', 'octopus');
  expect(hooked.seen()).toEqual(['evil: slipped in']);
});

test('a merge that git commits itself (pre-merge-commit)', async () => {
  const repository = conflictingBranches();
  repository.commit('ours again', { a: 'theirs\n' });
  const hooked = new HookedRepository(repository, 'pre-merge-commit');
  repository.merge('side');
  expect(hooked.seen()).toEqual([]);
});

test('a cherry-pick with a conflict', async () => {
  const repository = conflictingBranches();
  const hooked = new HookedRepository(repository);
  expect(() => repository.git('cherry-pick', 'side')).toThrow();
  repository.write('a', 'picked\n');
  repository.git('add', '.');
  repository.git('commit', '--quiet', '-m', 'picked');
  expect(hooked.seen()).toEqual(['a: picked\n', 'new-theirs: N\n', 'theirs: theirs\n']);
});

test.each([[['-a']], [['a']], [['-p']], [[]]])('in a linked working tree: git commit %j', async (args) => {
  const linked = changedRepository().worktree('side');
  const hooked = new HookedRepository(linked);
  linked.write('a', 'a in the linked tree\n');
  if (args.length === 0) linked.git('add', 'a');
  linked.gitWith({ stdin: 'y\n' }, 'commit', '--quiet', '-m', 'm', ...args);
  expect(hooked.seen()).toEqual(['a: a in the linked tree\n']);
});

test.each([[['-a'], ['a: a2\n', 'b: b2\n', 'sub/c: c2\n']], [['c'], ['sub/c: c2\n']], [['.'], ['sub/c: c2\n']]] as const)(
  'from a subdirectory: git commit %j',
  async (args, expected) => {
    const hooked = new HookedRepository(changedRepository());
    hooked.repository.gitWith({ cwd: join(hooked.repository.root, 'sub') }, 'commit', '--quiet', '-m', 'm', ...args);
    expect(hooked.seen()).toEqual(expected);
  },
);

test('a hook that changes into a subdirectory', async () => {
  const hooked = new HookedRepository(changedRepository(), 'pre-commit', 'cd sub');
  hooked.repository.git('commit', '--quiet', '-a', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a2\n', 'b: b2\n', 'sub/c: c2\n']);
});

test('with GIT_DIR and GIT_WORK_TREE set by the caller', async () => {
  const hooked = new HookedRepository(changedRepository());
  const { root } = hooked.repository;
  const env = { GIT_DIR: join(root, '.git'), GIT_WORK_TREE: root };
  hooked.repository.gitWith({ env, cwd: temporaryFolder() }, 'commit', '--quiet', '-a', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a2\n', 'b: b2\n', 'sub/c: c2\n']);
});

test('in a submodule', async () => {
  const inner = changedRepository();
  inner.git('stash');
  const outer = TestRepository.init();
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${inner.root}`, 'sub');
  const sub = new TestRepository(join(outer.root, 'sub'));
  const hooked = new HookedRepository(sub);
  sub.write('a', 'a in the submodule\n');
  sub.git('commit', '--quiet', '-a', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a in the submodule\n']);
});

test('a file staged before it was ignored, and one that git was told to leave alone', async () => {
  const hooked = new HookedRepository(changedRepository());
  hooked.repository.git('add', 'a');
  hooked.repository.git('update-index', '--assume-unchanged', 'a');
  appendFileSync(join(hooked.repository.root, '.gitignore'), 'a\n');
  hooked.repository.git('commit', '--quiet', '-m', 'm');
  expect(hooked.seen()).toEqual(['a: a2\n']);
});
