/** The rules that ship with keysieve. The book is small and always needed; the details are read by people only. */
import type { RuleBook, RuleDetails } from './rule.ts';

export async function loadBuiltinBook(): Promise<RuleBook> {
  return (await import('virtual:rulebook')).book;
}

export async function loadBuiltinDetails(): Promise<readonly RuleDetails[]> {
  return (await import('virtual:rule-details')).details;
}
