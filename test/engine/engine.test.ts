import { describe, expect, test } from 'vitest';
import { createEngine, type EngineResult } from '../../src/engine/engine.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import type { Detector } from '../../src/detectors/detector.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { bytesOf, patternRule, ruleOf } from './rules.ts';

function search(rules: readonly Rule[], text: string): EngineResult {
  return createEngine({ rules, detectors: DETECTORS }).search(bytesOf(text));
}

/** A detector that finds nothing and keeps the windows it was shown. */
function watch(): { detector: Detector; windows: { text: string; from: number; to: number }[] } {
  const windows: { text: string; from: number; to: number }[] = [];
  return { windows, detector: { name: 'watch', find: (_rule, text, from, to) => (windows.push({ text, from, to }), []) } };
}

function windowsOf(parts: Partial<Rule>, text: string): { text: string; from: number; to: number }[] {
  const { detector, windows } = watch();
  const rule = ruleOf({ id: 'watch', detector: 'watch', keywords: ['mark'], ...parts });
  createEngine({ rules: [rule], detectors: new Map([['watch', detector]]) }).search(bytesOf(text));
  return windows;
}

describe('candidates', () => {
  test('carry the value, its span and the span of the match', () => {
    const [candidate, ...others] = search([patternRule('pair', 'user=(?<user>[a-z]{2,8}):(?<secret>[0-9]{6})', { keywords: ['user='] })], 'a user=me:123456;\n').candidates;
    expect(others).toEqual([]);
    expect(candidate).toMatchObject({ value: '123456', start: 10, end: 16, matchStart: 2, matchEnd: 16, groups: { user: 'me' } });
    expect(candidate?.context).toBe('a user=me:123456;\n');
    expect(candidate?.contextOffset).toBe(10);
  });

  test('come in order of their place, whatever the order of the rules', () => {
    const rules = [patternRule('zeta', 'mark[0-9]{4}'), patternRule('alpha', 'sign[0-9]{4}'), patternRule('beta', 'mark[0-9]{2}', { boundary: 'none' })];
    const found = search(rules, 'mark1234 sign1234 mark5678').candidates.map((c) => `${c.start}-${c.end} ${c.rule.id}`);
    expect(found).toEqual(['0-6 beta', '0-8 zeta', '9-17 alpha', '18-24 beta', '18-26 zeta']);
  });

  test('have a context of a few whole lines, cut where a line is endless', () => {
    const lines = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');
    const [inLines] = search([patternRule('rule', 'mark[0-9]{4}')], `${lines}\nmark1234\n${lines}`).candidates;
    expect(inLines?.context).toBe('line 26\nline 27\nline 28\nline 29\nmark1234\nline 0\nline 1\nline 2\nline 3');
    const [inOne] = search([patternRule('rule', 'mark[0-9]{4}')], `${'-'.repeat(5000)}mark1234${'-'.repeat(5000)}`).candidates;
    expect(inOne?.context.length).toBe(400 + 8 + 400);
    expect(inOne?.contextOffset).toBe(400);
  });

  test('of one value are given once, also when several literals lead to it', () => {
    const rule = patternRule('rule', 'mark_sign[0-9]{4}', { keywords: ['mark', 'sign'] });
    expect(search([rule], 'mark_sign1234').candidates.length).toBe(1);
  });

  test('of a rule without literals are searched in the whole text', () => {
    const rule = patternRule('bare', '[0-9]{12}', { foreign: true });
    expect(rule.keywords).toEqual([]);
    expect(search([rule], `${'\n'.repeat(9000)}id 123456789012 `).candidates.map((c) => c.value)).toEqual(['123456789012']);
  });

  test('an unknown detector is a mistake of the caller', () => {
    expect(() => createEngine({ rules: [ruleOf({ id: 'odd', detector: 'none' })], detectors: DETECTORS })).toThrow('rule odd names the unknown detector none');
  });
});

