/** `explain`: a rule in words, and what to do about what it found. */
import { loadPlaybooks } from '../../remedy/builtin.ts';
import { choosePlaybook } from '../../remedy/choose.ts';
import { PHASES, type Playbook } from '../../remedy/playbook.ts';
import { loadBuiltinDetails } from '../../rules/builtin.ts';
import type { Rule, RuleDetails } from '../../rules/rule.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { print } from '../print.ts';
import { findRules } from './rules-list.ts';

const PHASE_TITLES: Readonly<Record<(typeof PHASES)[number], string>> = {
  identify: 'Identify',
  rotate: 'Rotate',
  revoke: 'Revoke',
  audit: 'Audit',
  update: 'Update',
  review: 'Review',
};

/** Explains every rule of the name given; several rules may share a foreign alias. */
export async function runExplain(invocation: Invocation, context: Context): Promise<number> {
  const rules = await findRules(invocation.arguments[0] ?? '');
  const details = await loadBuiltinDetails();
  const playbooks = await loadPlaybooks();
  const texts = rules.map((rule) => explain(rule, details.find((entry) => entry.id === rule.id), choosePlaybook(playbooks, rule)));
  await print(context, texts.join('\n'));
  return 0;
}

function explain(rule: Rule, details: RuleDetails | undefined, playbook: Playbook): string {
  return [
    `${rule.name}  (${rule.id})`,
    '',
    details?.description ?? '',
    '',
    `  severity    ${rule.severity}`,
    `  confidence  ${rule.confidence}${rule.check === null ? '' : `; high when its ${rule.check} check passes, low when it fails`}`,
    `  finds       ${how(rule)}`,
    ...(rule.aliases.length === 0 ? [] : [`  known as    ${rule.aliases.join(', ')}`]),
    ...(details?.source ?? []).map((url) => `  source      ${url}`),
    '',
    `What to do: ${playbook.title.toLowerCase()}`,
    ...PHASES.flatMap((phase) => playbook[phase].map((step) => `  ${PHASE_TITLES[phase].padEnd(9)} ${step}`)),
    ...(playbook.replaceWith.length === 0 ? [] : [`  Instead   ${playbook.replaceWith.join('; ')}`]),
    '',
  ].join('\n');
}

function how(rule: Rule): string {
  if (rule.detector === 'named') return `a value of this exact shape behind a name that holds ${rule.keywords.join(' or ')}`;
  if (rule.detector === 'pattern') return `text that starts from ${rule.keywords.slice(0, 6).join(', ')}${rule.keywords.length > 6 ? ', …' : ''} and has the provider's documented shape`;
  return `values by their place (${rule.detector}), near words such as ${rule.keywords.slice(0, 6).join(', ')}`;
}
