/** One command line from its words to its exit code: parse, run, and tell every error in the same way. */
import { exitCodeOf } from '../errors.ts';
import { describeTerminal } from '../ui/terminal.ts';
import { COMMANDS } from './commands.ts';
import type { Context } from './context.ts';
import { describeError } from './describe-error.ts';
import { commandHelp, overview } from './help.ts';
import { parseCommandLine } from './parse.ts';
import { compilePatiently } from './patient-compiler.ts';
import { VERSION } from './version.ts';

/** Runs a command line and gives the exit code. Never throws. */
export async function runCli(words: readonly string[], context: Context): Promise<number> {
  try {
    return await dispatch(words, context);
  } catch (error) {
    context.stderr.write(describeError(error));
    return exitCodeOf(error);
  }
}

async function dispatch(words: readonly string[], context: Context): Promise<number> {
  const { columns } = describeTerminal(context.stdout, context.env);
  const [first] = words;
  if (first === '--version' || first === '-V' || first === '-v' || first === 'version') return print(context, `keysieve ${VERSION}\n`);
  if (first === undefined || first === '--help' || first === '-h') return print(context, overview(COMMANDS, columns));
  if (first === 'help') return print(context, words.length === 1 ? overview(COMMANDS, columns) : helpFor(words.slice(1), columns));
  if (words.includes('--help') || words.includes('-h')) {
    const upTo = words.findIndex((word) => word.startsWith('-'));
    return print(context, helpFor(words.slice(0, upTo), columns));
  }
  const invocation = parseCommandLine(words, COMMANDS);
  compilePatiently(process.versions.node);
  return invocation.command.run(invocation, context);
}

function helpFor(words: readonly string[], columns: number): string {
  const named = COMMANDS.find((c) => c.name === words.slice(0, 2).join(' ')) ?? COMMANDS.find((c) => c.name === words[0]);
  if (named !== undefined) return commandHelp(named, columns);
  const group = COMMANDS.filter((c) => c.name.startsWith(`${words[0]} `));
  return group.length > 0 ? overview(group, columns) : commandHelp(parseCommandLine(words, COMMANDS).command, columns);
}

function print(context: Context, text: string): number {
  context.stdout.write(text);
  return 0;
}

/** What a worker thread runs: dist/lib/worker.js calls it. `onItem`: see RunnerOptions in src/workers/unit-runner.ts. */
export async function runWorker(onItem?: (what: string) => void): Promise<void> {
  const { serve } = await import('../workers/serve.ts');
  return serve(onItem);
}
