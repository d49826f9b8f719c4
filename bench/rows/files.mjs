// Files on disk: working trees, very many small files, and files that are unlike others.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, randomNumbers, sourceLines, sourceText, writeSourceTree } from '../generated.mjs';
import { compare, measure, PLAIN_ENVIRONMENT } from '../measure.mjs';
import { printMissing, printRow } from '../table.mjs';
import { nameOf } from './history.mjs';

const MB = 1_000_000;

/** The files of HEAD of each repository: 1/15 of the CPU of gitleaks from 15 MB on. Below, starting is what costs. */
export function tree({ keysieve, gitleaks, repositories, runs, folder }) {
  for (const repository of repositories) {
    const name = `working tree of ${nameOf(repository)}`;
    const files = join(folder, `tree-${nameOf(repository).replaceAll('/', '-')}`);
    mkdirSync(files);
    try {
      execFileSync('bash', ['-c', 'set -o pipefail; git -C "$0" archive HEAD | tar x -C "$1"', repository, files], { env: PLAIN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
      const megabytes = Math.round(sizeOf(files) / MB);
      if (gitleaks === null) printMissing(name, 'gitleaks not found');
      else {
        const taken = compare({ own: () => measure(keysieve('scan', '--format', 'jsonl', files)), other: () => measure([gitleaks, 'dir', '--no-banner', files]) }, runs.short);
        printRow({ work: `${name}, ${megabytes} MB`, own: taken.own, against: 'gitleaks dir', other: taken.other, goal: megabytes < 15 ? null : 1 / 15 });
      }
    } catch (error) {
      printMissing(name, error.message.split('\n').find((line) => line.startsWith('error')) ?? error.message.split('\n')[0]);
    }
    rmSync(files, { recursive: true });
  }
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0), 0);
}

const READ_ALL = `
  const { execFileSync } = require('node:child_process');
  const { readFileSync } = require('node:fs');
  let bytes = 0;
  for (const path of execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\\0')) if (path !== '') bytes += readFileSync(path).length;
`;

/** 100,000 files of 600 bytes in a repository: at most 1.5 times listing them and reading them in Node. */
export function smallFiles({ keysieve, runs, folder }) {
  const files = join(folder, 'small-files');
  mkdirSync(files);
  const count = writeSourceTree(files, 1, 60 * MB, 600);
  git(files, ['init', '--quiet', '.']);
  git(files, ['add', '--all']);
  const taken = compare(
    { own: () => measure(keysieve('scan', '--no-history', '--format', 'jsonl'), { cwd: files }), other: () => measure([process.execPath, '-e', READ_ALL], { cwd: files }) },
    runs.short,
  );
  printRow({ work: `${count} small files`, own: taken.own, against: 'git ls-files + reading them in Node', other: taken.other, goal: 1.5 });
  rmSync(files, { recursive: true });
}

/** What is unlike ordinary source may take 3 times as long per MB. */
export function large({ keysieve, runs, folder }) {
  const place = (name) => {
    const inner = join(folder, name);
    mkdirSync(inner);
    return inner;
  };
  const ordinary = place('ordinary');
  writeSourceTree(ordinary, 1, 100 * MB, 20_000);
  const inputs = [
    ['one file of 100 MB', 100, sourceText(sourceLines(1), 100 * MB)],
    ['one line of 30 MB', 30, sourceText(sourceLines(1), 30 * MB, ' ')],
    ['50 MB of random base64, lines of 76', 50, base64(50 * MB, 76)],
    ['50 MB of random base64, one line', 50, base64(50 * MB, 50 * MB)],
  ].map(([name, megabytes, text], at) => {
    const inner = place(`large-${at}`);
    writeFileSync(join(inner, 'file.txt'), text);
    return { name, megabytes, inner };
  });
  const scan = (inner) => () => measure(keysieve('scan', '--max-file-size', '512MB', '--format', 'jsonl', inner));
  const taken = compare({ ordinary: scan(ordinary), ...Object.fromEntries(inputs.map(({ name, inner }) => [name, scan(inner)])) }, runs.short);
  for (const { name, megabytes } of inputs) {
    printRow({ work: `${name}, per MB`, own: taken[name], against: '100 MB of ordinary files', other: taken.ordinary, goal: 3, per: { own: megabytes, other: 100 } });
  }
  for (const inner of [ordinary, ...inputs.map((input) => input.inner)]) rmSync(inner, { recursive: true });
}

function base64(bytes, width) {
  const random = randomNumbers(7);
  const raw = new Uint32Array((bytes * 3) >>> 4);
  for (let at = 0; at < raw.length; at += 1) raw[at] = random();
  const text = Buffer.from(raw.buffer).toString('base64');
  return width >= bytes ? text : text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
}
