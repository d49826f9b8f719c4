import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are not there yet. Throws when one cannot be made. Not Node's `recursive`, which
 * tries for ever where a parent that exists lets nothing be made in it and says ENOENT, as /proc does.
 *
 * @param mode of folders that are made
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (tryFolder(folder, mode)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  mkdirSync(folder, mode);
}

/** False when what it would stand in is not there. */
function tryFolder(folder: string, mode: number): boolean {
  try {
    mkdirSync(folder, mode);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code === 'EEXIST') return true;
    throw error;
  }
}
