// Builds dist/: what is installed, what the hook and the Action run, with nothing left to install.
//   node scripts/bundle.mjs [--out folder]
// The same sources give the same bytes: no times, no absolute paths, names by content.
import { build } from 'esbuild';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeGate } from './gate.mjs';
import { buildSearchIndex, compileBuiltinRules, once, rulebookForEsbuild } from './rulebook-plugin.mjs';
import { writeNotices } from './notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

// Some bundled packages are CommonJS and ask for node's modules by require.
const banner = { js: "import { createRequire as keysieveRequire } from 'node:module';\nconst require = keysieveRequire(import.meta.url);" };

/** Leaves dynamic imports out of dist/cli.js. One that is not listed would bring a part of keysieve in twice, so it is an error. */
const loadLater = {
  name: 'load-later',
  setup(esbuild) {
    esbuild.onResolve({ filter: /.*/ }, (args) => {
      if (args.kind !== 'dynamic-import') return null;
      const path = LATER[args.path];
      return path === undefined ? { errors: [{ text: `${args.path} is not among the modules that the start may load later` }] } : { path, external: true };
    });
  },
};

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
  define: { KEYSIEVE_VERSION: JSON.stringify(version) },
  loader: { '.wasm': 'binary' },
  logLevel: 'warning',
  write: false,
};
/** What dist/cli.js loads when it is needed: modules of the other build, under names that do not change. */
const LATER = { './run.ts': './chunks/run.js', chalk: './chunks/chalk.js' };

// Everything but the start, in chunks that are loaded as they are needed.
const action = await hasAction();
const whole = await build({
  ...common,
  entryPoints: { 'chunks/run': 'src/cli/run.ts', 'chunks/chalk': 'chalk', ...(action && { 'chunks/action': 'src/action/main.ts' }) },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  banner,
  plugins: [rulebookForEsbuild({ compiled, indexAt: "new URL('../search-index.bin', import.meta.url)" })],
});
// The start, and all that the check before an ordinary commit needs, in one file: each further file costs a hook time. And
// CommonJS, which node loads in half the time of a module.
const start = await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts' },
  format: 'cjs',
  plugins: [rulebookForEsbuild({ compiled, indexAt: "__dirname + '/search-index.bin'" }), loadLater],
});
const { book } = await compiled();
const written = {
  'search-index.bin': await buildSearchIndex(book),
  'gate.sh': await makeGate(book),
  'package.json': '{"type":"commonjs"}\n',
  'chunks/package.json': '{"type":"module"}\n',
  ...(action && { 'action.js': "import('./chunks/action.js');\n" }),
};
// Only a build that went through replaces the last one.
await rm(values.out, { recursive: true, force: true });
const files = Object.entries(written).map(([name, contents]) => ({ path: join(values.out, name), contents }));
for (const file of [...whole.outputFiles, ...start.outputFiles, ...files]) {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.contents);
}
const cli = join(values.out, 'cli.js');
await writeFile(cli, `#!/usr/bin/env node\n${await readFile(cli, 'utf8')}`);
await chmod(cli, 0o755);
await writeNotices(root, [whole.metafile, start.metafile], join(values.out, 'THIRD_PARTY_NOTICES'));

async function hasAction() {
  return readFile(join(root, 'src/action/main.ts')).then(() => true, () => false);
}
