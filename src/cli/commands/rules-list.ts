/** `rules list` and `rules show`. */
import { suggest } from '../../config/suggest.ts';
import { UsageError } from '../../errors.ts';
import { loadBuiltinBook, loadBuiltinDetails } from '../../rules/builtin.ts';
import { everyRule, rulesNamed } from '../../rules/lookup.ts';
import type { Rule, RuleDetails } from '../../rules/rule.ts';
import { print } from '../print.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';

/** Lists rules as a table, or as the JSON array other tools read; those that are off by default say so. */
export async function runRulesList(invocation: Invocation, context: Context): Promise<number> {
  const rules = everyRule(await loadBuiltinBook());
  const words = invocation.arguments.map((word) => word.toLowerCase());
  const chosen = rules.filter((rule) => words.every((word) => `${rule.id} ${rule.name} ${rule.provider}`.toLowerCase().includes(word)));
  if (invocation.options['format'] === 'json') {
    const details = new Map((await loadBuiltinDetails()).map((entry) => [entry.id, entry]));
    await print(context, `${JSON.stringify(chosen.map((rule) => listing(rule, details.get(rule.id))), null, 2)}\n`);
    return 0;
  }
  const width = Math.max(0, ...chosen.map((rule) => rule.id.length));
  const lines = chosen.map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(8)}  ${rule.name}${rule.enabled === false ? ' (off)' : ''}`);
  await print(context, `${[...lines, `${chosen.length} rules`].join('\n')}\n`);
  return 0;
}

/** Prints one compiled rule with its details. Throws UsageError when there is none of that name. */
export async function runRulesShow(invocation: Invocation, context: Context): Promise<number> {
  const [rule] = await findRules(invocation.arguments[0] ?? '');
  const details = (await loadBuiltinDetails()).find((entry) => entry.id === rule?.id);
  await print(context, `${JSON.stringify({ ...rule, ...details }, null, 2)}\n`);
  return 0;
}

/** Rules by id or alias; throws UsageError with the nearest id when there is none. */
export async function findRules(name: string): Promise<readonly Rule[]> {
  const rules = everyRule(await loadBuiltinBook());
  const found = rulesNamed(rules, name);
  if (found.length > 0) return found;
  const near = suggest(name, rules.map((rule) => rule.id));
  throw new UsageError(`there is no rule "${name}"`, { hint: near === null ? 'keysieve rules list' : `did you mean ${near}?` });
}

function listing(rule: Rule, details: RuleDetails | undefined): Record<string, unknown> {
  const { id, provider, name, kind, severity, check, aliases } = rule;
  return { id, provider, name, kind, severity, check, aliases, source: details?.source ?? [], ...(rule.enabled === false && { enabled: false }) };
}
