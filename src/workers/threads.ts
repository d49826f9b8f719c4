/** How many threads a scan may use, and from when on they are worth it. Loads the code of the pool when it is needed only. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../rules/rule.ts';
import { DEFAULT_MEMORY, divideMemory } from './memory.ts';
import type { WorkerLimits, WorkerPool } from './pool.ts';
import type { ScanSettings } from './settings.ts';

export interface ThreadOptions {
  readonly settings: ScanSettings;
  /** The rules that ship with keysieve. */
  readonly builtin: readonly Rule[];
  /** Most workers; see defaultJobs. */
  readonly jobs?: number | undefined;
  /** Bytes of input below which no worker is started. */
  readonly threshold?: number | undefined;
  readonly limits?: WorkerLimits | undefined;
  /** The program of a worker; that of the bundle when absent. */
  readonly program?: string | undefined;
  /** See PoolOptions. */
  readonly stallMilliseconds?: number | undefined;
}

/** Below this many bytes of packs or files, starting workers costs more than a tenth of the scan; see docs/performance.md. */
export const THRESHOLD: number = 100 * 1024 * 1024;
/** More threads than this wait for memory. */
const MOST_BY_DEFAULT = 4;

/** Workers that a scan uses unless told otherwise: as many as there are processors, up to four. */
export function defaultJobs(): number {
  return Math.min(availableParallelism(), MOST_BY_DEFAULT);
}

/** The threads of one scan. */
export class Threads {
  readonly jobs: number;
  private readonly options: ThreadOptions;
  private readonly program: string | null;
  private pool: Promise<WorkerPool> | null = null;

  constructor(options: ThreadOptions) {
    this.options = options;
    this.jobs = options.jobs ?? defaultJobs();
    this.program = this.jobs > 1 ? (options.program ?? workerProgram()) : null;
  }

  /** True when this much input is worth starting workers. */
  isWorth(bytes: number): boolean {
    return this.program !== null && bytes >= (this.options.threshold ?? THRESHOLD);
  }

  /** The workers; started when they are first asked for. Only after `isWorth` has said yes. */
  workers(): Promise<WorkerPool> {
    this.pool ??= this.start();
    return this.pool;
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await (await this.pool)?.close();
  }

  private async start(): Promise<WorkerPool> {
    const [{ WorkerPool: Pool }, { settingsOf }] = await Promise.all([import('./pool.ts'), import('./settings.ts')]);
    const { settings, builtin, limits = divideMemory(DEFAULT_MEMORY, this.jobs).limits, stallMilliseconds } = this.options;
    const pool = new Pool({
      program: this.program as string,
      jobs: this.jobs,
      settings: settingsOf(settings, builtin),
      rules: settings.book.rules,
      limits,
      ...(stallMilliseconds !== undefined && { stallMilliseconds }),
    });
    pool.warmUp();
    return pool;
  }
}

/** The program stands in the bundle, which is where this code runs from; from the sources, without a bundle, there is one thread. */
function workerProgram(): string | null {
  const program = fileURLToPath(new URL('../lib/worker.js', import.meta.url));
  return existsSync(program) ? program : null;
}
