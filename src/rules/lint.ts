/** What is wrong with a rule although it compiles. */
import type { LoadedRules } from './load.ts';
import { everyRule } from './lookup.ts';
import { analysePattern } from './pattern/analyse.ts';
import type { Rule, RuleDetails } from './rule.ts';

export interface LintProblem {
  readonly rule: string;
  /** `error`: the rule will not do what it says; `warning`: it costs more or promises less than it could. */
  readonly level: 'error' | 'warning';
  readonly message: string;
}

/** A window of this many bytes around each literal makes a rule expensive. */
const WIDE_REACH = 20_000;

/** Checks compiled rules; in the order of their ids. */
export function lintRules(loaded: LoadedRules): LintProblem[] {
  const details = new Map(loaded.details.map((entry) => [entry.id, entry]));
  const rules = everyRule(loaded.book);
  const ids = new Set(rules.map((rule) => rule.id));
  return rules.flatMap((rule) => [...lintSearch(rule), ...lintPattern(rule), ...lintSamples(rule, details.get(rule.id)), ...lintPartners(rule, ids)]);
}

function lintSearch(rule: Rule): LintProblem[] {
  const problems: LintProblem[] = [];
  const add = (level: LintProblem['level'], message: string): number => problems.push({ rule: rule.id, level, message });
  if (rule.keywords.length === 0 && rule.detector !== 'file') add('warning', 'no literal of three characters is in every match: the pattern runs over every byte of every file');
  const reach = Math.max(rule.reach.before, rule.reach.after);
  if (reach > WIDE_REACH) add('warning', `it reads ${reach} bytes around each literal; bound its repeats or declare a smaller reach`);
  return problems;
}

function lintPattern(rule: Rule): LintProblem[] {
  if (rule.detector !== 'pattern' || rule.pattern === null) return [];
  const facts = analysePattern(rule.pattern);
  const problems: LintProblem[] = [];
  if (facts.nestedRepeat !== null) {
    problems.push({ rule: rule.id, level: 'warning', message: `a repeat inside a repeat may backtrack for long: ${facts.nestedRepeat}` });
  }
  if (facts.width.max === Infinity) {
    problems.push({ rule: rule.id, level: 'warning', message: 'it can match without bound; the window ends at the line, or at the declared reach' });
  }
  return problems;
}

function lintSamples(rule: Rule, details: RuleDetails | undefined): LintProblem[] {
  const problems: LintProblem[] = [];
  // A rule about a file as such knows it by its name and first bytes, which no recipe of text writes.
  if ((details?.samples.match.length ?? 0) === 0 && rule.detector !== 'file') problems.push({ rule: rule.id, level: 'error', message: 'no sample that must match: nothing shows that the rule works' });
  if ((details?.source.length ?? 0) === 0) problems.push({ rule: rule.id, level: 'warning', message: 'no source: say where the format is documented' });
  return problems;
}

function lintPartners(rule: Rule, ids: ReadonlySet<string>): LintProblem[] {
  return rule.near.filter((partner) => !ids.has(partner.rule)).map((partner) => ({ rule: rule.id, level: 'error', message: `its partner ${partner.rule} does not exist` }));
}

/** Rules that search for the same thing: two patterns with the same source, or the same named words and value. */
export function overlappingRules(rules: readonly Rule[]): LintProblem[] {
  const seen = new Map<string, string>();
  const problems: LintProblem[] = [];
  for (const rule of rules) {
    if (rule.pattern === null) continue;
    const key = `${rule.detector} ${rule.pattern}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, rule.id);
    else problems.push({ rule: rule.id, level: 'error', message: `it has the same pattern as ${earlier}` });
  }
  return problems;
}
