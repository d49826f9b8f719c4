import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { selectRules } from '../../src/config/select-rules.ts';
import { ConfigError } from '../../src/errors.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { ruleNamed } from './rules-for-tests.ts';

const BUILT_IN = [ruleNamed('aws-access-key-id', { aliases: ['aws-access-token'] }), ruleNamed('aws-session', { severity: 'low' }), ruleNamed('slack-token'), ruleNamed('generic-password')];

async function configOf(yaml: string, own: readonly Rule[] = []): Promise<Config> {
  return loadConfig({ readFile: async (path) => (path === 'keysieve.yaml' ? new TextEncoder().encode(yaml) : null), compileRules: () => own });
}

async function failureOf(yaml: string, own: readonly Rule[] = []): Promise<ConfigError> {
  const config = await configOf(yaml, own);
  try {
    selectRules(BUILT_IN, config);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('was accepted');
}

test('without a configuration every rule runs as it is', async () => {
  expect(selectRules(BUILT_IN, await configOf(''))).toEqual({ rules: BUILT_IN, disabled: [] });
});

test('disable names ids, aliases and wildcards; enable wins over it', async () => {
  const { rules, disabled } = selectRules(BUILT_IN, await configOf('rules:\n  disable: ["aws-*", generic-password]\n  enable: [aws-access-token]\n'));
  expect(rules.map((rule) => rule.id)).toEqual(['aws-access-key-id', 'slack-token']);
  expect(disabled).toEqual(['aws-session', 'generic-password']);
});

test('only what is enabled', async () => {
  const { rules } = selectRules(BUILT_IN, await configOf('rules:\n  disable: ["*"]\n  enable: ["aws-*"]\n'));
  expect(rules.map((rule) => rule.id)).toEqual(['aws-access-key-id', 'aws-session']);
});

test('a full name says more about severity than a wildcard, wherever it stands; of wildcards the last wins', async () => {
  const yaml = 'rules:\n  severity:\n    aws-access-key-id: info\n    "aws-*": medium\n    "*": critical\n';
  const { rules } = selectRules(BUILT_IN, await configOf(yaml));
  expect(rules.map((rule) => rule.severity)).toEqual(['info', 'critical', 'critical', 'critical']);
  expect(BUILT_IN[0]?.severity).toBe('high');
});

test('a rule that is off by default runs when it is named, not when a wildcard fits it', async () => {
  const optional = [ruleNamed('aws-account', { enabled: false, aliases: ['account-number'] })];
  const idsFor = async (yaml: string): Promise<string[]> => selectRules(BUILT_IN, await configOf(yaml), optional).rules.map((rule) => rule.id);
  const all = BUILT_IN.map((rule) => rule.id);
  expect(await idsFor('')).toEqual(all);
  expect(await idsFor('rules:\n  enable: ["aws-*"]\n')).toEqual(all);
  expect(await idsFor('rules:\n  enable: [aws-account]\n')).toEqual([...all, 'aws-account']);
  expect(await idsFor('rules:\n  enable: [account-number]\n')).toEqual([...all, 'aws-account']);
  expect(await idsFor('rules:\n  disable: ["*"]\n  enable: [aws-account]\n')).toEqual(['aws-account']);
  expect(selectRules(BUILT_IN, await configOf(''), optional).disabled).toEqual([]);
});

test('an own rule can be off as well', async () => {
  const own = [ruleNamed('own-token', { enabled: false })];
  const idsFor = async (yaml: string): Promise<string[]> => selectRules([], await configOf(yaml, own)).rules.map((rule) => rule.id);
  expect(await idsFor('rules:\n  add: [{id: own-token}]\n')).toEqual([]);
  expect(await idsFor('rules:\n  add: [{id: own-token}]\n  enable: [own-token]\n')).toEqual(['own-token']);
});

test('own rules come last and can be named', async () => {
  const config = await configOf('rules:\n  add: [{id: own-token}]\n  severity: {own-token: low}\n', [ruleNamed('own-token')]);
  expect(selectRules(BUILT_IN, config).rules.at(-1)).toMatchObject({ id: 'own-token', severity: 'low' });
});

describe('names that mean no rule', () => {
  test.each([
    ['rules:\n  disable: [slack-tokn]\n', 2, 13, 'Did you mean "slack-token"?'],
    ['rules:\n  enable:\n    - aws-acess-token\n', 3, 7, 'Did you mean "aws-access-token"?'],
    ['rules:\n  severity:\n    nothing-like-it-at-all: low\n', 3, 5, 'keysieve rules list'],
    ['rules:\n  severity:\n    constructor: low\n', 3, 5, 'keysieve rules list'],
    ['allow:\n  - rules: ["gcp-*"]\n    reason: x\n', 2, 13, 'keysieve rules list'],
  ])('%j', async (yaml, line, column, hint) => {
    expect(await failureOf(yaml)).toMatchObject({ file: 'keysieve.yaml', line, column, hint, exit: 2 });
  });
});

test.each(['slack-token', 'aws-access-token'])('an own rule cannot be called %s', async (id) => {
  expect((await failureOf('rules: {add: [{}]}', [ruleNamed(id)])).message).toBe(`keysieve.yaml: the rule "${id}" of rules.add has the name of another rule`);
});
