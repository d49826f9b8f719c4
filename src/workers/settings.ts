/** A detector from plain data: what the main thread has, taken apart and put together again in a worker. */
import { createDetector, type ItemDetector } from '../detect.ts';
import { openIndex } from '../engine/index/image.ts';
import { loadBuiltinBook, readBuiltinIndex } from '../rules/builtin.ts';
import type { Rule, RuleBook } from '../rules/rule.ts';
import type { DetectorSettings } from './messages.ts';

/** What a scan detects with. */
export interface ScanSettings extends Omit<DetectorSettings, 'rules' | 'digest'> {
  readonly book: RuleBook;
}

/** Takes a scan's settings apart. `builtin` are the rules that ship with keysieve, which the worker reads itself. */
export function settingsOf({ book, ...rest }: ScanSettings, builtin: readonly Rule[]): DetectorSettings {
  const known = new Set(builtin);
  return { ...rest, rules: book.rules.map((rule) => (known.has(rule) ? rule.id : rule)), digest: book.digest };
}

/** The detector of a thread. */
export async function detectorOf({ rules, digest, now, reportKnownExamples }: DetectorSettings): Promise<ItemDetector> {
  const [builtin, index] = await Promise.all([loadBuiltinBook(), readBuiltinIndex()]);
  const byId = new Map(builtin.rules.map((rule) => [rule.id, rule]));
  const own = rules.map((rule) => (typeof rule === 'string' ? named(rule, byId) : rule));
  const unchanged = own.length === builtin.rules.length && own.every((rule, at) => rule === builtin.rules[at]);
  const book = unchanged ? builtin : { rules: own, digest };
  return createDetector({ book, now, reportKnownExamples, prebuilt: { index: openIndex(index), rules: builtin.rules } });
}

function named(id: string, rules: ReadonlyMap<string, Rule>): Rule {
  const rule = rules.get(id);
  if (rule === undefined) throw new RangeError(`there is no built-in rule ${id}`);
  return rule;
}
