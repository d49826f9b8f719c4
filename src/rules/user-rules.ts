/** Rules that stand in a user's configuration: one rule's object, or the content of a whole rule file. */
import * as v from 'valibot';
import type { RuleSource as RulePlace } from '../config/load.ts';
import { RuleError } from '../errors.ts';
import { compileRuleFile, RuleProblem } from './compile.ts';
import type { Rule } from './rule.ts';
import { ruleFileSchema, ruleSchema, type RuleFile } from './schema.ts';

/**
 * Compiles raw rules. They are marked foreign, so that their patterns run under a time limit. Throws RuleError with the
 * place of what is wrong.
 */
export function compileUserRules(raw: unknown, source: RulePlace): readonly Rule[] {
  const isFile = typeof raw === 'object' && raw !== null && 'rules' in raw;
  const file = isFile ? check(ruleFileSchema, raw, source) : wrap(check(ruleSchema, raw, source));
  try {
    return compileRuleFile(file, source.file, true).map((compiled) => compiled.rule);
  } catch (error) {
    if (!(error instanceof RuleProblem)) throw error;
    const index = file.rules.findIndex((rule) => rule.id === error.rule);
    throw new RuleError(error.message, source.place(isFile ? ['rules', index] : []), { hint: 'docs/rules.md describes the keys of a rule' });
  }
}

function wrap(rule: v.InferOutput<typeof ruleSchema>): RuleFile {
  return { provider: 'custom', name: 'Own rules', rules: [rule] };
}

function check<const S extends v.GenericSchema>(schema: S, raw: unknown, source: RulePlace): v.InferOutput<S> {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  throw new RuleError(`${v.getDotPath(issue) ?? 'the rule'}: ${issue.message}`, source.place(path), { hint: 'docs/rules.md describes the keys of a rule' });
}
