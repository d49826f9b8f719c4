import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureInWords } from '../../src/judge/model/feature-words.ts';
import { FEATURES, featuresOf } from '../../src/judge/model/features.ts';
import { readLanguage } from '../../src/judge/model/language.ts';
import { explainCandidate, scoreCandidate, scoreFeatures } from '../../src/judge/model/model.ts';
import { HEX, PASSWORD, TOKEN } from '../detectors/support.ts';
import { candidateOf } from './support.ts';

const weights = JSON.parse(readFileSync(new URL('../../src/judge/model/weights.json', import.meta.url), 'utf8')) as { features: string[]; base: number; trees: number[][] };

describe('weights', () => {
  it('name every feature once and ask only about them', () => {
    expect([...weights.features].sort()).toEqual([...FEATURES].sort());
    for (const tree of weights.trees) {
      expect(tree).toHaveLength(10);
      for (const question of [tree[0], tree[2], tree[4]]) expect(question).toBeLessThan(weights.features.length);
      expect(tree[0]).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('features', () => {
  it('of two candidates, as a person would check them', () => {
    const shown = (text: string, path: string): Record<string, number> => {
      const vector = featuresOf(candidateOf(text), path);
      return Object.fromEntries(FEATURES.map((name, index) => [name, Math.round((vector[index] as number) * 100) / 100] as const).filter(([, value]) => value !== 0));
    };
    expect(shown(`  password: "${PASSWORD}", // host: db`, 'test/config.js')).toMatchSnapshot();
    expect(shown(`JWT_SECRET=${HEX}`, '.env')).toMatchSnapshot();
  });

  it('are finite for any value', () => {
    fc.assert(fc.property(fc.string({ minLength: 3, unit: 'binary-ascii' }).filter((value) => !/["\\\n\r]/.test(value)), fc.constantFrom(null, 'a.py', '.env', 'x/test/y.unknown'), (value, path) => {
      const vector = featuresOf(candidateOf(`password = "${value}" `), path);
      expect([...vector].every(Number.isFinite)).toBe(true);
      const score = scoreFeatures(vector);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }));
  });
});

describe('the model', () => {
  it('ranks a random token above a word, and a chosen password above a form word', () => {
    const score = (text: string): number => scoreCandidate(candidateOf(text), 'src/a.py');
    expect(score(`api_token = "${TOKEN}"`)).toBeGreaterThan(score('api_token = "something"'));
    expect(score(`password = "${PASSWORD}"`)).toBeGreaterThan(score(`password = "${'password'}"`));
  });

  it('says which features decided, the heaviest first', () => {
    const candidate = candidateOf(`api_token = "${TOKEN}"`);
    const { contributions } = explainCandidate(candidate, 'src/a.py');
    const weight = contributions.map((one) => Math.abs(one.weight));
    expect([...weight].sort((a, b) => b - a)).toEqual(weight);
    expect(new Set(contributions.map((one) => one.feature)).size).toBe(contributions.length);
    const strongest = contributions.filter((one) => one.weight > 0).slice(0, 3).map((one) => featureInWords(one.feature, one.value));
    expect(strongest).toMatchSnapshot();
    expect(explainCandidate(candidate, 'src/a.py').contributions).toEqual(contributions);
  });

  it('takes a score apart without losing anything: start and weights come to its log-odds', () => {
    fc.assert(fc.property(fc.string({ minLength: 3, unit: 'binary-ascii' }).filter((value) => !/["\\\n\r]/.test(value)), fc.constantFrom(null, 'a.py', '.env', 'x/test/y.md'), (value, path) => {
      const { probability, start, contributions } = explainCandidate(candidateOf(`password = "${value}" `), path);
      const sum = contributions.reduce((all, { weight }) => all + weight, start);
      expect(sum).toBeCloseTo(Math.log(probability / (1 - probability)), 6);
    }));
  });
});

describe('features in words', () => {
  it('are half sentences that fit a line, and differ with the number', () => {
    const said = FEATURES.map((feature) => [0, 0.5, 1, 3].map((value) => featureInWords(feature, value)));
    for (const sentences of said) {
      for (const sentence of sentences) expect(sentence).toMatch(/^[^A-Z.][^\n]{5,63}[^.]$/);
      expect(new Set(sentences).size).toBeGreaterThan(1);
    }
    expect(new Set(said.map(([, , third]) => third)).size).toBe(FEATURES.length);
  });
});

describe('readLanguage', () => {
  it('tells words, names made of words, and noise apart', () => {
    expect(readLanguage('password').words).toBe(1);
    expect(readLanguage('getUserToken').words).toBeGreaterThan(0.6);
    expect(readLanguage(TOKEN).words).toBeLessThan(0.3);
    expect(readLanguage('connection').surprise).toBeLessThan(readLanguage('xqzjvkwpqh').surprise);
    expect(readLanguage('1234')).toEqual({ words: 0, surprise: 0, run: 0 });
    expect(readLanguage('ab1cdef2').run).toBe(4);
  });
});
