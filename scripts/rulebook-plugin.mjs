// Makes the modules virtual:rulebook, virtual:rule-details, virtual:playbooks, virtual:search-index and virtual:file-names out of rules/**/*.yaml,
// for esbuild and for vitest alike.
// The rule compiler is TypeScript, so it is bundled to a temporary module first.
import { build } from 'esbuild';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rulesFolder = join(root, 'rules');
const VIRTUAL = /^virtual:(?:rulebook|rule-details|playbooks|search-index|file-names)$/;

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
    await build({ entryPoints: [join(root, path)], outfile, bundle: true, platform: 'node', mainFields: ['module', 'main'], format: 'esm', target: 'node20', banner, plugins: [rulebookForEsbuild()] });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads and checks every playbook. */
export async function readPlaybooks() {
  const folder = join(rulesFolder, 'playbooks');
  const { parsePlaybooks } = await importTypeScript('src/remedy/parse.ts');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return parsePlaybooks(await Promise.all(names.map(async (name) => ({ path: `rules/playbooks/${name}`, text: await readFile(join(folder, name), 'utf8') }))));
}

/** Builds the search index of a rule book; gives its bytes. */
export async function buildSearchIndex(book) {
  const { buildIndex } = await importTypeScript('src/engine/index/build.ts');
  return buildIndex(book.rules, book.digest).bytes;
}

/** Patterns of the names that rules about whole files ask for. */
async function fileNamesOf(book) {
  const { fileNamePatterns } = await importTypeScript('src/cli/gate/file-names.ts');
  return fileNamePatterns(book.rules);
}

/** One compilation serves all modules of a build. */
async function moduleText(id, compiled) {
  if (id === 'virtual:playbooks') return asModule('playbooks', await readPlaybooks());
  const { book, details } = await compiled();
  if (id === 'virtual:file-names') return asModule('fileNames', await fileNamesOf(book));
  if (id === 'virtual:search-index') return inlineIndex(await buildSearchIndex(book));
  return id === 'virtual:rulebook' ? asModule('book', book) : asModule('details', details);
}

/** JSON.parse of a string is faster to load than the same data as code. */
function asModule(name, value) {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}

function inlineIndex(bytes) {
  return `const index = Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64'); export const readSearchIndex = () => new Uint8Array(index);`;
}

/** What a bundle reads from files of their own when it is needed: less to load than the same as code, and shared by all builds. */
export async function dataFiles(compiled) {
  const { book, details } = await compiled();
  return {
    'search-index.bin': await buildSearchIndex(book),
    'rulebook.json': JSON.stringify(book),
    'rule-details.json': JSON.stringify(details),
    'playbooks.json': JSON.stringify(await readPlaybooks()),
  };
}

/** Modules over these files; null for what has none. `place` gives the expression for the path of a file. */
function moduleOverFile(id, place) {
  const read = (name, encoding) => `import { readFileSync } from 'node:fs'; const read = () => readFileSync(${place(name)}${encoding});`;
  const parsed = (name, exported) => `${read(name, ", 'utf8'")} export const ${exported} = JSON.parse(read());`;
  switch (id) {
    case 'virtual:search-index':
      return `${read('search-index.bin', '')} export const readSearchIndex = read;`;
    case 'virtual:rulebook':
      return parsed('rulebook.json', 'book');
    case 'virtual:rule-details':
      return parsed('rule-details.json', 'details');
    case 'virtual:playbooks':
      return parsed('playbooks.json', 'playbooks');
    default:
      return null;
  }
}

export function once(work) {
  let result = null;
  return () => (result ??= work());
}

/** `compiled` gives the compiled rules, when several builds share them; `place`: an expression for the path of a data file (dataFiles), when these are written. */
export function rulebookForEsbuild({ compiled = once(compileBuiltinRules), place = null } = {}) {
  return {
    name: 'rulebook',
    setup(esbuild) {
      esbuild.onResolve({ filter: VIRTUAL }, (args) => ({ path: args.path, namespace: 'rulebook' }));
      esbuild.onLoad({ filter: /.*/, namespace: 'rulebook' }, async ({ path }) => {
        const overFile = place === null ? null : moduleOverFile(path, place);
        return { contents: overFile ?? (await moduleText(path, compiled)), loader: 'js' };
      });
    },
  };
}

export function rulebookForVitest() {
  const compiled = once(compileBuiltinRules);
  return {
    name: 'rulebook',
    resolveId: (id) => (VIRTUAL.test(id) ? `\0${id}` : null),
    load: async (id) => (id.startsWith('\0') && VIRTUAL.test(id.slice(1)) ? moduleText(id.slice(1), compiled) : null),
  };
}
