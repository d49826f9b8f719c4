// Makes the JSON Schema of rule files from src/rules/schema.ts, for editors.
//   node scripts/rule-schema.mjs            writes schema/rule.schema.json
//   node scripts/rule-schema.mjs --check    fails when the file is not up to date
import { toJsonSchema } from '@valibot/to-json-schema';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './rulebook-plugin.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'schema/rule.schema.json');

/** Gives the schema as text: a file of rules of one provider, or one rule alone. */
export async function ruleSchemaText() {
  const { ruleFileSchema, ruleSchema } = await importTypeScript('src/rules/schema.ts');
  const convert = (schema) => {
    const { $schema: _dialect, ...rest } = toJsonSchema(schema, { typeMode: 'input', target: 'draft-07' });
    return rest;
  };
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'keysieve rule file', anyOf: [convert(ruleFileSchema), convert(ruleSchema)] };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await ruleSchemaText();
  if (!process.argv.includes('--check')) await writeFile(target, text);
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    console.error('schema/rule.schema.json is not up to date: node scripts/rule-schema.mjs');
    process.exitCode = 1;
  }
}
