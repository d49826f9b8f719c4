/** `hook pre-push`: every commit that a push would send. */
import { UsageError } from '../../errors.ts';
import { openRepository } from '../../git/repository.ts';
import type { RevisionRange } from '../../git/revisions.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { scanCommits } from './range.ts';

/** Scans the commits to be pushed. Gives the exit code; 0 when nothing new is sent (deleted branches, known commits). */
export async function runPush(invocation: Invocation, context: Context): Promise<number> {
  const repository = await openRepository(context.cwd, context.env);
  if (repository === null) throw new UsageError('this is not a git repository');
  const remote = invocation.arguments[0] ?? context.env['PRE_COMMIT_REMOTE_NAME'] ?? null;
  const updates = fromFramework(context.env) ?? parseUpdates(await readAll(context.stdin));
  const revisions = rangeOf(updates, remote);
  if (revisions === null) {
    context.stderr.write('keysieve: the push sends no commit\n');
    return 0;
  }
  const [only] = updates;
  const range = { base: updates.length === 1 && only !== undefined && !isZero(only.remoteId) ? only.remoteId : null, head: updates.map((update) => update.localId).join(' ') };
  return scanCommits(repository, revisions, range, 'push', invocation.options, context);
}

/** One ref of a push: what the remote is to have, and what it has now (zeros: nothing). */
export interface RefUpdate {
  readonly localId: string;
  readonly remoteId: string;
}

/** Reads git's lines `<local ref> <local id> <remote ref> <remote id>` (githooks(5), pre-push). Throws UsageError on anything else. */
export function parseUpdates(text: string): RefUpdate[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const [, localId, , remoteId] = line.trim().split(' ');
    if (!isId(localId) || !isId(remoteId)) throw new UsageError(`"${line.slice(0, 80)}" is not what git passes to a pre-push hook`);
    return { localId, remoteId };
  });
}

/** The pre-commit framework names one range; for a new branch it names no range, only that it is a push. */
function fromFramework(env: Context['env']): RefUpdate[] | null {
  const [from, to] = [env['PRE_COMMIT_FROM_REF'], env['PRE_COMMIT_TO_REF']];
  if (from !== undefined && to !== undefined) return [{ localId: to, remoteId: from }];
  const branch = env['PRE_COMMIT_LOCAL_BRANCH'];
  return branch === undefined ? null : [{ localId: branch, remoteId: '0' }];
}

/**
 * What is sent. What any branch of the remote has is known there already; with a remote that has no branches here (given
 * by its address) all remotes count. Null when nothing is sent.
 */
export function rangeOf(updates: readonly RefUpdate[], remote: string | null): RevisionRange | null {
  const sent = updates.filter((update) => !isZero(update.localId));
  if (sent.length === 0) return null;
  return {
    include: sent.map((update) => update.localId),
    exclude: sent.map((update) => update.remoteId).filter((id) => !isZero(id)),
    excludeRemotes: remote !== null && /^[\w.-]+$/.test(remote) ? { remote } : 'all',
  };
}

function isZero(id: string): boolean {
  return /^0+$/.test(id);
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  if ((stream as NodeJS.ReadStream).isTTY) throw new UsageError('hook pre-push reads the refs that git passes on standard input', { hint: 'to try it: keysieve range origin/main..HEAD' });
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
