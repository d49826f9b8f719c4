/** From a valid keysieve.yaml to the Config: names changed to ours, short forms spelled out, defaults filled in. */
import type { ErrorPlace } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import { codeFrame } from './code-frame.ts';
import { deepFreeze, DEFAULT_MAX_FILE_SIZE } from './config.ts';
import type { AllowEntry, Config, Written } from './config.ts';
import { DEFAULT_FAIL_ON, parseFailOn } from './fail-on.ts';
import type { FailOn } from './fail-on.ts';
import type { ConfigInput } from './schema.ts';
import { parseSize } from './size.ts';
import type { YamlDocument, YamlPath } from './yaml-document.ts';

/** The configuration where there is no file. */
export function defaultConfig(): Config {
  return build({}, null, []);
}

/** Builds the Config from a document that the schema accepted as `input`; `added` are its rules, compiled. */
export function buildConfig(input: ConfigInput, document: YamlDocument, added: readonly Rule[]): Config {
  return build(input, document, added);
}

function build(input: ConfigInput, document: YamlDocument | null, added: readonly Rule[]): Config {
  const rules = input.rules ?? {};
  const list = (path: YamlPath, values: readonly string[] | null | undefined): readonly Written<string>[] =>
    (values ?? []).map((value, index) => written(document, [...path, index], value));
  return deepFreeze<Config>({
    file: document?.file ?? null,
    failOn: failOnOf(input['fail-on']),
    rules: {
      disable: list(['rules', 'disable'], rules.disable),
      enable: list(['rules', 'enable'], rules.enable),
      severity: Object.entries(rules.severity ?? {}).map(([rule, severity]) => ({ rule: written(document, ['rules', 'severity', rule], rule, 'key'), severity })),
      added,
    },
    allow: (input.allow ?? []).map((entry, index) => allowEntry(entry, index, document)),
    exclude: list(['exclude'], input.exclude),
    maxFileSize: input['max-file-size'] === undefined ? DEFAULT_MAX_FILE_SIZE : (parseSize(input['max-file-size']) ?? DEFAULT_MAX_FILE_SIZE),
    knownExamples: input['known-examples'] ?? 'ignore',
    baseline: input.baseline ?? null,
    origin: originOf(input, document),
    placeOf: ({ line, column }): ErrorPlace => ({
      file: document?.file ?? 'the default configuration',
      line,
      column,
      snippet: document ? codeFrame(document.text, line, column) : null,
    }),
  });
}

function failOnOf(given: ConfigInput['fail-on']): FailOn {
  if (typeof given === 'string') return parseFailOn(given) ?? DEFAULT_FAIL_ON;
  return { severity: given?.severity ?? DEFAULT_FAIL_ON.severity, confidence: given?.confidence ?? DEFAULT_FAIL_ON.confidence };
}

function allowEntry(entry: NonNullable<ConfigInput['allow']>[number], index: number, document: YamlDocument | null): AllowEntry {
  const lower = (values: readonly string[] | undefined): readonly string[] => (values ?? []).map((value) => value.toLowerCase());
  return {
    line: document?.place(['allow', index]).line ?? 1,
    reason: entry.reason.trim(),
    until: entry.until ?? null,
    paths: entry.paths ?? [],
    pathRegexes: entry['path-regexes'] ?? [],
    rules: (entry.rules ?? []).map((rule, at) => written(document, ['allow', index, 'rules', at], rule)),
    values: entry.values ?? [],
    lines: entry.lines ?? [],
    stopWords: lower(entry['stop-words']),
    commits: lower(entry.commits),
    fingerprints: lower(entry.fingerprints),
  };
}

function written<T>(document: YamlDocument | null, path: YamlPath, value: T, key?: 'key'): Written<T> {
  const place = document?.place(path, key);
  return { value, line: place?.line ?? 1, column: place?.column ?? 1 };
}

/** The settings that have one value each, or one list. */
const SETTINGS: readonly YamlPath[] = [
  ['fail-on', 'severity'],
  ['fail-on', 'confidence'],
  ['rules', 'disable'],
  ['rules', 'enable'],
  ['rules', 'severity'],
  ['rules', 'add'],
  ['allow'],
  ['exclude'],
  ['max-file-size'],
  ['known-examples'],
  ['baseline'],
];

function originOf(input: ConfigInput, document: YamlDocument | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    SETTINGS.map((path) => {
      const [first, second] = path as [keyof ConfigInput, string?];
      const outer = input[first];
      // The short form of fail-on sets both of its parts.
      const set = typeof outer === 'string' || second === undefined ? outer : (outer as Record<string, unknown> | null | undefined)?.[second];
      return [path.join('.'), document && set !== undefined && set !== null ? `${document.file}:${document.place(path, 'key').line}` : 'default'];
    }),
  );
}
