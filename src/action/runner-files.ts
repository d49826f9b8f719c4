/** The files by which a step tells the runner something, and those it leaves for later steps. */
import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Appends outputs to the file that GITHUB_OUTPUT names. Values may hold line breaks; the delimiter is random, so no
 * value can end early and set another output.
 */
export async function writeOutputs(file: string | undefined, outputs: Readonly<Record<string, string | number>>): Promise<void> {
  if (file === undefined || file === '') return;
  const text = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `keysieve_${randomBytes(16).toString('hex')}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  await appendFile(file, text.join(''));
}

/** Appends Markdown to the job summary, when there is one. */
export async function appendSummary(file: string | undefined, markdown: string): Promise<void> {
  if (file !== undefined && file !== '') await appendFile(file, `${markdown}\n`);
}

/**
 * The full path of a report. A pull request may bring links: a report must neither replace what a link of that name points
 * at, nor leave the workspace by way of a linked folder. Throws UsageError for either.
 */
export function reportPath(workspace: string, given: string): string {
  const full = resolve(workspace, given);
  if (lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new UsageError(`${given} is a symbolic link in the checkout; a report is not written through it`);
  if (isInside(resolve(workspace), full) && !isInside(realOf(workspace, given), realOf(existingFolder(dirname(full)), given))) {
    throw new UsageError(`${given} leads out of the workspace by a symbolic link`);
  }
  return full;
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function existingFolder(folder: string): string {
  return lstatSync(folder, { throwIfNoEntry: false }) === undefined && dirname(folder) !== folder ? existingFolder(dirname(folder)) : folder;
}

function realOf(folder: string, given: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new UsageError(`${given} leads through a symbolic link to nowhere`);
  }
}

/** A new file's path in the runner's folder for temporary files. */
export function temporaryPath(folder: string, name: string): string {
  return join(folder, `${randomBytes(6).toString('hex')}-${basename(name)}`);
}
