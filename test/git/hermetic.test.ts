/** A repository that wants to run programs, hide commits and change git's output gets none of it. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { attribute } from '../../src/git/attribution.ts';
import { checkIntegrity } from '../../src/git/integrity.ts';
import { createCatFileReader } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Item, Skip } from '../../src/model.ts';
import { historyItems } from '../../src/sources/history.ts';
import { stagedItems } from '../../src/sources/index-stage.ts';
import { rangeItems } from '../../src/sources/range.ts';
import { worktreeItems } from '../../src/sources/worktree.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

interface Seen {
  readonly texts: Readonly<Record<'worktree' | 'history' | 'range' | 'staged', readonly string[]>>;
  readonly skips: readonly Skip[];
}

async function texts(items: AsyncIterable<Item>): Promise<string[]> {
  const found: string[] = [];
  for await (const item of items) found.push(Buffer.from(item.bytes).toString('latin1'));
  return found.toSorted();
}

/** Uses everything this project does with git. */
async function useEverything(root: string, env: Readonly<Record<string, string>>): Promise<Seen> {
  const repository = (await openRepository(root, env)) as Repository;
  const skips: Skip[] = [];
  const onSkip = (skip: Skip): void => void skips.push(skip);
  const found = {
    worktree: await texts(worktreeItems(repository, {}, onSkip)),
    history: await texts(historyItems(createCatFileReader(repository), {}, onSkip)),
    range: await texts(rangeItems(repository, { include: ['HEAD'], exclude: [] }, {}, onSkip)),
    staged: await texts(stagedItems(repository, {}, onSkip)),
  };
  const blobs: string[] = [];
  for await (const item of historyItems(createCatFileReader(repository), {}, onSkip)) if (item.origin.kind === 'object' && item.origin.type === 'blob') blobs.push(item.origin.object);
  await attribute(repository, { blobs, commits: [blobs[0] ?? ''], tags: [] }, onSkip);
  skips.push(...(await checkIntegrity(repository)));
  return { texts: found, skips };
}

/** A program that leaves a mark, then does what `rest` says. */
function marker(folder: string, name: string, rest = 'exit 1'): string {
  const path = join(folder, `run-${name}`);
  writeFileSync(path, `#!/bin/sh\ntouch "${folder}/marked-${name}"\n${rest}\n`);
  chmodSync(path, 0o755);
  return path;
}

const marks = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('marked-'));

