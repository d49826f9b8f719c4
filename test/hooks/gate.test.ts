/**
 * The gate of the native hook lets nothing pass that keysieve would find. Generated values of every rule are written as
 * changes in git's form and shown to the gate by one shell; a few cases go through a real git.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createDetector, type ItemDetector } from '../../src/detect.ts';
import { openIndex } from '../../src/engine/index/image.ts';
import { loadBuiltinBook, loadBuiltinDetails, readBuiltinIndex } from '../../src/rules/builtin.ts';
import type { RuleDetails } from '../../src/rules/rule.ts';
import { CONTEXTS, type Placed } from '../../src/rules/samples/contexts.ts';
import { expandSample } from '../../src/rules/samples/expand.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';

/** Shells to try it with: the one of the system, and busybox with its own grep where it is installed. */
const SHELLS: readonly (readonly string[])[] = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([shell = '']) => spawnSync(shell, ['-c', 'true']).error === undefined);

/** A change in the form of `git diff-index --raw -p`: the lines for which `isAdded` holds are new, the others were there. */
function changeOf({ path, text }: Pick<Placed, 'path' | 'text'>, isAdded: (line: number) => boolean): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const old = lines.filter((_, at) => !isAdded(at)).length;
  const head = old === 0 ? `:000000 100644 ${'0'.repeat(40)} ${'1'.repeat(40)} A\t${path}` : `:100644 100644 ${'2'.repeat(40)} ${'1'.repeat(40)} M\t${path}`;
  return `${head}\n\ndiff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,${old} +1,${lines.length} @@\n${lines.map((line, at) => `${isAdded(at) ? '+' : ' '}${line}\n`).join('')}`;
}

