/** Rules of which only the name and the severity matter. */
import type { Rule } from '../../src/rules/rule.ts';

export function ruleNamed(id: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    provider: 'acme',
    name: id,
    kind: 'token',
    channel: 'secret',
    severity: 'high',
    confidence: 'high',
    keywords: ['acme'],
    detector: 'pattern',
    pattern: 'acme',
    flags: '',
    reach: { before: 0, after: 4, lines: false },
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
    ...more,
  };
}
