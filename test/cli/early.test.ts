/** The check that is decided early says the same as the whole of keysieve. An option, whatever it says, leads to the whole. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysieve, type Outcome } from '../support/command.ts';
import { TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';

async function both(cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const [early, whole] = await Promise.all([keysieve(['hook', 'pre-commit', 'a.txt'], { cwd, env }), keysieve(['staged', '--exit-code=1'], { cwd, env })]);
  expect(withoutTime(early)).toEqual(withoutTime(whole));
  return early;
}

function withoutTime(outcome: Outcome): Outcome {
  return { ...outcome, stdout: outcome.stdout.replace(/in [\d.]+ (?:ms|s)/g, 'in no time') };
}

function project(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('Start', { 'a.txt': 'one\n', 'b.txt': 'two\nthree\nfour\nfive\n' });
  return repository;
}

describe('staged, decided early', () => {
  it('is clean when an ordinary line is added', async () => {
    const repository = project();
    repository.write('a.txt', 'one\nmore\n');
    repository.git('add', '--all');
    const { code, stdout } = await both(repository.root);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('No secrets found. (1 file and 9 bytes') });
  });

  it('says that nothing is staged', async () => {
    expect((await both(project().root)).stdout).toContain('nothing is staged');
  });

  it('blocks a secret, also in the first commit, in a packed object and in an index of its own', async () => {
    const repository = TestRepository.init();
    repository.write('a.txt', `TOKEN=${githubToken()}\n`);
    repository.git('add', '--all');
    expect((await both(repository.root)).code).toBe(1);
    repository.git('repack', '-q', '-a', '-d');
    repository.git('prune-packed');
    expect((await both(repository.root)).code).toBe(1);
    const other = project();
    const index = join(other.root, '.git', 'other-index');
    other.write('new.txt', `TOKEN=${githubToken()}\n`);
    other.gitWith({ env: { GIT_INDEX_FILE: index } }, 'add', '--all');
    expect((await both(other.root)).stdout).toContain('nothing is staged');
    expect((await both(other.root, { GIT_INDEX_FILE: index })).code).toBe(1);
  });

  it('names what was not searched: binary files, links, submodules', async () => {
    const repository = project();
    repository.write('logo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13));
    repository.link('link', 'a.txt');
    repository.write('c.txt', 'text\n');
    repository.git('add', '--all');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    const { code, stdout } = await both(repository.root);
    expect(code).toBe(0);
    for (const name of ['logo.png', 'link', 'module']) expect(stdout).toContain(name);
  });

  it('says what is incomplete: conflicts and lost objects', async () => {
    const repository = project();
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit('Side', { 'a.txt': 'side\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit('Main', { 'a.txt': 'main\n' });
    repository.merge('side');
    expect((await both(repository.root)).code).toBe(3);
    const lost = project();
    lost.write('c.txt', 'text\n');
    lost.git('add', '--all');
    lost.deleteObject(lost.git('rev-parse', ':c.txt'));
    expect((await both(lost.root)).code).toBe(3);
  });

  it('works in linked working trees, from below the top, and outside of repositories', async () => {
    const repository = project();
    const linked = repository.worktree('other');
    linked.write('sub/c.txt', `TOKEN=${githubToken()}\n`);
    linked.git('add', '--all');
    expect((await both(linked.root)).code).toBe(1);
    expect((await both(join(linked.root, 'sub'))).code).toBe(1);
    expect((await both(repository.root)).code).toBe(0);
    rmSync(join(repository.root, '.git'), { recursive: true });
    expect((await both(repository.root)).code).toBe(2);
  });

  it('leaves configuration, baselines and other reports to the whole', async () => {
    const repository = project();
    repository.write('c.txt', `TOKEN=${githubToken()}\n`);
    repository.git('add', '--all');
    writeFileSync(join(repository.root, 'keysieve.yaml'), 'exclude: [c.txt]\n');
    expect((await both(repository.root)).code).toBe(0);
    writeFileSync(join(repository.root, 'keysieve.yaml'), 'exclude: 7\n');
    expect((await both(repository.root)).code).toBe(2);
    rmSync(join(repository.root, 'keysieve.yaml'));
    writeFileSync(join(repository.root, '.gitleaksignore'), 'c.txt:generic-api-key:1\n');
    expect((await both(repository.root)).stdout).toContain('github-personal-access-token');
    repository.git('reset', '--quiet');
    repository.git('add', 'b.txt', '.gitleaksignore');
    expect((await both(repository.root, { GITHUB_ACTIONS: 'true' })).code).toBe(0);
  });

  it('asks git where a setting moves the working tree', async () => {
    const repository = project();
    repository.write('elsewhere/c.txt', 'text\n');
    repository.git('add', '--all');
    repository.git('config', 'core.worktree', join(repository.root, 'elsewhere'));
    await both(repository.root);
    repository.git('config', '--unset', 'core.worktree');
    repository.git('config', 'core.bare', 'true');
    await both(repository.root);
  });
});
