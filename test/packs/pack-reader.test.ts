import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatFileReader, type ObjectReader } from '../../src/git/objects.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import type { Skip } from '../../src/model.ts';
import { createPackReader, openStore } from '../../src/packs/pack-reader.ts';
import { TestRepository } from '../support/repository.ts';

async function opened(repository: TestRepository): Promise<Repository> {
  return (await openRepository(repository.root, repository.env)) as Repository;
}

interface Read {
  /** `type id bytes`, in order of ids. */
  readonly objects: string[];
  readonly skips: Skip[];
}

async function read(reader: ObjectReader, maxBytes = 1e9): Promise<Read> {
  const objects: string[] = [];
  const skips: Skip[] = [];
  for await (const batch of reader.readAll(maxBytes, (skip) => skips.push(skip))) {
    for (const { type, id, bytes } of batch) objects.push(`${id} ${type} ${bytes.toString('latin1')}`);
  }
  return { objects: objects.sort(), skips: skips.sort((a, b) => (a.what < b.what ? -1 : 1)) };
}

/** Both readers' answers; ours first. */
async function both(repository: TestRepository, maxBytes?: number): Promise<[Read, Read]> {
  const place = await opened(repository);
  return [await read(createPackReader(place), maxBytes), await read(createCatFileReader(place), maxBytes)];
}

/** How many objects the store reads itself, and which ones it leaves to git. */
async function ownWork(repository: TestRepository, maxMemory?: number): Promise<{ read: number; derived: number; left: string[] }> {
  const store = openStore(await opened(repository));
  if (store === null) throw new Error('the store is left to git as a whole');
  const left: string[] = [];
  let count = 0;
  let derived = 0;
  for (const object of store.walk({ maxBytes: 1e9, ...(maxMemory !== undefined && { maxMemory }) }, { left: (id) => left.push(id), tooLarge: () => {} })) {
    expect(store.verify(object)).toBe(true);
    if (object.repeated) continue;
    count += 1;
    if (object.copies !== null) derived += 1;
  }
  return { read: count, derived, left };
}

function text(seed: number, lines: number): string {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  return Array.from({ length: lines }, () => `line ${next().toString(36)} ${next().toString(36)} of ${next() % 7}`).join('\n');
}

/** A history in which one file grows and changes, so that packs hold chains of deltas. */
function grown(repository: TestRepository, versions: number, seed = 1): void {
  let lines = text(seed, 300).split('\n');
  for (let version = 0; version < versions; version += 1) {
    const at = (version * 37 + seed) % lines.length;
    lines = [...lines.slice(0, at), text(seed + version, 3), ...lines.slice(at + (version % 4))];
    repository.commit(`version ${version}`, { 'grows.txt': lines.join('\n'), [`other-${version % 3}.txt`]: text(version, 20) });
  }
}

const packFolder = (repository: TestRepository): string => join(repository.root, '.git/objects/pack');
const packNamed = (repository: TestRepository, ending: string): string => join(packFolder(repository), readdirSync(packFolder(repository)).find((name) => name.endsWith(ending)) ?? '');

function rewrite(file: string, change: (bytes: Buffer) => Buffer): void {
  chmodSync(file, 0o644);
  writeFileSync(file, change(readFileSync(file)));
}

