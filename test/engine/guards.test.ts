import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DETECTORS } from '../../src/detectors/table.ts';
import { createEngine, type Engine, type EngineResult } from '../../src/engine/engine.ts';
import { findMarks } from '../../src/engine/find.ts';
import { buildIndex } from '../../src/engine/index/build.ts';
import { SearchCore } from '../../src/engine/wasm/search-core.ts';
import { loadBuiltinBook, loadBuiltinDetails } from '../../src/rules/builtin.ts';
import { TOKEN_START } from '../../src/rules/pattern/boundary.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { CONTEXTS } from '../../src/rules/samples/contexts.ts';
import { expandSample } from '../../src/rules/samples/expand.ts';
import { glue, pattern } from './random-pattern.ts';
import { PASSWORDS, TOKENS } from '../detectors/syntaxes.ts';
import { bytesOf, patternRule, ruleOf } from './rules.ts';

/** What was found, as text that is equal for equal candidates and names the rule first. */
function found(result: EngineResult): string[] {
  return result.candidates.map((c) => `${c.rule.id} value ${c.start}-${c.end} match ${c.matchStart}-${c.matchEnd}`);
}

function guarded(rules: readonly Rule[], core: 'wasm' | 'javascript' = 'wasm'): Engine {
  return createEngine({ rules, detectors: DETECTORS, prebuilt: { index: buildIndex(rules, 'test'), rules }, core });
}

describe('a pattern rule finds what its regex finds in the whole text', () => {
  const text = fc.tuple(pattern, fc.array(fc.tuple(glue, fc.nat({ max: 4 }), glue), { minLength: 1, maxLength: 8 }), fc.constantFrom('token', 'none')).map(([{ source, texts }, pieces, boundary]) => ({
    source,
    boundary: boundary as 'token' | 'none',
    text: pieces.map(([before, pick, after]) => before + (texts[pick] ?? '') + after).join(''),
  }));

  /** Rules whose literals could be derived; the others are searched everywhere and need no proof. */
  function ruleFor(source: string, boundary: 'token' | 'none'): Rule | null {
    try {
      const rule = patternRule('rule', source, { boundary, foreign: true });
      return rule.keywords.length === 0 ? null : { ...rule, foreign: false };
    } catch {
      return null;
    }
  }

  function everywhere(rule: Rule, whole: string): string[] {
    const matches = [...whole.matchAll(new RegExp(rule.pattern ?? '', `g${rule.flags}`))];
    return matches.map((match) => `rule value ${match.index}-${match.index + match[0].length} match ${match.index}-${match.index + match[0].length}`);
  }

  test.each([
    ['with guards, in WASM', (rule: Rule) => guarded([rule], 'wasm'), 300],
    ['with guards, in JavaScript', (rule: Rule) => guarded([rule], 'javascript'), 1200],
    ['without guards', (rule: Rule) => createEngine({ rules: [rule], detectors: DETECTORS }), 800],
  ] as const)('%s', (_name, engineOf, numRuns) => {
    let tried = 0;
    fc.assert(
      fc.property(text, ({ source, boundary, text: whole }) => {
        const rule = ruleFor(source, boundary);
        fc.pre(rule !== null);
        const expected = everywhere(rule, whole);
        if (expected.length > 0) tried += 1;
        expect(found(engineOf(rule).search(bytesOf(whole)))).toEqual(expected);
      }),
      { numRuns },
    );
    expect(tried).toBeGreaterThan(numRuns / 10);
  });
});

test('a token may start where TOKEN_START says', () => {
  const rule = patternRule('rule', 'kkk');
  const regex = new RegExp(`${TOKEN_START}(?:kkk)(?![A-Za-z0-9_])`);
  const engine = guarded([rule]);
  const before = fc.string({ unit: fc.constantFrom('\\', 'u', 'x', '%', '3', 'd', 'F', '[', ';', 'm', 'n', '0', 'z', ' ', '_'), maxLength: 12 });
  fc.assert(
    fc.property(before, (start) => {
      expect(engine.search(bytesOf(`${start}kkk`)).candidates.length).toBe(regex.test(`${start}kkk`) ? 1 : 0);
    }),
    { numRuns: 2000 },
  );
});

