import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, RuleError } from '../../src/errors.ts';
import { MAX_YAML_BYTES, parseYaml } from '../../src/config/yaml-document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): ReturnType<typeof parseYaml> => parseYaml(bytes(text), 'f.yaml', ConfigError);

function failure(text: string | Uint8Array): ConfigError {
  try {
    parseYaml(typeof text === 'string' ? bytes(text) : text, 'f.yaml', ConfigError);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('values', () => {
  test('an empty file, or one of comments, has no value', () => {
    expect([parse('').value, parse('# nothing\n').value, parse('\ufeff').value]).toEqual([undefined, undefined, undefined]);
  });

  test('days stay text', () => {
    expect(parse('until: 2026-12-31').value).toEqual({ until: '2026-12-31' });
  });

  test('JSON is read as well', () => {
    const value = { a: [1, 'x', { b: null }] };
    expect(parse(JSON.stringify(value)).value).toEqual(value);
  });

  test('__proto__ is a key like any other', () => {
    expect(Object.keys(parse('__proto__: {x: 1}').value as object)).toEqual(['__proto__']);
  });
});

describe('places', () => {
  const text = 'allow:\n  - paths: [a, bcd]\n    reason: x\nempty:\nrules: {add: []}\n';
  test.each([
    [[], undefined, 1, 1],
    [['allow'], 'key', 1, 1],
    [['allow', 0], undefined, 2, 5],
    [['allow', 0, 'paths', 1], undefined, 2, 16],
    [['allow', 0, 'reason'], undefined, 3, 13],
    [['allow', 0, 'reason'], 'key', 3, 5],
    [['empty'], undefined, 4, 1],
    [['rules', 'add'], undefined, 5, 14],
    // What is not there is placed at what would hold it.
    [['allow', 0, 'none'], undefined, 2, 5],
    [['allow', 7], undefined, 2, 3],
  ] as const)('%j %s stands at %i:%i', (path, key, line, column) => {
    expect(parse(text).place(path, key)).toMatchObject({ file: 'f.yaml', line, column });
  });

  test('every key of a nested map is placed where it is written', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const tree = fc.dictionary(word, fc.dictionary(word, fc.constant('v'), { minKeys: 1, maxKeys: 4 }), { minKeys: 1, maxKeys: 4 });
    fc.assert(
      fc.property(tree, (map) => {
        const lines: string[] = [];
        const expected: [string[], number, number][] = [];
        for (const [outer, inner] of Object.entries(map)) {
          lines.push(`${outer}:`);
          expected.push([[outer], lines.length, 1]);
          for (const key of Object.keys(inner)) {
            lines.push(`    ${key}: v`);
            expected.push([[outer, key], lines.length, 5]);
          }
        }
        const document = parse(lines.join('\r\n'));
        for (const [path, line, column] of expected) expect(document.place(path, 'key')).toMatchObject({ line, column });
      }),
    );
  });
});

describe('bad input', () => {
  test.each([
    ['a: 1\nb: 2\na: 3', 3, 1, 'this key appears twice in the same map'],
    ['a:\n\tb: 1', 2, 1, 'not valid YAML: Tabs are not allowed as indentation'],
    ['a: [1', 1, 6, 'not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a: !!python/object x', 1, 4, 'not valid YAML: Unresolved tag: tag:yaml.org,2002:python/object'],
    ['a: 1\n---\nb: 1', 2, 1, 'a second YAML document starts here; only one is read'],
    ['? [a]\n: b', 1, 3, 'a key must be a plain word'],
    ['x: &a 1\n*a : 2', 2, 1, 'a key must be a plain word'],
    ['a: *nowhere', 1, 4, 'not valid YAML: there is no anchor &nowhere'],
    ['<<: {a: 1}\n<<: {b: 1}', 2, 1, 'this key appears twice in the same map'],
  ])('%j', (text, line, column, problem) => {
    const { message: _, ...error } = failure(text);
    expect(error).toMatchObject({ file: 'f.yaml', line, column, problem, exit: 2 });
    expect(failure(text).snippet).toMatch(/\^/);
  });

  test('a star that YAML takes for an alias comes with the way out', () => {
    expect(failure('a: [*]').hint).toMatch(/quotes/);
    expect(failure('a: [**/x]').hint).toMatch(/quotes/);
  });

  test('not UTF-8', () => {
    expect(failure(Uint8Array.of(0x61, 0x3a, 0x20, 0xff)).message).toBe('f.yaml: the file is not UTF-8 text');
  });

  test('too large', () => {
    expect(failure('#'.repeat(MAX_YAML_BYTES + 1)).message).toMatch(/at most 262144 are read/);
    expect(parse('#'.repeat(MAX_YAML_BYTES)).value).toBeUndefined();
  });

  test.each(['[', '{a: ', '- ', '? ', 'a: [{'])('nested too deeply by %j, as deep as the size allows', (opening) => {
    expect(failure(opening.repeat(Math.floor(60_000 / opening.length))).message).toMatch(/nested more than 32 levels deep/);
  });

  test('aliases that multiply', () => {
    const nine = (of: string): string => `[${Array(9).fill(of).join(', ')}]`;
    const bomb = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} ${nine(i === 0 ? 'x' : `*a${i - 1}`)}`).join('\n');
    expect(failure(bomb).message).toMatch(/aliases cannot be resolved/);
  });

  test('whatever the bytes, the answer is a document or a ConfigError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: fc.constantFrom(...'a:-[]{}*&!|>\'"#? \n\t,%@'), maxLength: 60 }).map(bytes)), (given) => {
        try {
          parseYaml(given, 'f.yaml', ConfigError);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          const { line, column } = error as ConfigError;
          expect(line === null || line >= 1).toBe(true);
          expect(column === null || column >= 1).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('rule files throw rule errors', () => {
  expect(() => parseYaml(bytes('a: [1'), 'rules/x.yaml', RuleError)).toThrow(RuleError);
});
