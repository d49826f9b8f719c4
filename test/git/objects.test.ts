import { appendFileSync, chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { ObjectLookup } from '../../src/git/object-lookup.ts';
import { createCatFileReader, readObjects } from '../../src/git/objects.ts';
import type { ReadObject, StoredObject } from '../../src/git/objects.ts';
import type { GitPlace } from '../../src/git/run.ts';
import type { Skip } from '../../src/model.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

const placeOf = (repository: TestRepository): GitPlace => ({ cwd: repository.root, env: repository.env });

async function readAll(repository: TestRepository, maxBytes = 1e9): Promise<{ objects: StoredObject[]; skips: Skip[] }> {
  const objects: StoredObject[] = [];
  const skips: Skip[] = [];
  for await (const batch of createCatFileReader(placeOf(repository)).readAll(maxBytes, (skip) => skips.push(skip))) objects.push(...batch);
  return { objects, skips };
}

async function* inBatches(ids: readonly string[], size: number): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size);
}

/** Bytes that look random and are always the same. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = seed; i < length; i++) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = x >>> 16;
  }
  return bytes;
}

function corruptLoose(repository: TestRepository, id: string, damage: (path: string) => void): void {
  const path = join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  damage(path);
}

describe('all objects of a repository', () => {
  test('blobs, commits and tags come once with their bytes, trees do not, unreachable ones do', async () => {
    const repository = TestRepository.init();
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, noise(i * i * 97, i + 1)]));
    const commit = repository.commit('subject line', files);
    const tag = repository.tag('v1', 'words of the tag');
    const lonely = repository.gitWith({ stdin: 'in no commit' }, 'hash-object', '-w', '--stdin');
    const { objects, skips } = await readAll(repository);
    expect(skips).toEqual([]);
    const byId = new Map(objects.map((object) => [object.id, object]));
    expect(objects).toHaveLength(byId.size);
    expect(new Set(objects.map((object) => object.type))).toEqual(new Set(['blob', 'commit', 'tag']));
    for (const [path, content] of Object.entries(files)) expect(byId.get(repository.blob('HEAD', path))?.bytes.equals(content)).toBe(true);
    expect(byId.get(commit)?.bytes.toString()).toContain('\n\nsubject line');
    expect(byId.get(tag)?.bytes.toString()).toContain('words of the tag');
    expect(byId.get(lonely)?.bytes.toString()).toBe('in no commit');
  });

  test('the same from packs, loose objects and alternates', async () => {
    const origin = TestRepository.init();
    origin.commit('packed', { a: 'packed content' });
    origin.git('repack', '-adq');
    origin.commit('loose', { b: 'loose content' });
    const clone = new TestRepository(temporaryFolder());
    clone.git('clone', '--quiet', '--shared', origin.root, clone.root);
    clone.commit('own', { c: 'own content' });
    const contents = (await readAll(clone)).objects.filter((object) => object.type === 'blob').map((object) => object.bytes.toString());
    expect(contents.toSorted()).toEqual(['loose content', 'own content', 'packed content']);
  });

  test('an empty repository has none', async () => {
    expect(await readAll(TestRepository.init())).toEqual({ objects: [], skips: [] });
  });

  test('sha256', async () => {
    const repository = TestRepository.init({ objectFormat: 'sha256' });
    repository.commit('one', { a: 'content' });
    const blob = (await readAll(repository)).objects.find((object) => object.type === 'blob');
    expect([blob?.id, blob?.bytes.toString()]).toEqual([repository.blob('HEAD', 'a'), 'content']);
  });

  test('replacements do not stand in for what they replace', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'the original' });
    const harmless = repository.gitWith({ stdin: 'harmless' }, 'hash-object', '-w', '--stdin');
    const original = repository.blob('HEAD', 'a');
    repository.git('replace', original, harmless);
    expect(repository.git('cat-file', 'blob', original)).toBe('harmless');
    const { objects } = await readAll(repository);
    expect(objects.find((object) => object.id === original)?.bytes.toString()).toBe('the original');
  });

  test('what is too large is named and not read', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { small: 'x'.repeat(100), large: 'x'.repeat(5000) });
    const { objects, skips } = await readAll(repository, 1000);
    expect(objects.some((object) => object.bytes.length > 1000)).toBe(false);
    expect(skips).toEqual([{ reason: 'too-large', what: repository.blob('HEAD', 'large'), detail: '5000 bytes, more than the limit', incomplete: false }]);
  });

  test('a damaged object is named, and everything else is read', async () => {
    const repository = TestRepository.init();
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, noise(60_000, i + 1)]));
    repository.commit('one', files);
    const [cut, garbage] = [repository.blob('HEAD', 'f7'), repository.blob('HEAD', 'f19')];
    corruptLoose(repository, cut, (path) => truncateSync(path, 30_000));
    corruptLoose(repository, garbage, (path) => writeFileSync(path, 'garbage'));
    const { objects, skips } = await readAll(repository);
    expect(objects.filter((object) => object.type === 'blob')).toHaveLength(28);
    expect(skips.map((skip) => [skip.what, skip.reason, skip.incomplete]).toSorted()).toEqual(
      [[cut, 'git-error', true], [garbage, 'git-error', true]].toSorted(),
    );
  });

  test('a damaged pack is complained about', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'packed' });
    repository.git('repack', '-adq');
    repository.commit('two', { b: 'loose' });
    const pack = repository.gitWith({ cwd: join(repository.root, '.git/objects/pack') }, '-c', 'alias.list=!ls *.idx', 'list');
    const path = join(repository.root, '.git/objects/pack', pack);
    chmodSync(path, 0o644);
    truncateSync(path, 200);
    const { objects, skips } = await readAll(repository);
    expect(objects.map((object) => object.bytes.toString())).toContain('loose');
    expect(skips).toEqual([{ reason: 'git-error', what: 'objects', detail: expect.stringContaining(pack) as string, incomplete: true }]);
  });

  test('a reader that is left early ends, and can be used again', async () => {
    const repository = TestRepository.init();
    repository.commit('one', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, noise(100_000, i)])));
    const reader = createCatFileReader(placeOf(repository));
    for (let turn = 0; turn < 3; turn++) {
      for await (const batch of reader.readAll(1e9, () => {})) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
    }
  });
});

describe('objects asked for', () => {
  test('each is answered once, in order, missing ones too', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'A', b: 'B', empty: '' });
    const names = { a: repository.blob('HEAD', 'a'), b: repository.blob('HEAD', 'b'), empty: repository.blob('HEAD', 'empty'), gone: 'e'.repeat(40) };
    const asked = Array.from({ length: 3000 }, (_, i) => [names.a, names.gone, names.b, names.empty, names.b][i % 5] ?? '');
    for (const size of [1, 7, 3000]) {
      const answers: ReadObject[] = [];
      for await (const batch of readObjects(placeOf(repository), inBatches(asked, size), 1e6)) answers.push(...batch);
      expect(answers.map((object) => object.id)).toEqual(asked);
      expect(new Set(answers.map((object) => (object.state === 'found' ? `${object.bytes}` : object.state)))).toEqual(new Set(['A', 'missing', 'B', '']));
    }
  });

  test('an error while asking reaches the reader', async () => {
    const repository = TestRepository.init();
    async function* broken(): AsyncGenerator<readonly string[]> {
      yield ['f'.repeat(40)];
      throw new Error('no more ids');
    }
    const read = async (): Promise<void> => {
      for await (const batch of readObjects(placeOf(repository), broken(), 1e6)) expect(batch).toHaveLength(1);
    };
    await expect(read()).rejects.toThrow('no more ids');
  });

  test('a git that cannot work at all fails instead of blaming every object', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'A' });
    appendFileSync(join(repository.root, '.git/config'), '[broken\n');
    const ids = Array.from({ length: 500 }, (_, i) => i.toString(16).padStart(40, '0'));
    const read = async (): Promise<void> => {
      for await (const batch of readObjects(placeOf(repository), inBatches(ids, 500), 1e6)) expect(batch.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ problem: 'git-failed', message: expect.stringContaining('bad config') as string });
  });

  test('a git that is killed in the middle of an answer: no half content, and the others are asked again', async () => {
    const repository = TestRepository.init();
    repository.commit('one', Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, noise(50_000, i + 1)])));
    const ids = Array.from({ length: 20 }, (_, i) => repository.blob('HEAD', `f${i}`));
    // The first git is cut off after some answers and a half; later ones are whole.
    const folder = temporaryFolder();
    const real = repository.gitWith({}, '--exec-path');
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nif [ -e "${folder}/cut" ]; then exec "${real}/git" "$@"; fi\ntouch "${folder}/cut"\n"${real}/git" "$@" | head -c 230000\nkill -9 $$\n`);
    chmodSync(join(folder, 'git'), 0o755);
    const place = { cwd: repository.root, env: { ...repository.env, PATH: `${folder}:${repository.env['PATH']}` } };
    const answers: ReadObject[] = [];
    for await (const batch of readObjects(place, inBatches(ids, 20), 1e6)) answers.push(...batch);
    expect(answers.map((object) => object.id)).toEqual(ids);
    expect(answers.map((object) => object.state)).toEqual(ids.map((_, i) => (i === 4 ? 'corrupt' : 'found')));
    for (const [i, object] of answers.entries()) if (object.state === 'found') expect(object.bytes.equals(noise(50_000, i + 1))).toBe(true);
  });

  test('a partial clone is not made whole behind our back', async () => {
    const origin = TestRepository.init();
    origin.commit('one', { a: 'left at the remote' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    const clone = origin.clone('--filter=blob:none', '--no-checkout');
    const blob = origin.blob('HEAD', 'a');
    const answers: ReadObject[] = [];
    for await (const batch of readObjects(placeOf(clone), inBatches([blob], 1), 1e6)) answers.push(...batch);
    expect(answers.map((object) => object.state)).not.toContain('found');
    expect(clone.gitWith({ env: { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' } }, 'rev-list', '--objects', '--all', '--missing=print', '--quiet')).toBe(`?${blob}`);
  });
});

describe('random access', () => {
  test('reads by any name, several at a time, in any order', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'A', 'dir/b': 'B'.repeat(3000) });
    mkdirSync(join(repository.root, 'dir'), { recursive: true });
    const lookup = new ObjectLookup(placeOf(repository), 1000);
    const [large, tree, a, gone] = await Promise.all(['HEAD:dir/b', 'HEAD^{tree}', 'HEAD:a', 'HEAD:gone'].map((name) => lookup.read(name)));
    expect(large).toMatchObject({ state: 'too-large', size: 3000 });
    expect(tree).toMatchObject({ state: 'found', type: 'tree' });
    expect(a?.state === 'found' && a.bytes.toString()).toBe('A');
    expect(gone).toMatchObject({ state: 'missing', id: 'HEAD:gone' });
    expect(await lookup.read('HEAD:a')).toMatchObject({ state: 'found' });
    const last = lookup.read('HEAD:a');
    lookup.close();
    expect(await last).toMatchObject({ state: 'found' });
  });
});
