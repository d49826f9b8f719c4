/** Finding rules by what people call them. */
import type { Rule } from './rule.ts';

/** The rules with this id, or with this alias (ignoring case); several providers' rules can share a foreign id. */
export function rulesNamed(rules: readonly Rule[], name: string): Rule[] {
  const exact = rules.filter((rule) => rule.id === name);
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return rules.filter((rule) => rule.aliases.some((alias) => alias.toLowerCase() === lower));
}
