/** Reads keysieve.yaml once it is found: parses, checks against the schema, compiles its own rules. */
import * as v from 'valibot';
import { ConfigError, formatPlace, RuleError } from '../errors.ts';
import type { ErrorPlace } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import { buildConfig } from './build.ts';
import { harmless } from './code-frame.ts';
import type { Config } from './config.ts';
import { describeIssue } from './issues.ts';
import type { LoadOptions, ReadFile } from './load.ts';
import { ConfigSchema } from './schema.ts';
import type { ConfigInput } from './schema.ts';
import { parseYaml } from './yaml-document.ts';
import type { YamlDocument, YamlPath } from './yaml-document.ts';

/** Problems that are listed beside the first one. */
const MAX_ALSO = 20;

/** Gives the configuration that `bytes` hold; `file` is what messages call it. Throws ConfigErrors and RuleErrors. */
export async function readConfig(bytes: Uint8Array, file: string, options: Pick<LoadOptions, 'readFile' | 'compileRules'>): Promise<Config> {
  const document = parseYaml(bytes, file, ConfigError);
  const input = check(document);
  return buildConfig(input, document, await compileAdded(input, document, options));
}

/** Checks the document against the schema. The error names the problem that stands first in the file. */
function check(document: YamlDocument): ConfigInput {
  const value = document.value ?? {};
  const list = listForMap(value);
  if (list) throw new ConfigError('must be a map of keys and values, but is a list', document.place(list));
  const result = v.safeParse(ConfigSchema, value);
  if (result.success) return value as ConfigInput;
  const problems = result.issues
    .map((issue) => describeIssue(issue, ConfigSchema))
    .map((problem) => ({ ...problem, place: document.place(problem.path, problem.atKey ? 'key' : undefined) }))
    .toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0));
  const [first, ...others] = problems;
  throw new ConfigError(first!.text, first!.place, {
    hint: first!.hint,
    also: others.slice(0, MAX_ALSO).map((problem) => `${formatPlace(problem.place)}: ${problem.text}`),
  });
}

/** Where a list stands in the place of a map; to valibot a list is a map with numbers for keys. */
function listForMap(value: unknown): YamlPath | null {
  const at = (path: YamlPath): unknown => path.reduce<unknown>((node, key) => (node as Record<string | number, unknown> | null | undefined)?.[key], value);
  const entries = at(['allow']);
  const maps: readonly YamlPath[] = [[], ['fail-on'], ['rules'], ['rules', 'severity'], ...(Array.isArray(entries) ? entries.map((_, index) => ['allow', index]) : [])];
  return maps.find((path) => Array.isArray(at(path))) ?? null;
}

async function compileAdded(input: ConfigInput, document: YamlDocument, options: Pick<LoadOptions, 'readFile' | 'compileRules'>): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  for (const [index, item] of (input.rules?.add ?? []).entries()) {
    const path: YamlPath = ['rules', 'add', index];
    if (typeof item === 'string') {
      const file = await readRuleFile(item, document.place(path), options.readFile);
      rules.push(...(await options.compileRules(file.value, file)));
    } else {
      rules.push(...(await options.compileRules(item, { file: document.file, place: (inner, key) => document.place([...path, ...inner], key) })));
    }
  }
  return rules;
}

async function readRuleFile(path: string, place: ErrorPlace, readFile: ReadFile): Promise<YamlDocument> {
  const bytes = await readFile(path);
  if (bytes === null) throw new ConfigError(`there is no rule file "${harmless(path.slice(0, 200))}"`, place);
  return parseYaml(bytes, path, RuleError);
}
