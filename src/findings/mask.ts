/** The one place where a secret's value becomes something that may be shown. */
import type { Rule } from '../rules/rule.ts';

/** Of a value this short nothing is shown: a prefix would give too much of it away. */
const SHORT = 16;

/**
 * Masks a value (binary string): the rule's public prefix (`sk_live_`), an ellipsis and the length in bytes, as in
 * `sk_live_…(32)`. Generic values and short ones show only their length. Private keys show their armour's label.
 */
export function maskValue(value: string, rule: Pick<Rule, 'publicPrefix' | 'kind' | 'generic'>): string {
  if (rule.kind === 'file') return 'the whole file';
  if (rule.kind === 'private-key') {
    const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(value)?.[1];
    return label === undefined ? `…(${value.length})` : `-----BEGIN ${label}-----…(${value.length})`;
  }
  const shown = rule.generic || value.length < SHORT ? 0 : Math.min(rule.publicPrefix, Math.floor(value.length / 3));
  return `${value.slice(0, shown).replace(/[^\x21-\x7e]/g, '?')}…(${value.length})`;
}
