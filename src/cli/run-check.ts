/**
 * The check before a commit once the early one has left it to the rules: no options, no configuration, no baseline, a report for
 * people. A bundle of its own, without all that other commands and other circumstances need.
 */
import { exitCodeOf } from '../errors.ts';
import { scanStaged } from './commands/staged.ts';
import type { Context } from './context.ts';
import { describeError } from './describe-error.ts';

/** Runs the check and gives the exit code. Never throws. */
export async function runCheck(context: Context): Promise<number> {
  try {
    return await scanStaged({}, context);
  } catch (error) {
    context.stderr.write(describeError(error));
    return exitCodeOf(error);
  }
}
