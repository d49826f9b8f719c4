/** What can go wrong: each ends in a clear sentence and the right exit code, and the rest is still scanned. */
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandPath, keysieve, keysieveJson, QUIET_ENVIRONMENT } from '../support/command.ts';
import { githubToken } from '../support/secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keysieve-bad-input-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leak = (name: string, seed?: string): void => writeFileSync(join(folder, name), `token: ${githubToken(seed)}\n`);
const rules = (report: Awaited<ReturnType<typeof keysieveJson>>['report']): string[] => report.findings.map((finding) => finding.rule);

describe('paths', () => {
  it('that do not exist are a usage error', async () => {
    const { code, stdout, stderr } = await keysieve(['scan', 'nowhere.txt'], { cwd: folder });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: 'keysieve: there is no file or folder nowhere.txt\n' });
  });

  it('outside of any repository are scanned as files', async () => {
    leak('a.txt');
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect({ code, found: rules(report) }).toEqual({ code: 1, found: ['github-personal-access-token'] });
  });

  it('that form a loop of links end', async () => {
    mkdirSync(join(folder, 'deep'));
    symlinkSync('..', join(folder, 'deep', 'up'));
    leak('deep/a.txt');
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect(code).toBe(1);
    expect(report.findings.map((finding) => finding.places.map((place) => place.path))).toEqual([['deep/a.txt']]);
  });

  it('that are not UTF-8 are scanned and named without control characters', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('\x1b[31m.txt')]), `token: ${githubToken()}\n`);
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect(code).toBe(1);
    expect(report.findings[0]?.places[0]?.path).toContain('caf\\xe9');
    const compact = await keysieve(['scan', '--format', 'compact'], { cwd: folder });
    expect(compact.stdout).not.toContain('\x1b');
  });

  it('that cannot be read make the scan incomplete', async () => {
    leak('secret.txt');
    chmodSync(join(folder, 'secret.txt'), 0);
    chmodSync(folder, 0o755);
    const { code, report } = await keysieveJson(['scan'], { cwd: folder, ...(process.getuid?.() === 0 && { uid: 65534 }) });
    expect({ code, skipped: report.summary.skipped[0] }).toMatchObject({ code: 3, skipped: { reason: 'unreadable', count: 1, examples: ['secret.txt'] } });
  });
});

describe('files', () => {
  it('of a gigabyte are named as skipped, and the others scanned', async () => {
    const file = openSync(join(folder, 'huge.bin'), 'w');
    ftruncateSync(file, 1024 ** 3);
    closeSync(file);
    leak('a.txt');
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect(code).toBe(1);
    expect(report.summary.skipped).toMatchObject([{ reason: 'too-large', count: 1, examples: ['huge.bin'] }]);
  });

  it('of one 50 MB line are scanned, with the column', async () => {
    const token = githubToken();
    writeFileSync(join(folder, 'bundle.js'), `${'var a=1;'.repeat(6_250_000)}x="${token}"`);
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect(code).toBe(1);
    expect(report.findings[0]?.places[0]).toMatchObject({ startLine: 1, startColumn: 50_000_004, startByte: 50_000_003 });
  });

  it('that are binary are counted, not searched', async () => {
    writeFileSync(join(folder, 'picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]));
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect({ code, skipped: report.summary.skipped }).toMatchObject({ code: 0, skipped: [{ reason: 'binary', count: 1, examples: ['picture.png'] }] });
  });

  it('that are UTF-16 are read, with line and column', async () => {
    const token = githubToken();
    writeFileSync(join(folder, 'notes.txt'), Buffer.from(`\ufefffirst\r\ntoken: ${token}\r\n`, 'utf16le'));
    const { report } = await keysieveJson(['scan'], { cwd: folder });
    expect(report.findings[0]?.places[0]).toMatchObject({ startLine: 2, startColumn: 8, endColumn: 8 + token.length });
  });

  it('that are broken notebooks are scanned as text, and it is said', async () => {
    writeFileSync(join(folder, 'broken.ipynb'), `{"cells": [{"source": ["token = '${githubToken()}'"}`);
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect({ code, found: rules(report) }).toEqual({ code: 1, found: ['github-personal-access-token'] });
    expect(report.summary.notes?.join()).toMatch(/broken\.ipynb/);
  });
});

describe('keysieve.yaml', () => {
  const config = (text: string): void => writeFileSync(join(folder, 'keysieve.yaml'), text);

  it('that does not parse is an error with its line', async () => {
    config('allow:\n  - paths: [a\n');
    const { code, stderr } = await keysieve(['scan'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^keysieve: keysieve\.yaml:\d+:\d+: /);
  });

  it('with an unknown key is an error with line, column and a suggestion', async () => {
    config('alow:\n  - paths: [a]\n    reason: x\n');
    const { code, stderr } = await keysieve(['scan'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('keysieve.yaml:1:1');
    expect(stderr).toContain('allow');
  });

  it('with a rule that does not compile names the rule', async () => {
    config("rules:\n  add:\n    - id: own-token\n      name: Own\n      description: Ours.\n      kind: token\n      severity: high\n      pattern: 'own_[a-z'\n");
    const { code, stderr } = await keysieve(['scan'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('own-token');
  });

  it('with a rule that backtracks for ever: ended, reported, exit 3, the rest scanned', async () => {
    config("rules:\n  add:\n    - id: own-token\n      name: Own\n      description: Ours.\n      kind: token\n      severity: high\n      keywords: [aaaa]\n      pattern: 'x?(a+)+b'\n");
    writeFileSync(join(folder, 'a.txt'), `${'a'.repeat(60)}!\n`);
    writeFileSync(join(folder, 'b.txt'), 'nothing here\n');
    const { code, report } = await keysieveJson(['scan'], { cwd: folder });
    expect(code).toBe(3);
    expect(report.summary).toMatchObject({ complete: false, skipped: [{ reason: 'timed-out', examples: ['a.txt'] }] });
    expect(report.summary.skipped[0]?.detail).toContain('own-token');
    leak('b.txt');
    expect((await keysieveJson(['scan'], { cwd: folder })).code).toBe(1);
  });
});

describe('pipes', () => {
  it('that are closed early end quietly', async () => {
    for (let i = 0; i < 400; i += 1) leak(`f${i}.txt`, `seed ${i}`);
    const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${commandPath()}" scan --format jsonl | head -n 1`], { cwd: folder, env: { ...QUIET_ENVIRONMENT } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    await new Promise((resolve) => child.on('close', resolve));
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });

  it('are read by stdin, with the name that was given', async () => {
    const token = githubToken();
    const { code, report } = await keysieveJson(['stdin', '--filename', 'build.log'], { cwd: folder, input: `one\nkey=${token}\n` });
    expect(code).toBe(1);
    expect(report.findings[0]).toMatchObject({ state: 'stream', places: [{ path: 'build.log', startLine: 2, startColumn: 5 }] });
  });

  it('get no values by --show-secrets unless forced', async () => {
    leak('a.txt');
    expect(await keysieve(['scan', '--show-secrets'], { cwd: folder })).toMatchObject({ code: 2, stdout: '' });
    const forced = await keysieve(['scan', '--show-secrets', '--force', '--format', 'json'], { cwd: folder });
    expect(forced.stdout).toContain(githubToken());
    const masked = await keysieve(['scan', '--format', 'pretty'], { cwd: folder });
    expect(masked.stdout).not.toContain(githubToken().slice(4, 12));
  });
});
