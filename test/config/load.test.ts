import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_MAX_FILE_SIZE } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { RuleSource } from '../../src/config/load.ts';
import { ConfigError, KeysieveError, RuleError } from '../../src/errors.ts';
import { ruleNamed } from './rules-for-tests.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Loads from files that are given as text. */
async function load(files: Files, file?: string): Promise<Config> {
  return loadConfig({
    readFile: async (path) => {
      const content = Object.hasOwn(files, path) ? files[path] : undefined;
      return content === undefined ? null : typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    compileRules: (raw) => [ruleNamed((raw as { id: string }).id)],
    ...(file === undefined ? {} : { file }),
  });
}

async function failure(files: Files | string, file?: string): Promise<ConfigError> {
  try {
    await load(typeof files === 'string' ? { 'keysieve.yaml': files } : files, file);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof RuleError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const FULL = `
version: 1
fail-on: {severity: medium, confidence: low}
rules:
  disable: [generic-password, "slack-*"]
  enable: [slack-bot-token]
  severity:
    jwt: low
  add:
    - id: own-inline
    - rules/own.yaml
allow:
  - paths: [test/fixtures/**]
    path-regexes: ['\\.snap$']
    rules: [jwt]
    values: ['^EXAMPLE_']
    lines: [not-a-secret]
    stop-words: [Dummy]
    commits: [ABCDEF0]
    fingerprints: [00112233AABBCCDD]
    reason: " made up for tests "
    until: 2030-01-31
exclude: ["*.min.js"]
max-file-size: 2 MB
known-examples: report
baseline: [.secrets.baseline]
`;

describe('where it is found', () => {
  test('without a file everything is default', async () => {
    const config = await load({});
    expect(config).toMatchObject({
      file: null,
      failOn: { severity: 'low', confidence: 'medium' },
      rules: { disable: [], enable: [], severity: [], added: [] },
      allow: [],
      exclude: [],
      maxFileSize: DEFAULT_MAX_FILE_SIZE,
      knownExamples: 'ignore',
      baseline: null,
    });
    expect(new Set(Object.values(config.origin))).toEqual(new Set(['default']));
  });

  test.each(['keysieve.yaml', 'keysieve.yml', '.keysieve.yaml', '.keysieve.yml'])('%s is found', async (name) => {
    expect(await load({ [name]: 'fail-on: never' })).toMatchObject({ file: name, failOn: 'never' });
  });

  test('two at once are an error that names both', async () => {
    const error = await failure({ 'keysieve.yml': '', '.keysieve.yaml': '' });
    expect(error).toMatchObject({ message: 'keysieve.yml: keysieve.yml and .keysieve.yaml are both here, and only one can hold', hint: 'Merge them into keysieve.yaml.', exit: 2 });
  });

  test('a named file is read in place of the found one', async () => {
    expect(await load({ 'keysieve.yaml': 'fail-on: never', 'ci/strict.yaml': 'fail-on: any' }, 'ci/strict.yaml')).toMatchObject({ file: 'ci/strict.yaml', failOn: { severity: 'info' } });
  });

  test('a named file that is not there is an error', async () => {
    expect((await failure({}, 'nope.yaml')).message).toBe('nope.yaml: there is no such file');
  });
});

describe('what it says', () => {
  test('every setting', async () => {
    const config = await load({ 'keysieve.yaml': FULL, 'rules/own.yaml': 'id: own-file' });
    expect(JSON.parse(JSON.stringify({ ...config, rules: { ...config.rules, added: config.rules.added.map((rule) => rule.id) } }))).toMatchInlineSnapshot(`
      {
        "allow": [
          {
            "commits": [
              "abcdef0",
            ],
            "fingerprints": [
              "00112233aabbccdd",
            ],
            "line": 13,
            "lines": [
              "not-a-secret",
            ],
            "pathRegexes": [
              "\\.snap$",
            ],
            "paths": [
              "test/fixtures/**",
            ],
            "reason": "made up for tests",
            "rules": [
              {
                "column": 13,
                "line": 15,
                "value": "jwt",
              },
            ],
            "stopWords": [
              "dummy",
            ],
            "until": "2030-01-31",
            "values": [
              "^EXAMPLE_",
            ],
          },
        ],
        "baseline": [
          ".secrets.baseline",
        ],
        "exclude": [
          {
            "column": 11,
            "line": 23,
            "value": "*.min.js",
          },
        ],
        "failOn": {
          "confidence": "low",
          "severity": "medium",
        },
        "file": "keysieve.yaml",
        "knownExamples": "report",
        "maxFileSize": 2000000,
        "origin": {
          "allow": "keysieve.yaml:12",
          "baseline": "keysieve.yaml:26",
          "exclude": "keysieve.yaml:23",
          "fail-on.confidence": "keysieve.yaml:3",
          "fail-on.severity": "keysieve.yaml:3",
          "known-examples": "keysieve.yaml:25",
          "max-file-size": "keysieve.yaml:24",
          "rules.add": "keysieve.yaml:9",
          "rules.disable": "keysieve.yaml:5",
          "rules.enable": "keysieve.yaml:6",
          "rules.severity": "keysieve.yaml:7",
        },
        "rules": {
          "added": [
            "own-inline",
            "own-file",
          ],
          "disable": [
            {
              "column": 13,
              "line": 5,
              "value": "generic-password",
            },
            {
              "column": 31,
              "line": 5,
              "value": "slack-*",
            },
          ],
          "enable": [
            {
              "column": 12,
              "line": 6,
              "value": "slack-bot-token",
            },
          ],
          "severity": [
            {
              "rule": {
                "column": 5,
                "line": 8,
                "value": "jwt",
              },
              "severity": "low",
            },
          ],
        },
      }
    `);
  });

  test('it is frozen all the way down', async () => {
    const config = await load({ 'keysieve.yaml': FULL, 'rules/own.yaml': 'id: own-file' });
    expect(Object.isFrozen(config) && Object.isFrozen(config.allow[0]?.values) && Object.isFrozen(config.rules.disable[0]) && Object.isFrozen(config.origin)).toBe(true);
  });

  test('lists may be left empty', async () => {
    expect(await load({ 'keysieve.yaml': 'rules:\nallow:\nexclude:\nbaseline:\n' })).toMatchObject({ allow: [], exclude: [], baseline: null });
    expect(await load({ 'keysieve.yaml': 'rules:\n  disable:\n  add:\nbaseline: []\n' })).toMatchObject({ rules: { disable: [] }, baseline: [] });
  });

  test('half of fail-on leaves the other half as it is', async () => {
    const config = await load({ 'keysieve.yaml': 'fail-on:\n  severity: critical\n' });
    expect(config.failOn).toEqual({ severity: 'critical', confidence: 'medium' });
    expect(config.origin).toMatchObject({ 'fail-on.severity': 'keysieve.yaml:2', 'fail-on.confidence': 'default' });
  });

  test('placeOf gives the frame of anything written', async () => {
    const config = await load({ 'keysieve.yaml': 'rules:\n  disable: [x]\n' });
    expect(config.placeOf(config.rules.disable[0]!)).toEqual({ file: 'keysieve.yaml', line: 2, column: 13, snippet: '1 | rules:\n2 |   disable: [x]\n  |             ^' });
  });
});

describe('what is wrong', () => {
  test.each([
    ['alow: []', 1, 1, 'unknown key "alow"', 'Did you mean "allow"?'],
    ['banana: 1', 1, 1, 'unknown key "banana"', 'Known here: $schema, version, fail-on, rules, allow, exclude, max-file-size, known-examples, baseline.'],
    ['constructor: 1', 1, 1, 'unknown key "constructor"', expect.stringContaining('Known here')],
    ['__proto__: {allow: []}', 1, 1, 'unknown key "__proto__"', expect.stringContaining('Known here')],
    ['- allow', 1, 1, 'must be a map of keys and values, but is a list', null],
    ['allow', 1, 1, 'must be a map, but is the text "allow"', null],
    ['version: 2', 1, 10, 'must be 1, but is the number 2', null],
    ['fail-on: {severty: high}', 1, 11, 'unknown key "severty"', 'Did you mean "severity"?'],
    ['fail-on: {severity: hihg}', 1, 21, '"hihg" is none of critical, high, medium, low, info', 'Did you mean "high"?'],
    ['fail-on: loud', 1, 10, '"loud" is none of: a severity (critical, high, medium, low, info), severity/confidence, any, never', null],
    ['fail-on: 3', 1, 10, 'must be text or a map, but is the number 3; put it in quotes', null],
    ['fail-on: [high]', 1, 10, 'must be a map of keys and values, but is a list', null],
    ['rules: [jwt]', 1, 8, 'must be a map of keys and values, but is a list', null],
    ['rules: {disable: jwt}', 1, 18, 'must be a list, but is the text "jwt"', 'Write it as a list: ["jwt"]'],
    ['rules: {disable: [*]}', 1, 19, 'not valid YAML: Alias cannot be an empty string', expect.stringContaining('quotes')],
    ['rules: {severity: {jwt: hgh}}', 1, 25, '"hgh" is none of critical, high, medium, low, info', 'Did you mean "high"?'],
    ['rules: {add: [3]}', 1, 15, 'must be text or a map, but is the number 3; put it in quotes', null],
    ['baseline: [""]', 1, 12, '"" is empty', null],
    ['rules: {add: [../x.yaml]}', 1, 15, '"../x.yaml" leaves the repository: write the path relative to the root, without ".."', null],
    ['rules: {add: [x.yaml]}', 1, 15, 'there is no rule file "x.yaml"', null],
    ['allow: [{paths: [a]}]', 1, 9, '"reason" is missing', null],
    ['allow: [{reason: x}]', 1, 9, expect.stringMatching(/^this entry has no criterion/), null],
    ['allow: [{reason: "  ", paths: [a]}]', 1, 18, '"  " is empty: say why this is no leak', null],
    ['allow: [{reason: x, paths: []}]', 1, 28, 'the list is empty: it would allow nothing; fill it or take it out', null],
    ['allow: [{reason: x, paths: }]', 1, 21, 'must be a list, but is empty', null],
    ['allow: [{reason: x, paths: ["!a"]}]', 1, 29, expect.stringContaining('"!a" starts with "!"'), null],
    ['allow: [{reason: x, values: ["(a"]}]', 1, 30, '"(a" is not a regex: Unterminated group', null],
    ['allow: [{reason: x, lines: [""]}]', 1, 29, '"" is empty and would match everything', null],
    ['allow: [{reason: x, stop-words: [ab]}]', 1, 34, '"ab" is shorter than 3 characters', null],
    ['allow: [{reason: x, commits: [1234567]}]', 1, 31, 'must be text, but is the number 1234567; put it in quotes', null],
    ['allow: [{reason: x, commits: [HEAD]}]', 1, 31, '"HEAD" is not a commit id (7 to 64 hexadecimal digits)', null],
    ['allow: [{reason: x, fingerprints: [abc]}]', 1, 36, '"abc" is not a fingerprint (16 hexadecimal digits, as in the report)', null],
    ['allow: [{reason: x, paths: [a], until: 2026-02-30}]', 1, 40, '"2026-02-30" is not a day (YYYY-MM-DD)', null],
    ['exclude: [""]', 1, 11, '"" is empty', null],
    ['max-file-size: big', 1, 16, '"big" is not a size such as 10 MB, 512 KiB or 4096', null],
    ['max-file-size: -1', 1, 16, '-1 is not a size in bytes', null],
    ['known-examples: maybe', 1, 17, '"maybe" is none of report, ignore', null],
    ['a: 1\na: 2', 2, 1, 'this key appears twice in the same map', null],
  ])('%s', async (yaml, line, column, problem, hint) => {
    const error = await failure(yaml);
    expect({ file: error.file, line: error.line, column: error.column, problem: error.problem, hint: error.hint, exit: error.exit }).toEqual({ file: 'keysieve.yaml', line, column, problem, hint, exit: 2 });
  });

  test.each(['../x', 'a/../../x', '..', '/etc/passwd', 'C:/x', '\\\\host\\x', 'a\\..\\x'])('files are named inside the repository: not %s', async (path) => {
    for (const yaml of [`baseline: [${JSON.stringify(path)}]`, `rules: {add: [${JSON.stringify(path)}]}`]) {
      expect((await failure(yaml)).problem).toMatch(/leaves the repository: write the path relative to the root/);
    }
  });

  test('the first problem of the file is the error, the others are listed', async () => {
    const error = await failure('max-file-size: big\nallow:\n  - pathes: [x]\n    reason: y\n  - paths: [a]\nknown-examples: maybe\n');
    expect(error.message).toBe('keysieve.yaml:1:16: "big" is not a size such as 10 MB, 512 KiB or 4096');
    expect(error.also).toEqual(['keysieve.yaml:3:5: unknown key "pathes"', 'keysieve.yaml:5:5: "reason" is missing', 'keysieve.yaml:6:17: "maybe" is none of report, ignore']);
  });

  test('the frame underlines it', async () => {
    expect((await failure('allow:\n  - pathes: [x]\n    reason: y\n')).snippet).toMatchInlineSnapshot(`
      "1 | allow:
      2 |   - pathes: [x]
        |     ^^^^^^"
    `);
  });

  test('a credential in the wrong place is not repeated', async () => {
    const value = `sk_live_${'4a'.repeat(12)}`;
    const error = await failure(`${value}: 1\nfail-on: ${value}\n`);
    expect(JSON.stringify([error.message, error.hint, error.also, error.snippet])).not.toContain(value);
  });

  test('any unknown key anywhere is an error at its own line and column', async () => {
    const known = new Set(['$schema', 'version', 'fail-on', 'rules', 'allow', 'exclude', 'max-file-size', 'known-examples', 'baseline', 'disable', 'enable', 'severity', 'add', 'confidence', 'paths', 'path-regexes', 'values', 'lines', 'stop-words', 'commits', 'fingerprints', 'reason', 'until']);
    const key = fc.oneof(fc.stringMatching(/^[a-z][a-z-]{0,11}$/), fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf')).filter((name) => !known.has(name) && !['null', 'true', 'false'].includes(name));
    const lines = FULL.trim().split('\n').filter((line) => !line.includes('rules/own.yaml'));
    // Each map that a key can be added to: after which line, and how far indented.
    const spots = fc.constantFrom<[number, number]>([1, 0], [3, 2], [11, 4], [20, 0]);
    await fc.assert(
      fc.asyncProperty(key, spots, fc.constantFrom('1', '[a]', '{a: b}', ''), async (name, [after, indent], value) => {
        const text = [...lines.slice(0, after), `${' '.repeat(indent)}${name}: ${value}`, ...lines.slice(after)].join('\n');
        expect(await failure(text)).toMatchObject({ problem: `unknown key "${name}"`, line: after + 1, column: indent + 1 });
      }),
      { numRuns: 200 },
    );
  });

  test('bounds on count', async () => {
    expect((await failure(`exclude: [${'a,'.repeat(1001)}]`)).problem).toBe('the list has more than 1000 entries');
    const entry = `  - {reason: x, paths: [${'a,'.repeat(1000)}]}\n`;
    expect((await failure(`allow:\n${entry.repeat(6)}`)).problem).toBe('the list has more than 5000 criteria in all');
    expect((await failure(`allow:\n${'  - {reason: x, paths: [a]}\n'.repeat(1001)}`)).problem).toBe('the list has more than 1000 entries');
    expect((await failure(`rules: {disable: [${'a'.repeat(129)}]}`)).problem).toMatch(/is longer than 128 characters/);
  });

  test('whatever the text, the answer is a configuration or an error for people', async () => {
    const word = fc.constantFrom('allow', 'rules', 'paths', 'reason', 'fail-on', 'severity', 'add', 'disable', 'x', 'high', '1', '"', '*');
    const text = fc.array(fc.oneof(word, fc.constantFrom(': ', '\n', '\n  ', '- ', '[', ']', '{', '}', ', ', '# ', '? ')), { maxLength: 30 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (yaml) => {
        try {
          expect(Object.isFrozen(await load({ 'keysieve.yaml': yaml }))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(KeysieveError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('own rules', () => {
  const sources: RuleSource[] = [];
  const files: Files = { 'keysieve.yaml': 'rules:\n  add:\n    - {id: a, pattern: x}\n    - own.yaml\n', 'own.yaml': 'rules:\n  - id: b\n' };
  const loadWith = (compileRules: Parameters<typeof loadConfig>[0]['compileRules']): Promise<Config> =>
    loadConfig({ readFile: async (path) => (files[path] === undefined ? null : new TextEncoder().encode(files[path] as string)), compileRules });

  test('are compiled by the caller, who learns where each part stands', async () => {
    const seen: unknown[] = [];
    await loadWith((raw, source) => {
      seen.push(raw);
      sources.push(source);
      return [];
    });
    expect(seen).toEqual([{ id: 'a', pattern: 'x' }, { rules: [{ id: 'b' }] }]);
    expect(sources[0]?.place(['pattern'])).toMatchObject({ file: 'keysieve.yaml', line: 3, column: 24 });
    expect(sources[1]?.place(['rules', 0, 'id'], 'key')).toMatchObject({ file: 'own.yaml', line: 2, column: 5 });
  });

  test('a broken rule file is a rule error in that file', async () => {
    const error = await failure({ 'keysieve.yaml': 'rules: {add: [own.yaml]}', 'own.yaml': 'rules:\n\t- x' });
    expect(error).toBeInstanceOf(RuleError);
    expect(error.message).toBe('own.yaml:2:1: not valid YAML: Tabs are not allowed as indentation');
  });
});
