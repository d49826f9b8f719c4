/**
 * Tries rules on their own samples: every match sample in every context with many values has to be found with the exact
 * span and by its own rule, every clean sample has to stay silent. Used by `keysieve rules test`, by the test suite and
 * by the full matrix script.
 */
import type { LoadedRules } from '../load.ts';
import { everyRule } from '../lookup.ts';
import type { Rule, RuleDetails, Sample } from '../rule.ts';
import { CONTEXTS, type Context, type Placed } from './contexts.ts';
import { describeSample, expandSample } from './expand.ts';

/** What a detection says of one text: rule id and byte span of each value found. */
export interface Found {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

export interface SampleFailure {
  readonly rule: string;
  /** The sample's recipe and context; never the value. */
  readonly what: string;
  readonly problem: 'missed' | 'wrong-span' | 'other-rule' | 'extra' | 'not-clean';
  /** Ids of the rules that answered instead. */
  readonly answered: readonly string[];
  readonly seed: string;
}

export interface SampleReport {
  /** Texts tried and texts that came out right, by rule id. */
  readonly tried: ReadonlyMap<string, { tried: number; right: number }>;
  readonly failures: readonly SampleFailure[];
}

export interface SampleOptions {
  /** Values per sample and context. */
  readonly values: number;
  /** Decides which rules are tried; all when absent. */
  readonly only?: (rule: Rule) => boolean;
  /** Runs one text through detection. */
  readonly detect: (text: string, path: string) => readonly Found[];
}

/** Runs the samples. At most three failures per sample are listed; all are counted. */
export function testSamples(loaded: LoadedRules, options: SampleOptions): SampleReport {
  const tried = new Map<string, { tried: number; right: number }>();
  const failures: SampleFailure[] = [];
  const byId = new Map(loaded.details.map((details) => [details.id, details]));
  for (const rule of everyRule(loaded.book)) {
    if (options.only !== undefined && !options.only(rule)) continue;
    const count = { tried: 0, right: 0 };
    tried.set(rule.id, count);
    const details = byId.get(rule.id);
    if (details !== undefined) runRule(rule, details, options, count, failures);
  }
  return { tried, failures };
}

function runRule(rule: Rule, details: RuleDetails, options: SampleOptions, count: { tried: number; right: number }, failures: SampleFailure[]): void {
  const attempt = (sample: Sample, context: Context | null, problemOf: (placed: Placed, found: readonly Found[]) => SampleFailure['problem'] | null): void => {
    let listed = 0;
    for (let value = 0; value < options.values; value += 1) {
      const seed = `${rule.id}/${sample.text}/${value}`;
      const placed = expandSample(sample, seed, context);
      const found = options.detect(placed.text, placed.path);
      const problem = problemOf(placed, found);
      count.tried += 1;
      if (problem === null) count.right += 1;
      else if ((listed += 1) <= 3) failures.push({ rule: rule.id, what: describeSample(rule, sample, context), problem, answered: found.map((f) => f.rule), seed });
    }
  };
  for (const sample of details.samples.match) {
    for (const context of contextsOf(sample)) attempt(sample, context, (placed, found) => problemOfMatch(rule, placed, found));
  }
  for (const sample of details.samples.clean) {
    for (const context of sample.whole === true ? [null] : CONTEXTS.slice(0, 2)) {
      attempt(sample, context, (_placed, found) => (found.some((one) => one.rule === rule.id) ? 'not-clean' : null));
    }
  }
}

function contextsOf(sample: Sample): readonly (Context | null)[] {
  return sample.whole === true ? [null] : CONTEXTS;
}

function problemOfMatch(rule: Rule, placed: Placed, found: readonly Found[]): SampleFailure['problem'] | null {
  const own = found.filter((one) => one.rule === rule.id);
  const overlapping = found.filter((one) => one.start < placed.end && one.end > placed.start);
  if (own.length === 0) return overlapping.length > 0 ? 'other-rule' : 'missed';
  if (!own.some((one) => one.start === placed.start && one.end === placed.end)) return 'wrong-span';
  return overlapping.length > 1 ? 'extra' : null;
}
