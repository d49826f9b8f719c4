import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { runWithTimeLimit, TimeLimitExceeded } from '../../src/engine/time-limit.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import { bytesOf, patternRule } from './rules.ts';

test('gives back what the work gives', () => {
  expect(runWithTimeLimit(1000, () => [1, 2])).toEqual([1, 2]);
  expect(() => runWithTimeLimit(1000, () => JSON.parse('{'))).toThrow(SyntaxError);
});

test('ends a regex that would backtrack for ever', () => {
  expect(() => runWithTimeLimit(50, () => /^(?:a+)+$/.test(`${'a'.repeat(60)}!`))).toThrow(TimeLimitExceeded);
});

test('can be used again after it ended something', () => {
  expect(() => runWithTimeLimit(20, () => /^(?:a+)+$/.test(`${'a'.repeat(60)}!`))).toThrow(TimeLimitExceeded);
  expect(runWithTimeLimit(1000, () => 'still here')).toBe('still here');
});

test('a foreign rule that never ends is named with its window, and the other rules go on', () => {
  const endless = patternRule('endless', 'mark(?:[ab]+)+z', { foreign: true, boundary: 'none' });
  const plain = patternRule('plain', 'mark[ab]{8}');
  const engine = createEngine({ rules: [endless, plain], detectors: DETECTORS, windowMilliseconds: 50 });
  const result = engine.search(bytesOf(`x = "mark${'ab'.repeat(40)}";\ny = "markabababab";\n`));
  expect(result.timedOut.map(({ rule, span }) => [rule.id, span])).toEqual([['endless', { start: 0, end: 91 }]]);
  expect(result.candidates.map((candidate) => candidate.rule.id)).toEqual(['plain']);
});
