// Builds dist/: what is installed, what the hook and the Action run, with nothing left to install.
//   node scripts/bundle.mjs [--out folder]
// The same sources give the same bytes: no times, no absolute paths, names by content.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeGate } from './gate.mjs';
import { compileBuiltinRules, dataFiles, once, rulebookForEsbuild } from './rulebook-plugin.mjs';
import { writeNotices } from './notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** What the bundle is made of, in short: a history that was searched by another program is searched again. */
async function digestOfSources() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'rules']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    for (const file of files.sort()) hash.update(`${relative(root, file).split(sep).join('/')}\0`).update(await readFile(file)).update('\0');
  }
  return hash.update(await readFile(join(root, 'package-lock.json'))).digest('hex').slice(0, 16);
}

/**
 * Leaves some of what is imported dynamically out of a bundle: it is loaded from another one, or is of no use there. An import
 * that is not listed is an error, since it would bring parts of keysieve in that nobody wanted.
 */
function loadLater(later) {
  return {
    name: 'load-later',
    setup(esbuild) {
      esbuild.onResolve({ filter: /.*/ }, (args) => {
        if (args.kind !== 'dynamic-import') return null;
        const place = later.find(([name]) => (typeof name === 'string' ? name === args.path : name.test(args.path)))?.[1];
        if (place === undefined) return { errors: [{ text: `${args.path} is not among the modules that this bundle may load later` }] };
        return place === 'here' ? null : { path: place, external: true };
      });
    },
  };
}

const compiled = once(compileBuiltinRules);
const common = {
  absWorkingDir: root,
  outdir: values.out,
  bundle: true,
  platform: 'node',
  // jsonc-parser's UMD build hides its requires from bundlers.
  mainFields: ['module', 'main'],
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  define: { KEYSIEVE_VERSION: JSON.stringify(version), KEYSIEVE_BUILD: JSON.stringify(`${version} ${await digestOfSources()}`) },
  loader: { '.wasm': 'binary' },
  logLevel: 'warning',
  write: false,
};
/**
 * One CommonJS file for each entry. node needs a millisecond for every ES module that it loads, and hardly any time for code that
 * is not run: what is imported dynamically stands in the same file and is evaluated when it is asked for.
 */
const oneFile = {
  ...common,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  banner: { js: "const keysieveUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { ...common.define, 'import.meta.url': 'keysieveUrl' },
};
const fromAbove = (name) => `__dirname + '/../data/${name}'`;
/** Large libraries that most scans do not ask for. To compile what is not run takes a third of the start, so they stand in files of their own. */
const LIBRARIES = ['yaml', 'simple-git', '@eslint-community/regexpp', 'fast-glob', 'jsonc-parser', 'chalk'];
const fileOf = (library) => library.replace(/.*\//, '');
const libraries = await build({ ...oneFile, banner: {}, entryPoints: Object.fromEntries(LIBRARIES.map((library) => [`lib/${fileOf(library)}`, library])) });
const librariesApart = {
  name: 'libraries-apart',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[@a-z]/ }, ({ path }) => (LIBRARIES.includes(path) ? { path: `./${fileOf(path)}.js`, external: true } : null));
  },
};
const whole = await build({
  ...oneFile,
  entryPoints: { 'lib/run': 'src/cli/run.ts' },
  plugins: [librariesApart, rulebookForEsbuild({ compiled, place: fromAbove })],
});
// The rules before a commit, where there is nothing but the repository: see src/cli/run-check.ts.
const check = await build({
  ...oneFile,
  entryPoints: { 'lib/check': 'src/cli/run-check.ts' },
  plugins: [
    rulebookForEsbuild({ compiled, place: fromAbove }),
    loadLater([
      ['chalk', './chalk.js'],
      [/^virtual:|\/(?:compact|pretty|builtin|playbook)\.ts$/, 'here'],
      // Readers of configurations, baselines and rules, and the other reports: the early check has made sure of that.
      [/\/(?:read|user-rules|plain|json|jsonl|sarif|github|gitlab|code-quality|junit|csv|markdown|html)\.ts$/, './run.js'],
    ]),
  ],
});
// The start, and all that the check before an ordinary commit needs.
const start = await build({
  ...oneFile,
  banner: {},
  entryPoints: { cli: 'src/cli/main.ts' },
  plugins: [rulebookForEsbuild({ compiled, place: (name) => `__dirname + '/data/${name}'` }), loadLater([['./run-check.ts', './lib/check.js'], ['./run.ts', './lib/run.js'], ['chalk', './lib/chalk.js']])],
});
// The Action, whose start is not in a hurry.
const hasAction = await readFile(join(root, 'src/action/main.ts')).then(() => true, () => false);
const action = hasAction
  ? await build({
      ...common,
      entryPoints: { 'action/main': 'src/action/main.ts' },
      format: 'esm',
      splitting: true,
      chunkNames: 'action/[name]-[hash]',
      // Some bundled packages are CommonJS and ask for node's modules by require.
      banner: { js: "import { createRequire as keysieveRequire } from 'node:module';\nconst require = keysieveRequire(import.meta.url);" },
      plugins: [rulebookForEsbuild({ compiled, place: (name) => `new URL('../data/${name}', import.meta.url)` })],
    })
  : null;
const data = Object.entries(await dataFiles(compiled)).map(([name, contents]) => [`data/${name}`, contents]);
const { book } = await compiled();
const written = {
  ...Object.fromEntries(data),
  'gate.sh': await makeGate(book),
  // What worker threads run; a thread has to load code of its own, and this way it is no other code.
  'lib/worker.js': "require('./run.js').runWorker();\n",
  'package.json': '{"type":"commonjs"}\n',
  ...(action && { 'action/package.json': '{"type":"module"}\n', 'action.js': "import('./action/main.js');\n" }),
};
const builds = [libraries, whole, check, start, ...(action === null ? [] : [action])];
// Only a build that went through replaces the last one.
await rm(values.out, { recursive: true, force: true });
const files = Object.entries(written).map(([name, contents]) => ({ path: join(values.out, name), contents }));
for (const file of [...builds.flatMap(({ outputFiles }) => outputFiles), ...files]) {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.contents);
}
const cli = join(values.out, 'cli.js');
await writeFile(cli, `#!/usr/bin/env node\n${await readFile(cli, 'utf8')}`);
await chmod(cli, 0o755);
await writeNotices(root, builds.map(({ metafile }) => metafile), join(values.out, 'THIRD_PARTY_NOTICES'));