describe('the pack reader gives what git cat-file gives', () => {
  test.each([
    ['loose objects only', []],
    ['git gc', [['gc', '-q']]],
    ['an aggressive gc', [['gc', '-q', '--aggressive']]],
    ['offset deltas, long chains', [['repack', '-adfq', '--depth=200', '--window=50']]],
    ['no deltas', [['repack', '-adfq', '--depth=0']]],
    ['deltas that name their base', [['-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', '--depth=50']]],
    ['an index of version 1', [['-c', 'pack.indexVersion=1', 'repack', '-adfq']]],
    ['a multi-pack-index', [['repack', '-dq'], ['multi-pack-index', 'write']]],
  ])('%s', async (_, commands) => {
    const repository = TestRepository.init();
    grown(repository, 12);
    repository.tag('v1', 'words of the tag');
    for (const command of commands) repository.git(...command);
    const [ours, gits] = await both(repository);
    expect(ours.skips).toEqual([]);
    expect(ours.objects).toEqual(gits.objects);
    expect(ours.objects.length).toBeGreaterThan(30);
    const own = await ownWork(repository);
    expect(own).toMatchObject({ read: ours.objects.length, left: [] });
  });

  test('SHA-256', async () => {
    const repository = TestRepository.init({ objectFormat: 'sha256' });
    grown(repository, 8);
    repository.git('repack', '-adfq');
    grown(repository, 2, 5);
    const [ours, gits] = await both(repository);
    expect(ours).toEqual(gits);
    expect((await ownWork(repository)).derived).toBeGreaterThan(3);
  });

  test('several packs with objects in common, and loose copies of packed ones', async () => {
    const repository = TestRepository.init();
    grown(repository, 6);
    repository.git('repack', '-adfq');
    // git gc would do away with the old pack; a copy under another name stands for one that came by a push.
    grown(repository, 6, 9);
    for (const name of readdirSync(packFolder(repository))) renameSync(join(packFolder(repository), name), join(repository.root, name));
    const first = readdirSync(repository.root).filter((name) => name.startsWith('pack-'));
    for (const name of first.filter((one) => one.endsWith('.pack'))) execFileSync('git', ['unpack-objects', '-q'], { cwd: repository.root, env: repository.env, input: readFileSync(join(repository.root, name)) });
    repository.git('repack', '-adfq');
    for (const name of first) renameSync(join(repository.root, name), join(packFolder(repository), name));
    const [ours, gits] = await both(repository);
    expect(ours).toEqual(gits);
    expect((await ownWork(repository)).read).toBe(ours.objects.length);
  });

  test.each(['absolute', 'relative'])('objects borrowed by an %s path', async (kind) => {
    const lender = TestRepository.init();
    grown(lender, 5);
    lender.git('gc', '-q');
    const borrower = TestRepository.init();
    mkdirSync(join(borrower.root, '.git/objects/info'), { recursive: true });
    const path = kind === 'absolute' ? join(lender.root, '.git/objects') : join('../../..', lender.root.split('/').at(-1) ?? '', '.git/objects');
    writeFileSync(join(borrower.root, '.git/objects/info/alternates'), `# borrowed\n${path}\n`);
    borrower.commit('own', { 'own.txt': 'of the borrower' });
    const [ours, gits] = await both(borrower);
    expect(ours).toEqual(gits);
    expect(ours.objects.length).toBeGreaterThan(12);
    expect(await ownWork(borrower)).toMatchObject({ read: ours.objects.length, left: [] });
  });

  test('an object directory that is not there any more is git\'s business', async () => {
    const repository = TestRepository.init();
    grown(repository, 2);
    mkdirSync(join(repository.root, '.git/objects/info'), { recursive: true });
    writeFileSync(join(repository.root, '.git/objects/info/alternates'), '/nowhere/objects\n');
    expect(openStore(await opened(repository))).toBeNull();
    const [ours, gits] = await both(repository);
    expect(ours).toEqual(gits);
  });

  test('objects over the limit are named, with their size, whether they are whole, deltas or loose', async () => {
    const repository = TestRepository.init();
    grown(repository, 6);
    repository.git('repack', '-adfq');
    repository.commit('loose', { 'loose.txt': text(77, 400) });
    const [ours, gits] = await both(repository, 3000);
    expect(ours).toEqual(gits);
    expect(ours.skips.filter((skip) => skip.reason === 'too-large').length).toBeGreaterThan(5);
  });

  test('what does not fit into the memory is read by git', async () => {
    const repository = TestRepository.init();
    const large = 'all lines are alike\n'.repeat(700_000);
    repository.commit('large', { 'large.txt': large });
    repository.commit('larger', { 'large.txt': `${large}\nand more` });
    repository.git('repack', '-adfq');
    const [ours, gits] = await both(repository);
    expect(ours).toEqual(gits);
    expect((await ownWork(repository, 1)).left).toHaveLength(2);
  });
});