describe('windows', () => {
  test('show a detector every literal with its full reach', () => {
    const text = `${'a'.repeat(500)}mark${'b'.repeat(500)}`;
    const [window, ...others] = windowsOf({ reach: { before: 100, after: 150, lines: false } }, text);
    expect(others).toEqual([]);
    const { text: seen = '', from = 0, to = 0 } = window ?? {};
    expect(seen.slice(from, to)).toBe('mark');
    expect(from).toBeGreaterThanOrEqual(100);
    expect(seen.length - from).toBeGreaterThanOrEqual(150);
    expect(text).toContain(seen);
  });

  test('are one for each literal, so that a literal finds the same whatever stands near', () => {
    const seen = windowsOf({ reach: { before: 20, after: 20, lines: false } }, `${'.'.repeat(200)}mark-mark-mark${'.'.repeat(200)}`);
    expect(seen.map(({ text, from, to }) => [text.length, from, to])).toEqual([[40, 20, 24], [40, 20, 24], [40, 20, 24]]);
  });

  test('of a rule that reads lines end at line ends', () => {
    const text = 'first line\nsecond mark line\nthird line\n';
    expect(windowsOf({ reach: { before: 4096, after: 4096, lines: true } }, text)).toEqual([{ text: 'second mark line', from: 7, to: 11 }]);
  });

  test('of a rule that reads lines show at least its reach where the line is endless', () => {
    const text = `${'a'.repeat(9000)}mark${'b'.repeat(9000)}`;
    const [window] = windowsOf({ reach: { before: 1000, after: 2000, lines: true } }, text);
    const { text: seen = '', from = 0, to = 0 } = window ?? {};
    expect(seen.slice(from, to)).toBe('mark');
    expect(from).toBeGreaterThanOrEqual(1000);
    expect(seen.length - from).toBeGreaterThanOrEqual(2000);
    expect(seen.length).toBeLessThanOrEqual(6000);
  });

  test('are cut out of the middle of a text without taking what touches the cut for whole', () => {
    const rule = patternRule('rule', 'mark=[a-z]+', { reach: 64 });
    const lines = patternRule('lines', 'mark=[a-z]+');
    expect([rule.reach.lines, lines.reach.lines]).toEqual([false, true]);
    expect(search([lines], `mark=${'a'.repeat(20_000)}`).candidates).toEqual([]);
    expect(search([lines], `mark=${'a'.repeat(2000)}`).candidates.map((c) => c.value.length)).toEqual([2005]);
  });
});

describe('large and hostile input', () => {
  const size = 50 * 1024 * 1024;

  test('one line of 50 MB full of literals', () => {
    const bytes = Buffer.alloc(size, 'mark1234 ');
    const rule = patternRule('rule', 'mark[0-9]{4}!');
    bytes.write(' mark1234! ', size / 2 - 1, 'latin1');
    const candidates = createEngine({ rules: [rule], detectors: DETECTORS }).search(bytes).candidates;
    expect(candidates.map((candidate) => candidate.start)).toEqual([size / 2]);
    expect(candidates[0]?.context.length).toBeLessThan(900);
  });

  test('one line of 50 MB full of literals of a rule that reads lines', () => {
    const bytes = Buffer.alloc(size, 'mark=..... ');
    const rule = patternRule('rule', 'mark=[a-z.]+:[0-9]{4}');
    expect(rule.reach.lines).toBe(true);
    bytes.write(' mark=abc:1234 ', size / 2 - 1, 'latin1');
    expect(createEngine({ rules: [rule], detectors: DETECTORS }).search(bytes).candidates.map((c) => c.start)).toEqual([size / 2]);
  });

  test('one line of 50 MB without any', () => {
    expect(createEngine({ rules: [patternRule('rule', 'mark[0-9]{4}')], detectors: DETECTORS }).search(Buffer.alloc(size, 'x')).candidates).toEqual([]);
  });
});
