// Fails when dist/ is not what the sources build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fresh = mkdtempSync(join(tmpdir(), 'keysieve-dist-'));
try {
  const built = spawnSync(process.execPath, [join(root, 'scripts/bundle.mjs'), '--out', fresh], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
  const differing = compare(join(root, 'dist'), fresh);
  if (differing.length > 0) {
    console.error(`dist/ is not what the sources build; run "npm run bundle" and commit it:\n  ${differing.join('\n  ')}`);
    process.exitCode = 1;
  } else {
    console.log('dist/ is fresh');
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function compare(committed, built) {
  const list = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(folder.length + 1));
  const names = [...new Set([...list(committed), ...list(built)])].sort();
  return names.filter((name) => read(join(committed, name)) !== read(join(built, name)));
}

function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}
