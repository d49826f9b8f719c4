/** Which files the configuration takes out of the scan altogether. */
import type { Config, Written } from './config.ts';
import { compileGlob } from './glob.ts';

/** The compiled `exclude` list. */
export interface Exclude {
  /** Gives the glob that takes `path` (relative to the root, with `/`) out of the scan, or null when it is to be read. */
  match(path: string): Written<string> | null;
  /** Globs that took no file out so far. */
  unused(): readonly Written<string>[];
}

/** Compiles the `exclude` list of a configuration. */
export function createExclude(config: Pick<Config, 'exclude'>): Exclude {
  const globs = config.exclude.map((glob) => ({ glob, test: compileGlob(glob.value), used: false }));
  return {
    match(path) {
      const found = globs.find((each) => each.test(path));
      if (found) found.used = true;
      return found?.glob ?? null;
    },
    unused: () => globs.filter((each) => !each.used).map((each) => each.glob),
  };
}
