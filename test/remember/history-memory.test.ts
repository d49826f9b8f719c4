/** A scan that remembers says what a scan that reads everything says, whatever happened in between. */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/cli/context.ts';
import { runCli } from '../../src/cli/run.ts';
import { createDetector } from '../../src/detect.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { openStore } from '../../src/packs/pack-reader.ts';
import type { ObjectStore } from '../../src/packs/object-walk.ts';
import { HistoryMemory } from '../../src/remember/history-memory.ts';
import { NO_SEAL, userSeal } from '../../src/remember/seal.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { keysieve, keysieveJson } from '../support/command.ts';
import { temporaryFolder, TestRepository, withoutRootRights } from '../support/repository.ts';
import { githubToken, privateKey, stripeKey } from '../support/secrets.ts';

interface Result {
  readonly code: number;
  readonly report: { readonly summary: Record<string, unknown>; readonly findings: readonly Record<string, unknown>[] };
}

/** Runs `keysieve scan` in this process. */
async function scan(repository: TestRepository, ...words: readonly string[]): Promise<Result> {
  const stdout = new PassThrough();
  let text = '';
  stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const context: Context = {
    cwd: repository.root,
    env: repository.env,
    stdin: new PassThrough(),
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    now: () => new Date('2026-01-01T00:00:00Z'),
  };
  const code = await runCli(['scan', '--history-only', '--format', 'json', ...words], context);
  const report = JSON.parse(text) as Result['report'];
  delete report.summary['durationMs'];
  return { code, report };
}

/** Scans twice with memory and once without; all have to say the same. Gives what they say. */
async function same(repository: TestRepository, ...words: readonly string[]): Promise<Result> {
  const first = await scan(repository, ...words);
  const second = await scan(repository, ...words);
  const whole = await scan(repository, '--no-cache', ...words);
  expect(first).toEqual(whole);
  expect(second).toEqual(whole);
  return whole;
}

function recordFolder(repository: TestRepository): string {
  return join(repository.root, repository.git('rev-parse', '--git-common-dir'), 'keysieve');
}

function recordFiles(repository: TestRepository): string[] {
  return readdirSync(recordFolder(repository)).map((name) => join(recordFolder(repository), name));
}

const detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-01-01T00:00:00Z') });

/** What a scan with memory still has to read. Gives ids; all of them are noted as searched. */
async function toRead(repository: TestRepository, folder?: string): Promise<{ read: string[]; memory: HistoryMemory }> {
  const opened = (await openRepository(repository.root, repository.env)) as Repository;
  const store = openStore(opened) as ObjectStore;
  const key = { rulesDigest: 'rules', build: 'test', maxBytes: 1e9, everyByte: false, reportKnownExamples: false };
  const memory = await HistoryMemory.open({ store, repository: opened, folder: folder ?? join(opened.commonDir, 'keysieve'), key, seal: NO_SEAL, detector, now: new Date() });
  const read: string[] = [];
  const { ObjectList } = await import('../../src/remember/object-list.ts');
  const list = new ObjectList(opened.objectFormat === 'sha256' ? 32 : 20);
  for (const object of store.walk({ maxBytes: 1e9 }, { left: (id) => expect.unreachable(id), tooLarge: (id) => expect.unreachable(id) })) {
    if (object.repeated) continue;
    read.push(object.id());
    list.add(object.id(), object.type, object.bytes.length);
  }
  memory.noteSearched(list.take());
  return { read, memory };
}

const notebook = (value: string): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: [`token = "${value}"\n`], outputs: [{ output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo'.repeat(40) } }] }], metadata: {}, nbformat: 4, nbformat_minor: 5 });

/** Contents with and without something to find, or to say. */
const content = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map((seed) => `TOKEN=${githubToken(`${seed}`)}\n`),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 })).map(([seed, lines]) => `${'// filler line\n'.repeat(lines)}const key = "${stripeKey(`${seed}`)}"; // keysieve: allow for tests\n`),
  fc.integer({ min: 0, max: 60 }).map((lines) => 'nothing here\n'.repeat(lines)),
  fc.integer({ min: 0, max: 3 }).map((seed) => `${privateKey(`${seed}`)}\npassword = "${githubToken(`${seed}`).slice(4, 20)}"\n`),
  fc.integer({ min: 0, max: 2 }).map((seed) => notebook(githubToken(`nb${seed}`))),
  fc.constant('{"cells": [broken, "nbformat": 4}'),
  fc.constant('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  fc.integer({ min: 0, max: 3 }).map((seed) => Buffer.from(`secret: ${githubToken(`${seed}`)}`).toString('base64')),
);
const path = fc.constantFrom('a.txt', 'b/config.ts', 'c.ipynb', 'd.png', `backup-${githubToken('1')}.txt`);

