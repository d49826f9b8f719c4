// What threads cost and gain, and that they change nothing: the same scans with one, two, … threads, in turn.
//   node bench/threads.mjs [--dist dist] [--jobs 1,2] [--runs 3] <repository or folder…>
// A bare repository is scanned for its history, anything else for its files. Ratios are to the first number of threads. Fails
// when a report differs in more than its times. Nothing is fetched, nothing is written beside a temporary folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, measure, PLAIN_ENVIRONMENT } from './measure.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: 'string', default: join(root, 'dist') }, jobs: { type: 'string', default: '1,2' }, runs: { type: 'string', default: '3' } },
});
const cli = join(resolve(values.dist), 'cli.js');
if (positionals.length === 0 || !existsSync(cli)) {
  console.error('usage: node bench/threads.mjs [--dist <bundle>] [--jobs 1,2] [--runs 3] <repository or folder…>');
  process.exit(2);
}

console.log(`${'threads'.padEnd(10)}${'CPU s'.padStart(9)}${'wall s'.padStart(9)}${'MiB'.padStart(7)}${'CPU'.padStart(8)}${'wall'.padStart(8)}`);
for (const path of positionals.map((given) => resolve(given))) {
  console.log(path);
  const numbers = values.jobs.split(',');
  const taken = compare(Object.fromEntries(numbers.map((jobs) => [`with ${jobs}`, () => measure(commandOf(path, jobs))])), Number(values.runs));
  const first = taken[`with ${numbers[0]}`];
  for (const jobs of numbers) {
    const { cpu, wall, memory } = taken[`with ${jobs}`];
    console.log(`${jobs.padEnd(10)}${cpu.toFixed(2).padStart(9)}${wall.toFixed(2).padStart(9)}${String(memory ?? '–').padStart(7)}${(cpu / first.cpu).toFixed(2).padStart(8)}${(wall / first.wall).toFixed(2).padStart(8)}`);
  }
  const reports = new Set(numbers.map((jobs) => reportOf(path, jobs)));
  if (reports.size > 1) {
    console.error('the reports differ');
    process.exitCode = 1;
  }
}

function commandOf(path, jobs) {
  const isBare = existsSync(join(path, 'objects')) && existsSync(join(path, 'HEAD'));
  return [process.execPath, cli, 'scan', ...(isBare ? ['--history-only', '--no-cache'] : ['--no-history']), '--jobs', jobs, '--threads-from', '1B', '--exit-zero', '--format', 'json', path];
}

function reportOf(path, jobs) {
  const [program, ...words] = commandOf(path, jobs);
  const { stdout, error } = spawnSync(program, words, { env: PLAIN_ENVIRONMENT, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) throw error;
  return stdout.replace(/"(?:startedAt|durationMs)": ?(?:"[^"]*"|\d+)/g, '');
}
