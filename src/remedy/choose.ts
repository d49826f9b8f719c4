/** Which playbook speaks about a rule. */
import type { Rule } from '../rules/rule.ts';
import type { Playbook } from './playbook.ts';

/** By the rule's own choice, then its provider, then its kind, then the one for everything. Throws RangeError when even that is missing. */
export function choosePlaybook(playbooks: readonly Playbook[], rule: Pick<Rule, 'playbook' | 'provider' | 'kind'>): Playbook {
  const byId = (id: string | null): Playbook | undefined => playbooks.find((playbook) => playbook.id === id);
  const found = byId(rule.playbook) ?? byId(rule.provider) ?? byId(rule.kind) ?? byId('any');
  if (found === undefined) throw new RangeError('the playbook "any" is missing');
  return found;
}
