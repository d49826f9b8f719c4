/** A walk that passes over known objects gives exactly the others, whole, and tells truly what they are made of. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import type { ObjectStore } from '../../src/packs/object-walk.ts';
import { openStore } from '../../src/packs/pack-reader.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';

const detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-01-01T00:00:00Z') });

/** Long chains of deltas in two packs, some objects in both, and loose ones. */
function sampleRepository(): TestRepository {
  const repository = TestRepository.init();
  const lines = Array.from({ length: 200 }, (_, at) => `line ${at} ${createHash('md5').update(`${at}`).digest('hex')}`);
  const commit = (step: number): void => {
    lines[(step * 37) % 200] = step % 3 === 0 ? `TOKEN=${githubToken(`${step}`)}` : `changed in ${step}`;
    repository.commit(`Step ${step}`, { 'a.txt': lines.join('\n'), 'b.txt': lines.slice(50).reverse().join('\n') });
  };
  for (let step = 0; step < 12; step += 1) commit(step);
  repository.git('repack', '-dfq', '--depth=20');
  for (let step = 12; step < 18; step += 1) commit(step);
  repository.git('repack', '-dq');
  commit(18);
  return repository;
}

test('with any part of the objects known', async () => {
  const repository = sampleRepository();
  const opened = (await openRepository(repository.root, repository.env)) as Repository;
  const ids: string[] = [];
  (openStore(opened) as ObjectStore).eachId((bytes, at) => ids.push(bytes.toString('hex', at, at + 20)));
  const types = new Map(repository.git('cat-file', '--batch-all-objects', '--batch-check').split('\n').map((line) => line.split(' ') as [string, string]));
  const texts = [...types.keys()].filter((id) => types.get(id) !== 'tree').sort();
  expect(new Set(ids)).toEqual(new Set(types.keys()));

  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: texts.length, maxLength: texts.length }), (choice) => {
      const known = new Set(texts.filter((_, at) => choice[at]));
      const store = openStore(opened) as ObjectStore;
      const told = new Map<string, number>();
      store.passOver({
        find: (bytes, at) => (known.has(bytes.toString('hex', at, at + 20)) ? 1 : -1),
        coversPack: () => false,
        noteTexts: (checksums, count) => void told.set(checksums, count),
      });
      const chain = detector.startChain();
      const given: string[] = [];
      for (const object of store.walk({ maxBytes: 1e9 }, { left: (id) => expect.unreachable(id), tooLarge: (id) => expect.unreachable(id) })) {
        const bytes = Buffer.from(object.bytes);
        expect(store.verify(object)).toBe(true);
        if (!object.repeated) given.push(object.id());
        if (object.type !== 'blob') continue;
        const places = (one: typeof object.bytes, detection = detector.detect(one, null)): unknown => detection.sightings.map(({ match, location }) => [match.candidate.value, match.span, location]);
        expect(places(bytes, chain.detect(object.bytes, object.depth, object.copies))).toEqual(places(bytes));
      }
      expect(given.sort()).toEqual(texts.filter((id) => !known.has(id)));
      expect(told.size).toBe(2);
    }),
    { numRuns: 12 },
  );
});

test('a pack of which everything is known is not opened', async () => {
  const repository = TestRepository.init();
  repository.commit('Start', { 'a.txt': 'a' });
  repository.git('repack', '-adq');
  const store = openStore((await openRepository(repository.root, repository.env)) as Repository) as ObjectStore;
  const asked: string[] = [];
  store.passOver({ find: () => -1, coversPack: (checksums) => asked.push(checksums) > 0, noteTexts: () => expect.unreachable() });
  expect([...store.walk({ maxBytes: 1e9 }, { left: () => {}, tooLarge: () => {} })]).toEqual([]);
  expect(store.packedBytes()).toBe(0);
  expect(new Set(asked).size).toBe(1);
});
