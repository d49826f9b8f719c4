/** Makes rules for tests of the engine: only what the engine reads has to be said. */
import { compileRuleFile } from '../../src/rules/compile.ts';
import type { Rule } from '../../src/rules/rule.ts';

/** A rule with everything the engine does not read filled in. */
export function ruleOf(parts: Partial<Rule> & Pick<Rule, 'id'>): Rule {
  return {
    provider: 'test',
    name: parts.id,
    kind: 'token',
    channel: 'secret',
    severity: 'high',
    confidence: 'high',
    keywords: [],
    detector: 'pattern',
    pattern: null,
    flags: 'm',
    reach: { before: 64, after: 64, lines: false },
    check: null,
    entropy: null,
    must: [],
    mustNot: [],
    paths: [],
    near: [],
    facts: {},
    publicPrefix: 0,
    aliases: [],
    playbook: null,
    foreign: false,
    generic: false,
    ...parts,
  };
}

/** Compiles one pattern as a rule file would have it. */
export function patternRule(id: string, pattern: string, more: { keywords?: string[]; reach?: number; boundary?: 'token' | 'none'; foreign?: boolean } = {}): Rule {
  const { foreign = false, ...source } = more;
  const base = { id, name: id, description: id, kind: 'token', channel: 'secret', severity: 'high', must: [], mustNot: [], paths: [], near: [], facts: {}, aliases: [], generic: false } as const;
  const file = { provider: 'test', name: 'Test', rules: [{ ...base, boundary: 'token' as const, ...source, pattern }] };
  const compiled = compileRuleFile(file as unknown as Parameters<typeof compileRuleFile>[0], 'test.yaml', foreign)[0];
  if (compiled === undefined) throw new Error('one rule in, one rule out');
  return compiled.rule;
}

/** Bytes of a binary string. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
