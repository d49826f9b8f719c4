/** However many threads there are, the report is the same, byte for byte but for its times. */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expandRecipe } from '../../src/rules/samples/generators.ts';
import { createRandom } from '../../src/rules/samples/random.ts';
import { commandPath, keysieve, QUIET_ENVIRONMENT, type JsonReport } from '../support/command.ts';
import { githubToken, privateKey, stripeKey } from '../support/secrets.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

/** Numbers that look random and are always the same. */
function numbers(seed: string): (below: number) => number {
  let count = 0;
  return (below) => createHash('sha256').update(`${seed} ${count++}`).digest().readUInt32BE(0) % below;
}

/** Lines of code, some with secrets, some with what only looks like one. */
function line(seed: string, next: (below: number) => number): string {
  const number = next(1_000_000);
  switch (next(14)) {
    case 0:
      return `token = "${githubToken(`${seed} ${number % 7}`)}"`;
    case 1:
      return `STRIPE_KEY: ${stripeKey(`${seed} ${number % 5}`)}`;
    case 2:
      return privateKey(`${seed} ${number % 2}`);
    case 3:
      return `password = "${expandRecipe('<alnum:16>', createRandom(`${seed} ${number % 9}`))}"`;
    case 4:
      return `encoded: ${Buffer.from(`token = ${githubToken(`${seed} in base64`)} and some more`).toString('base64')}`;
    case 5:
      return 'password = "changeme" # api_key: "your-api-key-here"';
    default:
      return `const value${number} = compute(${next(100)}); // nothing to see on this line`;
  }
}

/** A repository with edits, renames, branches, tags, binary files, notebooks, several packs and loose objects. */
function build(seed: string, objectFormat: 'sha1' | 'sha256' = 'sha1'): TestRepository {
  const next = numbers(seed);
  const repository = TestRepository.init({ objectFormat });
  const files = new Map<string, string[]>();
  for (let step = 0; step < 24; step += 1) {
    const path = `src/file-${next(5)}.txt`;
    const lines = files.get(path) ?? Array.from({ length: 40 }, () => line(seed, next));
    for (let edit = 0; edit <= next(3); edit += 1) lines.splice(next(lines.length + 1), next(4), line(seed, next));
    files.set(path, lines);
    const changes: Record<string, string | Uint8Array | null> = { [path]: `${lines.join('\n')}\n` };
    if (step === 7) changes['broken.ipynb'] = `{ "cells": [ ${githubToken(`${seed} notebook`)}`;
    if (step === 9) changes['image.bin'] = Uint8Array.from({ length: 5000 }, () => next(256));
    if (step === 15) changes['broken.ipynb'] = null;
    repository.commit(next(6) === 0 ? `use ${githubToken(`${seed} message`)}` : `step ${step}`, changes);
    if (step === 5) repository.git('tag', '--annotate', '--message', `with ${stripeKey(`${seed} tag`)}`, 'v1');
    if (step === 10) repository.git('repack', '-adfq', '--depth=50');
    if (step === 17) repository.git('repack', '-dq');
  }
  return repository;
}

/** Changes a byte of an object in the repository's only pack. */
function damage(repository: TestRepository, id: string): void {
  const folder = join(repository.root, '.git/objects/pack');
  const pack = readdirSync(folder).find((name) => name.endsWith('.pack')) as string;
  const row = repository.git('verify-pack', '-v', join(folder, pack)).split('\n').find((text) => text.startsWith(id)) as string;
  const [, , , , offset] = row.split(/ +/).map(Number);
  const bytes = readFileSync(join(folder, pack));
  bytes[(offset as number) + 30] = (bytes[(offset as number) + 30] as number) ^ 0xff;
  chmodSync(join(folder, pack), 0o644);
  writeFileSync(join(folder, pack), bytes);
}

/** The report without its times, and the exit code. */
async function report(cwd: string, jobs: number, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await keysieve(['scan', '--jobs', String(jobs), '--threads-from', '1B', '--no-cache', '--format', 'json', ...words], { cwd });
  const times = /"(?:startedAt|durationMs)": ?(?:"[^"]*"|\d+)/g;
  expect(stdout.match(times)).toHaveLength(2);
  return `${stdout.replace(times, '"time":0')}\n${stderr}\n${code}`;
}

function parse(text: string): JsonReport {
  return JSON.parse(text.slice(0, text.lastIndexOf('}') + 1)) as JsonReport;
}

