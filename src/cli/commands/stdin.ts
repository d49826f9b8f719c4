/** `stdin`: whatever comes through a pipe. */
import { UsageError } from '../../errors.ts';
import { streamItems } from '../../sources/stdin.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { runPlan } from '../session.ts';

/** Scans standard input. Gives the exit code. */
export async function runStdin(invocation: Invocation, context: Context): Promise<number> {
  if ((context.stdin as NodeJS.ReadStream).isTTY) throw new UsageError('standard input is a terminal', { hint: 'pipe something in: keysieve stdin < build.log' });
  const name = (invocation.options['filename'] as string | undefined) ?? 'standard input';
  return runPlan(
    { stage: 'stream', repository: null, root: null, items: (policy, onSkip) => streamItems(context.stdin as AsyncIterable<Uint8Array>, { filename: name, maxBytes: policy.maxFileSize }, onSkip) },
    invocation.options,
    context,
  );
}
