// Compiles the AssemblyScript of src/engine/wasm/assembly to src/engine/wasm/core-bytes.ts: the module as base64 text, so that
// the bundle, the tests and workers get it by an ordinary import and nothing has to be read or found at run time.
//   node scripts/build-wasm.mjs            writes the file
//   node scripts/build-wasm.mjs --check    exit 1 when the file is not what the sources give
import { main } from 'assemblyscript/asc';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'engine', 'wasm');
const target = join(folder, 'core-bytes.ts');

/** Compiles; throws with the compiler's messages. Gives the module's bytes. */
export async function compileCore() {
  const outputs = new Map();
  const { error, stderr } = await main(
    ['index.ts', '--outFile', 'core.wasm', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--memoryBase', '1024', '--use', 'abort='],
    {
      readFile: (name) => readFile(join(folder, 'assembly', name), 'utf8').catch(() => null),
      writeFile: (name, contents) => void outputs.set(name, contents),
      listFiles: () => [],
    },
  );
  const warnings = stderr.toString();
  if (error !== null || warnings.includes('WARNING')) throw new Error(`the core does not compile:\n${warnings}${error?.message ?? ''}`);
  return outputs.get('core.wasm');
}

function moduleText(bytes) {
  const base64 = Buffer.from(bytes).toString('base64');
  const lines = base64.match(/.{1,140}/g).map((line) => `  '${line}'`);
  return `// Made by scripts/build-wasm.mjs from assembly/. Do not edit.\n/** The WASM core, base64. */\nexport const CORE_BYTES =\n${lines.join(' +\n')};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileCore();
  const text = moduleText(bytes);
  if (process.argv.includes('--check')) {
    const same = (await readFile(target, 'utf8').catch(() => '')) === text;
    console.log(same ? 'core-bytes.ts is up to date' : 'core-bytes.ts is not what the sources give; run node scripts/build-wasm.mjs');
    process.exitCode = same ? 0 : 1;
  } else {
    await writeFile(target, text);
    console.log(`core-bytes.ts: ${bytes.length} bytes of WASM`);
  }
}
