/** The real pre-commit framework, installing keysieve from a repository as users do. Runs where pre-commit is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const isInstalled = spawnSync('pre-commit', ['--version']).status === 0;

describe.runIf(isInstalled)('pre-commit framework', () => {
  let product: TestRepository;
  let cache = '';

  /** What a clone of this commit would hold, with the bundle of the present sources. */
  beforeAll(() => {
    product = TestRepository.init();
    for (const name of ['package.json', '.pre-commit-hooks.yaml', 'LICENSE', 'README.md']) cpSync(join(root, name), join(product.root, name));
    cpSync(inject('bundle'), join(product.root, 'dist'), { recursive: true });
    product.commit('keysieve');
    cache = temporaryFolder();
  });

  function project(...hooks: readonly string[]): TestRepository {
    const repository = TestRepository.init();
    const ids = hooks.map((hook) => `      - id: ${hook}\n`).join('');
    repository.commit('Start', { '.pre-commit-config.yaml': `repos:\n  - repo: file://${product.root}\n    rev: ${product.git('rev-parse', 'HEAD')}\n    hooks:\n${ids}`, 'a.txt': 'a\n' });
    run(repository, 'install', '--hook-type', 'pre-commit', '--hook-type', 'pre-push');
    return repository;
  }

  function run(repository: TestRepository, ...words: readonly string[]): { code: number | null; output: string } {
    const result = spawnSync('pre-commit', words, { cwd: repository.root, env: environment(repository), encoding: 'utf8' });
    return { code: result.status, output: result.stdout + result.stderr };
  }

  function environment(repository: TestRepository): NodeJS.ProcessEnv {
    return { ...repository.env, PRE_COMMIT_HOME: cache, npm_config_cache: join(cache, 'npm') };
  }

  function commit(repository: TestRepository, ...words: readonly string[]): { code: number | null; output: string } {
    const result = spawnSync('git', ['commit', '--quiet', '-m', 'Change', ...words], { cwd: repository.root, env: environment(repository), encoding: 'utf8' });
    return { code: result.status, output: result.stdout + result.stderr };
  }

  it('blocks a commit that adds a secret, also with -a and with a path, and lets others pass', () => {
    const repository = project('keysieve');
    repository.write('a.txt', `TOKEN=${githubToken()}\n`);
    for (const words of [['-a'], ['a.txt']]) {
      const blocked = commit(repository, ...words);
      expect(blocked.code, blocked.output).toBe(1);
      expect(blocked.output).toContain('github-personal-access-token');
      expect(blocked.output).not.toContain(githubToken().slice(4));
    }
    repository.write('a.txt', 'fine\n');
    const passed = commit(repository, '-a');
    expect(passed.code, passed.output).toBe(0);
  });

  it('truly scans with --all-files', () => {
    const repository = project('keysieve-files');
    repository.write('a.txt', `TOKEN=${githubToken()}\n`);
    execFileSync('git', ['commit', '--quiet', '--no-verify', '-am', 'Leak'], { cwd: repository.root, env: environment(repository) });
    const result = run(repository, 'run', '--all-files');
    expect(result.code, result.output).toBe(1);
    expect(result.output).toContain('github-personal-access-token');
  });

  it('blocks a push whose commits add and remove a secret', () => {
    const repository = project('keysieve-push');
    const remote = TestRepository.init({ bare: true });
    repository.git('remote', 'add', 'origin', `file://${remote.root}`);
    const push = (): { code: number | null; output: string } => {
      const result = spawnSync('git', ['push', '--quiet', 'origin', 'main'], { cwd: repository.root, env: environment(repository), encoding: 'utf8' });
      return { code: result.status, output: result.stdout + result.stderr };
    };
    const first = push();
    expect(first.code, first.output).toBe(0);
    repository.commit('Leak', { 'b.txt': `TOKEN=${githubToken()}\n` });
    repository.commit('Remove', { 'b.txt': null });
    const second = push();
    expect(second.code, second.output).toBe(1);
    expect(second.output).toContain('github-personal-access-token');
  });
});
