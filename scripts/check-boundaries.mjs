// The rules of the house, checked on every import: which room may use which, and who may touch the outside world.
// See design in CONTRIBUTING.md. Type-only imports are free: they leave nothing in the bundle.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');

/** Rooms that each room may use at run time, besides itself. `top` are the files directly in src/. */
const MAY_USE = {
  engine: ['rules'],
  judge: ['config', 'detectors', 'rules'],
  detectors: ['rules'],
  unwrap: [],
  rules: ['top', 'judge', 'detectors', 'config'],
  git: ['top'],
  packs: ['git', 'engine', 'top'],
  sources: ['git', 'packs', 'top', 'unwrap'],
  findings: ['top', 'config', 'judge', 'rules', 'ui', 'unwrap'],
  suppress: ['top', 'config', 'engine', 'findings', 'rules'],
  config: ['top', 'rules'],
  remedy: [],
  remember: ['git', 'findings', 'packs'],
  report: ['top', 'ui', 'rules'],
  ui: ['top'],
  workers: ['top', 'engine', 'git', 'packs', 'rules', 'sources'],
  top: ['engine', 'packs', 'detectors', 'judge', 'unwrap', 'findings', 'suppress', 'sources', 'rules', 'git', 'workers', 'remember'],
};
/** Rooms that compose all others. */
const COMPOSERS = new Set(['cli', 'action']);

const problems = [];
for (const file of readdirSync(source, { recursive: true }).filter((name) => name.endsWith('.ts') && !name.includes('assembly'))) {
  const path = join(source, file);
  const room = roomOf(path);
  const text = readFileSync(path, 'utf8');
  for (const specifier of runtimeImports(text)) checkImport(path, room, specifier);
  checkGlobals(path, room, text);
}
if (problems.length > 0) {
  console.error(`Import boundaries (scripts/check-boundaries.mjs):\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
console.log('import boundaries hold');

function roomOf(path) {
  const parts = relative(source, path).split(/[\\/]/);
  return parts.length === 1 ? 'top' : parts[0];
}

function runtimeImports(text) {
  const found = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(?!type\b)([^;'"]*?)from\s+'([^']+)'/gm)) {
    const names = match[1].replace(/[{}]/g, '').split(',').map((name) => name.trim()).filter(Boolean);
    if (names.length === 0 || names.some((name) => !name.startsWith('type '))) found.push(match[2]);
  }
  for (const match of text.matchAll(/^import\s+'([^']+)'|(?<!typeof )\bimport\('([^']+)'\)(?!\.[A-Z])/gm)) found.push(match[1] ?? match[2]);
  return found;
}

function checkImport(path, room, specifier) {
  const name = relative(root, path);
  if (specifier === 'node:child_process' && room !== 'git') problems.push(`${name}: only src/git starts processes`);
  if (/^node:(net|tls|http|https|http2|dgram|dns)$/.test(specifier)) problems.push(`${name}: nothing here opens sockets`);
  if (!specifier.startsWith('.')) return;
  const target = roomOf(resolve(dirname(path), specifier));
  if (target === room || COMPOSERS.has(room)) return;
  if (COMPOSERS.has(target)) problems.push(`${name}: ${room} may not use ${target}`);
  else if (!(MAY_USE[room] ?? []).includes(target)) problems.push(`${name}: ${room} may not use ${target} (${specifier})`);
}

function checkGlobals(path, room, text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '').replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g, "''");
  const name = relative(root, path);
  const outside = !COMPOSERS.has(room);
  if (outside && /\bprocess\.(env|argv|exit)\b/.test(code)) problems.push(`${name}: process.env, argv and exit belong to cli and action`);
  if (/\bconsole\./.test(code)) problems.push(`${name}: output goes through src/ui`);
  // A `fetch` of one's own (git's) is not the global one.
  const own = /\bfetch\b\s*[,}:=(]?[^(]*\bfrom\b|\b(?:function|const|let)\s+fetch\b|[({,]\s*(?:readonly )?fetch\s*[,:})]/.test(code);
  if (!own && /(?<![.\w])fetch\(/.test(code)) problems.push(`${name}: nothing here opens sockets`);
}
