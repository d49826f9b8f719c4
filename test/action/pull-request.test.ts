/** Pull requests: which commits are scanned, from which checkouts, and what the step says. */
import { beforeAll, describe, expect, it } from 'vitest';

import type { TestRepository } from '../support/repository.ts';
import { githubToken, stripeKey } from '../support/secrets.ts';
import { addCommits, annotations, checkout, found, openPullRequest, runStep, server, type PullRequest } from './runner.ts';

describe('a pull request with a leak that stays, and one that was removed again', () => {
  let origin: TestRepository;
  let request: PullRequest;
  let leak = '';
  beforeAll(() => {
    origin = server();
    origin.commit('Start', { 'a.txt': 'a\n', 'old.env': `TOKEN=${githubToken('old')}\n` });
    origin.git('checkout', '--quiet', '-b', 'feature');
    leak = origin.commit('Try it', { 'gone.txt': `TOKEN=${githubToken('gone')}\n` });
    origin.commit('Tidy up', { 'gone.txt': null });
    origin.commit('Pay', { 'src/pay.ts': `const key = "${stripeKey('stays')}";\n` });
    origin.commit('Move it down', { 'src/pay.ts': `// Payment\n\nconst key = "${stripeKey('stays')}";\n` });
    origin.git('checkout', '--quiet', 'main');
    origin.commit('Meanwhile', { 'b.txt': `TOKEN=${githubToken('main')}\n` });
    request = openPullRequest(origin, 'feature');
  });

  it('is scanned whole from a checkout of depth 1', async () => {
    const workspace = checkout(origin, request.merge);
    const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect(step.stderr).toBe('');
    expect(step.code).toBe(1);
    expect(found(step).sort()).toEqual(['src/pay.ts:3', 'undefined:undefined']);
    expect(step.stdout).toContain(`Commits: ${request.base} .. ${request.head}`);
    expect(step.stdout).toContain('scans the commits of pull request #1 (feature into main).');
    expect(step.outputs).toMatchObject({ findings: '2', 'new-findings': '2', 'exit-code': '1', 'scanned-commits': '4', 'sarif-file': '', 'report-file': '' });
    expect(Number(step.outputs['scanned-bytes'])).toBeGreaterThan(100);
    expect(step.summary).toContain('2 secrets in the way of this pull request: 2 critical.');
    expect(step.summary).toContain('Scanned the commits of pull request \\#1 (feature into main).');
    expect(step.summary).toContain(`\`gone.txt:1:7 at ${leak.slice(0, 12)}\``);
    expect(step.summary).toContain('it was removed again, and every commit of a pull request can still be read');
    expect(step.summary + step.stdout).not.toContain(githubToken('gone'));
    expect(step.summary + step.stdout).not.toContain(stripeKey('stays'));
  });

  it('leaves the checkout as it was: still shallow, nothing checked out anew, no new refs', async () => {
    const workspace = checkout(origin, request.merge);
    const refs = workspace.git('for-each-ref');
    await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect(workspace.git('for-each-ref')).toBe(refs);
    expect(workspace.git('rev-parse', 'HEAD', '--is-shallow-repository')).toBe(`${request.merge}\ntrue`);
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it.each([['whole', 0], ['of depth 2', 2]])('gives the same from a checkout that is %s', async (_, depth) => {
    const workspace = checkout(origin, request.merge, { depth });
    const step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: step.code, found: found(step).sort(), commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, found: ['src/pay.ts:3', 'undefined:undefined'], commits: '4' });
  });

  it('is scanned from the event alone when its head is checked out, or the base (pull_request_target, with a warning)', async () => {
    const head = await runStep({ workspace: checkout(origin, request.head).root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: head.code, commits: head.outputs['scanned-commits'] }).toEqual({ code: 1, commits: '4' });
    const base = await runStep({ workspace: checkout(origin, request.base).root, event: 'pull_request_target', payload: request.payload, sha: request.base });
    expect({ code: base.code, commits: base.outputs['scanned-commits'] }).toEqual({ code: 1, commits: '4' });
    expect(annotations(base, 'warning').map((each) => each.properties['title'])).toEqual(['keysieve: pull_request_target']);
    expect(annotations(head, 'warning')).toEqual([]);
  });

  it('takes the inputs of the guide\'s workflow for what the event says', async () => {
    const step = await runStep({
      workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge,
      inputs: { path: './', base: 'main', head: 'HEAD', extra_args: '--debug --only-verified' },
    });
    expect({ code: step.code, commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, commits: '4' });
    expect(step.stdout).toContain(`Commits: ${request.base} .. ${request.head}`);
    expect(step.stdout).toContain('Note: extra_args: --only-verified has no effect: keysieve asks no provider whether a key is live.');
    expect(step.stdout).toContain('Note: extra_args: --debug has no effect:');
  });

  it('that fails for nothing less than was asked is let pass', async () => {
    const step = await runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs: { 'fail-on': 'never' } });
    expect({ code: step.code, errors: annotations(step, 'error').length, warnings: annotations(step, 'warning').length }).toEqual({ code: 0, errors: 0, warnings: 2 });
    expect(step.outputs).toMatchObject({ 'new-findings': '2', 'exit-code': '0' });
  });
});

