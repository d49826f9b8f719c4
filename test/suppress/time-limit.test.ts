import { describe, expect, test } from 'vitest';
import { TimeLimit } from '../../src/suppress/time-limit.ts';

/** Backtracks for longer than anybody waits. */
const ENDLESS = '^(a+)+$';
const BAIT = `${'a'.repeat(60)}b`;

describe('ordinary patterns', () => {
  test('match inside run', () => {
    const limit = new TimeLimit();
    const pattern = limit.compile('^[a-c]+$', 'f:1');
    expect(limit.run(() => [limit.test(pattern, 'abc'), limit.test(pattern, 'abd')])).toEqual([true, false]);
    expect(limit.givenUp()).toEqual([]);
  });

  test('what work throws is thrown, and the next run works', () => {
    const limit = new TimeLimit();
    const pattern = limit.compile('a+', 'f:1');
    expect(() => limit.run(() => { throw new RangeError('mine'); })).toThrow(new RangeError('mine'));
    expect(limit.run(() => limit.test(pattern, 'a'))).toBe(true);
  });

  test('a pattern that does not compile is a SyntaxError', () => {
    expect(() => new TimeLimit().compile('(', 'f:1')).toThrow(SyntaxError);
  });

  test('16 KiB of text are looked at', () => {
    const limit = new TimeLimit();
    const pattern = limit.compile('x', 'f:1');
    expect(limit.run(() => [limit.test(pattern, `${' '.repeat(16_383)}x`), limit.test(pattern, `${' '.repeat(16_384)}x`)])).toEqual([true, false]);
  });
});

describe('hostile patterns', () => {
  test.each([ENDLESS, '^(?:a|a)*$', '(?:a?){50}a{50}c', '^(?=(a+)+$)', '(a*)*(a*)*c$'])('%s is given up and matches nothing; the others go on', (source) => {
    const limit = new TimeLimit({ runMs: 50 });
    const bad = limit.compile(source, 'keysieve.yaml:2');
    const good = limit.compile('b+', 'keysieve.yaml:3');
    expect(limit.run(() => [limit.test(bad, BAIT), limit.test(good, BAIT)])).toEqual([false, true]);
    expect(limit.givenUp().map(({ where }) => where)).toEqual(['keysieve.yaml:2']);
    expect(limit.run(() => limit.test(bad, 'a'))).toBe(false);
  });

  test('several in one run are all given up', () => {
    const limit = new TimeLimit({ runMs: 30 });
    const patterns = [1, 2, 3].map((line) => limit.compile(ENDLESS, `f:${line}`));
    expect(limit.run(() => patterns.map((pattern) => limit.test(pattern, BAIT)))).toEqual([false, false, false]);
    expect(limit.givenUp()).toHaveLength(3);
  });

  test('one that is too large to compile is given up', () => {
    const limit = new TimeLimit();
    const pattern = limit.compile('(?:(?:(?:(?:a?){9}){99}){99}){99}x', 'f:1');
    expect(limit.run(() => limit.test(pattern, 'a'.repeat(1000)))).toBe(false);
    expect(limit.givenUp()).toHaveLength(1);
  });

  test('work that never ends for another reason does not hang the scan when patterns are in use', () => {
    const limit = new TimeLimit({ runMs: 20 });
    limit.compile('a+', 'f:1');
    const runs: number[] = [];
    const result = limit.run(() => {
      runs.push(Date.now());
      // Three runs stall outside of any pattern; then the limit is off, because no pattern is left to guard against.
      for (;;) if (runs.length > 3) return 'done';
    });
    expect(result).toBe('done');
    expect(limit.givenUp()).toHaveLength(1);
  });
});
