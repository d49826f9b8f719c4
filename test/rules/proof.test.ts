/** Every rule with an offline check: the real pipeline runs it on the rule's samples, and what it proves cannot be altered. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { CHECKS, runCheck } from '../../src/judge/checks/table.ts';
import type { Candidate, Verdict } from '../../src/model.ts';
import { loadBuiltinBook, loadBuiltinDetails } from '../../src/rules/builtin.ts';
import { everyRule, withEveryRule } from '../../src/rules/lookup.ts';
import type { Rule, Sample } from '../../src/rules/rule.ts';
import { CONTEXTS } from '../../src/rules/samples/contexts.ts';
import { expandSample } from '../../src/rules/samples/expand.ts';

const now = new Date('2026-01-01T00:00:00Z');
const [book, details] = await Promise.all([loadBuiltinBook(), loadBuiltinDetails()]);
const detector = createDetector({ book: withEveryRule(book), now });
const samplesOf = new Map(details.map((entry) => [entry.id, entry.samples.match]));
const checked = everyRule(book).filter((rule) => rule.check !== null);

interface Found {
  readonly candidate: Candidate;
  readonly verdict: Verdict;
}

function findIn(rule: Rule, sample: Sample, seed: string): Found | null {
  const placed = expandSample(sample, seed, sample.whole === true ? null : (CONTEXTS[0] ?? null));
  const found = detector.detect(Buffer.from(placed.text, 'latin1'), placed.path).sightings.find(({ match }) => match.candidate.rule.id === rule.id);
  return found === undefined ? null : { candidate: found.match.candidate, verdict: found.match.verdict };
}

function outcomeOf(rule: Rule, { candidate }: Found, value: string): string {
  const { groups, context, contextOffset } = candidate;
  return runCheck(rule.check ?? '', { value, groups, context, contextOffset, now }).outcome;
}

/** Every sample of the rule with a seed of its own, as it is found. */
function foundOf(rule: Rule): Found[] {
  return (samplesOf.get(rule.id) ?? []).map((sample, index) => findIn(rule, sample, `proof-${index}`)).filter((found) => found !== null);
}

describe.each(checked.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const found = foundOf(rule);

  it('has a sample that its check proves, and is of high confidence then', () => {
    const proven = found.filter((one) => outcomeOf(rule, one, one.candidate.value) === 'passed');
    expect(proven.length).toBeGreaterThan(0);
    for (const { verdict } of proven) expect(verdict.confidence).toBe('high');
  });

  it('has no sample that its check calls wrong, except for older forms', () => {
    const wrong = found.filter((one) => outcomeOf(rule, one, one.candidate.value) === 'failed');
    for (const { verdict } of wrong) expect(verdict.confidence).toBe('low');
    expect(wrong.length).toBeLessThan(found.length);
  });
});

/** One other letter or digit at each of ten places behind the prefix, which a checksum may leave out. */
function altered(value: string): string[] {
  const places = Array.from({ length: 10 }, (_, index) => Math.floor(value.length * (0.4 + 0.06 * index)));
  return places.filter((at) => /[A-Za-z0-9]/.test(value[at] ?? '')).map((at) => value.slice(0, at) + other(value[at] ?? '') + value.slice(at + 1));
}

function other(character: string): string {
  if (/[0-9]/.test(character)) return character === '3' ? '4' : '3';
  if (/[A-Z]/.test(character)) return character === 'D' ? 'C' : 'D';
  return character === 'd' ? 'c' : 'd';
}

it('the page about rules names every check', () => {
  const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| check | what it proves |'), page.indexOf('A check gives one of three answers'));
  expect([...table.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1])).toEqual(Object.keys(CHECKS).sort());
});

it('every check is used by a rule', () => {
  expect([...new Set(checked.map((rule) => rule.check))].sort()).toEqual(Object.keys(CHECKS).sort());
});

it('a checksum that is right is wrong after one character was changed', () => {
  const accepted: string[] = [];
  let tried = 0;
  for (const rule of checked) {
    for (const one of foundOf(rule)) {
      if (!one.verdict.reasons.includes('checksum')) continue;
      for (const value of altered(one.candidate.value)) {
        tried += 1;
        if (outcomeOf(rule, one, value) === 'passed') accepted.push(rule.id);
      }
    }
  }
  expect(tried).toBeGreaterThan(300);
  expect(accepted).toEqual([]);
});
