/** What a hook runs in these tests: prints what the index source yields, one JSON line an item. Bundled by index-hook.test.ts. */
import { openRepository } from '../../src/git/repository.ts';
import { stagedItems } from '../../src/sources/index-stage.ts';

const repository = await openRepository(process.cwd(), process.env);
if (repository === null) throw new Error('not in a repository');
const onSkip = (skip: unknown): void => console.log(JSON.stringify({ skip }));
for await (const item of stagedItems(repository, {}, onSkip)) {
  console.log(JSON.stringify({ path: item.path, text: Buffer.from(item.bytes).toString('utf8') }));
}
console.log(JSON.stringify('done'));
