/** Where a repository keeps its objects: its own directory and the ones it borrows from (gitrepository-layout, `info/alternates`). */
import { readFileSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Repository } from '../git/repository.ts';

/** git follows alternates of alternates this far (`object-file.c`: link_alt_odb_entries). */
const MOST_LEVELS = 5;

/** A layout that this reader does not understand; git may. */
export class UnusualStore extends Error {}

/**
 * The object directories of a repository, its own first, each once.
 * @throws UnusualStore when a borrowed directory is missing, or named in a way that only git understands.
 */
export function objectDirectories(repository: Repository): string[] {
  const own = repository.env['GIT_OBJECT_DIRECTORY'] ?? join(repository.commonDir, 'objects');
  const found: string[] = [];
  const add = (directory: string, level: number): void => {
    if (found.includes(directory)) return;
    if (level > MOST_LEVELS) throw new UnusualStore(`alternates are nested too deeply at ${directory}`);
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) throw new UnusualStore(`there is no object directory ${directory}`);
    found.push(directory);
    for (const next of alternatesOf(directory)) add(next, level + 1);
  };
  add(resolve(own), 0);
  for (const entry of (repository.env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] ?? '').split(delimiter)) {
    if (entry.startsWith('"')) throw new UnusualStore('an alternate object directory is quoted');
    if (entry !== '') add(resolve(entry), 1);
  }
  return found;
}

function alternatesOf(directory: string): string[] {
  const text = readIfThere(join(directory, 'info', 'alternates'));
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.some((line) => line.startsWith('"'))) throw new UnusualStore(`a path in ${directory}/info/alternates is quoted`);
  // Relative paths are meant from the directory that holds `info`.
  return lines.map((line) => (isAbsolute(line) ? resolve(line) : resolve(directory, line)));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new UnusualStore(`cannot read ${file}: ${(error as Error).message}`);
  }
}
