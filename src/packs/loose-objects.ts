/** Objects in files of their own: `objects/ab/cdef…`, a zlib stream of `type size\0content` (git help gitformat-loose). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ObjectType } from '../git/objects.ts';
import { UnusualStore } from './object-directories.ts';

/** Larger files are left to git: their size is not known before they are unpacked. */
const LARGEST_FILE = 4 * 1024 * 1024;
const LARGEST_CONTENT = 64 * 1024 * 1024;

/**
 * Ids of the loose objects in an object directory.
 * @throws UnusualStore when it cannot be listed.
 */
export function* looseIds(directory: string, idLength: number): Generator<string, void, void> {
  const name = new RegExp(`^[0-9a-f]{${idLength * 2 - 2}}$`);
  for (const folder of list(directory)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const file of list(join(directory, folder))) if (name.test(file)) yield folder + file;
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    throw new UnusualStore(`cannot list ${directory}: ${(error as Error).message}`);
  }
}

/** Reads a loose object. Null when git has to be asked: it is large, damaged, or gone since it was listed. */
export function readLoose(directory: string, id: string): { readonly type: ObjectType; readonly bytes: Buffer } | null {
  const file = join(directory, id.slice(0, 2), id.slice(2));
  try {
    if (statSync(file).size > LARGEST_FILE) return null;
    const content = inflateSync(readFileSync(file), { maxOutputLength: LARGEST_CONTENT });
    const end = content.indexOf(0);
    const head = /^(blob|commit|tag|tree) (0|[1-9][0-9]*)$/.exec(content.toString('latin1', 0, Math.min(Math.max(end, 0), 32)));
    const bytes = content.subarray(end + 1);
    return head === null || Number(head[2]) !== bytes.length ? null : { type: head[1] as ObjectType, bytes };
  } catch {
    return null;
  }
}
