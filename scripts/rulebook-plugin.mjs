// Makes the modules virtual:rulebook and virtual:rule-details out of rules/**/*.yaml, for esbuild and for vitest alike.
// The rule compiler is TypeScript, so it is bundled to a temporary module first.
import { build } from 'esbuild';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rulesFolder = join(root, 'rules');

/** Compiles every rule file; throws with file and line on the first that cannot be used. */
export async function compileBuiltinRules() {
  const files = (await readdir(rulesFolder, { recursive: true })).filter((name) => name.endsWith('.yaml') && !name.startsWith('playbooks')).sort();
  const texts = await Promise.all(
    files.map(async (name) => ({ path: relative(root, join(rulesFolder, name)).replaceAll('\\', '/'), text: await readFile(join(rulesFolder, name), 'utf8') })),
  );
  const { loadRules } = await importTypeScript('src/rules/load.ts');
  return loadRules(texts);
}

/** Bundles a module of src/ to a temporary file and imports it. */
export async function importTypeScript(path) {
  const folder = await mkdtemp(join(tmpdir(), 'keysieve-build-'));
  try {
    const outfile = join(folder, 'module.mjs');
    const banner = { js: "import { createRequire as keysieveRequire } from 'node:module'; const require = keysieveRequire(import.meta.url);" };
    await build({ entryPoints: [join(root, path)], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', banner, plugins: [rulebookForEsbuild()] });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function moduleText(id) {
  const { book, details } = await compileBuiltinRules();
  const [name, value] = id === 'virtual:rulebook' ? ['book', book] : ['details', details];
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}

export function rulebookForEsbuild() {
  return {
    name: 'rulebook',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^virtual:rule/ }, (args) => ({ path: args.path, namespace: 'rulebook' }));
      esbuild.onLoad({ filter: /.*/, namespace: 'rulebook' }, async (args) => ({ contents: await moduleText(args.path), loader: 'js' }));
    },
  };
}

export function rulebookForVitest() {
  return {
    name: 'rulebook',
    resolveId: (id) => (id.startsWith('virtual:rule') ? `\0${id}` : null),
    load: async (id) => (id.startsWith('\0virtual:rule') ? moduleText(id.slice(1)) : null),
  };
}
