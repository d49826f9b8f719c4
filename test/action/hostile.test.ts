/** What strangers choose (names of files and branches, commit messages, authors) steers neither runner nor reader. */
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { temporaryFolder, type TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';
import { annotations, checkout, openPullRequest, runStep, server, type PullRequest } from './runner.ts';

const COMMANDS = new Set(['error', 'warning', 'notice']);

function hostile(files: Readonly<Record<string, string>>, message: string, branch = 'feature'): { origin: TestRepository; request: PullRequest } {
  const origin = server();
  origin.commit('Start', { 'a.txt': 'a\n' });
  origin.git('checkout', '--quiet', '-b', branch);
  origin.commit(message, files);
  origin.git('checkout', '--quiet', 'main');
  return { origin, request: openPullRequest(origin, branch) };
}

describe('a hostile pull request', () => {
  it('gives the runner no command and the reader no markup by file names, messages and branch names', async () => {
    const token = (seed: string): string => `TOKEN=${githubToken(seed)}\n`;
    const { origin, request } = hostile(
      {
        'a\n::set-output name=exit-code::0\n.txt': token('1'),
        'b\r::error file=x::owned.txt': token('2'),
        '##[error]c.txt': token('3'),
        ':: debug::d,line=1::x.txt': token('4'),
        'e%0A::warning::f.txt': token('5'),
        'g`](https://evil.example) <img src=x onerror=alert(1)> | @everyone.md': token('6'),
        '::add-mask::secret.txt': `# keysieve:allow\n${token('7')}`,
      },
      `::error::from the subject ${githubToken('8')}\n\n::set-env name=PATH::/tmp\n##[add-path]/tmp\n`,
      'feat;`$(touch${IFS}pwned)`<b>|@everyone',
    );
    const payload = structuredClone(request.payload) as unknown as { pull_request: { head: { ref: string }; base: { ref: string } } };
    // No branch can be called so; a payload can say it all the same.
    payload.pull_request.base.ref = '\n::error::from a branch\n##[error]<img src=x>';
    const workspace = checkout(origin, request.merge);
    const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload, sha: request.merge, inputs: { 'sarif-file': 'out.sarif', 'report-file': 'report.md' } });
    expect(step.code).toBe(1);
    expect(step.outputs).toMatchObject({ 'new-findings': '8', 'exit-code': '1' });
    expect(step.commands.filter((command) => !COMMANDS.has(command.name))).toEqual([]);
    // Every annotation is ours: seven files and a message, each said once.
    expect(annotations(step, 'error')).toHaveLength(8);
    expect(annotations(step, 'error').every((each) => each.properties['title']?.startsWith('critical: ') === true)).toBe(true);
    expect(annotations(step, 'error').map((each) => each.properties['file'])).toContain('e%0A::warning::f.txt');
    expect(step.stdout).not.toMatch(/^\s*::(?!error |notice )/m);
    expect(step.stdout).not.toContain('##[');
    for (const text of [step.summary, readFileSync(step.outputs['comment-file'] ?? '', 'utf8')]) {
      // Without code spans (CommonMark 0.31, 6.1) and our own mark no markup of theirs is left.
      expect(text.replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '').replaceAll('<!-- keysieve -->', '')).not.toMatch(/(?<!\\)<[a-z!]|(?<!\\)\]\(|@/i);
    }
    expect(existsSync(join(workspace.root, 'pwned'))).toBe(false);
  });

  it('cannot end an output early, whatever the inputs hold', async () => {
    const { origin, request } = hostile({ 'b.txt': 'b\n' }, 'Work');
    const step = await runStep({
      workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge,
      inputs: { 'report-file': 'a.json\nexit-code=7<<EOF.csv', 'sarif-file': 'out.sarif' },
    });
    expect(step.outputs).toMatchObject({ 'exit-code': '0', 'report-file': 'a.json\nexit-code=7<<EOF.csv' });
  });

  it('cannot have a report written through a link that it brings', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'precious'), 'precious');
    const origin = server();
    origin.commit('Start', { 'a.txt': 'a\n' });
    origin.git('checkout', '--quiet', '-b', 'feature');
    symlinkSync(join(outside, 'precious'), join(origin.root, 'out.sarif'));
    symlinkSync(outside, join(origin.root, 'reports'));
    symlinkSync('/nonexistent/folder', join(origin.root, 'nowhere'));
    origin.commit('Links');
    origin.git('checkout', '--quiet', 'main');
    const request = openPullRequest(origin, 'feature');
    const workspace = checkout(origin, request.merge);
    for (const [file, complaint] of [['out.sarif', 'is a symbolic link'], ['reports/out.sarif', 'leads out of the workspace'], ['nowhere/out.sarif', 'leads through a symbolic link to nowhere']] as const) {
      const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs: { 'sarif-file': file } });
      expect({ code: step.code, message: annotations(step, 'error')[0]?.message }).toMatchObject({ code: 2, message: expect.stringContaining(complaint) as string });
    }
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious');
    expect(lstatSync(join(workspace.root, 'out.sarif')).isSymbolicLink()).toBe(true);
  });

  it('starts no program by the configuration of the checkout or its attributes', async () => {
    const { origin, request } = hostile({ '.gitattributes': '* filter=x diff=x\n', 'b.txt': 'b\n' }, 'Work');
    const workspace = checkout(origin, request.merge);
    const mark = join(workspace.root, 'pwned');
    for (const key of ['filter.x.smudge', 'filter.x.clean', 'diff.x.textconv', 'diff.external', 'core.fsmonitor', 'core.pager', 'core.alternateRefsCommand', 'remote.origin.uploadpack']) workspace.git('config', key, `touch ${mark};`);
    workspace.hook('reference-transaction', `touch ${mark}`);
    const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect(step.code).toBe(0);
    expect(existsSync(mark)).toBe(false);
  });

  it('is not followed to a remote that is a program', async () => {
    const { origin, request } = hostile({ 'b.txt': 'b\n' }, 'Work');
    const workspace = checkout(origin, request.merge);
    workspace.git('remote', 'set-url', 'origin', `ext::sh -c touch% ${join(workspace.root, 'pwned')}`);
    workspace.git('config', 'protocol.allow', 'always');
    const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: step.code, message: annotations(step, 'error')[0]?.message }).toMatchObject({ code: 3, message: expect.stringContaining('the remote origin is reached by ext, which is not followed') as string });
    expect(existsSync(join(workspace.root, 'pwned'))).toBe(false);
  });

  it('with more findings than GitHub shows has them all in the summary', async () => {
    const many = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`f${index}.txt`, `TOKEN=${githubToken(`many ${index}`)}\n`]));
    const { origin, request } = hostile(many, 'Many');
    const step = await runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: step.code, errors: annotations(step, 'error').length, all: step.outputs['new-findings'] }).toEqual({ code: 1, errors: 10, all: '24' });
    expect(step.stdout).toContain('14 more findings without an annotation');
    for (let index = 0; index < 24; index++) expect(step.summary).toContain(`\`f${index}.txt:1:7\``);
  });
});
