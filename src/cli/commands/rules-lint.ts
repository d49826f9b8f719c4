/** `rules lint`: what is wrong with rules although they compile. */
import { lintRules, overlappingRules } from '../../rules/lint.ts';
import { everyRule } from '../../rules/lookup.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { print } from '../print.ts';
import { loadRulesFor } from './rule-files.ts';

/** Exit 0 without errors (warnings may stand), 1 with errors, 2 when a file cannot be used. */
export async function runRulesLint(invocation: Invocation, context: Context): Promise<number> {
  const loaded = await loadRulesFor(invocation.arguments, context.cwd);
  const problems = [...lintRules(loaded), ...overlappingRules(everyRule(loaded.book))];
  const errors = problems.filter((problem) => problem.level === 'error').length;
  const lines = problems.map((problem) => `${problem.level}  ${problem.rule}: ${problem.message}`);
  await print(context, `${[...lines, `${everyRule(loaded.book).length} rules, ${errors} errors, ${problems.length - errors} warnings`].join('\n')}\n`);
  return errors === 0 ? 0 : 1;
}
