/** Finding rules by what people call them. */
import type { Rule, RuleBook } from './rule.ts';

/** The rules with this id, or with this alias (ignoring case); several providers' rules can share a foreign id. */
export function rulesNamed(rules: readonly Rule[], name: string): Rule[] {
  const exact = rules.filter((rule) => rule.id === name);
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return rules.filter((rule) => rule.aliases.some((alias) => alias.toLowerCase() === lower));
}

/** Every rule of a book in the order of their ids, those that are off by default included. */
export function everyRule(book: RuleBook): readonly Rule[] {
  if (book.optional === undefined) return book.rules;
  return [...book.rules, ...book.optional].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The book with all of its rules switched on. */
export function withEveryRule(book: RuleBook): RuleBook {
  return book.optional === undefined ? book : { rules: everyRule(book), digest: `${book.digest}+` };
}
