import { mkdtemp, mkdir, readdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { chooseFormat, isAgent } from '../../src/report/choose-format.ts';
import { planOutputs, writeOutputs } from '../../src/report/outputs.ts';
import { FORMAT_NAMES, FORMATS, formatOfFile } from '../../src/report/table.ts';
import { writeWhole } from '../../src/report/write-file.ts';
import { memorySink } from '../../src/ui/output.ts';
import { runWriter } from './run-writer.ts';
import { sampleFindings, sampleOptions, sampleSummary } from './sample-findings.ts';

let folder = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'keysieve-reports-')));
});

const findings = sampleFindings();
const summary = sampleSummary(findings);

describe('chooseFormat', () => {
  it.each([
    [{}, true, 'pretty'], [{}, false, 'compact'], [{ GITHUB_ACTIONS: 'true' }, false, 'github'], [{ GITHUB_ACTIONS: 'true' }, true, 'github'],
    [{ CLAUDECODE: '1' }, true, 'compact'], [{ CLAUDECODE: '1', GITHUB_ACTIONS: 'true' }, false, 'compact'], [{ CLAUDECODE: '' }, true, 'pretty'],
    [{ GITLAB_CI: 'true' }, false, 'compact'],
  ] as const)('%j at a terminal %s is %s', (env, isTTY, format) => expect(chooseFormat(env, isTTY)).toBe(format));

  it.each([
    'AI_AGENT', 'CLAUDECODE', 'CLAUDE_CODE', 'REPL_ID', 'GEMINI_CLI', 'CODEX_SANDBOX', 'CODEX_THREAD_ID', 'COPILOT_CLI', 'OPENCODE', 'CURSOR_AGENT', 'JUNIE_DATA',
  ])('knows the agent that sets %s', (name) => {
    expect(isAgent({ [name]: '1' })).toBe(true);
    expect(isAgent({ [name]: '' })).toBe(false);
  });

  it('knows agents by their editor and terminal', () => {
    expect(isAgent({ EDITOR: '/opt/devin/bin/edit' })).toBe(true);
    expect(isAgent({ TERM_PROGRAM: 'kiro' })).toBe(true);
    expect(isAgent({ EDITOR: 'vim', TERM_PROGRAM: 'vscode' })).toBe(false);
  });
});

describe('the table', () => {
  it.each(FORMAT_NAMES)('has a writer and one line of help for %s', async (name) => {
    expect(await FORMATS[name].load()).toBeTypeOf('function');
    expect(FORMATS[name].help).toMatch(/^[^\n]{10,80}$/);
  });

  it.each([
    ['x.sarif', 'sarif'], ['x.sarif.json', 'sarif'], ['X.JSON', 'json'], ['gl-secret-detection-report.json', 'gitlab'], ['out/gl-code-quality-report.json', 'codequality'],
    ['x.xml', 'junit'], ['x.md', 'markdown'], ['x.htm', 'html'], ['x.ndjson', 'jsonl'], ['x.csv', 'csv'], ['x.txt', 'pretty'], ['x', null], ['x.png', null],
  ])('takes %s for %s', (file, format) => expect(formatOfFile(file)).toBe(format));
});

describe('planOutputs', () => {
  it('sends the chosen format to standard output unless a value does', () => {
    expect(planOutputs([], 'pretty')).toEqual({ stdout: 'pretty', files: [] });
    expect(planOutputs(['json=-', 'sarif=a.sarif', 'b.html', 'csv=c=d.csv', 'out/a=b.json'], 'pretty')).toEqual({
      stdout: 'json',
      files: [{ format: 'sarif', path: 'a.sarif' }, { format: 'html', path: 'b.html' }, { format: 'csv', path: 'c=d.csv' }, { format: 'json', path: 'out/a=b.json' }],
    });
  });

  it.each([
    [['json=-', 'sarif=-'], 'only one report can go to standard output'],
    [['json=a', './a.sarif', 'sarif=./x/../a'], 'two reports would be written to ./x/../a'],
    [['serif=a.sarif'], 'unknown report format "serif"'],
    [['a.png'], '--output a.png does not say which format'],
    [['-'], '--output - does not say which format'],
    [[''], 'does not say which format'],
    [['json='], '--output json= names no file'],
    [['sarif'], '--output sarif names no file'],
  ])('refuses %j', (values, message) => {
    expect(() => planOutputs(values, 'pretty')).toThrow(UsageError);
    expect(() => planOutputs(values, 'pretty')).toThrow(message);
  });
});

