/** How a step ends that has scanned nothing: because there is nothing to scan, or because it could not. */
import type { Context } from '../cli/context.ts';
import { EXIT, exitCodeOf, KeysieveError } from '../errors.ts';
import { prose } from '../report/markdown-text.ts';
import type { Log } from './log.ts';
import { appendSummary, writeOutputs } from './runner-files.ts';
import { wayOutMarkdown, wayOutOf, type WayOut } from './way-out.ts';

/** A clean end, said aloud. Reports are left out: an empty one would close the alerts that are open. */
export async function passWithout(what: string, env: Context['env'], log: Log): Promise<number> {
  log.annotate('notice', 'nothing to scan', `${what}.`);
  await appendSummary(env['GITHUB_STEP_SUMMARY'], `## ✅ Nothing to scan\n\n${prose(`${what}.`)}\n`);
  await writeOutputs(env['GITHUB_OUTPUT'], outputsOf(EXIT.clean));
  return EXIT.clean;
}

/** An error that a person can act on is a sentence and the way out; anything else is our fault and says so. Gives the exit code. */
export async function endInFailure(error: unknown, env: Context['env'], log: Log): Promise<number> {
  const code = exitCodeOf(error);
  const known = error instanceof KeysieveError;
  const wayOut = wayOutOf(error);
  const problem = known ? error.message : 'internal error; please report it with the lines in the log';
  const hint = known ? error.hint : null;
  if (wayOut !== null) showWayOut(problem, wayOut, log);
  else log.annotate('error', known ? 'not scanned' : 'internal error', `${problem}${hint === null ? '' : `. ${hint}`}`);
  if (!known) for (const line of String((error as Error | null)?.stack ?? error).split('\n')) log.line(line);
  try {
    const more = wayOut === null ? (hint === null ? '' : `${prose(hint)}\n`) : wayOutMarkdown(wayOut);
    await appendSummary(env['GITHUB_STEP_SUMMARY'], `## ❌ Not scanned\n\n${prose(problem)}\n\n${more}`);
    await writeOutputs(env['GITHUB_OUTPUT'], outputsOf(code));
  } catch (second) {
    log.line(`The job summary and the outputs could not be written: ${(second as Error).message}`);
  }
  return code;
}

/** What to add to the workflow, as an annotation and as lines to copy. */
export function showWayOut(problem: string, wayOut: WayOut, log: Log): void {
  log.annotate('error', 'history is missing', `${problem}. ${wayOut.sentence}`);
  log.line('Add to this workflow:');
  log.line('');
  log.block(wayOut.yaml);
}

function outputsOf(code: number): Record<string, string | number> {
  return { findings: 0, 'new-findings': 0, 'scanned-commits': 0, 'scanned-bytes': 0, 'exit-code': code, 'sarif-file': '', 'report-file': '', 'comment-file': '' };
}