describe('damage', () => {
  test('with a damaged byte anywhere, each object is given as it was, or as git gives it, or is named', async () => {
    const repository = TestRepository.init();
    grown(repository, 5);
    repository.git('repack', '-adfq');
    const file = packNamed(repository, '.pack');
    const whole = readFileSync(file);
    const place = await opened(repository);
    const before = await read(createPackReader(place));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 21 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        rewrite(file, () => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] as number) ^ mask;
          return bytes;
        });
        const ours = await read(createPackReader(place)).catch((error: unknown) => String(error));
        const gits = await read(createCatFileReader(place)).catch((error: unknown) => String(error));
        // A pack that git refuses as a whole is refused.
        if (typeof ours === 'string' || typeof gits === 'string') {
          expect(gits).toEqual(expect.any(String));
          return;
        }
        const good = new Set([...before.objects, ...gits.objects]);
        for (const object of ours.objects) expect(good.has(object)).toBe(true);
        const accounted = new Set([...ours.objects.map((object) => object.slice(0, 40)), ...ours.skips.filter((skip) => skip.incomplete).map((skip) => skip.what)]);
        for (const object of before.objects) expect(accounted.has(object.slice(0, 40)) || ours.skips.some((skip) => skip.what === 'objects')).toBe(true);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test('a pack that is cut short: what is gone is named', async () => {
    const repository = TestRepository.init();
    grown(repository, 5);
    repository.git('repack', '-adfq');
    rewrite(packNamed(repository, '.pack'), (bytes) => bytes.subarray(0, bytes.length >> 1));
    const ours = await read(createPackReader(await opened(repository)));
    expect(ours.skips.length).toBeGreaterThan(0);
    expect(ours.skips.every((skip) => skip.incomplete)).toBe(true);
  });

  test.each(['.idx', '.pack'])('without its %s a pack is git\'s business', async (ending) => {
    const repository = TestRepository.init();
    grown(repository, 3);
    repository.git('repack', '-adfq');
    rmSync(packNamed(repository, ending));
    expect(openStore(await opened(repository))).toBeNull();
  });

  test('an index of an unknown version is git\'s business', async () => {
    const repository = TestRepository.init();
    grown(repository, 3);
    repository.git('repack', '-adfq');
    rewrite(packNamed(repository, '.idx'), (bytes) => {
      bytes.writeUInt32BE(3, 4);
      return bytes;
    });
    expect(openStore(await opened(repository))).toBeNull();
  });

  test('a damaged loose object is named', async () => {
    const repository = TestRepository.init();
    const commit = repository.commit('one', { 'a.txt': text(1, 30) });
    const blob = repository.blob(commit, 'a.txt');
    rewrite(join(repository.root, '.git/objects', blob.slice(0, 2), blob.slice(2)), (bytes) => bytes.subarray(0, bytes.length - 9));
    const [ours, gits] = await both(repository);
    expect(ours.objects).toEqual(gits.objects);
    expect(ours.skips.map((skip) => [skip.what, skip.incomplete])).toEqual([[blob, true]]);
  });

  test('rubbish beside the objects is passed over', async () => {
    const repository = TestRepository.init();
    grown(repository, 2);
    repository.git('repack', '-adfq');
    appendFileSync(join(packFolder(repository), 'tmp_pack_x'), 'unfinished');
    mkdirSync(join(repository.root, '.git/objects/ab'), { recursive: true });
    appendFileSync(join(repository.root, '.git/objects/ab/tmp_obj_x'), 'unfinished');
    const [ours, gits] = await both(repository);
    expect(ours.objects).toEqual(gits.objects);
    expect(ours.skips).toEqual([]);
  });
});
