// Makes the JSON Schema of keysieve.yaml from src/config/schema.ts, for editors.
//   node scripts/config-schema.mjs            writes schema/config.schema.json
//   node scripts/config-schema.mjs --check    fails when the file is not up to date
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from 'esbuild';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'schema/config.schema.json');

/** Gives the schema as text: what a file may hold before anything is done to it. */
export async function configSchemaText() {
  const { ConfigSchema } = await importBundled('src/config/schema.ts');
  const schema = toJsonSchema(ConfigSchema, {
    typeMode: 'input',
    target: 'draft-07',
    // Checks written as code (regexes that compile, days that exist) have no form in JSON Schema; keysieve makes them itself.
    ignoreActions: ['check', 'raw_check'],
  });
  const { $schema, ...rest } = schema;
  return `${JSON.stringify({ $schema, title: 'keysieve.yaml', ...rest }, null, 2)}\n`;
}

/** Bundles a TypeScript module with what it imports and imports the result. */
async function importBundled(entry) {
  const folder = await mkdtemp(join(tmpdir(), 'keysieve-schema-'));
  try {
    const outfile = join(folder, 'schema.mjs');
    const banner = "import { createRequire as keysieveRequire } from 'node:module';\nconst require = keysieveRequire(import.meta.url);";
    await build({ absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', banner: { js: banner }, logLevel: 'warning' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await configSchemaText();
  if (!process.argv.includes('--check')) await writeFile(target, text);
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    console.error('schema/config.schema.json is not up to date: node scripts/config-schema.mjs');
    process.exitCode = 1;
  }
}
