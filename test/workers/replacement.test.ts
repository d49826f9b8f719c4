/** Workers that hang, die, or cannot be had: everything else is found, and what was not searched is named. */
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandPath, QUIET_ENVIRONMENT, type JsonReport } from '../support/command.ts';
import { githubToken } from '../support/secrets.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { faultyProgram, scanFiles, scanHistory, type Told } from './support.ts';

const FILES = 40;
const rule = 'github-personal-access-token';
const folder = new TestRepository(temporaryFolder());
const repository = TestRepository.init();
let versions: string[] = [];
let whole: Told;
let history: Told;

const named = (number: number): string => `file-${String(number).padStart(2, '0')}.txt`;

beforeAll(async () => {
  for (let number = 0; number < FILES; number += 1) folder.write(named(number), `token = ${githubToken(`file ${number}`)}\n`);
  const filler = Array.from({ length: 300 }, (_, line) => `line ${line} of a text that stays as it is\n`).join('');
  versions = Array.from({ length: 12 }, (_, version) => {
    const text = `${filler}token = ${githubToken(`version ${version}`)}\n`;
    repository.commit(`version ${version}`, { 'config.txt': text });
    return repository.git('rev-parse', 'HEAD:config.txt');
  });
  // One tree of deltas: each version is made out of another.
  repository.git('repack', '-adfq', '--depth=50');
  whole = await scanFiles(folder.root, {});
  history = await scanHistory(repository, {});
}, 120_000);

test('without a fault, everything is found', () => {
  expect(whole.found).toEqual(Array.from({ length: FILES }, (_, number) => `${named(number)} ${rule}`));
  expect(whole.skips).toEqual([]);
  expect(whole.files).toBe(FILES);
  expect([...history.found].sort()).toEqual(versions.map((id) => `${id} ${rule}`).sort());
  expect(history.skips).toEqual([]);
});

const HANG = 'for (;;);';
/** Longer than any item of these tests takes on a busy machine. */
const STALL = 3000;
/** Each ends a worker in its own way. */
const DEATHS: readonly [string, string, string][] = [
  ['an end without a word', 'process.exit(7);', 'exit code 7'],
  ['an error', "throw new TypeError('something');", 'TypeError'],
  ['a lack of memory', 'const all = []; for (;;) all.push(new Array(100_000).fill(what.length));', 'out of memory'],
];
const limits = { heapBytes: 64 * 1024 * 1024, unpackBytes: 128 * 1024 * 1024 };

describe('files', () => {
  const bad = named(17);
  const others = (): string[] => whole.found.filter((one) => !one.startsWith(bad));

  test('a worker that hangs is ended, its file named, the rest found', async () => {
    const told = await scanFiles(folder.root, { program: faultyProgram(`if (what === '${bad}') ${HANG}`), stallMilliseconds: STALL });
    expect(told.found).toEqual(others());
    expect(told.skips).toEqual([{ reason: 'timed-out', what: bad, detail: expect.stringContaining('given up') as string, incomplete: true }]);
    expect(told.files).toBe(FILES - 1);
  });

  test.each(DEATHS)('a worker that dies of %s is replaced, its file named, the rest found', async (_, fault, words) => {
    const told = await scanFiles(folder.root, { program: faultyProgram(`if (what === '${bad}') { ${fault} }`), limits });
    expect(told.found).toEqual(others());
    expect(told.skips).toEqual([{ reason: 'unreadable', what: bad, detail: expect.stringContaining(words) as string, incomplete: true }]);
    expect(told.files).toBe(FILES - 1);
  });

  test('a death that does not come again takes nothing away', async () => {
    const mark = join(temporaryFolder(), 'died');
    const told = await scanFiles(folder.root, { program: faultyProgram(`if (what === '${bad}' && !fs.existsSync('${mark}')) { fs.writeFileSync('${mark}', ''); process.exit(1); }`) });
    expect(existsSync(mark)).toBe(true);
    expect(told).toEqual(whole);
  });

  test('several bad files in one batch', async () => {
    const told = await scanFiles(folder.root, { program: faultyProgram(`if (/file-(03|04|39)/.test(what)) { if (what.includes('04')) ${HANG} process.exit(1); }`), stallMilliseconds: STALL });
    expect(told.skips.map(({ what, reason }) => `${what} ${reason}`)).toEqual([`${named(3)} unreadable`, `${named(4)} timed-out`, `${named(39)} unreadable`]);
    expect(told.files).toBe(FILES - 3);
  });

  test('a worker that dies between items: the second time all of its files are named', async () => {
    const dying = "const post = port.postMessage.bind(port); port.postMessage = (message) => (message.kind === 'done' ? process.exit(3) : post(message));";
    const told = await scanFiles(folder.root, { program: faultyProgram('', dying) });
    expect(told.found).toEqual([]);
    expect(told.skips.map(({ what, incomplete }) => [what, incomplete])).toEqual(Array.from({ length: FILES }, (_, number) => [named(number), true]));
  });

  test.each([
    ['that die before they begin', faultyProgram('', 'process.exit(1);')],
    ['whose program is not there', '/nonexistent/worker.js'],
  ])('with workers %s, this thread does it', async (_, program) => {
    expect(await scanFiles(folder.root, { program })).toEqual(whole);
  });
});

