/**
 * A secret of the user's own, by which records of his scans are told from records that came with a repository: a git
 * directory that somebody else has packed may hold a forged one, in which objects pass for searched that never were.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Bytes of a seal. */
const LENGTH = 32;

/** For folders that the user has named: he says that he trusts what lies there. */
export const NO_SEAL: Buffer = Buffer.alloc(0);

/** The seal of the user with this environment, made when there is none yet; null when it can neither be read nor written. */
export function userSeal(env: Readonly<Record<string, string | undefined>>): Buffer | null {
  const folder = stateFolder(env);
  return folder === null ? null : (readSeal(folder) ?? makeSeal(folder));
}

/** Where programs keep what is the machine's own: https://specifications.freedesktop.org/basedir-spec/latest/ */
function stateFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const [state, home, local] = ['XDG_STATE_HOME', 'HOME', 'LOCALAPPDATA'].map((name) => env[name] ?? '');
  if (isAbsolute(state ?? '')) return join(state as string, 'keysieve');
  if (isAbsolute(local ?? '')) return join(local as string, 'keysieve');
  return isAbsolute(home ?? '') && existsSync(home as string) ? join(home as string, '.local', 'state', 'keysieve') : null;
}

function readSeal(folder: string): Buffer | null {
  try {
    const bytes = readFileSync(join(folder, 'seal'));
    return bytes.length === LENGTH ? bytes : null;
  } catch {
    return null;
  }
}

/** Linked into its place, which fails when another scan was first: then that one's holds. */
function makeSeal(folder: string): Buffer | null {
  const seal = randomBytes(LENGTH);
  const unfinished = join(folder, `seal.${randomBytes(8).toString('hex')}`);
  try {
    makeFolder(folder, 0o700);
    writeFileSync(unfinished, seal, { flag: 'wx', mode: 0o600 });
    try {
      linkSync(unfinished, join(folder, 'seal'));
    } finally {
      rmSync(unfinished);
    }
    return seal;
  } catch {
    return readSeal(folder);
  }
}
