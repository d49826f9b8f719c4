// The whole table of what keysieve has to be faster than, and by how much, in one run:
//   npm run bench -- [--only history,staged] [--runs 3] [--long-runs 1] [--gitleaks PATH] [--dist dist] [REPOSITORY…]
// Every figure is CPU seconds (user + system of the process tree), wall seconds, and the largest resident set in MiB; ratios
// come from runs in turn on this machine, so that they can be compared where seconds cannot. Goals are written beside them.
// Nothing is fetched, repositories (bare ones too) are only read; other inputs are made from seeds in a temporary folder.
// docs/performance.md says what the rows mean.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findProgram } from './measure.mjs';
import { large, smallFiles, tree } from './rows/files.mjs';
import { growth } from './rows/growth.mjs';
import { again, history, readers } from './rows/history.mjs';
import { staged } from './rows/staged.mjs';
import { printHead, printMissing } from './table.mjs';

/** In the order of the table. The first ones need repositories. */
const ROWS = { history, again, tree, 'small-files': smallFiles, large, staged, growth, readers };
const OF_REPOSITORIES = new Set(['history', 'again', 'tree', 'readers']);
/** Only when asked for. */
const EXTRA = new Set(['readers']);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(ROWS).filter((row) => !EXTRA.has(row)).join(',') },
    runs: { type: 'string', default: '3' },
    'long-runs': { type: 'string', default: '1' },
    gitleaks: { type: 'string', default: 'gitleaks' },
    dist: { type: 'string', default: join(root, 'dist') },
  },
});
const rows = values.only.split(',');
const dist = resolve(values.dist);
const cli = join(dist, 'cli.js');
const unknown = rows.find((row) => ROWS[row] === undefined);
if (unknown !== undefined) stop(`there is no row "${unknown}"; there are ${Object.keys(ROWS).join(', ')}`);
if (!existsSync(cli)) stop(`there is no ${cli}: run \`npm run bundle\` first, or name the folder with --dist`);
const repositories = positionals.map((path) => resolve(path));
const missing = repositories.find((path) => !existsSync(path));
if (missing !== undefined) stop(`there is no repository ${missing}`);

const folder = mkdtempSync(join(tmpdir(), 'keysieve-bench-'));
// Ctrl-C ends what is being measured first; measure() sees that and ends the rest, so that the folder goes away.
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const help = spawnSync(process.execPath, [cli, 'scan', '--help'], { encoding: 'utf8' }).stdout;
const bench = {
  keysieve: (...words) => [process.execPath, cli, ...words],
  dist,
  gitleaks: findProgram(values.gitleaks),
  repositories,
  runs: { short: Number(values.runs), long: Number(values['long-runs']) },
  /** Options that this keysieve has and an older one may not have. */
  options: new Set(/--(?:\[no-\]|no-)cache\b/.test(help) ? ['--no-cache'] : []),
  folder,
};

printHead();
for (const row of rows) {
  if (OF_REPOSITORIES.has(row) && repositories.length === 0) {
    printMissing(row, 'no repository given');
    continue;
  }
  try {
    ROWS[row](bench);
  } catch (error) {
    printMissing(row, error.message);
    process.exitCode = 1;
  }
}

function stop(message) {
  console.error(message);
  process.exit(2);
}
