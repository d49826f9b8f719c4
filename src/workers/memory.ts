/** Divides the memory that a scan may take among its threads. */
import { LEAST_MEMORY } from '../packs/pack-walk.ts';
import type { WorkerLimits } from './pool.ts';

/** Bytes that a scan takes unless told otherwise: what the smallest runners of CI systems leave beside a build. */
export const DEFAULT_MEMORY: number = 512 * 1024 * 1024;

/** node, rules, the search index, findings: measured, rounded up. */
const MAIN_THREAD = 128 * 1024 * 1024;
/** A worker without what it unpacks. */
const WORKER = 64 * 1024 * 1024;
/** Trees of deltas seldom need more. */
const MOST_TO_UNPACK = 256 * 1024 * 1024;
/** JavaScript objects of one worker; they are few, but large files are searched as strings too. */
const HEAP = 1024 * 1024 * 1024;

export interface MemoryShares {
  /** Threads that there is memory for: at least one. */
  readonly jobs: number;
  readonly limits: WorkerLimits;
  /** Bytes for unpacking objects when there is one thread. */
  readonly unpackBytes: number;
}

/**
 * What each thread may take so that together they stay below `total` bytes, as far as the files themselves allow: one file is
 * held whole, and below about 220 MB even one thread takes more.
 */
export function divideMemory(total: number, jobs: number): MemoryShares {
  const forThreads = total - MAIN_THREAD;
  const enoughFor = Math.floor(forThreads / (WORKER + LEAST_MEMORY));
  const threads = Math.max(1, Math.min(jobs, enoughFor));
  return { jobs: threads, limits: { heapBytes: HEAP, unpackBytes: toUnpack(forThreads / threads - WORKER) }, unpackBytes: toUnpack(forThreads) };
}

function toUnpack(bytes: number): number {
  return Math.floor(Math.min(MOST_TO_UNPACK, Math.max(LEAST_MEMORY, bytes)));
}
