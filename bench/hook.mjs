// What a commit hook costs, as ratios: CPU (user + system, of the whole process tree) of one tiny staged change.
//   node bench/hook.mjs [--runs 20] [--dist dist] [--gitleaks /path/to/gitleaks] [--history /path/to/a/repository [--commits 200]]
// Rounds are interleaved, so that all share the machine's moods; the lower half of the runs counts. With --history: how many of
// the last commits of a repository the gate decides alone (the repository is only read; the work is done in a shared clone).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    dist: { type: 'string', default: join(root, 'dist') },
    gitleaks: { type: 'string', default: '/work/peers/gitleaks' },
    history: { type: 'string' },
    commits: { type: 'string', default: '200' },
  },
});
const dist = resolve(values.dist);
const folder = mkdtempSync(join(tmpdir(), 'keysieve-bench-'));
const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.c', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' };
try {
  measure();
  if (values.history !== undefined) decide(resolve(values.history), Number(values.commits));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A repository with one line staged. */
function staged(name, line) {
  const repository = join(folder, name);
  git(folder, 'init', '--quiet', repository);
  for (let at = 0; at < 50; at += 1) writeFileSync(join(repository, `file${at}.txt`), `line ${at}\n`.repeat(40));
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '-m', 'Start');
  writeFileSync(join(repository, 'file1.txt'), `${readFileSync(join(repository, 'file1.txt'), 'utf8')}${line}\n`);
  git(repository, 'add', '--all');
  return repository;
}

function measure() {
  const repository = staged('ordinary', 'a small change');
  // Looks like an assignment of a password, and is judged to be none.
  const doubtful = staged('doubtful', 'password = "changeme"');
  const gate = `. '${join(dist, 'gate.sh')}'; keysieve_gate`;
  const candidates = [
    ['node -e 0', [process.execPath, '-e', '0']],
    ['keysieve staged', [process.execPath, join(dist, 'cli.js'), 'staged']],
    ['keysieve staged, rules needed', [process.execPath, join(dist, 'cli.js'), 'staged'], doubtful],
    ['keysieve staged, with an option', [process.execPath, join(dist, 'cli.js'), 'staged', '--exit-code=1']],
    ['gate (sh)', ['sh', '-c', gate]],
    ...(existsSync(values.gitleaks) ? [['gitleaks protect --staged', [values.gitleaks, 'protect', '--staged', '--no-banner']]] : []),
  ];
  const costs = new Map(candidates.map(([name]) => [name, []]));
  for (let run = 0; run < Number(values.runs); run += 1) for (const [name, command, where = repository] of candidates) costs.get(name).push(cost(command, where));
  const typical = new Map([...costs].map(([name, list]) => [name, lowerHalf(list)]));
  const peer = typical.get('gitleaks protect --staged');
  console.log(`one line staged, ${values.runs} runs each, CPU of the process tree`);
  for (const [name, milliseconds] of typical) {
    const against = peer === undefined ? '' : `   ${(milliseconds / peer).toFixed(2)} × gitleaks`;
    console.log(`${name.padEnd(34)} ${milliseconds.toFixed(1).padStart(6)} ms   ${(milliseconds / typical.get('node -e 0')).toFixed(2)} × node -e 0${against}`);
  }
}

/** Milliseconds of user and system time of a command and all it started, which bash tells. */
function cost(command, cwd) {
  const result = spawnSync('bash', ['-c', '{ TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1; } 2>&1', 'bash', ...command], { cwd, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [user, system] = result.stdout.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

function lowerHalf(list) {
  const half = list.toSorted((a, b) => a - b).slice(0, Math.max(1, list.length >> 1));
  return half.reduce((sum, each) => sum + each, 0) / half.length;
}

function decide(source, count) {
  const clone = join(folder, 'clone');
  git(folder, 'clone', '--quiet', '--shared', '--no-checkout', source, clone);
  let tried = 0;
  let passed = 0;
  for (const line of git(clone, 'log', '--no-merges', `--max-count=${count}`, '--format=%H %P').trim().split('\n')) {
    const [commit, parent] = line.split(' ');
    if (!parent) continue;
    git(clone, 'read-tree', commit);
    git(clone, 'update-ref', '--no-deref', 'HEAD', parent);
    tried += 1;
    if (spawnSync('sh', ['-c', `. '${join(dist, 'gate.sh')}'; keysieve_gate`], { cwd: clone, env: environment }).status === 0) passed += 1;
  }
  console.log(`the gate decides ${passed} of the last ${tried} commits of ${source}`);
}

function git(cwd, ...words) {
  return execFileSync('git', words, { cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });
}
