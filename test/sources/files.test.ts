import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { filesItems } from '../../src/sources/files.ts';
import { expandGlobs } from '../../src/sources/globs.ts';
import { temporaryFolder, withoutRootRights } from '../support/repository.ts';
import { collect } from './collect.ts';
import type { Collected } from './collect.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const scan = (base: string, paths: readonly string[], maxBytes?: number): Promise<Collected> =>
  collect((onSkip) => filesItems(paths, { base, ...(maxBytes !== undefined && { maxBytes }) }, onSkip));

test('all files below a folder, hidden ones too, sorted, with paths from the base', async () => {
  const base = folderWith({ 'b/2': 'two', 'b/.hidden': 'H', a: 'A', 'b/c/d/3': 'three', 'node_modules/x': 'X' });
  const { texts, skips } = await scan(base, ['.']);
  expect(texts).toEqual(['a: A', 'b/.hidden: H', 'b/2: two', 'b/c/d/3: three', 'node_modules/x: X']);
  expect(skips).toEqual([]);
  expect((await scan(join(base, 'b'), ['.', '../a'])).texts).toEqual(['.hidden: H', '2: two', 'c/d/3: three', `${base}/a: A`]);
});

test('each file once, however often it is named', async () => {
  const base = folderWith({ 'a/b/c': 'C', 'a/d': 'D' });
  symlinkSync('a', join(base, 'link'));
  expect((await scan(base, ['a/b/c', 'a', 'a/b', './a/d', 'link', join(base, 'a')])).texts).toEqual(['a/b/c: C', 'a/d: D']);
});

test('names that are not UTF-8', async () => {
  const base = temporaryFolder();
  mkdirSync(Buffer.from(`${base}/d\xe9`, 'latin1'));
  writeFileSync(Buffer.from(`${base}/d\xe9/f\xff`, 'latin1'), 'bytes');
  writeFileSync(join(base, 'é'), 'text');
  expect((await scan(base, ['.'])).texts).toEqual(['d\\xe9/f\\xff: bytes', 'é: text']);
});

test('links met on the way are not followed, links that were named are', async () => {
  const base = folderWith({ 'real/f': 'F' });
  symlinkSync('..', join(base, 'real/loop'));
  symlinkSync('loop2', join(base, 'loop1'));
  symlinkSync('loop1', join(base, 'loop2'));
  symlinkSync('real/f', join(base, 'link'));
  const { texts, skips } = await scan(base, ['.']);
  expect(texts).toEqual(['real/f: F']);
  expect(skips.map((skip) => [skip.what, skip.reason])).toEqual(['link', 'loop1', 'loop2', 'real/loop'].map((what) => [what, 'symlink']));
  expect((await scan(base, ['link'])).texts).toEqual(['link: F']);
  expect((await scan(base, ['loop1'])).skips).toMatchObject([{ what: 'loop1', reason: 'unreadable', incomplete: true }]);
});

test('hard links are files of their own', async () => {
  const base = folderWith({ a: 'A' });
  linkSync(join(base, 'a'), join(base, 'b'));
  expect((await scan(base, ['.'])).texts).toEqual(['a: A', 'b: A']);
});

test('git directories are left out and named', async () => {
  const base = folderWith({ 'project/.git/config': 'x', 'project/src': 'S', 'project/.gitignore': 'I', '.github/w': 'W' });
  const { texts, skips } = await scan(base, ['.']);
  expect(texts).toEqual(['.github/w: W', 'project/.gitignore: I', 'project/src: S']);
  expect(skips).toEqual([
    { reason: 'submodule', what: 'project/.git', detail: 'the history of the repository in project is not scanned here: run `keysieve scan` in that folder', incomplete: false },
  ]);
});

test('what does not exist, is too large or no file is named', async () => {
  const base = folderWith({ ok: 'O', large: '' });
  truncateSync(join(base, 'large'), 5 * 1024 ** 3);
  execFileSync('mkfifo', [join(base, 'pipe')]);
  const { texts, skips } = await scan(base, ['.', 'gone', 'ok/below']);
  expect(texts).toEqual(['ok: O']);
  expect(skips.map((skip) => [skip.what, skip.reason, skip.incomplete])).toEqual([
    ['large', 'too-large', false],
    ['pipe', 'unreadable', false],
    ['gone', 'unreadable', true],
    ['ok/below', 'unreadable', true],
  ]);
});

test('a file exactly as large as the limit is read', async () => {
  const base = folderWith({ a: '12345', b: '123456' });
  const { texts, skips } = await scan(base, ['.'], 5);
  expect(texts).toEqual(['a: 12345']);
  expect(skips).toMatchObject([{ what: 'b', reason: 'too-large' }]);
});

test('a pipe that was named is read to its end', async () => {
  const base = temporaryFolder();
  execFileSync('mkfifo', [join(base, 'pipe')]);
  execFileSync('sh', ['-c', `printf 'through the pipe' > "${join(base, 'pipe')}" &`], { stdio: 'ignore' });
  expect((await scan(base, ['pipe'])).texts).toEqual(['pipe: through the pipe']);
});

test('files that do not know their size', async () => {
  const { items } = await scan('/', ['/proc/self/status']);
  expect(Buffer.from(items[0]?.bytes ?? []).toString()).toContain('Pid:');
});

test('without rights: named, and the answer is incomplete', async () => {
  const base = folderWith({ closed: 'C', 'folder/f': 'F', ok: 'O' });
  chmodSync(join(base, 'closed'), 0o000);
  chmodSync(join(base, 'folder'), 0o000);
  const { texts, skips } = await withoutRootRights(base, () => scan(base, ['.']));
  expect(texts).toEqual(['ok: O']);
  expect(skips).toEqual([
    { what: 'closed', reason: 'unreadable', detail: 'permission denied: run keysieve as a user who may read it, or exclude it', incomplete: true },
    { what: 'folder', reason: 'unreadable', detail: 'the folder cannot be opened: EACCES', incomplete: true },
  ]);
});

describe('globs', () => {
  test('are expanded, hidden files included; paths stay as they are', async () => {
    const base = folderWith({ 'a.ts': '', 'src/b.ts': '', 'src/.c.ts': '', 'src/d.js': '', '.git/e.ts': '', 'we[i]rd.ts': '', 'x{1}': '' });
    symlinkSync('.', join(base, 'src/loop'));
    expect(await expandGlobs(['**/*.ts'], base)).toEqual({ paths: ['a.ts', 'src/.c.ts', 'src/b.ts', 'we[i]rd.ts'], unmatched: [] });
    expect(await expandGlobs(['we[i]rd.ts', 'x{1}', 'gone.ts', 'src'], base)).toEqual({ paths: ['we[i]rd.ts', 'x{1}', 'gone.ts', 'src'], unmatched: [] });
    expect(await expandGlobs(['*.py', 'src/*.{js,jsx}'], base)).toEqual({ paths: ['src/d.js'], unmatched: ['*.py'] });
  });
});
