/**
 * Where records lie: a folder in the git directory, one file for each set of rules and settings. Whatever goes wrong with
 * them means that nothing is remembered, and nothing else.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, renameSync, rmSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Larger records are neither written nor read: 8 million objects. */
const LARGEST = 256 * 1024 * 1024;
/** Files that are kept: of the rules and settings used last. */
const MOST_FILES = 3;
/** What a scan that was ended left behind. */
const STALE_MILLISECONDS = 60 * 60 * 1000;

const RECORD = /^[0-9a-f]{32}\.seen$/;
const UNFINISHED = /^[0-9a-f]{32}\.[0-9a-f]{16}\.new$/;

/** The file for a key, in hexadecimal. */
function nameOf(key: Buffer): string {
  return key.toString('hex', 0, 16);
}

/** Reads the record for a key; null when there is none that can be read. */
export function readRecord(folder: string, key: Buffer): Buffer | null {
  let fd = -1;
  try {
    fd = openSync(join(folder, `${nameOf(key)}.seen`), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const stats = fstatSync(fd);
    if (!stats.isFile() || stats.size > LARGEST) return null;
    const bytes = Buffer.allocUnsafe(stats.size);
    for (let read = 0; read < bytes.length; ) {
      const step = readSync(fd, bytes, read, bytes.length - read, read);
      if (step === 0) return null;
      read += step;
    }
    return bytes;
  } catch {
    return null;
  } finally {
    if (fd !== -1) closeSync(fd);
  }
}

/**
 * Writes the record for a key: whole or not at all, whoever writes at the same time. Gives false when that is not possible
 * (no right to write, no room, a folder that is a link).
 */
export function writeRecord(folder: string, key: Buffer, parts: readonly Buffer[]): boolean {
  if (parts.reduce((sum, part) => sum + part.length, 0) > LARGEST) return false;
  const file = join(folder, `${nameOf(key)}.seen`);
  const unfinished = join(folder, `${nameOf(key)}.${randomBytes(8).toString('hex')}.new`);
  try {
    makeFolder(folder);
    if (!lstatSync(folder).isDirectory()) return false;
    writeWhole(unfinished, parts);
    renameSync(unfinished, file);
    removeOld(folder);
    return true;
  } catch {
    removeIfThere(unfinished);
    return false;
  }
}

/** Notes that a record was of use, so that it is not the next to be removed. */
export function touchRecord(folder: string, key: Buffer, now: Date): void {
  try {
    utimesSync(join(folder, `${nameOf(key)}.seen`), now, now);
  } catch {
    // Not ours to touch: it is removed sooner.
  }
}

function writeWhole(file: string, parts: readonly Buffer[]): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (const part of parts) for (let written = 0; written < part.length; ) written += writeSync(fd, part, written);
  } finally {
    closeSync(fd);
  }
}

/** Removes records that were not used for longest, and what was never finished. Other files are not ours. */
function removeOld(folder: string): void {
  const aged = (name: string): { name: string; time: number } => ({ name, time: lstatSync(join(folder, name)).mtimeMs });
  const names = readdirSync(folder);
  const records = names.filter((name) => RECORD.test(name)).map(aged).sort((a, b) => b.time - a.time);
  for (const { name } of records.slice(MOST_FILES)) removeIfThere(join(folder, name));
  const newest = records[0]?.time ?? 0;
  for (const { name, time } of names.filter((one) => UNFINISHED.test(one)).map(aged)) if (newest - time > STALE_MILLISECONDS) removeIfThere(join(folder, name));
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Somebody else's, or a folder: it stays.
  }
}
