/** Which files the configuration takes out of the scan altogether. */
import type { Config, Written } from './config.ts';
import { compileGlob } from './glob.ts';

/** Milliseconds that one glob may take over a whole scan before it is given up. */
const BUDGET_MS = 5000;

/** The compiled `exclude` list. */
export interface Exclude {
  /** Gives the glob that takes `path` (relative to the root, with `/`) out of the scan, or null when it is to be read. */
  match(path: string): Written<string> | null;
  /** Globs that took no file out so far. */
  unused(): readonly Written<string>[];
  /** Globs that took too long; from then on they match nothing, so that the files are read. */
  givenUp(): readonly Written<string>[];
}

/** Compiles the `exclude` list of a configuration. */
export function createExclude(config: Pick<Config, 'exclude'>): Exclude {
  const globs = config.exclude.map((glob) => ({ glob, test: compileGlob(glob.value), used: false, spent: 0 }));
  return {
    match(path) {
      for (const each of globs) {
        if (each.spent > BUDGET_MS) continue;
        const start = performance.now();
        const matched = each.test(path);
        each.spent += performance.now() - start;
        if (!matched) continue;
        each.used = true;
        return each.glob;
      }
      return null;
    },
    unused: () => globs.filter((each) => !each.used).map((each) => each.glob),
    givenUp: () => globs.filter((each) => each.spent > BUDGET_MS).map((each) => each.glob),
  };
}