describe('the number of threads changes nothing', () => {
  test.each([
    ['a', 'sha1', []],
    ['b', 'sha1', ['--show-dropped']],
    ['c', 'sha256', []],
    ['d', 'sha1', ['--every-byte', '--max-file-size', '6KB']],
  ] as const)('repository %s (%s) with %j', async (seed, format, words) => {
    const repository = build(seed, format);
    const one = await report(repository.root, 1, ...words);
    expect(parse(one).findings.length).toBeGreaterThan(4);
    expect(parse(one).summary.blobs).toBeGreaterThan(10);
    for (const jobs of [2, 3]) expect(await report(repository.root, jobs, ...words)).toBe(one);
  }, 300_000);

  test('files and folders that are no repository, and files that are not to be read', async () => {
    const next = numbers('files');
    const folder = new TestRepository(temporaryFolder());
    for (let number = 0; number < 300; number += 1) folder.write(`${next(9)}/${next(9)}/file-${number}.txt`, `${Array.from({ length: next(30) }, () => line('files', next)).join('\n')}\n`);
    folder.write('image.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(4000)]));
    folder.write('large.txt', 'x'.repeat(3_000_000));
    folder.write('vendor/secret.txt', githubToken('excluded'));
    folder.link('link', 'large.txt');
    folder.write('keysieve.yaml', 'version: 1\nexclude:\n  - vendor/**\n');
    const words = ['--max-file-size', '2MB', '.'];
    const one = await report(folder.root, 1, ...words);
    expect(parse(one).summary.skipped.map(({ reason }) => reason).sort()).toEqual(['binary', 'excluded', 'symlink', 'too-large']);
    expect(parse(one).findings.length).toBeGreaterThan(10);
    for (const jobs of [2, 3]) expect(await report(folder.root, jobs, ...words)).toBe(one);
  }, 300_000);

  test('a broken pack: what the threads leave is read by git, or named', async () => {
    const repository = build('broken');
    const lost = repository.git('rev-parse', 'HEAD:src/file-1.txt');
    repository.git('repack', '-adfq');
    damage(repository, lost);
    const one = await report(repository.root, 1);
    expect(one).toContain(lost);
    for (const jobs of [2, 3]) expect(await report(repository.root, jobs)).toBe(one);
  }, 300_000);
});

describe('what a scan is configured with reaches the workers', () => {
  const config = `version: 1
rules:
  disable:
    - stripe-*
  severity:
    github-personal-access-token: low
  add:
    - id: acme-ticket
      name: Acme ticket
      description: A ticket of Acme's own system
      kind: token
      severity: high
      pattern: 'acme-[a-z]{4}-[0-9]{12}'
`;

  test("a user's own rule, another severity, a rule that is turned off", async () => {
    const repository = TestRepository.init();
    const ticket = `acme-${'qwer'}-${'4071'.repeat(3)}`;
    repository.commit('first', { 'a.txt': `${ticket}\n${githubToken('user')}\n${stripeKey('user')}\n` });
    repository.commit('second', { 'a.txt': null, 'b.txt': `again ${ticket}\n` });
    repository.git('repack', '-adq');
    writeFileSync(join(repository.root, 'keysieve.yaml'), config);
    const one = await report(repository.root, 1);
    const two = await report(repository.root, 2);
    expect(two).toBe(one);
    expect(parse(two).findings.map(({ rule, severity }) => [rule, severity]).sort()).toEqual([
      ['acme-ticket', 'high'],
      ['github-personal-access-token', 'low'],
    ]);
  });

  test("a user's pattern that does not end is ended in a worker too, and named", async () => {
    const folder = new TestRepository(temporaryFolder());
    folder.write('keysieve.yaml', `version: 1
rules:
  add:
    - id: endless
      name: Endless
      description: Tries every way to cut a word into parts
      kind: token
      severity: high
      pattern: 'acme:(?:[a-z]+)+[0-9]{4}!'
`);
    folder.write('a.txt', `acme:${'a'.repeat(60)}\n`);
    folder.write('b.txt', `${githubToken('endless')}\n`);
    const two = await report(folder.root, 2, '.');
    expect(parse(two).summary.skipped.map(({ reason, examples }) => [reason, ...examples])).toEqual([['timed-out', 'a.txt']]);
    expect(parse(two).findings.map(({ rule }) => rule)).toEqual(['github-personal-access-token']);
    expect(await report(folder.root, 1, '.')).toBe(two);
  });
});

describe('workers are started', () => {
  const folder = new TestRepository(temporaryFolder());
  const dist = join(folder.root, 'dist');
  const mark = join(folder.root, 'started');
  const repository = TestRepository.init();

  beforeAll(() => {
    cpSync(dirname(commandPath()), dist, { recursive: true });
    writeFileSync(join(dist, 'lib/worker.js'), `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');\nrequire('./run.js').runWorker();\n`);
    repository.commit('first', { 'a.txt': `${githubToken('started')}\n` });
    repository.commit('second', { 'c.txt': 'nothing\n' });
    repository.git('repack', '-adq');
    repository.write('b.txt', `${stripeKey('started')}\n`);
    repository.git('add', '.');
  });

  test.each([
    [true, 'for more than the threshold', ['scan', '--no-cache', '--jobs', '2', '--threads-from', '1B']],
    [true, 'for the files alone', ['scan', '--no-history', '--jobs', '2', '--threads-from', '1B']],
    [true, 'for the history alone', ['scan', '--history-only', '--no-cache', '--jobs', '2', '--threads-from', '1B']],
    [false, 'for little input', ['scan', '--no-cache', '--jobs', '2']],
    [false, 'for one thread', ['scan', '--no-cache', '--jobs', '1', '--threads-from', '1B']],
    [false, 'for the index', ['staged']],
    [false, 'for commits', ['range', 'HEAD~1..HEAD']],
  ])('%s %s', (started, _, words) => {
    rmSync(mark, { force: true });
    const { status } = spawnSync(process.execPath, [join(dist, 'cli.js'), ...words], { cwd: repository.root, env: QUIET_ENVIRONMENT });
    expect(status).toBe(words[0] === 'range' ? 0 : 1);
    expect(existsSync(mark)).toBe(started);
  });
});

test.each(['0', '-1', 'many', '2.5', '1000'])('--jobs %s is refused', async (jobs) => {
  const { code, stderr } = await keysieve(['scan', '--jobs', jobs], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain('--jobs');
});
