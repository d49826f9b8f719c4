/** The written scale of docs/rules.md, held against every shipped rule. */
import { describe, expect, it } from 'vitest';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { everyRule } from '../../src/rules/lookup.ts';
import { SEVERITIES } from '../../src/rules/rule.ts';
import type { Rule, Severity } from '../../src/rules/rule.ts';

const rules = everyRule(await loadBuiltinBook());

/** Words of an id, without those that are the provider's own name (`trigger-dev`). */
function wordsOf(rule: Rule): string[] {
  const own = rule.provider.split('-');
  return rule.id.split('-').filter((word, at) => word !== own[at]);
}

const named = (...words: string[]): Rule[] => rules.filter((rule) => wordsOf(rule).some((word) => words.includes(word)));
const above = (limit: Severity, found: readonly Rule[]): string[] => found.filter((rule) => SEVERITIES.indexOf(rule.severity) < SEVERITIES.indexOf(limit)).map((rule) => `${rule.id}: ${rule.severity}`);
const worstOf = (provider: string): number => Math.min(...rules.filter((rule) => rule.provider === provider).map((rule) => SEVERITIES.indexOf(rule.severity)));

describe('severity', () => {
  it('is low at most for test mode', () => {
    const found = named('test', 'sandbox', 'staging');
    expect(found.length).toBeGreaterThan(20);
    expect(above('low', found)).toEqual([]);
  });

  it('is low at most for what is made to be public', () => {
    const found = rules.filter((rule) => /(?:^|-)(?:publishable|client-id|app-id|application-id|account-id|subscribe)(?:-|$)/.test(rule.id));
    expect(found.length).toBeGreaterThan(5);
    expect(above('low', found)).toEqual([]);
  });

  it('is higher for live mode than for test mode of the same key', () => {
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    let pairs = 0;
    for (const live of named('live')) {
      for (const test of ['test', 'sandbox'].map((word) => byId.get(live.id.replace('live', word)))) {
        if (test === undefined) continue;
        pairs += 1;
        expect(SEVERITIES.indexOf(live.severity), live.id).toBeLessThan(SEVERITIES.indexOf(test.severity));
      }
    }
    expect(pairs).toBeGreaterThan(5);
  });

  it('is lower for what lives for hours than for what the provider gives its owners', () => {
    const found = named('temporary', 'ephemeral', 'session', 'short')
      // A browser session of Slack goes on until somebody signs out, and is the person.
      .filter((rule) => !rule.id.startsWith('slack-session-'))
      // Nothing to compare with: the provider has this kind alone.
      .filter((rule) => rules.some((other) => other.provider === rule.provider && other !== rule));
    expect(found.length).toBeGreaterThan(5);
    expect(found.filter((rule) => SEVERITIES.indexOf(rule.severity) <= worstOf(rule.provider)).map((rule) => `${rule.id}: ${rule.severity}`)).toEqual([]);
  });

  it('is critical for private keys, but for those under a passphrase', () => {
    const keys = rules.filter((rule) => rule.kind === 'private-key' && !wordsOf(rule).includes('encrypted'));
    expect(keys.filter((rule) => rule.severity !== 'critical').map((rule) => rule.id)).toEqual([]);
  });

  it('is medium at most for habits', () => {
    expect(above('medium', rules.filter((rule) => rule.channel === 'practice'))).toEqual([]);
  });
});

describe('confidence', () => {
  it('is never high before any evidence for rules of no provider that context has to decide', () => {
    const contextual = rules.filter((rule) => rule.generic && rule.check === null && rule.detector !== 'pattern');
    expect(contextual.filter((rule) => rule.confidence === 'high').map((rule) => rule.id)).toEqual([]);
  });

  it('is backed for shapes by a literal of their own: three characters in every match', () => {
    const shapes = rules.filter((rule) => rule.detector === 'pattern' && rule.confidence === 'high');
    expect(shapes.filter((rule) => rule.keywords.length === 0 || rule.keywords.some((word) => word.length < 3)).map((rule) => rule.id)).toEqual([]);
  });
});

it('facts name groups that the pattern has, and never the value', () => {
  const wrong = rules.flatMap((rule) => Object.entries(rule.facts).filter(([, group]) => group === 'secret' || (rule.detector === 'pattern' && !(rule.pattern ?? '').includes(`(?<${group}>`))).map(([fact]) => `${rule.id}: ${fact}`));
  expect(wrong).toEqual([]);
});