describe('history', () => {
  test('a version that hangs is named; versions made out of it are searched all the same', async () => {
    for (const bad of [versions[5], versions.at(-1)] as string[]) {
      const told = await scanHistory(repository, { program: faultyProgram(`if (what === '${bad}') ${HANG}`), stallMilliseconds: STALL });
      expect(told.found).toEqual(history.found.filter((one) => !one.startsWith(bad)));
      expect(told.skips).toEqual([{ reason: 'timed-out', what: bad, detail: expect.stringContaining('given up') as string, incomplete: true }]);
      expect(told.blobs).toBe(history.blobs - 1);
    }
  });

  test('a version that uses up the memory', async () => {
    const bad = versions[3] as string;
    const told = await scanHistory(repository, { program: faultyProgram(`if (what === '${bad}') { ${DEATHS[2]?.[1]} }`), limits });
    expect(told.found).toEqual(history.found.filter((one) => !one.startsWith(bad)));
    expect(told.skips).toEqual([{ reason: 'unreadable', what: bad, detail: expect.stringContaining('out of memory') as string, incomplete: true }]);
  });

  test('a unit that no worker survives is read by git', async () => {
    const dying = "const post = port.postMessage.bind(port); port.postMessage = (message) => (message.kind === 'done' ? process.exit(3) : post(message));";
    const told = await scanHistory(repository, { program: faultyProgram('', dying) });
    expect([...told.found].sort()).toEqual([...history.found].sort());
    expect(told.skips).toEqual([]);
    expect(told.blobs).toBe(history.blobs);
  });

  test('without workers, this thread does it', async () => {
    expect(await scanHistory(repository, { program: '/nonexistent/worker.js' })).toEqual(history);
  });
});

test('the command reports it and ends with the exit code of an incomplete scan', () => {
  const dist = join(temporaryFolder(), 'dist');
  cpSync(dirname(commandPath()), dist, { recursive: true });
  const bad = named(17);
  writeFileSync(join(dist, 'lib/worker.js'), `require('./run.js').runWorker((what) => { if (what === '${bad}') process.exit(7); });`);
  const { status, stdout } = spawnSync(process.execPath, [join(dist, 'cli.js'), 'scan', '.', '--jobs', '2', '--threads-from', '1B', '--format', 'json', '--exit-zero'], { cwd: folder.root, env: QUIET_ENVIRONMENT, encoding: 'utf8' });
  const { summary, findings } = JSON.parse(stdout) as JsonReport;
  expect(status).toBe(3);
  expect(summary.complete).toBe(false);
  expect(summary.skipped).toMatchObject([{ reason: 'unreadable', count: 1, examples: [bad] }]);
  expect(findings).toHaveLength(FILES - 1);
});
