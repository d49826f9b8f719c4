/** What the documentation shows is what keysieve reads. */
import { readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';
import { compileUserRules } from '../../src/rules/user-rules.ts';

const RULE = { id: 'our-other-token', name: 'Our other token', description: 'Opens another session.', kind: 'token', severity: 'high', pattern: 'ourother_[a-z0-9]{32}' };

const root = new URL('../../', import.meta.url);
const text = async (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

async function yamlBlocks(path: string): Promise<readonly string[]> {
  return [...(await text(path)).matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => match[1]!);
}

describe.each(['docs/configuration.md', 'docs/allowlist.md'])('%s', (path) => {
  test('shows configurations that load, and that the JSON Schema accepts', async () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(await text('schema/config.schema.json')) as object);
    const blocks = await yamlBlocks(path);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      const files: Readonly<Record<string, string>> = { 'keysieve.yaml': block, 'rules/our-own.yaml': JSON.stringify({ provider: 'us', name: 'Us', rules: [RULE] }) };
      const config = await loadConfig({ readFile: async (name) => (files[name] === undefined ? null : new TextEncoder().encode(files[name])), compileRules: compileUserRules });
      expect(config.allow.length).toBeGreaterThan(0);
      expect([validate(parse(block)), validate.errors]).toEqual([true, null]);
    }
  });
});

describe('schema/config.schema.json', () => {
  test('is what src/config/schema.ts says', async () => {
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('scripts/config-schema.mjs', root)), '--check']);
  });

  test.each(['{alow: []}', '{allow: [{paths: [a]}]}', '{fail-on: {severity: loud}}', '{exclude: docs}', '{version: 2}', '{rules: {severity: {jwt: loud}}}'])('refuses %s, as keysieve does', async (yaml) => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(await text('schema/config.schema.json')) as object);
    expect(validate(parse(yaml))).toBe(false);
    await expect(loadConfig({ readFile: async (name) => (name === 'keysieve.yaml' ? new TextEncoder().encode(yaml) : null), compileRules: () => [] })).rejects.toThrow(/^keysieve\.yaml:1:/);
  });

  test('every setting has a description', async () => {
    const schema = JSON.parse(await text('schema/config.schema.json')) as { properties: Readonly<Record<string, { description?: string }>> };
    const described = Object.entries(schema.properties).map(([key, { description, ...rest }]) => [key, description ?? (rest as { anyOf?: { description?: string }[] }).anyOf?.[0]?.description]);
    expect(described.filter(([, description]) => !description)).toEqual([]);
  });
});
