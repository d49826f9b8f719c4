/** Results on their way between threads: a rule is one object that everything compares by identity, so its id travels and each side puts its own rule in. */
import type { Examined } from '../examine.ts';
import type { Match } from '../model.ts';
import type { Rule } from '../rules/rule.ts';
import type { Outcome, UnitResult } from './messages.ts';

/** The same result with the ids of rules in the place of the rules; only `unpack` understands it. */
export function pack(result: UnitResult): unknown {
  return withMatches(result, ({ candidate, ...match }) => ({ ...match, candidate: { ...candidate, rule: candidate.rule.id } }));
}

/** What `pack` made, with the rules of this thread. */
export function unpack(packed: unknown, rules: ReadonlyMap<string, Rule>): UnitResult {
  return withMatches(packed as UnitResult, ({ candidate, ...match }) => {
    const rule = rules.get(candidate.rule as unknown as string);
    if (rule === undefined) throw new RangeError('a worker has rules that this thread does not have');
    return { ...match, candidate: { ...candidate, rule } };
  });
}

function withMatches(result: UnitResult, change: (match: Match) => unknown): UnitResult {
  const changed = <T extends { readonly match: Match }>(list: readonly T[]): T[] => list.map((one) => ({ ...one, match: change(one.match) as Match }));
  const outcomes = result.outcomes.map((outcome): Outcome => (isExamined(outcome) ? { ...outcome, sightings: changed(outcome.sightings), dropped: changed(outcome.dropped) } : outcome));
  return { ...result, outcomes };
}

function isExamined(outcome: Outcome): outcome is Examined {
  return 'origin' in outcome;
}