/** Something that happens to a repository. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('commit' as const), files: fc.array(fc.tuple(path, content), { minLength: 1, maxLength: 3 }), subject: fc.constantFrom('Change', `Use ${githubToken('subject')}`) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('gc' as const, 'repack' as const, 'prune' as const, 'branch' as const, 'tag' as const, 'stash' as const, 'config' as const, 'rules' as const, 'remove' as const) }) },
);

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function happen(repository: TestRepository, one: Event, step: number): void {
  switch (one.kind) {
    case 'commit':
      repository.commit(one.subject, Object.fromEntries(one.files));
      break;
    case 'gc':
      repository.git('gc', '--quiet');
      break;
    case 'repack':
      repository.git('repack', '-dfq', '--depth=3');
      break;
    case 'prune':
      repository.git('reflog', 'expire', '--expire=now', '--all');
      repository.git('gc', '--quiet', '--prune=now');
      break;
    case 'branch':
      repository.git('checkout', '--quiet', '-b', `branch-${step}`, 'HEAD~1');
      break;
    case 'tag':
      repository.tag(`v${step}`, `Release with ${githubToken(`tag ${step}`)}`);
      break;
    case 'stash':
      repository.write('a.txt', `TOKEN=${githubToken(`stash ${step}`)}\n`);
      repository.stash();
      break;
    case 'config':
      repository.write('keysieve.yaml', `exclude:\n  - b/**\nallow:\n  - paths: [d.png]\n    reason: step ${step}\n`);
      break;
    case 'rules':
      repository.write('keysieve.yaml', 'rules:\n  disable: [stripe-secret-key]\n');
      break;
    case 'remove':
      repository.commit('Remove', { 'a.txt': null });
      break;
  }
}

describe('a scan that remembers', () => {
  test('says what a scan without memory says', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 6 }), async (events) => {
        const repository = TestRepository.init();
        repository.commit('Start', { 'a.txt': 'start\n' });
        repository.commit('Second', { 'a.txt': `TOKEN=${githubToken('0')}\n` });
        await scan(repository);
        for (const [step, one] of events.entries()) {
          try {
            happen(repository, one, step);
          } catch {
            // There is nothing to remove or stash: the step does nothing.
          }
          const first = await scan(repository);
          expect(first).toEqual(await scan(repository, '--no-cache'));
          found += first.report.findings.length;
        }
        expect(await scan(repository)).toEqual(await scan(repository, '--no-cache'));
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(20);
  }, 240_000);

  test('reads nothing again, and after a commit what is new', async () => {
    const repository = TestRepository.init();
    for (let step = 0; step < 5; step += 1) repository.commit(`Step ${step}`, { 'a.txt': `${'line\n'.repeat(step * 10)}`, 'b.txt': `${step}` });
    const first = await toRead(repository);
    expect(first.read).toHaveLength(15);
    await first.memory.save();
    expect((await toRead(repository)).read).toEqual([]);
    repository.git('gc', '--quiet');
    const packed = await toRead(repository);
    expect(packed.read).toEqual([]);
    expect(packed.memory.recalled().counts).toMatchObject({ blobs: 10, commits: 5 });
    await packed.memory.save();
    const commit = repository.commit('More', { 'b.txt': 'more' });
    const more = [commit, repository.blob('HEAD', 'b.txt')].sort();
    expect((await toRead(repository)).read.sort()).toEqual(more);
    repository.git('repack', '-adfq');
    expect((await toRead(repository)).read.sort()).toEqual(more);
  });

  test('knows a fresh clone by its objects, in whatever pack they are', async () => {
    const repository = TestRepository.init();
    for (let step = 0; step < 4; step += 1) repository.commit(`Step ${step}`, { 'a.txt': `${'line\n'.repeat(step * 100)}` });
    const folder = join(temporaryFolder(), 'seen');
    await (await toRead(repository, folder)).memory.save();
    repository.commit('New', { 'new.txt': 'new' });
    const clone = repository.clone();
    expect((await toRead(clone, folder)).read).toHaveLength(2);
  });

  test('in SHA-256, in a bare repository, in a linked working tree', async () => {
    const repository = TestRepository.init({ objectFormat: 'sha256' });
    repository.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n` });
    await same(repository);
    const linked = repository.worktree('linked');
    linked.commit('There', { 'b.txt': `KEY=${stripeKey()}\n` });
    expect((await same(linked)).report.findings).toHaveLength(2);
    expect(existsSync(join(repository.root, '.git', 'keysieve'))).toBe(true);
    const bare = new TestRepository(temporaryFolder());
    repository.git('clone', '--quiet', '--bare', repository.root, bare.root);
    expect((await same(bare)).report.findings).toHaveLength(2);
    expect(existsSync(join(bare.root, 'keysieve'))).toBe(true);
  });

  test('with borrowed objects', async () => {
    const origin = TestRepository.init();
    origin.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n` });
    const borrower = new TestRepository(temporaryFolder());
    origin.git('clone', '--quiet', '--shared', origin.root, borrower.root);
    borrower.commit('More', { 'b.txt': `TOKEN=${githubToken('more')}\n` });
    expect((await same(borrower)).report.findings).toHaveLength(2);
    expect(existsSync(join(origin.root, '.git', 'keysieve'))).toBe(false);
  });

  test('when an object it took as an example is gone, and when one is lost', async () => {
    const repository = TestRepository.init();
    const token = githubToken();
    repository.commit('Small', { 'a.txt': `TOKEN=${token}\n` });
    repository.commit('Large', { 'a.txt': `TOKEN=${token}\n${'\nmore'.repeat(400)}` });
    const small = repository.blob('HEAD~1', 'a.txt');
    await same(repository);
    repository.deleteObject(small);
    const result = await same(repository);
    expect(result.code).toBe(1);
    expect(result.report.summary['complete']).toBe(false);
  });

  test('an object that was not searched to its end is searched again', async () => {
    const repository = TestRepository.init();
    const rule = "rules:\n  add:\n    - id: own-token\n      name: Own\n      description: Ours.\n      kind: token\n      severity: high\n      keywords: [aaaa]\n      pattern: 'x?(a+)+b'\n";
    repository.commit('Slow', { 'slow.txt': `${'a'.repeat(60)}!\n`, 'token.txt': `TOKEN=${githubToken()}\n`, 'keysieve.yaml': rule });
    for (let time = 0; time < 2; time += 1) {
      const { report } = await scan(repository);
      expect(report.summary).toMatchObject({ complete: false, skipped: [{ reason: 'timed-out', examples: [repository.blob('HEAD', 'slow.txt')] }] });
      expect(report.findings).toHaveLength(1);
    }
  }, 120_000);

  test('too large for one scan is not known to the next', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `${'x '.repeat(3000)}\nTOKEN=${githubToken()}\n`, 'b.txt': 'b' });
    expect((await same(repository, '--max-file-size', '1KB')).code).toBe(0);
    expect((await same(repository)).code).toBe(1);
    expect((await same(repository, '--max-file-size', '1KB')).code).toBe(0);
  });

  test('other rules search everything again; other exceptions do not', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n` });
    await same(repository);
    const names = recordFiles(repository);
    repository.write('keysieve.yaml', 'allow:\n  - paths: [a.txt]\n    reason: known\n');
    expect((await same(repository)).code).toBe(0);
    expect(recordFiles(repository)).toEqual(names);
    repository.write('keysieve.yaml', 'rules:\n  disable: [github-personal-access-token]\n');
    await same(repository);
    expect(recordFiles(repository)).toHaveLength(2);
  });

  test('keeps nothing of a value', async () => {
    const repository = TestRepository.init();
    const [one, two, three] = [githubToken('one'), githubToken('two'), stripeKey('three')];
    repository.commit(`Use ${one}`, { [`backup-${two}.txt`]: `TOKEN=${two}\n`, 'c.ts': `const key = "${three}"; // reason ${three}\n` });
    repository.git('branch', `with-${three}`);
    expect((await same(repository)).report.findings).toHaveLength(3);
    const [file = ''] = recordFiles(repository);
    const bytes = readFileSync(file).toString('latin1');
    expect(bytes).toContain('backup-');
    for (const value of [one, two, three]) for (let at = 0; at + 8 < value.length; at += 4) expect(bytes).not.toContain(value.slice(at, at + 8));
  });

  test('--show-dropped shows all that was dropped, every time', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `password = "changeme"\nTOKEN=${githubToken()}\n` });
    const first = await same(repository, '--show-dropped');
    expect(JSON.stringify(first.report.summary)).toContain('dropped');
    await scan(repository);
    expect(await scan(repository, '--show-dropped')).toEqual(first);
  });
});

describe('a record that is not what was written', () => {
  function withRecord(): Promise<{ repository: TestRepository; file: string; whole: Result }> {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n`, 'b.txt': 'b' });
    return scan(repository).then((whole) => ({ repository, file: recordFiles(repository)[0] as string, whole }));
  }

  test.each<[string, (file: string) => void]>([
    ['cut off', (file) => truncateSync(file, 100)],
    ['empty', (file) => truncateSync(file, 0)],
    ['garbage', (file) => writeFileSync(file, Buffer.alloc(5000, 'x'))],
    ['a folder', (file) => (rmSync(file), mkdirSync(file))],
    ['not readable', (file) => chmodSync(file, 0)],
    ['with a byte changed', (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
      writeFileSync(file, bytes);
    }],
  ])('%s', async (_, spoil) => {
    const { repository, file, whole } = await withRecord();
    spoil(file);
    expect(await scan(repository)).toEqual(whole);
    expect(await scan(repository)).toEqual(whole);
  });

  test('of another repository', async () => {
    const { repository, file, whole } = await withRecord();
    const other = TestRepository.init();
    other.commit('Start', { 'x.txt': `TOKEN=${githubToken('other')}\n` });
    await scan(other);
    cpSync(recordFiles(other)[0] as string, file);
    expect(await scan(repository)).toEqual(whole);
  });

  test('that says something else was found', async () => {
    const { repository, file, whole } = await withRecord();
    const { decodeRecord, encodeRecord } = await import('../../src/remember/record.ts');
    const bytes = readFileSync(file);
    const key = bytes.subarray(16, 48);
    const seal = userSeal(repository.env) as Buffer;
    const record = decodeRecord(bytes, key, seal);
    if (record === null) expect.unreachable();
    // Rightly written, but of a place where nothing stands: the whole record is not believed.
    const seen = record.details.seen.map((one) => ({ ...one, sightings: one.sightings.map((each) => ({ ...each, place: each.place.map((number) => number + 1) as unknown as typeof each.place })) }));
    writeFileSync(file, Buffer.concat(encodeRecord({ ...record, details: { ...record.details, seen } }, key, seal)));
    expect(await scan(repository)).toEqual(whole);
  });

  test('that came with the repository, and says that all was searched and nothing found', async () => {
    const { repository, file, whole } = await withRecord();
    const { decodeRecord, encodeRecord } = await import('../../src/remember/record.ts');
    const bytes = readFileSync(file);
    const key = bytes.subarray(16, 48);
    const record = decodeRecord(bytes, key, userSeal(repository.env) as Buffer);
    if (record === null) expect.unreachable();
    const clean = { ...record, details: { ...record.details, seen: [], examples: [], answers: { ...record.details.answers, places: null } } };
    writeFileSync(file, Buffer.concat(encodeRecord(clean, key, userSeal({ XDG_STATE_HOME: temporaryFolder() }) as Buffer)));
    expect(await scan(repository)).toEqual(whole);
    writeFileSync(file, Buffer.concat(encodeRecord(clean, key, NO_SEAL)));
    expect(await scan(repository)).toEqual(whole);
    // In a folder that the user names it is his own word.
    expect((await scan(repository, '--cache-dir', recordFolder(repository))).code).toBe(1);
    writeFileSync(file, Buffer.concat(encodeRecord(clean, key, NO_SEAL)));
    expect((await scan(repository, '--cache-dir', recordFolder(repository))).code).toBe(0);
  });

  test('where none can be written', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n` });
    writeFileSync(join(repository.root, '.git', 'keysieve'), 'a file in its place');
    expect((await same(repository)).code).toBe(1);
    rmSync(join(repository.root, '.git', 'keysieve'));
    await withoutRootRights(repository.root, async () => undefined);
    expect((await scan(repository, '--cache-dir', '/proc/no/such/folder')).code).toBe(1);
  });

  test('two scans at the same time', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': `TOKEN=${githubToken()}\n` });
    const [one, two, three] = await Promise.all([scan(repository), scan(repository), scan(repository, '--no-cache')]);
    expect([one, two]).toEqual([three, three]);
    expect(await scan(repository)).toEqual(three);
    expect(recordFiles(repository).filter((name) => !name.endsWith('.seen'))).toEqual([]);
  });
});

test('--cache-dir moves the memory, and threads fill it as one thread does', async () => {
  const repository = TestRepository.init();
  for (let step = 0; step < 6; step += 1) repository.commit(`Step ${step}`, { 'a.txt': `${'line\n'.repeat(step * 50)}TOKEN=${githubToken(`${step % 2}`)}\n`, 'image.png': `\x89PNG\r\n\x1a\n\0\0${step}` });
  repository.git('gc', '--quiet');
  const folder = join(temporaryFolder(), 'seen');
  const words = ['scan', '--history-only', '--cache-dir', folder, '--jobs', '2', '--threads-from', '1'];
  const told = async (...more: readonly string[]): Promise<unknown> => {
    const { code, report } = await keysieveJson([...words, ...more], { cwd: repository.root });
    return { code, findings: report.findings, blobs: report.summary.blobs, commits: report.summary.commits, bytes: report.summary.bytes, skipped: report.summary.skipped };
  };
  const whole = await told('--no-cache');
  expect(existsSync(folder)).toBe(false);
  expect(await told()).toEqual(whole);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(existsSync(join(repository.root, '.git', 'keysieve'))).toBe(false);
  expect(await told()).toEqual(whole);
  renameSync(folder, `${folder}-moved`);
  expect((await keysieve(['scan', '--history-only', '--cache-dir', `${folder}-moved`], { cwd: repository.root })).code).toBe(1);
});