describe('hostile configuration', () => {
  const SETTINGS: readonly (readonly [key: string, name: string, prefix?: string])[] = [
    ['core.fsmonitor', 'fsmonitor'],
    ['core.pager', 'pager'],
    ['core.editor', 'editor'],
    ['core.askPass', 'askpass'],
    ['core.sshCommand', 'ssh'],
    ['core.gitProxy', 'proxy'],
    ['core.alternateRefsCommand', 'alternate-refs'],
    ['diff.external', 'external-diff'],
    ['diff.hostile.command', 'diff-command'],
    ['diff.hostile.textconv', 'textconv'],
    ['filter.hostile.clean', 'clean'],
    ['filter.hostile.smudge', 'smudge'],
    ['filter.hostile.process', 'filter-process'],
    ['merge.hostile.driver', 'merge-driver'],
    ['gpg.program', 'gpg'],
    ['credential.helper', 'credential', '!'],
    ['uploadpack.packObjectsHook', 'pack-objects'],
    ['pager.log', 'pager-log'],
    ['alias.rev-parse', 'alias', '!'],
    ['alias.cat-file', 'alias', '!'],
    ['alias.ls-files', 'alias', '!'],
  ];

  const LINES = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('');

  function hostileRepository(): { repository: TestRepository; folder: string } {
    const folder = temporaryFolder();
    const repository = TestRepository.init();
    repository.commit('one', { '.gitattributes': '* filter=hostile diff=hostile merge=hostile\n', 'a.txt': 'first\n', 'b.txt': 'deleted later\n', 'c.txt': LINES });
    repository.commit('two', { 'a.txt': 'second\n', 'b.txt': null });
    repository.write('a.txt', 'staged\n');
    repository.git('add', 'a.txt');
    repository.git('mv', 'c.txt', 'd.txt');
    repository.write('d.txt', `${LINES}renamed and changed\n`);
    repository.git('add', 'd.txt');
    repository.write('a.txt', 'in the working tree\n');
    repository.write('new.txt', 'untracked\n');
    for (const [key, name, prefix = ''] of SETTINGS) repository.git('config', key, prefix + marker(folder, name));
    repository.git('config', 'log.showSignature', 'true');
    repository.git('config', 'filter.hostile.required', 'true');
    const hooks = join(folder, 'hooks');
    mkdirSync(hooks);
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'pre-auto-gc']) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${folder}/marked-hook"\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    repository.git('config', 'core.hooksPath', hooks);
    // A remote that would be asked for missing objects.
    repository.git('config', 'remote.origin.url', 'ssh://host.invalid/r.git');
    repository.git('config', 'remote.origin.promisor', 'true');
    repository.git('config', 'remote.origin.uploadpack', marker(folder, 'uploadpack'));
    repository.git('config', 'extensions.partialClone', 'origin');
    return { repository, folder };
  }

  test('plain git does run what it says', () => {
    const { repository, folder } = hostileRepository();
    const attempt = (...args: readonly string[]): void => {
      try {
        repository.git(...args);
      } catch {
        // Some of these programs make git fail; they ran all the same.
      }
    };
    attempt('status');
    const withoutFilters = ['-c', 'filter.hostile.process=', '-c', 'filter.hostile.clean=', '-c', 'filter.hostile.smudge=', '-c', 'filter.hostile.required=false'];
    attempt(...withoutFilters, 'log', '-p', '--ext-diff');
    attempt(...withoutFilters, 'log', '-p');
    attempt('cat-file', '-p', 'e'.repeat(40));
    attempt('-c', 'core.fsmonitor=false', 'add', '.');
    expect(marks(folder)).toEqual(expect.arrayContaining(['marked-fsmonitor', 'marked-filter-process', 'marked-diff-command', 'marked-textconv', 'marked-ssh']));
  });

  test('runs nothing, and everything is read all the same', async () => {
    const { repository, folder } = hostileRepository();
    // An object that is missing, so that a fetch would be due.
    repository.deleteObject(repository.blob('HEAD~1', 'b.txt'));
    const hostile = { PAGER: marker(folder, 'env-pager'), GIT_PAGER: marker(folder, 'env-git-pager'), GIT_EXTERNAL_DIFF: marker(folder, 'env-diff'), GIT_SSH_COMMAND: marker(folder, 'env-ssh'), GIT_ASKPASS: marker(folder, 'env-askpass') };
    const { texts: found, skips } = await useEverything(repository.root, { ...repository.env, ...hostile });
    expect(marks(folder)).toEqual([]);
    expect(found.worktree).toContain('in the working tree\n');
    expect(found.worktree).toContain('untracked\n');
    expect(found.staged).toEqual([`${LINES}renamed and changed\n`, 'staged\n']);
    expect(found.history).toEqual(expect.arrayContaining(['first\n', 'second\n', 'staged\n', 'one', 'two']));
    expect(found.range).toEqual(expect.arrayContaining(['first\n', 'second\n', 'one', 'two']));
    expect(skips.filter((skip) => skip.incomplete).length).toBeGreaterThan(0);
  });

  test('a git in the repository is not the git that runs', async () => {
    const { repository } = hostileRepository();
    writeFileSync(join(repository.root, 'git'), `#!/bin/sh\ntouch "${repository.root}/marked"\n`);
    chmodSync(join(repository.root, 'git'), 0o755);
    await useEverything(repository.root, { ...repository.env, PATH: `.:${repository.env['PATH']}` });
    expect(existsSync(join(repository.root, 'marked'))).toBe(false);
  });
});

