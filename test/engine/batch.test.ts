import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine, type Engine, type EngineResult } from '../../src/engine/engine.ts';
import { buildIndex } from '../../src/engine/index/build.ts';
import { extendIndex } from '../../src/engine/index/collect.ts';
import { literalsOf, openIndex, serialiseIndex } from '../../src/engine/index/image.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import { bytesOf, patternRule, ruleOf } from './rules.ts';

const CHUNK = 1024 * 1024;

const token = patternRule('token', 'mark_[A-Za-z0-9]{40}');
const late = patternRule('late', 'gap=.{0,200}[0-9a-f]{32}', { keywords: ['gap='], boundary: 'none' });
const before = patternRule('before', '[a-z]{10}\\.sign', { boundary: 'none' });
const named = ruleOf({
  id: 'named',
  detector: 'named',
  keywords: ['provider'],
  pattern: JSON.stringify({ words: ['provider'], terms: null, value: '[0-9a-f]{32}' }),
  reach: { before: 2048, after: 2048, lines: true },
});
const rules = [token, late, before, named];
const index = buildIndex(rules, 'test');

function engineOf(core: 'wasm' | 'javascript'): Engine {
  return createEngine({ rules, detectors: DETECTORS, prebuilt: { index, rules }, core });
}

function found(result: EngineResult): string[] {
  return result.candidates.map((c) => `${c.rule.id} ${c.start}-${c.end} ${c.value}`);
}

const wasm = engineOf('wasm');
const javascript = engineOf('javascript');

const SECRETS = [`"mark_${'a1B2'.repeat(10)}"`, `gap= ${' .'.repeat(60)} ${'0f'.repeat(16)};`, 'abcdefghij.sign', `provider_key = "${'0f'.repeat(16)}"`];

test('what lies across the edge of a piece is found once', () => {
  const bytes = Buffer.alloc(CHUNK + 5000, 'x .\n');
  for (let at = CHUNK - 4000; at < CHUNK + 300; at += 137) {
    const own = Buffer.from(bytes);
    SECRETS.forEach((secret, number) => own.write(` ${secret} `, at + number * 700, 'latin1'));
    const expected = found(javascript.search(own));
    expect(expected.length).toBe(4);
    expect(found(wasm.search(own))).toEqual(expected);
  }
});

test('a batch finds in each input what a search of that input alone finds', () => {
  const piece = fc.oneof(fc.constantFrom(...SECRETS), fc.constantFrom('mark_', 'gap=', 'provider', '.sign', '\n', ' ', 'a1B2'.repeat(10), '0f'.repeat(16), 'abcdefghij'));
  const input = fc.array(piece, { maxLength: 6 }).map((pieces) => bytesOf(pieces.join('')));
  fc.assert(
    fc.property(fc.array(input, { maxLength: 12 }), (inputs) => {
      expect(wasm.searchBatch(inputs).map(found)).toEqual(inputs.map((one) => found(javascript.search(one))));
    }),
    { numRuns: 500 },
  );
});

test('a batch may hold inputs of any size', () => {
  const large = Buffer.alloc(3 * CHUNK, 'x .\n');
  large.write(SECRETS[0] ?? '', 2 * CHUNK + 1, 'latin1');
  const small = bytesOf(SECRETS[3] ?? '');
  const inputs = [small, large, new Uint8Array(), large, small, ...Array.from({ length: 5000 }, () => small)];
  const counts = wasm.searchBatch(inputs).map((result) => result.candidates.length);
  expect(counts.slice(0, 5)).toEqual([1, 1, 0, 1, 1]);
  expect(counts.slice(5).every((count) => count === 1)).toBe(true);
});

test('nothing matches across the inputs of a batch', () => {
  const [head, tail] = ['"mark_a1B2', `${'a1B2'.repeat(9)}"`];
  expect(wasm.search(bytesOf(head + tail)).candidates.length).toBe(1);
  expect(wasm.searchBatch([bytesOf(head), bytesOf(tail)]).map((result) => result.candidates)).toEqual([[], []]);
});

test('an index can be written and opened again, wherever it stands in a file', () => {
  const bytes = Buffer.from(serialiseIndex(index));
  const shifted = Buffer.concat([Buffer.from('!'), bytes]).subarray(1);
  for (const copy of [bytes, shifted]) {
    const opened = openIndex(copy);
    expect([opened.digest, opened.ruleCount, literalsOf(opened)]).toEqual(['test', 4, literalsOf(index)]);
    const engine = createEngine({ rules, detectors: DETECTORS, prebuilt: { index: opened, rules }, core: 'wasm' });
    const text = bytesOf(SECRETS.join('\n'));
    expect(found(engine.search(text))).toEqual(found(javascript.search(text)));
  }
});

test('what is no index of this version is refused', () => {
  const bytes = Uint8Array.from(serialiseIndex(index));
  expect(() => openIndex(bytes.subarray(0, bytes.length - 64))).toThrow('not a search index of this version');
  expect(() => openIndex(new Uint8Array(4))).toThrow(RangeError);
  bytes[4] = 255;
  expect(() => openIndex(bytes)).toThrow(RangeError);
});

test('a prebuilt index serves a part of its rules, and rules that it does not know', () => {
  const extra = patternRule('extra', 'own_[0-9]{12}', { foreign: true });
  const everywhere = patternRule('everywhere', '[0-9]{20}', { foreign: true });
  const text = bytesOf(`${SECRETS.join('\n')}\n own_123456789012 \n 12345678901234567890 `);
  const engine = createEngine({ rules: [extra, token, everywhere], detectors: DETECTORS, prebuilt: { index, rules }, core: 'wasm' });
  expect(engine.search(text).candidates.map((c) => c.rule.id)).toEqual(['token', 'extra', 'everywhere']);
  const all = createEngine({ rules: [...rules, extra], detectors: DETECTORS, prebuilt: { index, rules } });
  expect(all.search(text).candidates.map((c) => c.rule.id)).toEqual(['token', 'late', 'before', 'named', 'extra']);
});

test('an index that was made from other rules is refused', () => {
  expect(() => createEngine({ rules, detectors: DETECTORS, prebuilt: { index, rules: [token] } })).toThrow('the index was made from other rules');
});

test('an extended index keeps the guards of the rules it had', () => {
  const extended = extendIndex(index, [patternRule('extra', 'own_[0-9]{12}')]);
  expect(literalsOf(extended)).toEqual([...literalsOf(index), 'own_']);
  const seen: string[] = [];
  const spy = { name: 'pattern', find: (rule: { id: string }) => (seen.push(rule.id), []) };
  const all = [...rules, patternRule('extra', 'own_[0-9]{12}')];
  const engine = createEngine({ rules: all, detectors: new Map([...DETECTORS, ['pattern', spy]]), prebuilt: { index: extended, rules: all } });
  engine.search(bytesOf('mark_short own_x'));
  expect(seen).toEqual(['extra']);
});
