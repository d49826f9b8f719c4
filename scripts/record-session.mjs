// Records a terminal session with keysieve for the README: a real repository, the real bundle, a real pseudo-terminal of 80
// columns. Needs `script` (util-linux).
//   node scripts/record-session.mjs [--bundle folder]            writes docs/session.svg and the block in README.md
//   node scripts/record-session.mjs [--bundle folder] --check    fails when a session of today looks different
// Names, dates and the generated credentials are always the same. Seconds and the number of rules are those of the recording;
// the check passes over them.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from './rulebook-plugin.mjs';
import { drawSession } from './session/draw.mjs';
import { readTerminal, textOf } from './session/terminal.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { bundle: { type: 'string', default: join(root, 'dist') }, check: { type: 'boolean', default: false } } });
const COLUMNS = 80;
/** The command whose output is the text block of the README; the image has the others. */
const SHOWN = "git commit -m 'Deploy from CI'";

const work = mkdtempSync(join(tmpdir(), 'keysieve-session-'));
try {
  const session = await record(work, resolve(values.bundle));
  const svg = drawSession(session.filter((step) => step.command !== SHOWN), COLUMNS);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const text = between(readme, session.filter((step) => step.command === SHOWN).map((step) => `$ ${step.command}\n${textOf(step.lines)}`).join('\n'));
  if (!values.check) {
    writeFileSync(join(root, 'docs/session.svg'), svg);
    writeFileSync(join(root, 'README.md'), text);
  } else if (fixed(inkOf(svg)) !== fixed(inkOf(readFileSync(join(root, 'docs/session.svg'), 'utf8'))) || fixed(text) !== fixed(readme)) {
    console.error('the session in README.md and docs/session.svg is not what keysieve prints today: node scripts/record-session.mjs');
    process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Plays the session. Gives each command with the lines it printed. */
async function record(folder, bundle) {
  const home = join(folder, 'home');
  const shop = join(folder, 'shop');
  mkdirSync(join(folder, 'bin'));
  mkdirSync(home);
  mkdirSync(shop);
  chmodSync(join(bundle, 'cli.js'), 0o755);
  symlinkSync(join(bundle, 'cli.js'), join(folder, 'bin/keysieve'));
  let minute = 0;
  const run = (command) => {
    const date = `${1_711_360_800 + 60 * minute++} +0100`;
    // Only what a person at a terminal has: no CI, no agent, no configuration of this machine.
    const env = {
      PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:${process.env.PATH}`, HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', COLUMNS: String(COLUMNS),
      GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_PAGER: 'cat',
      GIT_AUTHOR_NAME: 'Ada Example', GIT_AUTHOR_EMAIL: 'ada@example.com', GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: 'Ada Example', GIT_COMMITTER_EMAIL: 'ada@example.com', GIT_COMMITTER_DATE: date,
    };
    const result = spawnSync('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], { cwd: shop, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    if (result.error) throw result.error;
    return { command, code: result.status, lines: readTerminal(result.stdout) };
  };
  const prepare = (command) => {
    const { code, lines } = run(command);
    if (code !== 0) throw new Error(`${command} ended with ${code}\n${textOf(lines)}`);
  };
  const expect = (step, code) => {
    if (step.code !== code) throw new Error(`${step.command} ended with ${step.code}, not ${code}\n${textOf(step.lines)}`);
    return step;
  };

  const make = await generators();
  prepare('git init --quiet --initial-branch=main');
  mkdirSync(join(shop, 'src'));
  writeFileSync(join(shop, 'src/pay.py'), `import stripe\nstripe.api_key = "${make('sk_live_<alnum:24>', 'pay')}"\n`);
  prepare('git add --all && git commit --quiet -m "Take payments"');
  writeFileSync(join(shop, 'src/pay.py'), 'import os, stripe\nstripe.api_key = os.environ["STRIPE_KEY"]\n');
  writeFileSync(join(shop, 'refunds.ipynb'), notebook(make('<aws-key-id:AKIA>', 'notebook')));
  prepare('git add --all && git commit --quiet -m "Read the key from the environment"');
  prepare('keysieve install');
  writeFileSync(join(shop, 'src/deploy.ts'), `const region = 'eu-west-1';\nconst token = '${make('ghp_<crc32-base62:30>', 'deploy')}';\ndeploy(region, token);\n`);
  prepare('git add --all');
  const commit = expect(run(SHOWN), 1);
  // Git keeps what was once staged, and keysieve finds it; here it would only make the session longer.
  prepare('git rm --quiet --cached src/deploy.ts && rm src/deploy.ts && git prune --expire=now');
  const scan = expect(run('keysieve scan'), 1);
  const steps = [commit, scan];
  const shown = steps.map((step) => textOf(step.lines)).join('\n');
  if (shown.includes(folder)) throw new Error(`the session shows a path of this machine:\n${shown}`);
  return steps;
}

/** Credentials from recipes and a seed, so that no file of the repository holds one. */
async function generators() {
  const [{ expandRecipe }, { createRandom }] = await Promise.all([importTypeScript('src/rules/samples/generators.ts'), importTypeScript('src/rules/samples/random.ts')]);
  return (recipe, seed) => expandRecipe(recipe, createRandom(`session ${seed}`));
}

function notebook(key) {
  const cell = (source, text) => ({ cell_type: 'code', execution_count: 1, metadata: {}, source: [source], outputs: [{ output_type: 'stream', name: 'stdout', text }] });
  const cells = [cell('import boto3', []), cell('print(session.get_credentials().access_key)', [`${key}\n`])];
  return `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** The README with the block between its marks replaced. */
function between(readme, block) {
  const [start, end] = ['<!-- session: made by scripts/record-session.mjs -->\n', '<!-- end of session -->'];
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md lacks ${start}and ${end}`);
  return `${readme.slice(0, from)}${start}\`\`\`\n${block}\n\`\`\`\n${readme.slice(to)}`;
}

/** What an image says in which colours. Where lines end depends on the seconds that a scan took. */
function inkOf(svg) {
  let last = '';
  return [...svg.matchAll(/<text [^>]*fill="(#\w+)"([^>]*)>([^<]*)<\/text>/g)].map(([, fill, weight, text]) => {
    const ink = fill + weight;
    const shown = ink === last ? text : `\n${ink}: ${text}`;
    last = ink;
    return shown;
  }).join(' ');
}

/** Without what is different each time: seconds, the number of rules, the version. */
function fixed(text) {
  return text.replace(/\b[\d.]+ m?s, [\d,]+ rules, keysieve \d[\w.-]*/g, 'some time, all rules');
}
