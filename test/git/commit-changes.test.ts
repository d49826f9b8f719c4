import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { commitChanges } from '../../src/git/commit-changes.ts';
import type { ChangeOptions } from '../../src/git/commit-changes.ts';
import { inOneBatch } from '../../src/git/commit-infos.ts';
import type { CommitChanges } from '../../src/git/raw-diff.ts';
import type { Environment } from '../../src/git/environment.ts';
import type { Skip } from '../../src/model.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

async function changes(
  repository: TestRepository,
  commits: readonly string[],
  options: Partial<ChangeOptions> = {},
  env: Environment = repository.env,
): Promise<{ answers: CommitChanges[]; skips: Skip[] }> {
  const answers: CommitChanges[] = [];
  const skips: Skip[] = [];
  const all = { renames: false, ...options } as const;
  for await (const batch of commitChanges({ cwd: repository.root, env }, inOneBatch(commits), all, (skip) => skips.push(skip))) answers.push(...batch);
  return { answers, skips };
}

const short = ({ changes: list }: CommitChanges): string[] => list.map((change) => `${change.status} ${change.path}`);

test('each commit is answered, with or without changes, merges once', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'a', b: 'b' });
  repository.commit('empty');
  repository.git('switch', '--quiet', '-c', 'side', 'HEAD~1');
  repository.commit('side', { a: 'theirs', s: 's' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('main', { a: 'ours' });
  repository.merge('side');
  repository.commit('merge', { a: 'resolved', b: null });
  const commits = repository.git('rev-list', '--topo-order', 'HEAD').split('\n');
  const { answers } = await changes(repository, commits);
  expect(answers.map((answer) => answer.commit)).toEqual(commits);
  expect(Object.fromEntries(answers.map((answer) => [repository.git('show', '-s', '--format=%s', answer.commit), short(answer)]))).toEqual({
    merge: ['MM a', 'DD b'],
    main: ['M a'],
    side: ['M a', 'A s'],
    empty: [],
    one: ['A a', 'A b'],
  });
});

test('renames come with the old id and the new path', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { old: 'line\n'.repeat(50) });
  repository.commit('two', { old: null, new: `${'line\n'.repeat(50)}more\n`, other: 'o' });
  const { answers } = await changes(repository, [repository.git('rev-parse', 'HEAD')], { renames: true });
  expect(answers[0]?.changes.map(({ path, status, old }) => [path, status.slice(0, 1), old.map((side) => side.blob)])).toEqual([
    ['new', 'R', [repository.blob('HEAD~1', 'old')]],
    ['other', 'A', ['0'.repeat(40)]],
  ]);
});

test('a git that is killed in the middle of a commit: it is named, never given in part', async () => {
  const repository = TestRepository.init();
  const commits = ['x', 'y', 'z'].map((name) => repository.commit(name, Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${name}${i}`, `${name}${i}`]))));
  const folder = temporaryFolder();
  const real = repository.git('--exec-path');
  const path = join(folder, 'git');
  const env = { ...repository.env, PATH: `${folder}:${repository.env['PATH']}` };
  // Cut at many places: in an id, in a change, between two changes.
  for (const cut of [20, 4000, 4041, 6007, 6100]) {
    writeFileSync(path, `#!/bin/sh\nif [ -e "${folder}/cut${cut}" ]; then exec "${real}/git" "$@"; fi\ntouch "${folder}/cut${cut}"\n"${real}/git" "$@" | head -c ${cut}\nkill -9 $$\n`);
    chmodSync(path, 0o755);
    const { answers, skips } = await changes(repository, commits, {}, env);
    expect(answers.map((answer) => answer.commit)).toEqual(commits);
    expect(skips).toHaveLength(1);
    for (const answer of answers) expect(answer.changes).toHaveLength(answer.commit === skips[0]?.what ? 0 : 40);
  }
});
