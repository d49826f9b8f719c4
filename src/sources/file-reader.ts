/** Reads one file from disk, synchronously: with promises a small file costs eight times as much. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';

import type { Skip } from '../model.ts';

/** Larger files are skipped unless the caller says otherwise, in bytes. */
export const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;

/** What is at a path. */
export type FileRead =
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'directory' }
  | { readonly kind: 'absent' }
  /** Not scanned; the caller adds the name. */
  | { readonly kind: 'skip'; readonly skip: Omit<Skip, 'what'> };

/** Whether a path that was given may be a link. `keep`: a symbolic link is not followed. `follow`: for a path somebody named; then a pipe is read to its end too. */
export type Links = 'keep' | 'follow';

/** A file before it is read. */
export interface FoundFile {
  readonly kind: 'file';
  /** Bytes; 0 also for what does not know its size. */
  readonly size: number;
  /** False for pipes and devices, which may keep their reader waiting. */
  readonly regular: boolean;
}

/**
 * Looks what is at a path: a file of at most `maxBytes` to read, or why not. Never throws.
 * @param path text, or bytes when the name may not be UTF-8.
 */
export function lookAt(path: string | Buffer, maxBytes: number, links: Links = 'keep'): FoundFile | Exclude<FileRead, { kind: 'file' }> {
  try {
    const stats = links === 'keep' ? lstatSync(path, { throwIfNoEntry: false }) : statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: 'absent' };
    if (stats.isDirectory()) return { kind: 'directory' };
    if (stats.isSymbolicLink()) return { kind: 'skip', skip: { reason: 'symlink', incomplete: false } };
    if (!stats.isFile() && links === 'keep') return { kind: 'skip', skip: unreadable('no regular file (a pipe, a socket or a device)', false) };
    if (stats.size > maxBytes) return { kind: 'skip', skip: tooLarge(`${stats.size} bytes, more than the limit of ${maxBytes}`) };
    return { kind: 'file', size: stats.size, regular: stats.isFile() };
  } catch (error) {
    return failed(error as NodeJS.ErrnoException);
  }
}

/** Reads a file that `lookAt` found. Never throws. */
export function readFound(path: string | Buffer, found: Omit<FoundFile, 'kind'>, maxBytes: number, links: Links = 'keep'): FileRead {
  try {
    return readOpen(path, found, maxBytes, links);
  } catch (error) {
    return failed(error as NodeJS.ErrnoException);
  }
}

/** Both in one. Never throws. */
export function readFile(path: string | Buffer, maxBytes: number, links: Links = 'keep'): FileRead {
  const found = lookAt(path, maxBytes, links);
  return found.kind === 'file' ? readFound(path, found, maxBytes, links) : found;
}

/** Between looking and opening, the file may have become a link or a pipe: neither is followed nor waited for. */
const CAUTIOUS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Without these flags, a link or a pipe would have to be looked at before it is opened. */
const CAN_BE_CAUTIOUS = constants.O_NOFOLLOW !== undefined && constants.O_NONBLOCK !== undefined;

/**
 * Reads a file that is likely an ordinary and small one into `room`, from `at` on, with as few system calls as there can be.
 * Gives how many bytes it has. Null when it is no such file, when it has more than `most` bytes or fills the room, and when it
 * cannot be read: `readFile` tells what it is. Never throws.
 */
export function readInto(room: Buffer, at: number, path: string | Buffer, most: number): number | null {
  if (!CAN_BE_CAUTIOUS) return null;
  try {
    const file = openSync(path, CAUTIOUS);
    try {
      return readWithin(file, room, at, Math.min(room.length, at + most + 1));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function readWithin(file: number, room: Buffer, at: number, limit: number): number | null {
  for (let end = at; end < limit; ) {
    const count = readSync(file, room, end, limit - end, null);
    // A pipe that nobody writes to reads as an empty file.
    if (count === 0) return end > at || fstatSync(file).isFile() ? end - at : null;
    end += count;
  }
  return null;
}

function readOpen(path: string | Buffer, { size, regular }: Omit<FoundFile, 'kind'>, maxBytes: number, links: Links): FileRead {
  const file = openSync(path, links === 'keep' ? CAUTIOUS : constants.O_RDONLY);
  try {
    // Pipes and the files of /proc do not know their size.
    const bytes = regular && size > 0 ? readSized(file, size) : readToEnd(file, maxBytes);
    return bytes === null ? { kind: 'skip', skip: tooLarge(`more than the limit of ${maxBytes} bytes`) } : { kind: 'file', bytes };
  } finally {
    closeSync(file);
  }
}

function readSized(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(file, bytes, filled, size - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled === size ? bytes : bytes.subarray(0, filled);
}

/** Null when there is more than `maxBytes`. */
function readToEnd(file: number, maxBytes: number): Buffer | null {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536);
    const count = readSync(file, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    if (total > maxBytes) return null;
    chunks.push(chunk.subarray(0, count));
  }
}

function tooLarge(detail: string): Omit<Skip, 'what'> {
  return { reason: 'too-large', detail, incomplete: false };
}

function unreadable(detail: string, incomplete: boolean): Omit<Skip, 'what'> {
  return { reason: 'unreadable', detail, incomplete };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied: run keysieve as a user who may read it, or exclude it',
  EPERM: 'permission denied: run keysieve as a user who may read it, or exclude it',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'it became a symbolic link while it was being read',
  EMFILE: 'too many files are open',
  EIO: 'the disk could not read it',
};

function failed(error: NodeJS.ErrnoException): Extract<FileRead, { kind: 'absent' | 'skip' }> {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'absent' };
  return { kind: 'skip', skip: unreadable(REASONS[error.code ?? ''] ?? `it cannot be read: ${error.code ?? error.message}`, true) };
}
