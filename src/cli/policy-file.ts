/** Reads policy files from a folder that may hold a stranger's repository. */
import { constants, openSync, closeSync, fstatSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ReadFile } from '../config/load.ts';
import { UsageError } from '../errors.ts';

/** Bytes: configuration and baselines beyond this are nobody's handiwork. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A reader of files below `root`. A link that leads out of the root is refused when the repository names the file, since
 * errors quote what they read; a path that the person gave on the command line (`trusted`) may lie anywhere. Pipes and
 * devices are refused. The reader throws UsageError for what is there and cannot be read.
 */
export function policyReader(root: string, trusted: boolean): ReadFile {
  return async (path) => {
    const full = isAbsolute(path) ? path : join(resolve(root), path);
    try {
      if (!trusted) checkInside(root, realpathSync(full), path);
      return readRegular(full, path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      if (error instanceof UsageError) throw error;
      throw new UsageError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
    }
  };
}

function checkInside(root: string, real: string, path: string): void {
  const way = relative(realpathSync(root), real);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new UsageError(`${path} is a link that leads out of the repository`);
}

/** A pipe would be waited for and a device read for ever, so the kind is looked at after opening without waiting. */
function readRegular(full: string, path: string): Uint8Array {
  const file = openSync(full, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new UsageError(`${path} is not a regular file`);
    if (stats.size > MOST_BYTES) throw new UsageError(`${path} has ${stats.size} bytes; at most ${MOST_BYTES} are read`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
