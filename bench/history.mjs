// Full history: keysieve against what others have to do at least, in one run, as ratios.
//   node bench/history.mjs [--cli dist/cli.js] [--gitleaks path] [--runs 1] [--every-byte] <repository…>
// CPU seconds are user + system of the whole process tree, then come wall seconds, then the largest resident set of a single
// process in MiB. The last column says how much more CPU each work takes than keysieve. Nothing is fetched, repositories
// are only read. Needs GNU time.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cli: { type: 'string', default: join(root, 'dist/cli.js') },
    gitleaks: { type: 'string', default: '/work/peers/gitleaks' },
    runs: { type: 'string', default: '1' },
    'every-byte': { type: 'boolean', default: false },
  },
});

if (positionals.length === 0) {
  console.error('usage: node bench/history.mjs <repository…>');
  process.exit(2);
}
for (const repository of positionals) compare(resolve(repository));

function compare(repository) {
  const git = ['git', '-C', repository];
  const scan = (...more) => ['node', resolve(values.cli), 'scan', '--history-only', '--format', 'jsonl', ...more, repository];
  const blobsInPackOrder = `git -C '${repository}' cat-file --batch-all-objects --unordered --batch-check='%(objecttype) %(objectname)' | sed -n 's/^blob //p' | git -C '${repository}' cat-file --batch --buffer`;
  const works = [
    ['keysieve', scan()],
    ...(values['every-byte'] ? [['keysieve --every-byte', scan('--every-byte')], ['keysieve, git cat-file', scan('--object-reader', 'git')]] : []),
    ['git log -p -U0 --all', [...git, 'log', '-p', '-U0', '--all']],
    ['git cat-file, all blobs', ['sh', '-c', blobsInPackOrder]],
    ...(existsSync(values.gitleaks) ? [['gitleaks detect', [values.gitleaks, 'detect', '--source', repository, '--no-banner', '--log-opts=--all']]] : []),
  ];
  console.log(`\n${repository}`);
  console.log(`${'work'.padEnd(26)}${'CPU s'.padStart(9)}${'wall s'.padStart(9)}${'MiB'.padStart(7)}${'CPU, keysieve = 1'.padStart(19)}`);
  let own = null;
  for (const [name, command] of works) {
    const taken = Array.from({ length: Number(values.runs) }, () => measure(command)).sort((a, b) => a.cpu - b.cpu)[0];
    own ??= taken;
    const ratio = (taken.cpu / own.cpu).toFixed(2);
    console.log(`${name.padEnd(26)}${taken.cpu.toFixed(2).padStart(9)}${taken.wall.toFixed(1).padStart(9)}${String(taken.memory).padStart(7)}${ratio.padStart(19)}${taken.note}`);
  }
}

/** Runs a command to its end under GNU time, which adds up what the whole process tree used. */
function measure(command) {
  const { stderr, status, error } = spawnSync('/usr/bin/time', ['-q', '-f', '%e %U %S %M', ...command], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 28 });
  if (error) throw new Error(`GNU time is needed to measure: ${error.message}`);
  const [wall, user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  // 1 is "found something" for the scanners.
  return { wall, cpu: user + system, memory: Math.round(kilobytes / 1024), note: status === 0 || status === 1 ? '' : `  exit ${status}` };
}