test('lines of a password file are found with guards as without', () => {
  const rule = ruleOf({ id: 'pgpass', detector: 'pgpass', keywords: [':5432:', '*:*:'], reach: { before: 700, after: 700, lines: false } });
  const [withGuards, bare] = [guarded([rule]), createEngine({ rules: [rule], detectors: DETECTORS })];
  const field = fc.constantFrom('*', 'app', '5432', String.raw`a\:b`, '[::1]', 'db.example.net', '[fe80::5432:1]', 'x y', 'abcdef');
  const line = fc.tuple(fc.oneof(fc.array(field, { minLength: 5, maxLength: 5 }), fc.array(field, { minLength: 3, maxLength: 7 })), fc.constantFrom('', '\r', ' ')).map(([fields, end]) => fields.join(':') + end);
  let tried = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const text = bytesOf(lines.join('\n'));
      const expected = found(bare.search(text));
      if (expected.length > 0) tried += 1;
      expect(found(withGuards.search(text))).toEqual(expected);
    }),
    { numRuns: 3000, examples: [[['*:*:*:*:abcdef']], [['db:5432:*:*:abcdef', 'x']], [['', 'h:*:*:me:abcdef']], [['[::1]:*:*:me:abcdef']]] },
  );
  expect(tried).toBeGreaterThan(100);
});

test('the type of a JSON Web Key is met with guards as without, however it is quoted', () => {
  const rule = ruleOf({ id: 'jwk', detector: 'jwk', keywords: ['kty'], reach: { before: 4000, after: 4000, lines: false } });
  const [withGuards, bare] = [guarded([rule]), createEngine({ rules: [rule], detectors: DETECTORS })];
  const key = 'kKk0'.repeat(11);
  for (const quote of ['"', "'", '\\"', String.raw`\\"`]) {
    for (const sign of [':', ' : ', ' => ', '=', ':\n  ']) {
      for (const type of ['RSA', 'EC', 'OKP', 'oct', 'dsa']) {
        const text = bytesOf(`{${quote}kty${quote}${sign}${quote}${type}${quote}, ${quote}${type === 'oct' ? 'k' : 'd'}${quote}: ${quote}${key}${quote}} kty.Value`);
        const expected = found(bare.search(text));
        expect(expected).toHaveLength(type === 'dsa' ? 0 : 1);
        expect(found(withGuards.search(text))).toEqual(expected);
      }
    }
  }
});