/** Shows changes to the gate; gives the numbers of those that it lets pass. */
function passed(shell: readonly string[], changes: readonly string[]): number[] {
  const repository = TestRepository.init();
  const folder = temporaryFolder();
  changes.forEach((change, number) => writeFileSync(join(folder, `${number}`), change));
  const script = `. '${inject('bundle')}/gate.sh'
keysieve_diff() { cat "$change"; }
number=0
while [ $number -lt ${changes.length} ]; do
  change='${folder}/'$number
  if (keysieve_gate); then echo $number; fi
  number=$((number + 1))
done`;
  const result = spawnSync(shell[0] ?? 'sh', [...shell.slice(1), '-c', script], { cwd: repository.root, env: repository.env, encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(result.stderr).toBe('');
  return result.stdout.split('\n').filter((line) => line !== '').map(Number);
}

describe('the gate', () => {
  let details: readonly RuleDetails[];
  let detector: ItemDetector;

  beforeAll(async () => {
    const book = await loadBuiltinBook();
    details = await loadBuiltinDetails();
    detector = createDetector({ book, now: new Date('2026-01-01'), prebuilt: { index: openIndex(await readBuiltinIndex()), rules: book.rules } });
  });

  const values = (text: string, path: string): string[] => detector.detect(Buffer.from(text), path).sightings.map(({ match }) => match.candidate.value);

  /**
   * What a commit would add: a whole file, the value's lines alone, the value in the midst of other words (where no name gives
   * it away), and for some rules the file in base64. Only what keysieve finds, and never under a name that decides by itself.
   */
  function changesOf(rule: RuleDetails, at: number): { what: string; change: string }[] {
    const sample = rule.samples.match[at % Math.max(1, rule.samples.match.length)];
    if (sample === undefined) return [];
    const context = sample.whole === true ? null : (CONTEXTS[at % CONTEXTS.length] ?? null);
    const written = expandSample(sample, `gate ${rule.id}`, context);
    const placed = { ...written, path: context !== null && /(?:^|\/)\.env|ipynb$/.test(written.path) ? 'settings.txt' : written.path };
    const bare = { path: 'notes.txt', text: `It was ${placed.text.slice(placed.start, placed.end)} before.\n` };
    const found = values(placed.text, placed.path);
    const lineOf = (offset: number): number => placed.text.slice(0, offset).split('\n').length - 1;
    const [first, last] = [lineOf(placed.start), lineOf(Math.max(placed.start, placed.end - 1))];
    const before = placed.text.split('\n').filter((_, line) => line < first || line > last).join('\n');
    const known = new Set(values(before, placed.path));
    const encoded = { path: 'data.yaml', text: `data: ${Buffer.from(placed.text).toString('base64')}\n` };
    const what = `${rule.id} in ${context?.name ?? placed.path}`;
    return [
      ...(found.length > 0 ? [{ what, change: changeOf(placed, () => true) }] : []),
      ...(found.some((value) => !known.has(value)) ? [{ what: `${what}, its lines only`, change: changeOf(placed, (line) => line >= first && line <= last) }] : []),
      ...(values(bare.text, bare.path).length === 0 ? [] : [{ what: `${what}, bare`, change: changeOf(bare, () => true) }]),
      ...(at % 5 === 0 && values(encoded.text, encoded.path).length > 0 ? [{ what: `${what}, in base64`, change: changeOf(encoded, () => true) }] : []),
    ];
  }

  it('starts node for every rule that would find something', { timeout: 600_000 }, () => {
    const cases = details.flatMap((rule, at) => changesOf(rule, at));
    expect(cases.length).toBeGreaterThan(1.5 * details.length);
    expect(passed(['sh'], cases.map(({ change }) => change)).map((number) => cases[number]?.what)).toEqual([]);
  });

  it.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('gives the same answers in %s', { timeout: 300_000 }, (_, shell) => {
    const some = details.filter((__, at) => at % 25 === 0).flatMap((rule, at) => changesOf(rule, at));
    const ordinary = [
      { path: 'src/add.ts', text: 'export function add(a: number, b: number): number {\n  return a + b;\n}\n' },
      { path: 'README.md', text: '## Use\n\nRun it, then look at the result.\n' },
      { path: 'a.c', text: 'static int\nlength(const char *text)\n{\n\treturn strlen(text) + 1;\n}\n' },
      { path: 'no-line-end.txt', text: 'a small change' },
    ].map((file) => changeOf(file, () => true));
    expect(passed(shell, [...some.map(({ change }) => change), ...ordinary])).toEqual(ordinary.map((__, at) => some.length + at));
  });

  describe('with git', () => {
    function gate(repository: TestRepository, env: Readonly<Record<string, string>> = {}): 'passes' | 'starts node' {
      const result = spawnSync('/bin/sh', ['-c', `. '${inject('bundle')}/gate.sh'; keysieve_gate`], { cwd: repository.root, env: { ...repository.env, ...env }, encoding: 'utf8' });
      expect({ stderr: result.stderr, ended: result.status === 0 || result.status === 1 }).toEqual({ stderr: '', ended: true });
      return result.status === 0 ? 'passes' : 'starts node';
    }

    function staged(files: Readonly<Record<string, string | Uint8Array>>, before: Readonly<Record<string, string>> = { 'a.txt': 'one\n' }): TestRepository {
      const repository = TestRepository.init();
      repository.commit('Start', before);
      for (const [path, content] of Object.entries(files)) repository.write(path, content);
      repository.git('add', '--all');
      return repository;
    }

    it.each([
      ['a line more', staged.bind(null, { 'a.txt': 'one\nmore words\n' }), 'passes'],
      ['lines less', staged.bind(null, { 'a.txt': '' }, { 'a.txt': `TOKEN=${githubToken()}\n` }), 'passes'],
      ['a secret', staged.bind(null, { 'a.txt': `TOKEN=${githubToken()}\n` }), 'starts node'],
      ['a value whose name was there', staged.bind(null, { 'a.yaml': 'name: DB_PASSWORD\nvalue: tr0ub4dor&3x\n' }, { 'a.yaml': 'name: DB_PASSWORD\nvalue: ""\n' }), 'starts node'],
      ['a value in a list far below its name', staged.bind(null, { 'k.yaml': `kind: Secret\n${'# more\n'.repeat(400)}data:\n  pin: czNjcjN0\n` }, { 'k.yaml': `kind: Secret\n${'# more\n'.repeat(400)}data:\n` }), 'starts node'],
      ['nothing', staged.bind(null, {}), 'starts node'],
      ['a binary file', staged.bind(null, { 'logo.png': Uint8Array.of(0x89, 0x50, 0, 1, 2) }), 'starts node'],
      ['UTF-16', staged.bind(null, { 'a.txt': Buffer.from('\ufeffplain words\n', 'utf16le') }), 'starts node'],
      ['a notebook', staged.bind(null, { 'a.ipynb': '{}\n' }), 'starts node'],
      ['a file that git hides', staged.bind(null, { 'a.txt': 'more words\n', '.gitattributes': '*.txt -diff\n' }), 'starts node'],
      ['a file with an odd name', staged.bind(null, { 'späte Änderung\t".env': 'A=b\n' }), 'starts node'],
      ['an environment file', staged.bind(null, { 'web/.env.production': 'A=b\n' }), 'starts node'],
      ['a configuration', staged.bind(null, { 'a.txt': 'two words\n', 'keysieve.yaml': '{}\n' }), 'starts node'],
      ['much', staged.bind(null, { 'a.txt': 'two words\n'.repeat(150_000) }), 'starts node'],
    ] as const)('%s', (_, make, expected) => {
      expect(gate(make())).toBe(expected);
    });

    it('is not misled by settings that change how git shows changes', () => {
      const repository = staged({ 'a.txt': `one\nTOKEN=${githubToken()}\n` });
      for (const setting of ['color.ui=always', 'color.diff=always', 'diff.noprefix=true', 'diff.mnemonicPrefix=true', 'diff.external=true', 'diff.context=0', 'core.quotePath=false', 'diff.wsErrorHighlight=all', 'diff.colorMoved=zebra', 'diff.ignoreSubmodules=all', 'diff.relative=true']) {
        const [key = '', value = ''] = setting.split('=');
        repository.git('config', key, value);
        expect(gate(repository), setting).toBe('starts node');
        repository.git('config', '--unset', key);
      }
      expect(gate(repository, { GIT_DIFF_OPTS: '-u0', GIT_EXTERNAL_DIFF: 'true', GREP_OPTIONS: '-v', LC_ALL: 'tr_TR.UTF-8' })).toBe('starts node');
    });

    it('asks keysieve in the first commit, in a merge, in another working tree, and without git or grep', () => {
      const first = TestRepository.init();
      first.write('a.txt', 'two words\n');
      first.git('add', '--all');
      expect(gate(first)).toBe('starts node');
      const repository = staged({ 'a.txt': 'two words\n' });
      expect(gate(repository, { GIT_DIR: join(repository.root, '.git') })).toBe('starts node');
      expect(gate(repository, { GIT_WORK_TREE: repository.root })).toBe('starts node');
      const bin = temporaryFolder();
      expect(gate(repository, { PATH: bin })).toBe('starts node');
      writeFileSync(join(bin, 'grep'), '#!/bin/sh\nexit 2\n', { mode: 0o755 });
      expect(gate(repository, { PATH: `${bin}:${repository.env['PATH']}` })).toBe('starts node');
      expect(gate(repository)).toBe('passes');
      writeFileSync(join(repository.root, '.git', 'MERGE_HEAD'), `${'1'.repeat(40)}\n`);
      expect(gate(repository)).toBe('starts node');
    });
  });
});
