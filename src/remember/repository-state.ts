/** Names the state of a repository on which it depends what is missing in it, and where an object is to be found. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { gitOutput, gitResult } from '../git/run.ts';

/** What git is asked: refs with what they point at; tips of all working trees; HEAD; stashes; and in a working tree its index. */
const QUESTIONS = [
  ['for-each-ref', '--format=%(objectname) %(objecttype) %(*objectname) %(symref) %(refname)'],
  ['rev-list', '--no-walk=unsorted', '--ignore-missing', '--all'],
];
/** These fail where there is no commit, or no stash, yet. */
const MAY_FAIL = [
  ['rev-parse', '--verify', '--quiet', 'HEAD'],
  ['rev-list', '--walk-reflogs', '--ignore-missing', 'refs/stash', '--'],
];
/** Change where history ends. */
const FILES = ['shallow', 'info/grafts'];

/**
 * A name (hexadecimal) that is another one after any change of refs, HEAD, stashes, the index or the objects that are there.
 * Null when git does not answer: then nothing is known.
 * @param objects checksums of the objects that are there.
 */
export async function repositoryState(repository: Repository, objects: readonly string[]): Promise<string | null> {
  try {
    const questions = [...QUESTIONS, ...(repository.root === null ? [] : [['ls-files', '--stage', '-z']])];
    const answers = await Promise.all([
      ...questions.map((question) => gitOutput(repository, question)),
      ...MAY_FAIL.map(async (question) => (await gitResult(repository, question)).stdout),
    ]);
    const hash = createHash('sha256').update(JSON.stringify(objects));
    for (const part of [...answers, ...FILES.map((file) => contentOf(join(repository.commonDir, file)))]) hash.update(`${part.length} `).update(part);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