describe('the rule book', () => {
  let rules: readonly Rule[] = [];
  let bare: Engine;
  let withGuards: Engine;
  let withGuardsAlone: Engine;

  beforeAll(async () => {
    rules = (await loadBuiltinBook()).rules.filter((rule) => rule.kind !== 'file');
    bare = createEngine({ rules, detectors: DETECTORS, core: 'wasm' });
    const prebuilt = { index: buildIndex(rules, 'test'), rules };
    withGuards = createEngine({ rules, detectors: DETECTORS, prebuilt, core: 'wasm' });
    withGuardsAlone = createEngine({ rules, detectors: DETECTORS, prebuilt, core: 'javascript' });
  });

  /** Differences between the two engines on some inputs, at most a few of them. */
  function differences(inputs: readonly Uint8Array[], name: (input: number) => string): string[] {
    const expected = bare.searchBatch(inputs);
    const actual = withGuards.searchBatch(inputs);
    return inputs.flatMap((bytes, input) => {
      const own = found(actual[input] as EngineResult);
      // In a batch other inputs stand before and behind; alone nothing does.
      const alone = found(withGuardsAlone.search(bytes));
      return found(expected[input] as EngineResult).filter((one) => !own.includes(one) || !alone.includes(one)).map((one) => `${name(input)}: lost ${one}`);
    });
  }

  test('finds every sample in every context with guards as without', async () => {
    const inputs: Buffer[] = [];
    const names: string[] = [];
    const known = new Map(rules.map((rule) => [rule.id, rule]));
    for (const details of await loadBuiltinDetails()) {
      if (!known.has(details.id)) continue;
      for (const sample of details.samples.match) {
        for (const context of sample.whole === true ? [null] : CONTEXTS) {
          inputs.push(Buffer.from(expandSample(sample, `guards/${details.id}/${sample.text}`, context).text));
          names.push(`${details.id} in ${context?.name ?? 'its file'}`);
        }
      }
    }
    expect(inputs.length).toBeGreaterThan(10_000);
    const lost: string[] = [];
    for (let at = 0; at < inputs.length; at += 2000) lost.push(...differences(inputs.slice(at, at + 2000), (input) => names[at + input] as string));
    expect(lost.slice(0, 20)).toEqual([]);
  });

  test('finds every syntax of names and values with guards as without', () => {
    const texts = [...PASSWORDS, ...TOKENS].map(([what, text]) => [what, text.replaceAll('§', 'Kq7x'.repeat(6))] as const);
    const inputs = texts.flatMap(([, text]) => [bytesOf(text), bytesOf(`a = 1;\n${text}\nb = 2;\n`)]);
    expect(differences(inputs, (input) => texts[input >> 1]?.[0] ?? '')).toEqual([]);
  });

  test('finds the same in source text with guards as without', () => {
    const files = sourceFiles(join(import.meta.dirname, '../../node_modules'), 12 * 1024 * 1024);
    const inputs = files.map((file) => readFileSync(file));
    const lost: string[] = [];
    for (let at = 0; at < inputs.length; at += 500) lost.push(...differences(inputs.slice(at, at + 500), (input) => files[at + input] as string));
    expect(lost.slice(0, 20)).toEqual([]);
  });

  test('has guards that answer in WASM as in JavaScript', () => {
    const index = buildIndex(rules, 'test');
    const core = new SearchCore(index);
    for (const file of sourceFiles(join(import.meta.dirname, '../../node_modules'), 3 * 1024 * 1024)) {
      const bytes = readFileSync(file);
      const [javascript, wasm]: [string[], string[]] = [[], []];
      findMarks(index, bytes, (mark, start, end) => javascript.push(`${mark} ${start}-${end}`));
      core.find(bytes, (mark, start, end) => wasm.push(`${mark} ${start}-${end}`));
      if (javascript.join() !== wasm.join()) expect({ file, marks: wasm }).toEqual({ file, marks: javascript });
    }
  });

  test('has guards that stop nearly all of the windows', () => {
    const count = (index: ReturnType<typeof buildIndex>): number => {
      let marks = 0;
      const core = new SearchCore(index);
      for (const file of sourceFiles(join(import.meta.dirname, '../../node_modules'), 3 * 1024 * 1024)) core.find(readFileSync(file), () => (marks += 1));
      return marks;
    };
    const stripped = rules.map((rule) => ({ ...rule, detector: 'none' }));
    expect(count(buildIndex(rules, 'test')) * 10).toBeLessThan(count(buildIndex(stripped, 'test')));
  });
});

/** Text files below a folder, in a stable order, up to a number of bytes. */
function sourceFiles(folder: string, budget: number): string[] {
  const files: string[] = [];
  let left = budget;
  const walk = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (left <= 0) return;
      // Tools keep passing files there, which other runs take away.
      if (entry.name.startsWith('.')) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) walk(child);
      else if (/\.(?:[cm]?[jt]s|json|md|ya?ml)$/.test(entry.name)) {
        files.push(child);
        left -= readFileSync(child).length;
      }
    }
  };
  walk(folder);
  return files;
}
