/** Runs work that may never end, such as a user's regex, and ends it. */
import { createContext, Script } from 'node:vm';

/** Thrown when the work was ended. */
export class TimeLimitExceeded extends Error {
  constructor(milliseconds: number) {
    super(`ended after ${milliseconds} ms`);
    this.name = 'TimeLimitExceeded';
  }
}

const box = createContext({ work: null as (() => unknown) | null });
const script = new Script('work()');

/**
 * Runs `work` on this thread and ends it after `milliseconds`: V8 looks at its interrupt flag while a regex backtracks,
 * so even a single call of `exec` can be ended. Costs some tens of microseconds; meant for patterns that are not ours.
 * Throws TimeLimitExceeded, or whatever `work` throws.
 */
export function runWithTimeLimit<T>(milliseconds: number, work: () => T): T {
  (box as { work: (() => unknown) | null }).work = work;
  try {
    return script.runInContext(box, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TimeLimitExceeded(milliseconds);
    throw error;
  } finally {
    (box as { work: (() => unknown) | null }).work = null;
  }
}
