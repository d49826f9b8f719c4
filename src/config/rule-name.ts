/** How people name rules: by id, by alias (other scanners' ids), or with `*` for any run of characters. */
import type { Rule } from '../rules/rule.ts';

/** True when `name` means this rule. Letter case does not count. */
export function namesRule(name: string, rule: Pick<Rule, 'id' | 'aliases'>): boolean {
  return matchesWildcard(name, rule.id) || rule.aliases.some((alias) => matchesWildcard(name, alias));
}

/**
 * Matches `*` as any run of characters and everything else as itself, without regard to letter case. Takes at most
 * pattern × text steps: patterns come from comments in files that strangers wrote.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < given.length; ) {
    if (wanted[at] === '*') {
      star = at++;
      resume = i;
    } else if (wanted[at] === given[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}