describe('writeOutputs', () => {
  it('writes every report, files without colour', async () => {
    const sink = memorySink();
    const plan = planOutputs([`sarif=${folder}/new/deep/x.sarif`, `html=${folder}/x.html`, `pretty=${folder}/x.txt`], 'json');
    const options = sampleOptions({ terminal: { isTTY: true, cursor: true, columns: 80, color: 3, unicode: true, hyperlinks: true } });
    expect(await writeOutputs(findings, summary, options, plan, sink)).toEqual([]);
    expect(sink.text()).toBe(await runWriter('json', findings, summary));
    expect(await readFile(`${folder}/new/deep/x.sarif`, 'utf8')).toBe(await runWriter('sarif', findings, summary));
    expect(await readFile(`${folder}/x.txt`, 'utf8')).not.toContain('\u001b');
  });

  it('names the report that failed and writes all the others', async () => {
    const sink = memorySink();
    await mkdir(`${folder}/taken.json`);
    const plan = planOutputs([`json=${folder}/taken.json`, `csv=${folder}/x.csv`], 'compact');
    const failed = await writeOutputs(findings, summary, sampleOptions(), plan, sink);
    expect(failed).toMatchObject([{ format: 'json', path: `${folder}/taken.json`, error: { message: `${folder}/taken.json is a directory` } }]);
    expect(sink.text()).toContain('4 secrets to act on');
    expect(await readFile(`${folder}/x.csv`, 'utf8')).toContain('stripe-live-secret-key');
  });

  it('hides no findings when standard output fails', async () => {
    const sink = { ...memorySink(), write: () => Promise.reject(new Error('disk full')) };
    const failed = await writeOutputs(findings, summary, sampleOptions(), planOutputs([`json=${folder}/x.json`], 'compact'), sink);
    expect(failed.map(({ path: where, error }) => `${where}: ${error.message}`)).toEqual(['-: disk full']);
    expect(await readFile(`${folder}/x.json`, 'utf8')).toBe(await runWriter('json', findings, summary));
  });

  it('lets only the owner read a report with raw values', async () => {
    await writeFile(`${folder}/x.json`, 'old', { mode: 0o644 });
    await writeOutputs(findings, summary, sampleOptions({ secretsShown: true }), planOutputs([`json=${folder}/x.json`], 'compact'), memorySink());
    expect((await stat(`${folder}/x.json`)).mode & 0o777).toBe(0o600);
  });
});

describe('writeWhole', () => {
  const plain = { ownerOnly: false };

  it('leaves the old file and no rubbish when it fails half way', async () => {
    const file = path.join(folder, 'report.json');
    await writeFile(file, 'old');
    await expect(writeWhole(file, plain, async (sink) => {
      await sink.write('x'.repeat(200_000));
      throw new Error('half way');
    })).rejects.toThrow('half way');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('keeps the mode of a file it replaces, and follows a link to it', async () => {
    const file = path.join(folder, 'real.json');
    await writeFile(file, 'old', { mode: 0o640 });
    await symlink(file, path.join(folder, 'link.json'));
    await writeWhole(path.join(folder, 'link.json'), plain, (sink) => sink.write('new'));
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await realpath(path.join(folder, 'link.json'))).toBe(file);
  });

  it('fails where no folder can be made', async () => {
    await expect(writeWhole('/proc/keysieve/x.json', plain, (sink) => sink.write('x'))).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(path.join(folder, 'file'), '');
    await expect(writeWhole(path.join(folder, 'file', 'x.json'), plain, (sink) => sink.write('x'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('writes to a device as it is', async () => {
    await writeWhole('/dev/null', plain, (sink) => sink.write('x'));
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });
});
