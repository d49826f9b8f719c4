// Fails when a generated file is not what its generator writes.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = dirname(fileURLToPath(import.meta.url));
const generators = ['config-schema.mjs', 'rule-schema.mjs', 'rules-catalogue.mjs', 'record-session.mjs'];
const stale = generators.filter((name) => spawnSync(process.execPath, [join(scripts, name), '--check'], { stdio: 'inherit' }).status !== 0);
if (stale.length > 0) {
  console.error(`generated files are not fresh; run:\n${stale.map((name) => `  node scripts/${name}`).join('\n')}`);
  process.exitCode = 1;
} else {
  console.log('generated documents are fresh');
}
