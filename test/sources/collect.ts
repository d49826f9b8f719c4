/** Runs a source to its end, for tests. */
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Item, Skip } from '../../src/model.ts';
import type { TestRepository } from '../support/repository.ts';

export interface Collected {
  readonly items: Item[];
  /** `path: content` of each item, content as Latin-1. */
  readonly texts: string[];
  readonly skips: Skip[];
}

/** Everything that a source yields and skips. */
export async function collect(start: (onSkip: (skip: Skip) => void) => AsyncIterable<Item>): Promise<Collected> {
  const skips: Skip[] = [];
  const items: Item[] = [];
  for await (const item of start((skip) => skips.push(skip))) items.push(item);
  return { items, texts: items.map((item) => `${item.path}: ${Buffer.from(item.bytes).toString('latin1')}`), skips };
}

/** Opens a test repository as keysieve does. */
export async function open(repository: TestRepository, path = repository.root): Promise<Repository> {
  return (await openRepository(path, repository.env)) as Repository;
}
