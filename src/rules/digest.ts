/** What names a set of rules: caches and reports say with which rules a result was had. */
import { createHash } from 'node:crypto';
import type { Rule, RuleBook } from './rule.ts';

/** Part of the digest: raise it when detectors or the judge change what they answer. */
const ENGINE_GENERATION = 2;

/** Makes a book of compiled rules; the digest (16 hexadecimal digits) covers all that decides findings. */
export function createRuleBook(rules: readonly Rule[]): RuleBook {
  const digest = createHash('sha256').update(JSON.stringify([ENGINE_GENERATION, rules])).digest('hex').slice(0, 16);
  return { rules, digest };
}
