/** The rules that ship with keysieve. The book is small and always needed; the details are read by people only. */
import type { RuleBook, RuleDetails } from './rule.ts';

export async function loadBuiltinBook(): Promise<RuleBook> {
  return (await import('virtual:rulebook')).book;
}

/** The search index of the built-in rules, as src/engine/index/image.ts opens it. Its digest is that of the book. */
export async function readBuiltinIndex(): Promise<Uint8Array> {
  return (await import('virtual:search-index')).readSearchIndex();
}

export async function loadBuiltinDetails(): Promise<readonly RuleDetails[]> {
  return (await import('virtual:rule-details')).details;
}
