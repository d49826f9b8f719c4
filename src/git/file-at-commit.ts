/** One file as a commit holds it. */
import { startGit } from './run.ts';
import type { GitPlace } from './run.ts';

/**
 * Gives the bytes of the file at `path` (relative to the root, with `/`), following symbolic links as long as they stay
 * inside the tree. Null when the commit has no such file, or the link leads out, in a circle or nowhere.
 */
export async function fileAtCommit(place: GitPlace, commit: string, path: string): Promise<Buffer | null> {
  if (path.includes('\n')) return null;
  const git = startGit(place, ['cat-file', '--batch', '--follow-symlinks'], { input: 'pipe' });
  git.stdin?.end(`${commit}:${path}\n`);
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await git.ended;
  const output = Buffer.concat(chunks);
  // `<id> blob <size>`, its bytes and a line break; anything else is one of the ways in which it is not there.
  const end = output.indexOf('\n');
  const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', 0, Math.max(0, end)))?.[1];
  return size === undefined ? null : output.subarray(end + 1, end + 1 + Number(size));
}

/** What a path is in a commit: a file, a folder, a link or submodule, or nothing. */
export async function kindAtCommit(place: GitPlace, commit: string, path: string): Promise<'file' | 'folder' | 'other' | null> {
  const git = startGit(place, ['ls-tree', '-z', '--full-tree', commit, '--', path]);
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await git.ended;
  const mode = /^(\d{6}) /.exec(Buffer.concat(chunks).toString('latin1'))?.[1];
  if (mode === undefined) return null;
  return mode.startsWith('100') ? 'file' : mode === '040000' ? 'folder' : 'other';
}
