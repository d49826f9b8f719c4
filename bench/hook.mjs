// What a commit hook costs, and how many commits its gate decides without Node:
//   node bench/hook.mjs [--runs 20] [--dist dist] [--gitleaks /path/to/gitleaks] [--history /path/to/a/repository [--commits 200]]
// The first are the rows `staged` of `npm run bench`, with more runs. With --history: how many of the last commits of a
// repository the gate lets pass (the repository is only read; the work is done in a shared clone).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { git } from './generated.mjs';
import { findProgram, PLAIN_ENVIRONMENT } from './measure.mjs';
import { staged } from './rows/staged.mjs';
import { printHead } from './table.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    dist: { type: 'string', default: join(root, 'dist') },
    gitleaks: { type: 'string', default: 'gitleaks' },
    history: { type: 'string' },
    commits: { type: 'string', default: '200' },
  },
});
const dist = resolve(values.dist);
const folder = mkdtempSync(join(tmpdir(), 'keysieve-bench-'));
try {
  printHead();
  staged({ keysieve: (...words) => [process.execPath, join(dist, 'cli.js'), ...words], dist, gitleaks: findProgram(values.gitleaks), runs: { short: Number(values.runs) }, folder });
  if (values.history !== undefined) decide(resolve(values.history), Number(values.commits));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Stages what each of the last commits changed, one after the other, and asks the gate. */
function decide(source, count) {
  const clone = join(folder, 'clone');
  git(folder, ['clone', '--quiet', '--shared', '--no-checkout', source, clone]);
  let tried = 0;
  let passed = 0;
  for (const line of git(clone, ['log', '--no-merges', `--max-count=${count}`, '--format=%H %P']).trim().split('\n')) {
    const [commit, parent] = line.split(' ');
    if (!parent) continue;
    git(clone, ['read-tree', commit]);
    git(clone, ['update-ref', '--no-deref', 'HEAD', parent]);
    tried += 1;
    if (spawnSync('sh', ['-c', `. '${join(dist, 'gate.sh')}'; keysieve_gate`], { cwd: clone, env: PLAIN_ENVIRONMENT }).status === 0) passed += 1;
  }
  console.log(`the gate decides ${passed} of the last ${tried} commits of ${source}`);
}
