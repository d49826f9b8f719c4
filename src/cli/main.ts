/** Where the process starts: the only place that reads argv and ends the process. Small, because a hook starts it at every commit. */
import type { Context } from './context.ts';
import { checkEarly, type StagedContents } from './early.ts';

/** Streams are made by node when they are first asked for; a check that needs one of them does not pay for three. */
function contextWith(staged: StagedContents | undefined): Context {
  return {
    cwd: process.cwd(),
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    now: () => new Date(),
    staged,
  };
}

async function start(words: readonly string[]): Promise<number> {
  const early = await checkEarly(words, contextWith(undefined));
  if ('code' in early) return early.code;
  if (early.staged !== undefined) return (await import('./run-check.ts')).runCheck(contextWith(early.staged));
  const { runCli } = await import('./run.ts');
  return runCli(words, contextWith(undefined));
}

// Not awaited: this file is bundled as CommonJS, which starts sooner than a module does.
void start(process.argv.slice(2)).then((code) => (process.exitCode = code));
