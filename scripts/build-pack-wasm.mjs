// Compiles the unpacker of git's packs (src/engine/wasm/assembly/unpack.ts) to src/packs/unpack-bytes.ts, as build-wasm.mjs does for the search.
//   node scripts/build-pack-wasm.mjs            writes the file
//   node scripts/build-pack-wasm.mjs --check    exit 1 when the file is not what the sources give
import { main as compile } from 'assemblyscript/asc';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const target = join(source, 'packs', 'unpack-bytes.ts');

// The module keeps no data of its own in the memory it is given: where everything stands is said by its caller.
const outputs = new Map();
const { error, stderr } = await compile(
  ['unpack.ts', '--outFile', 'unpack.wasm', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--use', 'abort='],
  {
    readFile: (name) => readFile(join(source, 'engine/wasm/assembly', name), 'utf8').catch(() => null),
    writeFile: (name, contents) => void outputs.set(name, contents),
    listFiles: () => [],
  },
);
const warnings = stderr.toString();
if (error !== null || warnings.includes('WARNING')) throw new Error(`the unpacker does not compile:\n${warnings}${error?.message ?? ''}`);
const bytes = outputs.get('unpack.wasm');
const lines = Buffer.from(bytes).toString('base64').match(/.{1,140}/g).map((line) => `  '${line}'`);
const text = `// Made by scripts/build-pack-wasm.mjs from src/engine/wasm/assembly/unpack.ts. Do not edit.\n/** The WASM unpacker, base64. */\nexport const UNPACK_BYTES =\n${lines.join(' +\n')};\n`;
if (process.argv.includes('--check')) {
  const same = (await readFile(target, 'utf8').catch(() => '')) === text;
  console.log(same ? 'unpack-bytes.ts is up to date' : 'unpack-bytes.ts is not what the sources give; run node scripts/build-pack-wasm.mjs');
  process.exitCode = same ? 0 : 1;
} else {
  await writeFile(target, text);
  console.log(`unpack-bytes.ts: ${bytes.length} bytes of WASM`);
}