describe('a pull request', () => {
  it('of which the base has moved on for long is compared exactly, from a checkout of depth 1', async () => {
    const origin = server();
    origin.commit('Leak of old', { 'old.env': `TOKEN=${githubToken('old')}\n` });
    origin.commit('Remove it', { 'old.env': null });
    origin.git('branch', 'feature');
    addCommits(origin, 'main', 150);
    origin.git('checkout', '--quiet', 'feature');
    origin.commit('Leak', { 'leak.txt': `TOKEN=${githubToken('new')}\n` });
    origin.git('checkout', '--quiet', 'main');
    const request = openPullRequest(origin, 'feature');
    const step = await runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: step.code, found: found(step), commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, found: ['leak.txt:1'], commits: '1' });
  });

  it('that brings its secret in a merge commit is caught, and what it merged from the base is not held against it', async () => {
    const origin = server();
    const old = origin.commit('Start', { 'a.txt': 'a\n' });
    origin.git('checkout', '--quiet', '-b', 'feature');
    origin.commit('Work', { 'work.txt': 'work\n' });
    origin.git('checkout', '--quiet', 'main');
    origin.commit('On main', { 'main.env': `TOKEN=${githubToken('main')}\n` });
    origin.git('checkout', '--quiet', 'feature');
    origin.git('merge', '--quiet', '--no-commit', '--no-ff', 'main');
    origin.commit('Merge main', { 'merged.txt': `TOKEN=${githubToken('merge')}\n` });
    origin.git('checkout', '--quiet', 'main');
    // GitHub does not move base.sha when the base branch moves on.
    const request = openPullRequest(origin, 'feature', { base: old });
    const step = await runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: step.code, found: found(step), commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, found: ['merged.txt:1'], commits: '2' });
  });

  it('from a fork, whose head only its own ref leads to, needs no token and no rights', async () => {
    const origin = server();
    origin.commit('Start', { 'a.txt': 'a\n' });
    origin.git('checkout', '--quiet', '-b', 'patch-1');
    origin.commit('Clean work', { 'b.txt': 'b\n' });
    origin.git('checkout', '--quiet', 'main');
    const request = openPullRequest(origin, 'patch-1', { number: 7, fork: true });
    origin.git('branch', '-D', 'patch-1');
    const step = await runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs: { 'sarif-file': 'out.sarif' } });
    expect({ code: step.code, commits: step.outputs['scanned-commits'], sarif: step.outputs['sarif-file'] }).toEqual({ code: 0, commits: '1', sarif: 'out.sarif' });
    expect(step.summary).toContain('## ✅ No secrets found.');
    expect(step.commands).toEqual([]);
  });

  it('into a branch that the inputs do not name is compared with the one they name, under its own base\'s policy', async () => {
    const origin = server();
    origin.commit('Start', { 'a.txt': 'a\n' });
    origin.git('checkout', '--quiet', '-b', 'staging');
    origin.commit('Only on staging', { 'staging.env': `TOKEN=${githubToken('staging')}\n` });
    origin.git('checkout', '--quiet', '-b', 'feature');
    origin.commit('Work', { 'b.txt': 'b\n' });
    origin.git('checkout', '--quiet', 'main');
    const request = openPullRequest(origin, 'feature', { into: 'staging' });
    const workspace = checkout(origin, request.merge);
    const own = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge });
    expect({ code: own.code, commits: own.outputs['scanned-commits'] }).toEqual({ code: 0, commits: '1' });
    const named = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs: { base: 'main', head: 'HEAD' } });
    expect({ code: named.code, found: found(named), commits: named.outputs['scanned-commits'] }).toEqual({ code: 1, found: ['staging.env:1'], commits: '2' });
  });
});

describe('a merge group', () => {
  it('is scanned from its base to its head', async () => {
    const origin = server();
    const base = origin.commit('Start', { 'a.txt': 'a\n' });
    origin.git('checkout', '--quiet', '-b', 'gh-readonly-queue/main/pr-1');
    origin.commit('One', { 'one.txt': `TOKEN=${githubToken('one')}\n` });
    const head = origin.commit('Two', { 'two.txt': 'two\n' });
    const payload = { action: 'checks_requested', merge_group: { base_sha: base, head_sha: head, base_ref: 'refs/heads/main', head_ref: 'refs/heads/gh-readonly-queue/main/pr-1' }, repository: { default_branch: 'main' } };
    const step = await runStep({ workspace: checkout(origin, head).root, event: 'merge_group', payload, sha: head });
    expect({ code: step.code, found: found(step), commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, found: ['one.txt:1'], commits: '2' });
    expect(step.stdout).toContain('scans the commits of the merge group into main.');
  });
});
