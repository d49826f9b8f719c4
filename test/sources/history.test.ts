import { describe, expect, test } from 'vitest';

import { attribute } from '../../src/git/attribution.ts';
import { createCatFileReader } from '../../src/git/objects.ts';
import type { ObjectReader } from '../../src/git/objects.ts';
import { historyItems } from '../../src/sources/history.ts';
import { TestRepository } from '../support/repository.ts';
import { collect, open } from './collect.ts';

/** Each text of the history with the paths that it is found to have had. */
async function history(repository: TestRepository): Promise<Map<string, readonly string[]>> {
  const opened = await open(repository);
  const { items } = await collect((onSkip) => historyItems(createCatFileReader(opened), {}, onSkip));
  const ids = (type: string): string[] => items.flatMap((item) => (item.origin.kind === 'object' && item.origin.type === type ? [item.origin.object] : []));
  const { blobs, messages } = await attribute(opened, { blobs: ids('blob'), commits: ids('commit'), tags: ids('tag') }, (skip) => {
    throw new Error(JSON.stringify(skip));
  });
  const places = new Map<string, readonly string[]>();
  for (const item of items) {
    if (item.origin.kind !== 'object') throw new Error('no object');
    expect(item.path).toBeNull();
    const { object, type } = item.origin;
    const paths = type === 'blob' ? blobs.get(object)?.places.map((place) => place.path) : messages.get(object)?.dangling === false ? [`${type} message`] : [];
    places.set(Buffer.from(item.bytes).toString('latin1'), paths ?? []);
  }
  return places;
}

/** A secret in every corner of a repository that other scanners are known to miss. */
function cornerCases(): TestRepository {
  const repository = TestRepository.init();
  repository.commit('base', { '.gitattributes': '*.env -diff\n*.ipynb diff=nb\n', a: 'a', 'deleted.txt': 'S: deleted file' });
  repository.git('config', 'diff.nb.textconv', 'true');
  repository.commit('S: commit message', { 'x.env': 'S: undiffable', 'n.ipynb': '{"out": "S: notebook output"}', 'deleted.txt': null, 'crlf.env': 'S=crlf\r\n' });
  repository.commit('utf-16', { 'w.txt': Buffer.from('\uFEFFS: wide', 'utf16le') });
  repository.tag('v1', 'S: tag message');
  repository.git('notes', 'add', '-m', 'S: note');
  repository.git('switch', '--quiet', '-c', 'side');
  repository.commit('side', { a: 'side' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('main', { a: 'main' });
  repository.merge('side');
  repository.commit('merge', { a: 'S: merge only' });
  repository.commit('after', { a: 'harmless' });
  repository.write('a', 'S: older stash');
  repository.stash();
  repository.write('a', 'S: newer stash');
  repository.write('untracked', 'S: untracked in stash');
  repository.stash('--include-untracked');
  repository.git('switch', '--quiet', '-c', 'doomed');
  repository.commit('doomed', { a: 'S: deleted branch' });
  repository.git('switch', '--quiet', 'main');
  repository.git('branch', '--quiet', '-D', 'doomed');
  repository.write('a', 'S: amended away');
  repository.git('commit', '--quiet', '-a', '-m', 'to be amended');
  repository.write('a', 'harmless');
  repository.git('commit', '--quiet', '-a', '--amend', '--allow-empty', '-m', 'amended');
  return repository;
}

const EXPECTED = new Map([
  ['S: commit message', ['commit message']],
  ['S: tag message\n', ['tag message']],
  ['S: undiffable', ['x.env']],
  ['{"out": "S: notebook output"}', ['n.ipynb']],
  ['S: deleted file', ['deleted.txt']],
  ['S=crlf\r\n', ['crlf.env']],
  ['S: merge only', ['a']],
  ['S: older stash', ['a']],
  ['S: newer stash', ['a']],
  ['S: untracked in stash', ['untracked']],
  ['S: deleted branch', ['a']],
  ['S: amended away', ['a']],
  [Buffer.from('\uFEFFS: wide', 'utf16le').toString('latin1'), ['w.txt']],
]);

describe('every corner of a repository is read, and its place found', () => {
  test('as it was built', async () => {
    const repository = cornerCases();
    const places = await history(repository);
    for (const [text, paths] of EXPECTED) expect([text, places.get(text)]).toEqual([text, paths]);
    expect(places.get('S: note\n')).toHaveLength(1);
  });

  test('packed, without reflogs', async () => {
    const repository = cornerCases();
    repository.git('repack', '-Adq');
    const places = await history(repository);
    for (const [text, paths] of EXPECTED) expect([text, places.get(text)]).toEqual([text, paths]);
  });

  test('in a bare mirror', async () => {
    const repository = cornerCases();
    const mirror = repository.clone('--mirror');
    const places = await history(mirror);
    // What hangs on the reflog alone does not travel.
    for (const lost of ['S: older stash', 'S: deleted branch', 'S: amended away']) expect(places.has(lost)).toBe(false);
    for (const text of ['S: merge only', 'S: newer stash', 'S: untracked in stash', 'S: tag message\n', 'S: note\n']) expect(places.get(text)).toHaveLength(1);
  });
});

test('any reader of objects will do, and its skips arrive', async () => {
  const reader: ObjectReader = {
    async *readAll(maxBytes, onSkip) {
      onSkip({ reason: 'too-large', what: 'x', detail: `limit ${maxBytes}`, incomplete: false });
      yield [{ state: 'found', id: 'b'.repeat(40), type: 'blob', bytes: Buffer.from('B') }];
      yield [{ state: 'found', id: 'c'.repeat(40), type: 'commit', bytes: Buffer.from('tree x\nauthor A <a@e> 0 +0000\n\nmessage') }];
    },
  };
  const { texts, skips } = await collect((onSkip) => historyItems(reader, { maxBytes: 7 }, onSkip));
  expect(texts).toEqual(['null: B', 'null: message']);
  expect(skips).toMatchObject([{ detail: 'limit 7' }]);
});

test('the objects of a linked working tree are those of its repository', async () => {
  const repository = TestRepository.init();
  repository.commit('one', { a: 'A' });
  expect((await history(repository.worktree('side'))).get('A')).toEqual(['a']);
});
