/** The rules of an engine: their index, their detectors, and the time they may take. */
import { bareIndex, extendIndex } from './index/collect.ts';
import { isInside, type SearchIndex } from './index/image.ts';
import { runWithTimeLimit } from './time-limit.ts';
import type { EngineRule } from './windows.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Rule } from '../rules/rule.ts';

export interface EngineRules {
  readonly rules: readonly Rule[];
  /** The detector of each name used by the rules. */
  readonly detectors: ReadonlyMap<string, Detector>;
  /** An index made before, and the rules it was made from; rules that are not among them are searched without guards. */
  readonly prebuilt?: { readonly index: SearchIndex; readonly rules: readonly Rule[] };
  /** Limit for one window of a foreign rule. */
  readonly windowMilliseconds?: number;
}

/** A window longer than this is looked at under a time limit, whoever wrote the rule. */
const LONG_WINDOW = 16 * 1024;

/**
 * Gives the index to search with, and the rules by their numbers in it; null for rules of the prebuilt index that are not
 * asked for. Throws RangeError when a rule names an unknown detector, or the prebuilt index was made from other rules.
 */
export function compileRules(options: EngineRules): { index: SearchIndex; rules: readonly (EngineRule | null)[] } {
  const { index, rules } = indexFor(options);
  const find = finder(options);
  return { index, rules: rules.map((rule, number) => (rule === null ? null : { rule, find: find(rule), inside: isInside(index, number) })) };
}

function indexFor({ rules, prebuilt }: EngineRules): { index: SearchIndex; rules: readonly (Rule | null)[] } {
  if (prebuilt === undefined) return { index: bareIndex(rules), rules };
  if (prebuilt.index.ruleCount !== prebuilt.rules.length) throw new RangeError('the index was made from other rules');
  if (rules.length === prebuilt.rules.length && rules.every((rule, number) => rule === prebuilt.rules[number])) return { index: prebuilt.index, rules };
  const asked = new Set(rules);
  const known = new Set(prebuilt.rules);
  const extra = rules.filter((rule) => !known.has(rule));
  const own = prebuilt.rules.map((rule) => (asked.has(rule) ? rule : null));
  return { index: extra.length === 0 ? prebuilt.index : extendIndex(prebuilt.index, extra), rules: [...own, ...extra] };
}

/** Gives each rule its detector, under a time limit where that may be needed. Throws RangeError for an unknown detector. */
function finder({ detectors, windowMilliseconds = 250 }: EngineRules): (rule: Rule) => Detector['find'] {
  const limited = (find: Detector['find']): Detector['find'] => (rule, text, from, to) => runWithTimeLimit(windowMilliseconds, () => find(rule, text, from, to));
  const finds = new Map<string, { foreign: Detector['find']; own: Detector['find'] }>();
  return (rule) => {
    let known = finds.get(rule.detector);
    if (known === undefined) {
      const find = detectors.get(rule.detector)?.find;
      if (find === undefined) throw new RangeError(`rule ${rule.id} names the unknown detector ${rule.detector}`);
      const foreign = limited(find);
      known = { foreign, own: (own, text, from, to) => (text.length > LONG_WINDOW ? foreign : find)(own, text, from, to) };
      finds.set(rule.detector, known);
    }
    return rule.foreign ? known.foreign : known.own;
  };
}
