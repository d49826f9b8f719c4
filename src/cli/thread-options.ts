/** The threads of a scan, from the command line. */
import { parseSize } from '../config/size.ts';
import { UsageError } from '../errors.ts';
import { DEFAULT_MEMORY, divideMemory, type MemoryShares } from '../workers/memory.ts';
import { defaultJobs, type ThreadOptions } from '../workers/threads.ts';
import type { Given } from './command.ts';
import type { Policy } from './policy.ts';

/** More threads than this are a mistake. */
const MOST_JOBS = 256;

/** What `--jobs` and its kin ask for. Throws UsageError for what is no number. */
export function threadOptions(options: Given, policy: Policy): ThreadOptions {
  const { book, now, reportKnownExamples, prebuilt } = policy;
  const { jobs, limits } = memoryShares(options);
  return {
    settings: { book, now, reportKnownExamples, keepDropped: options['show-dropped'] === true },
    builtin: prebuilt?.rules ?? [],
    jobs,
    limits,
    threshold: thresholdOf(options['threads-from'] as string | undefined),
  };
}

/** How `--jobs` threads share `--max-memory`. Throws UsageError for what is no number. */
export function memoryShares(options: Given): MemoryShares {
  const text = options['max-memory'] as string | undefined;
  const bytes = text === undefined ? DEFAULT_MEMORY : parseSize(text);
  if (bytes === null) throw new UsageError(`--max-memory does not know "${text}"`, { hint: 'a number of bytes, or one with a unit: 300MB, 1GB' });
  return divideMemory(bytes, jobsOf(options['jobs'] as string | undefined) ?? defaultJobs());
}

function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Infinity;
  if (jobs > MOST_JOBS) throw new UsageError(`--jobs does not know "${text}"`, { hint: `a number of threads from 1 to ${MOST_JOBS}` });
  return jobs;
}

function thresholdOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bytes = parseSize(text);
  if (bytes === null) throw new UsageError(`--threads-from does not know "${text}"`, { hint: 'a number of bytes, or one with a unit: 512KB, 64MB, 2GB' });
  return bytes;
}
