/** Checks documents against the schemas on disk. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = new URL('../../', import.meta.url);

/** Reads a schema of the repository, by its path. */
export function readSchema(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>;
}

/** Compiles a draft-07 schema. SARIF's is draft 4: it says `id` for `$id` and is the same otherwise, as far as it goes. */
export function compileSchema(path: string): ValidateFunction {
  const { $schema, id, ...schema } = readSchema(path);
  // One of SARIF's patterns is not a valid Unicode regex.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile({ ...schema, $comment: `${String($schema)} ${String(id)}` });
}

/**
 * Compiles a part of the report's schema. `strict` turns every object with properties into a closed one: the schema is
 * open so that readers accept what later versions add, and the tests make sure that nothing is added without a word.
 */
export function compileReportSchema(part: string, strict: boolean): ValidateFunction {
  const schema = readSchema('schema/report.schema.json');
  if (strict) closeObjects(schema);
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  addFormats.default(ajv as unknown as Ajv);
  ajv.addSchema(schema, 'report');
  const validate = ajv.getSchema(`report${part}`);
  if (validate === undefined) throw new Error(`no such part: ${part}`);
  return validate as ValidateFunction;
}

function closeObjects(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Record<string, unknown>;
  if ('properties' in object && !('additionalProperties' in object)) object['additionalProperties'] = false;
  for (const value of Object.values(object)) closeObjects(value);
}
