// Builds dist/: what is installed, what the hook and the Action run, with nothing left to install.
//   node scripts/bundle.mjs [--out folder]
// The same sources give the same bytes: no times, no absolute paths, names by content.
import { build } from 'esbuild';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rulebookForEsbuild } from './rulebook-plugin.mjs';
import { writeNotices } from './notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

// Some bundled packages are CommonJS and ask for node's modules by require.
const banner = { js: "import { createRequire as keysieveRequire } from 'node:module';\nconst require = keysieveRequire(import.meta.url);" };

const result = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts', ...(await hasAction()) },
  outdir: values.out,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  // jsonc-parser's UMD build hides its requires from bundlers.
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  banner,
  define: { KEYSIEVE_VERSION: JSON.stringify(version) },
  loader: { '.wasm': 'binary' },
  plugins: [rulebookForEsbuild()],
  logLevel: 'warning',
  write: false,
});
// Only a build that went through replaces the last one.
await rm(values.out, { recursive: true, force: true });
for (const file of result.outputFiles) {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.contents);
}
const cli = join(values.out, 'cli.js');
await writeFile(cli, `#!/usr/bin/env node\n${await readFile(cli, 'utf8')}`);
await chmod(cli, 0o755);
await writeNotices(root, result.metafile, join(values.out, 'THIRD_PARTY_NOTICES'));

async function hasAction() {
  try {
    await readFile(join(root, 'src/action/main.ts'));
    return { action: 'src/action/main.ts' };
  } catch {
    return {};
  }
}