describe('what git shows is what is stored', () => {
  const expectAll = async (repository: TestRepository, expected: readonly string[]): Promise<void> => {
    const { texts: found, skips } = await useEverything(repository.root, repository.env);
    expect(found.history).toEqual(expect.arrayContaining([...expected]));
    expect(found.range).toEqual(expect.arrayContaining([...expected]));
    expect(skips.filter((skip) => skip.incomplete)).toEqual([]);
  };

  test.each([
    ['.gitattributes', '*.env -diff\n*.ipynb diff=nbstripout\n*.bin binary\n*.key export-ignore -text\n'],
    ['.git/info/attributes', '* -diff binary\n'],
  ])('attributes in %s hide nothing', async (path, attributes) => {
    const repository = TestRepository.init();
    repository.git('config', 'diff.nbstripout.textconv', 'true');
    repository.write(path, attributes);
    const files = { 'a.env': 'env content', 'n.ipynb': '{"outputs": ["notebook content"]}', 'b.bin': 'bin content', 'c.key': 'key content' };
    repository.commit('one', files);
    await expectAll(repository, Object.values(files));
    repository.write('a.env', 'staged content');
    repository.git('add', 'a.env');
    expect((await useEverything(repository.root, repository.env)).texts.staged).toEqual(['staged content']);
  });

  test.each([
    ['color.ui', 'always'],
    ['color.diff', 'always'],
    ['diff.renames', 'copies'],
    ['diff.noprefix', 'true'],
    ['diff.relative', 'true'],
    ['diff.ignoreSubmodules', 'all'],
    ['diff.orderFile', '/nowhere'],
    ['log.showRoot', 'false'],
    ['log.follow', 'true'],
    ['log.mailmap', 'true'],
    ['log.date', 'relative'],
    ['log.diffMerges', 'off'],
    ['log.decorate', 'full'],
    ['format.pretty', 'oneline'],
    ['core.quotePath', 'true'],
    ['core.abbrev', '4'],
    ['core.autocrlf', 'true'],
    ['core.precomposeUnicode', 'true'],
    ['i18n.logOutputEncoding', 'UTF-16'],
    ['status.showUntrackedFiles', 'no'],
    ['core.useReplaceRefs', 'true'],
  ])('%s=%s changes nothing', async (key, value) => {
    const repository = TestRepository.init();
    repository.commit('one', { 'dir/é "x".txt': 'first\r\n' });
    repository.commit('two', { 'dir/é "x".txt': 'second\r\n' });
    repository.write('dir/é "x".txt', 'staged\r\n');
    repository.git('add', '.');
    repository.write('new', 'untracked');
    repository.git('config', key, value);
    const { texts: found } = await useEverything(join(repository.root, 'dir'), repository.env);
    expect(found).toEqual({
      worktree: ['staged\r\n', 'untracked'],
      history: ['first\r\n', 'one', 'second\r\n', 'staged\r\n', 'two'],
      range: ['first\r\n', 'one', 'second\r\n', 'two'],
      staged: ['staged\r\n'],
    });
  });

  test('replaced commits and grafts hide nothing', async () => {
    const repository = TestRepository.init();
    repository.commit('one', { a: 'harmless' });
    const bad = repository.commit('two', { a: 'the content in question' });
    repository.commit('three', { a: 'harmless again' });
    const good = repository.git('commit-tree', '-p', 'HEAD~2', '-m', 'instead of two', 'HEAD~2^{tree}');
    repository.git('replace', bad, good);
    await expectAll(repository, ['the content in question', 'two']);
    mkdirSync(join(repository.root, '.git/info'), { recursive: true });
    writeFileSync(join(repository.root, '.git/info/grafts'), `${repository.git('rev-parse', 'HEAD')} ${repository.git('rev-parse', 'HEAD~2')}\n`);
    repository.git('replace', '--delete', bad);
    await expectAll(repository, ['the content in question', 'two']);
  });
});
