import { describe, expect, test } from 'vitest';
import { DETECTORS } from '../../src/detectors/table.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { buildIndex } from '../../src/engine/index/build.ts';
import { literalsOf } from '../../src/engine/index/image.ts';
import { lengthenedKeywords } from '../../src/engine/index/lengthen.ts';
import { bytesOf, patternRule, ruleOf } from './rules.ts';

const HEX = [...'0123456789abcdef'];

describe('a short literal of a pattern', () => {
  test('takes in the character behind it when there are few', () => {
    expect(lengthenedKeywords(patternRule('rule', 'kkk[0-9a-f]{8}'))).toEqual(HEX.map((digit) => `kkk${digit}`));
    // Letters of both cases are one: the search ignores case.
    expect(lengthenedKeywords(patternRule('rule', 'kkk[0-9a-fA-F]{8}'))).toEqual(HEX.map((digit) => `kkk${digit}`));
  });

  test.each([
    ['many characters may follow', 'kkk[A-Za-z0-9]{8}'],
    ['nothing has to follow', 'kkk[0-9a-f]{0,8}[ \\n]?'],
    ['what follows is no printable ASCII', 'kkk[0-9\\n][0-9]{7}'],
  ])('stays when %s', (_why, pattern) => {
    expect(lengthenedKeywords(patternRule('rule', pattern, { keywords: ['kkk'] }))).toEqual(['kkk']);
  });

  test('stays when it is long, and when the rule is no pattern', () => {
    expect(lengthenedKeywords(patternRule('rule', 'kkkkk[0-9a-f]{8}'))).toEqual(['kkkkk']);
    expect(lengthenedKeywords(ruleOf({ id: 'rule', detector: 'uri', keywords: ['://'] }))).toEqual(['://']);
  });

  test('is lengthened by all that may follow it anywhere in the pattern', () => {
    const rule = patternRule('rule', '(?:kkk[0-3]|kkk[2-5])[a-z]{8}', { keywords: ['kkk'] });
    expect(lengthenedKeywords(rule)).toEqual(['kkk0', 'kkk1', 'kkk2', 'kkk3', 'kkk4', 'kkk5']);
  });
});

test('a rule with lengthened literals finds every continuation, at the end of the text too', () => {
  const rules = [patternRule('rule', 'kkk[0-9a-f]{2}')];
  const index = buildIndex(rules, 'test');
  expect(literalsOf(index)).toHaveLength(16);
  for (const core of ['wasm', 'javascript'] as const) {
    const engine = createEngine({ rules, detectors: DETECTORS, prebuilt: { index, rules }, core });
    for (const digit of HEX) expect(engine.search(bytesOf(`x kkk${digit}0`)).candidates.map((one) => one.value)).toEqual([`kkk${digit}0`]);
    expect(engine.search(bytesOf('kkkg0 kkk')).candidates).toEqual([]);
  }
});
