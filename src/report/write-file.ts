/** Report files: there whole or not at all, so that no CI step uploads half of one. */
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Sink } from '../ui/output.ts';

/** How a file is made. */
export interface WriteOptions {
  /** Readable by its owner only (mode 0600): for reports with raw values. */
  readonly ownerOnly: boolean;
}

const CHUNK = 1 << 16;

/**
 * Fills a file through a sink, by way of a temporary file beside it that takes its name at the end. Folders that are
 * missing are made; a symbolic link is followed; a device or pipe (`/dev/stdout`) is written to as it is.
 * On failure the old file stays as it was and the temporary one is removed; the error is thrown.
 */
export async function writeWhole(file: string, options: WriteOptions, fill: (sink: Sink) => Promise<void>): Promise<void> {
  await makeFolder(path.dirname(path.resolve(file)));
  const target = await followed(file);
  const old = await stat(target).catch(() => null);
  if (old?.isDirectory() === true) throw new Error(`${file} is a directory`);
  if (old !== null && !old.isFile()) return fillHandle(await open(target, 'a'), fill);

  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', options.ownerOnly ? 0o600 : 0o666);
    await fillHandle(handle, fill);
    if (!options.ownerOnly && old !== null) await chmod(temporary, old.mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function fillHandle(handle: FileHandle, fill: (sink: Sink) => Promise<void>): Promise<void> {
  try {
    const sink = fileSink(handle);
    await fill(sink);
    await sink.end();
  } finally {
    await handle.close();
  }
}

function fileSink(handle: FileHandle): Sink {
  let gathered = '';
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(gathered, 'utf8');
    gathered = '';
    for (let from = 0; from < bytes.length;) from += (await handle.write(bytes, from)).bytesWritten;
  };
  return {
    async write(text) {
      gathered += text;
      if (gathered.length >= CHUNK) await flush();
    },
    end: flush,
    closed: false,
  };
}

/**
 * Makes a folder and what is missing above it. Not `mkdir` with `recursive`: that never comes back where the system
 * says ENOENT of a folder whose parent is there, as /proc does.
 */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !(await isFolder(folder))) throw error;
  });
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null))?.isDirectory() === true;
}

/** Where a link leads; the name itself when it is no link or leads nowhere yet. */
async function followed(file: string): Promise<string> {
  const info = await lstat(file).catch(() => null);
  return info?.isSymbolicLink() === true ? realpath(file).catch(() => file) : file;
}
