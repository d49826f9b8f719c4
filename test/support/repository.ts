/**
 * Real git repositories in temporary folders, for tests: always the same commits (fixed names and dates), never the
 * configuration of the machine. Folders are removed when the test file is done.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { afterAll } from 'vitest';

export type Environment = Readonly<Record<string, string>>;

const folders: string[] = [];

afterAll(() => {
  // Tests take rights away; without them a folder cannot be emptied.
  if (folders.length > 0) execFileSync('chmod', ['-R', 'u+rwX', ...folders]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, given by its real path. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysieve-test-')));
  folders.push(folder);
  return folder;
}

/** A user without files and without special rights, on every Unix. */
const NOBODY = 65_534;

/**
 * Runs `action` as a user for whom rights count: root may read everything, so root becomes nobody meanwhile. `folder` and
 * what is in it stay readable unless a test took that right away itself.
 */
export async function withoutRootRights<T>(folder: string, action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action();
  chmodSync(folder, 0o755);
  process.seteuid?.(NOBODY);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

/** An environment in which git reads no configuration but the repository's and knows who commits. `HOME` is an empty folder. */
export function testEnvironment(more: Environment = {}): Environment {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: temporaryFolder(),
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    ...more,
  };
}

/** The first commit's time; each further git command is a minute later. 2024-01-01T00:00:00Z. */
const FIRST_SECOND = 1_704_067_200;

/** A repository to build up step by step. */
export class TestRepository {
  /** The folder git works in. */
  readonly root: string;
  readonly env: Environment;
  #minute = 0;

  constructor(root: string, env: Environment = testEnvironment()) {
    this.root = root;
    this.env = env;
  }

  /** `git init` in a new folder. */
  static init(options: { readonly bare?: boolean; readonly objectFormat?: 'sha1' | 'sha256'; readonly folder?: string } = {}): TestRepository {
    const repository = new TestRepository(options.folder ?? temporaryFolder());
    mkdirSync(repository.root, { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main', ...(options.bare === true ? ['--bare'] : []), `--object-format=${options.objectFormat ?? 'sha1'}`);
    return repository;
  }

  /** `git clone` of this repository with the options given (`--depth=1`, `--filter=blob:none`), into a new folder. */
  clone(...options: readonly string[]): TestRepository {
    const folder = temporaryFolder();
    // A file:// address, because a clone by path ignores --depth and --filter.
    this.git('clone', '--quiet', ...options, `file://${this.root}`, folder);
    return new TestRepository(folder);
  }

  /** Runs git and gives its output without the last line break. Throws with git's complaint. */
  git(...args: readonly string[]): string {
    return this.gitWith({}, ...args);
  }

  /** Runs git with further environment variables, or with text on its standard input (`stdin`). */
  gitWith(options: { readonly env?: Environment; readonly stdin?: string; readonly cwd?: string }, ...args: readonly string[]): string {
    const date = `${FIRST_SECOND + 60 * this.#minute++} +0100`;
    const output = execFileSync('git', args, {
      cwd: options.cwd ?? this.root,
      env: { ...this.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...options.env },
      input: options.stdin ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    });
    return output.toString('utf8').replace(/\n$/, '');
  }

  /** Writes a file, with its folders. The name may be bytes. */
  write(path: string | Buffer, content: string | Uint8Array): void {
    const full = typeof path === 'string' ? join(this.root, path) : Buffer.concat([Buffer.from(`${this.root}/`), path]);
    mkdirSync(dirname(full.toString()), { recursive: true });
    writeFileSync(full, content);
  }

  /** Makes a symbolic link. */
  link(path: string, target: string): void {
    symlinkSync(target, join(this.root, path));
  }

  /** Writes files, adds everything and commits it. Gives the commit's id. */
  commit(message: string, files: Readonly<Record<string, string | Uint8Array | null>> = {}): string {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) rmSync(join(this.root, path), { recursive: true });
      else this.write(path, content);
    }
    this.git('add', '--all');
    this.gitWith({ stdin: message }, 'commit', '--quiet', '--allow-empty', '--file=-', '--cleanup=verbatim');
    return this.git('rev-parse', 'HEAD');
  }

  /** Merges a branch with a commit of its own; conflicts are left as they are. */
  merge(branch: string, ...options: readonly string[]): void {
    try {
      this.git('merge', '--quiet', '--no-ff', '--no-edit', ...options, branch);
    } catch (error) {
      if (!String((error as { stdout?: Buffer }).stdout).includes('CONFLICT')) throw error;
    }
  }

  /** `git stash push` of all changes; with `--include-untracked` untracked files too. */
  stash(...options: readonly string[]): void {
    this.git('stash', 'push', '--quiet', ...options);
  }

  /** Puts an annotated tag on HEAD or on an object. Gives the tag object's id. */
  tag(name: string, message: string, target = 'HEAD'): string {
    this.git('tag', '--annotate', '--message', message, name, target);
    return this.git('rev-parse', `refs/tags/${name}`);
  }

  /** Adds a linked working tree on a new branch. */
  worktree(branch: string): TestRepository {
    const folder = join(temporaryFolder(), 'linked');
    this.git('worktree', 'add', '--quiet', '-b', branch, folder);
    return new TestRepository(folder, this.env);
  }

  /** The id of a blob in a commit: `blob('HEAD', 'a.txt')`. */
  blob(revision: string, path: string): string {
    return this.git('rev-parse', `${revision}:${path}`);
  }

  /** Deletes a loose object from the object store. */
  deleteObject(id: string): void {
    rmSync(resolve(this.root, this.git('rev-parse', '--git-path', `objects/${id.slice(0, 2)}/${id.slice(2)}`)), { force: true });
  }

  /** Writes an executable script that git will start as a hook. */
  hook(name: string, script: string): void {
    const path = resolve(this.root, this.git('rev-parse', '--git-path', `hooks/${name}`));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }
}
