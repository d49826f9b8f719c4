/** Files made from the rules are up to date, and the schema for editors says what the loader says. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const run = promisify(execFile);

it.each(['scripts/rule-schema.mjs', 'scripts/rules-catalogue.mjs'])('%s --check passes', async (script) => {
  await expect(run(process.execPath, [script, '--check'], { cwd: root })).resolves.toMatchObject({ stderr: '' });
});

it('the schema takes the shipped files and refuses unknown keys', async () => {
  const validate = new Ajv({ allErrors: false }).compile(JSON.parse(await readFile(new URL('schema/rule.schema.json', root), 'utf8')) as object);
  const stripe = parse(await readFile(new URL('rules/stripe.yaml', root), 'utf8')) as { rules: object[] };
  expect(validate(stripe)).toBe(true);
  expect(validate(stripe.rules[0])).toBe(true);
  expect(validate({ ...stripe.rules[0], patern: 'x' })).toBe(false);
});
