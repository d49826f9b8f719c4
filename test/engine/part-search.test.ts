/**
 * What a change does to literals that stand some way from it. A literal that gave nothing in the base may be a match's in
 * the text made out of it, because what was missing stands there now, as far away as the rule reads.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detector } from '../../src/detectors/detector.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import { createPartSearch, type PartResult } from '../../src/engine/part-search.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { bytesOf, patternRule, ruleOf } from './rules.ts';

const MARK = '#12345678';

/** Rules that read so many bytes, across lines, with the literal first and last; and one that reads its whole line. */
const behind = (reach: number): Rule => patternRule('behind', `kkkey[^#]{0,${reach}}#[0-9]{8}`, { boundary: 'none', keywords: ['kkkey'] });
const before = (reach: number): Rule => patternRule('before', `#[0-9]{8}[^#]{0,${reach}}kkkey`, { boundary: 'none', keywords: ['kkkey'] });
const onLine: Rule = { ...patternRule('line', 'kkkey[^#\\n]*#[0-9]{8}', { boundary: 'none', keywords: ['kkkey'] }), reach: { before: 2048, after: 2048, lines: true } };

/** Finds MARK anywhere in the window. */
const nearDetector: Detector = {
  name: 'near',
  find(_rule, text) {
    const start = text.indexOf(MARK);
    const end = start + MARK.length;
    return start < 0 ? [] : [{ start, end, matchStart: start, matchEnd: end, groups: {} }];
  },
};

function found({ candidates }: PartResult): string[] {
  return candidates.map((one) => `${one.rule.id} ${one.start}-${one.end}`);
}

/** Searches `head + tail`, then what comes of it when MARK is put between them; also with the text searched whole. */
function searchAfterInsert(rule: Rule, head: string, tail: string): { base: string[]; derived: string[]; whole: string[] } {
  const search = createPartSearch({ rules: [rule], detectors: new Map([...DETECTORS, ['near', nearDetector]]) });
  const base = search.searchWhole(bytesOf(head + tail));
  const text = bytesOf(head + MARK + tail);
  const copies = Uint32Array.of(0, 0, head.length, head.length + MARK.length, head.length, tail.length);
  if (base.searched === null) throw new Error('the base cannot be built upon');
  return { base: found(base), derived: found(search.searchDerived(text, base.searched, copies)), whole: found(search.searchWhole(text)) };
}

/** Text without literals, so many bytes long: lines of 40, or one line. */
function filler(length: number, lines = true): string {
  const line = `${'. '.repeat(19)}.${lines ? '\n' : '.'}`;
  return line.repeat(Math.ceil(length / line.length)).slice(0, length);
}

/** Far more than any margin, so that the literal is not looked at for another reason. */
const FAR = filler(6000);

describe('a literal that was there before the change', () => {
  const distance = fc.integer({ min: 0, max: 1500 });

  test('opens its window when what it waited for comes behind it', () => {
    fc.assert(
      fc.property(distance, (gap) => {
        const { base, derived, whole } = searchAfterInsert(behind(1500), `${FAR}kkkey${filler(gap)}`, FAR);
        expect(base).toEqual([]);
        expect(whole).toHaveLength(1);
        expect(derived).toEqual(whole);
      }),
      { numRuns: 60, examples: [[0], [30], [300], [600], [620], [1500]] },
    );
  });

  test('opens its window when what it waited for comes before it', () => {
    fc.assert(
      fc.property(distance, (gap) => {
        const { base, derived, whole } = searchAfterInsert(before(1500), FAR, `${filler(gap)}kkkey${FAR}`);
        expect(base).toEqual([]);
        expect(whole).toHaveLength(1);
        expect(derived).toEqual(whole);
      }),
      { numRuns: 60, examples: [[0], [30], [300], [600], [620], [1500]] },
    );
  });

  test.each([100, 200, 300])('opens the window of a pattern that reads %i bytes', (reach) => {
    for (const gap of [reach, reach - 1, reach >> 1, 8]) {
      for (const { base, derived, whole } of [searchAfterInsert(behind(reach), `${FAR}kkkey${filler(gap)}`, FAR), searchAfterInsert(before(reach), FAR, `${filler(gap)}kkkey${FAR}`)]) {
        expect(base).toEqual([]);
        expect(whole).toHaveLength(1);
        expect(derived).toEqual(whole);
      }
    }
  });

  test.each([600, 640])('opens the window of a detector that reads %i bytes', (reach) => {
    const rule = ruleOf({ id: 'near', detector: 'near', keywords: ['kkkey'], reach: { before: reach, after: reach, lines: false } });
    for (const gap of [reach - 20, reach >> 1, 8]) {
      for (const { base, derived, whole } of [searchAfterInsert(rule, `${FAR}kkkey${filler(gap)}`, FAR), searchAfterInsert(rule, FAR, `${filler(gap)}kkkey${FAR}`)]) {
        expect(base).toEqual([]);
        expect(whole).toHaveLength(1);
        expect(derived).toEqual(whole);
      }
    }
  });

  test('opens its window however far away on its line the change is', () => {
    for (const gap of [10, 700, 1900]) {
      const { base, derived, whole } = searchAfterInsert(onLine, `${FAR}\nkkkey${filler(gap, false)}`, `\n${FAR}`);
      expect(base).toEqual([]);
      expect(whole).toHaveLength(1);
      expect(derived).toEqual(whole);
    }
  });
});
