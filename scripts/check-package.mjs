// Packs the package, installs the tarball into an empty project without its scripts and without a network need, and runs
// the installed command: what users get is what was tested.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'keysieve-pack-'));
try {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"name":"tryout","private":true}');
  run('npm', ['install', '--silent', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`], folder);
  const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (installed.length !== 1) throw new Error(`the package brings others along: ${installed.join(', ')}`);
  if (!existsSync(join(folder, 'node_modules', installed[0], 'dist/lib/worker.js'))) throw new Error('the package lacks the program of worker threads');
  const command = join(folder, 'node_modules/.bin/keysieve');
  if (!existsSync(command)) throw new Error('the command is not installed');
  run(command, ['--version'], folder);
  // Assembled here, so that this file holds no key.
  const token = Array.from({ length: 36 }, (_, index) => ((index * index * 7 + index * 13 + 5) % 36).toString(36)).join('');
  writeFileSync(join(folder, 'leak.txt'), `token = ghp_${token}\n`);
  const scan = spawnSync(command, ['scan', 'leak.txt', '--format', 'json'], { cwd: folder, encoding: 'utf8' });
  const found = JSON.parse(scan.stdout).findings.map((finding) => finding.rule);
  if (!found.includes('github-personal-access-token')) throw new Error(`the installed command finds nothing: ${scan.stdout}${scan.stderr}`);
  console.log('packed tarball works');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${result.stdout}${result.stderr}`);
}
