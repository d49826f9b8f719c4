/** Pushes: of commits, new and first branches, rewritten ones, tags, deletions. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';
import { annotations, checkout, found, NOTHING, pushPayload, runStep, server, type Step } from './runner.ts';

const BRANCH = 'refs/remotes/origin/main';

/** The essentials of a step. */
function essence(step: Step): { code: number | null; found: string[]; commits: string | undefined } {
  return { code: step.code, found: found(step).sort(), commits: step.outputs['scanned-commits'] };
}

function leak(seed: string): string {
  return `TOKEN=${githubToken(seed)}\n`;
}

describe('a push', () => {
  it('is scanned from what was there before, from a checkout of depth 1', async () => {
    const origin = server();
    const before = origin.commit('Start', { 'old.env': leak('old') });
    origin.commit('One', { 'one.txt': leak('one') });
    const after = origin.commit('Two', { 'one.txt': null, 'two.txt': 'two\n' });
    const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH }).root, event: 'push', payload: pushPayload('refs/heads/main', before, after), sha: after });
    expect(essence(step)).toEqual({ code: 1, found: ['undefined:undefined'], commits: '2' });
    expect(step.stdout).toContain(`Commits: ${before} .. ${after}`);
    expect(step.stdout).toContain('scans what was pushed to main.');
    expect(step.outputs['comment-file']).toBe('');
  });

  it('to main is scanned with the inputs of the guide\'s workflow, although base and head are then the same', async () => {
    const origin = server();
    const before = origin.commit('Start', { 'old.env': leak('old') });
    const after = origin.commit('Leak', { 'new.txt': leak('new') });
    const workspace = checkout(origin, after, { ref: BRANCH, depth: 0 });
    const step = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', before, after), sha: after, inputs: { base: 'main', head: 'HEAD', path: './', extra_args: '--debug --only-verified' } });
    expect(essence(step)).toEqual({ code: 1, found: ['new.txt:1'], commits: '1' });
    expect(step.stdout).toContain('Note: base and head are the same commits, so what this push brought is scanned: what was pushed to main.');
  });

  it('to another branch is compared with the base that the inputs name', async () => {
    const origin = server();
    origin.commit('Start', { 'old.env': leak('old') });
    origin.git('checkout', '--quiet', '-b', 'feature');
    const before = origin.commit('Pushed before', { 'one.txt': leak('one') });
    const after = origin.commit('Pushed now', { 'two.txt': leak('two') });
    const workspace = checkout(origin, after, { ref: 'refs/remotes/origin/feature' });
    const step = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/feature', before, after), sha: after, inputs: { base: 'main', head: 'HEAD' } });
    expect(essence(step)).toEqual({ code: 1, found: ['one.txt:1', 'two.txt:1'], commits: '2' });
  });

  it('of a new branch is compared with the default branch, fetched when it is not here', async () => {
    const origin = server();
    origin.commit('Start', { 'old.env': leak('old') });
    origin.git('checkout', '--quiet', '-b', 'feature');
    origin.commit('One', { 'one.txt': leak('one') });
    const after = origin.commit('Two', { 'two.txt': 'two\n' });
    // Pushed in one go with another branch at the same commits: neither excuses the other.
    origin.git('branch', 'twin');
    for (const depth of [1, 0]) {
      const workspace = checkout(origin, after, { ref: 'refs/remotes/origin/feature', depth });
      const step = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/feature', NOTHING, after), sha: after });
      expect(essence(step)).toEqual({ code: 1, found: ['one.txt:1'], commits: '2' });
      expect(step.summary).toContain('note: Compared with main.');
    }
  });

  it('that is the first one is scanned from the first commit on', async () => {
    const origin = server();
    origin.commit('Start', { 'one.txt': leak('one') });
    origin.commit('Remove it', { 'one.txt': null });
    const after = origin.commit('Three', { 'three.txt': 'three\n' });
    const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH }).root, event: 'push', payload: pushPayload('refs/heads/main', NOTHING, after), sha: after });
    expect(essence(step)).toEqual({ code: 1, found: ['undefined:undefined'], commits: '3' });
    expect(step.stdout).toContain(`Commits: everything up to ${after}`);
  });

  it('that was forced is scanned from the commit it replaced, which no branch has any more', async () => {
    const origin = server();
    origin.commit('Start', { 'a.txt': 'a\n' });
    const before = origin.commit('Replaced', { 'old.txt': leak('old') });
    origin.git('reset', '--quiet', '--hard', 'HEAD~1');
    const after = origin.commit('Rewritten', { 'new.txt': leak('new') });
    for (const depth of [1, 0]) {
      const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH, depth }).root, event: 'push', payload: pushPayload('refs/heads/main', before, after, { forced: true }), sha: after });
      expect(essence(step)).toEqual({ code: 1, found: ['new.txt:1'], commits: '1' });
    }
  });

  it('that was forced, and whose past is gone from the server, is compared with the default branch', async () => {
    const origin = server();
    origin.commit('Start', { 'old.env': leak('old') });
    origin.git('checkout', '--quiet', '-b', 'feature');
    const after = origin.commit('Rewritten', { 'new.txt': leak('new') });
    const gone = '1234567890'.repeat(4);
    const step = await runStep({ workspace: checkout(origin, after, { ref: 'refs/remotes/origin/feature' }).root, event: 'push', payload: pushPayload('refs/heads/feature', gone, after, { forced: true }), sha: after });
    expect(essence(step)).toEqual({ code: 1, found: ['new.txt:1'], commits: '1' });
    expect(step.stdout).toContain('Note: What was there before, 123456789012, is gone from the server (the push was forced).');
  });

  it('of an annotated tag is scanned with the tag\'s message', async () => {
    const origin = server();
    const commit = origin.commit('Start', { 'a.txt': 'a\n' });
    const tag = origin.tag('v1', `Release with ${githubToken('tag')}`);
    const step = await runStep({ workspace: checkout(origin, commit, { ref: 'refs/tags/v1' }).root, event: 'push', payload: pushPayload('refs/tags/v1', NOTHING, tag), sha: commit });
    expect(step.code).toBe(1);
    expect(step.stdout).toContain('scans what the tag v1 adds.');
    expect(step.summary).toContain('tag message');
    expect(step.summary).toContain('note: Compared with main.');
  });

  it('that deletes a branch passes, and says why', async () => {
    const origin = server();
    const commit = origin.commit('Start', { 'a.txt': leak('a') });
    const step = await runStep({ workspace: checkout(origin, commit, { ref: BRANCH }).root, event: 'push', payload: pushPayload('refs/heads/feature', commit, NOTHING), sha: commit, inputs: { 'sarif-file': 'out.sarif' } });
    expect(essence(step)).toEqual({ code: 0, found: [], commits: '0' });
    expect(annotations(step, 'notice').map((each) => each.message)).toEqual(['the push deleted feature, so there is no commit to scan.']);
    // An empty report would close the alerts that are open.
    expect(step.outputs).toMatchObject({ 'exit-code': '0', 'sarif-file': '' });
    expect(step.summary).toContain('## ✅ Nothing to scan');
  });

  it('of commits that the default branch has already passes, and says that nothing was checked', async () => {
    const origin = server();
    origin.commit('Start', { 'a.txt': leak('a') });
    const after = origin.git('rev-parse', 'main');
    const step = await runStep({ workspace: checkout(origin, after, { ref: 'refs/remotes/origin/release' }).root, event: 'push', payload: pushPayload('refs/heads/release', NOTHING, after), sha: after });
    expect(essence(step)).toEqual({ code: 0, found: [], commits: '0' });
    expect(step.summary).toContain('Nothing was checked');
  });
});

describe('a whole scan', () => {
  it('on a schedule brings every branch and tag into a checkout of depth 1', async () => {
    const origin = server();
    origin.commit('Leak', { 'gone.txt': leak('gone') });
    const after = origin.commit('Remove it', { 'gone.txt': null });
    origin.git('checkout', '--quiet', '-b', 'old-branch');
    origin.commit('Elsewhere', { 'branch.txt': leak('branch') });
    const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH }).root, event: 'schedule', payload: { schedule: '0 4 * * *' }, sha: after });
    expect({ code: step.code, new: step.outputs['new-findings'], commits: step.outputs['scanned-commits'] }).toEqual({ code: 1, new: '2', commits: '3' });
    expect(step.stdout).toContain('scans the files and the whole history (schedule).');
  });

  it('ends with 3 and the YAML to add when the history cannot be had, and still says what it found', async () => {
    const origin = server();
    origin.commit('Start', { 'a.txt': 'a\n' });
    const after = origin.commit('Leak', { 'b.txt': leak('b') });
    const workspace = checkout(origin, after, { ref: BRANCH });
    workspace.git('remote', 'set-url', 'origin', 'file:///nonexistent/shop.git');
    const step = await runStep({ workspace: workspace.root, event: 'workflow_dispatch', sha: after });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 1, found: ['b.txt:1'] });
    workspace.git('rm', '--quiet', '--cached', 'b.txt');
    const clean = await runStep({ workspace: workspace.root, event: 'workflow_dispatch', sha: after, inputs: { 'fail-on': 'never' } });
    expect(clean.code).toBe(3);
    expect(clean.stdout).toContain('\n    - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1   # v7.0.1\n      with:\n        fetch-depth: 0\n');
    expect(clean.summary).toContain('```yaml\n- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1   # v7.0.1\n  with:\n    fetch-depth: 0\n```');
  });

  it('keeps to the files with mode: dir, and to a folder with path', async () => {
    const origin = server();
    origin.commit('Gone', { 'gone.txt': leak('gone') });
    const after = origin.commit('Here', { 'gone.txt': null, 'app/a.txt': leak('a'), 'lib/b.txt': leak('b') });
    const workspace = checkout(origin, after, { ref: BRANCH });
    const files = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', NOTHING, after), sha: after, inputs: { mode: 'dir' } });
    expect(essence(files)).toEqual({ code: 1, found: ['app/a.txt:1', 'lib/b.txt:1'], commits: '0' });
    const folder = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', NOTHING, after), sha: after, inputs: { path: 'app' } });
    expect(essence(folder)).toEqual({ code: 1, found: ['app/a.txt:1'], commits: '2' });
  });

  it('of a workspace that is reached by a link is the same', async () => {
    const origin = server();
    origin.commit('Gone', { 'gone.txt': leak('gone') });
    const after = origin.commit('Here', { 'gone.txt': null });
    const link = join(temporaryFolder(), 'workspace');
    symlinkSync(checkout(origin, after, { ref: BRANCH, depth: 0 }).root, link);
    const step = await runStep({ workspace: link, event: 'schedule', sha: after, inputs: { 'report-file': 'out.json' } });
    expect({ code: step.code, commits: step.outputs['scanned-commits'], file: step.outputs['report-file'] }).toEqual({ code: 1, commits: '2', file: 'out.json' });
  });

  it('finds a repository that was checked out into a folder of the workspace', async () => {
    const origin = server();
    const after = origin.commit('Leak', { 'a.txt': leak('a') });
    const workspace = TestRepository.init();
    checkout(origin, after, { ref: BRANCH, folder: `${workspace.root}/shop` });
    const step = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', NOTHING, after), sha: after, inputs: { path: 'shop', 'sarif-file': 'out.sarif' } });
    expect({ ...essence(step), sarif: step.outputs['sarif-file'] }).toEqual({ code: 1, found: ['a.txt:1'], commits: '1', sarif: 'out.sarif' });
  });
});

describe('the inputs base and head', () => {
  it('that mean the same commit pass outside of a push, and say so', async () => {
    const origin = server();
    const after = origin.commit('Leak', { 'a.txt': leak('a') });
    const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH, depth: 0 }).root, event: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } }, sha: after, inputs: { base: 'main', head: 'HEAD' } });
    expect(essence(step)).toEqual({ code: 0, found: [], commits: '0' });
    expect(annotations(step, 'notice').map((each) => each.message)).toEqual(['HEAD has no commit that main does not have.']);
  });

  it('take ids, tags and revisions; a head alone is scanned whole', async () => {
    const origin = server();
    const first = origin.commit('One', { 'one.txt': leak('one') });
    origin.tag('v1', 'one');
    const after = origin.commit('Two', { 'two.txt': leak('two') });
    const workspace = checkout(origin, after, { ref: BRANCH, depth: 0 });
    const ranges: [base: string, head: string, paths: string[]][] = [[first, after, ['two.txt:1']], ['v1', 'HEAD', ['two.txt:1']], ['HEAD~1', '', ['two.txt:1']], ['', 'main', ['one.txt:1', 'two.txt:1']]];
    for (const [base, head, paths] of ranges) {
      const step = await runStep({ workspace: workspace.root, event: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } }, sha: after, inputs: { base, head } });
      expect(essence(step).found).toEqual(paths);
    }
  });

  it('that name nothing end with 3, the name made harmless', async () => {
    const origin = server();
    const after = origin.commit('One', { 'one.txt': 'one\n' });
    const step = await runStep({ workspace: checkout(origin, after, { ref: BRANCH }).root, event: 'workflow_dispatch', sha: after, inputs: { base: '--upload-pack=touch pwned', head: 'HEAD' } });
    expect({ code: step.code, title: annotations(step, 'error')[0]?.properties['title'] }).toEqual({ code: 3, title: 'keysieve: history is missing' });
    expect(step.outputs['exit-code']).toBe('3');
  });
});

describe('what cannot be scanned', () => {
  it('ends with 3 and the YAML to add when a shallow checkout cannot fetch', async () => {
    const origin = server();
    const before = origin.commit('Start', { 'a.txt': 'a\n' });
    const after = origin.commit('Two', { 'b.txt': 'b\n' });
    const workspace = checkout(origin, after, { ref: BRANCH });
    workspace.git('remote', 'remove', 'origin');
    workspace.git('checkout', '--quiet', '--detach', after);
    const step = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', before, after), sha: after });
    expect(step.code).toBe(3);
    expect(annotations(step, 'error').map((each) => each.message)).toEqual([
      `the base ${before.slice(0, 12)} is not in this checkout and could not be fetched: this repository has no remote called origin. Let the checkout step bring the history: fetch-depth: 0`,
    ]);
    expect(step.stdout).toContain('        fetch-depth: 0\n');
    expect(step.summary).toContain('## ❌ Not scanned');
    expect(step.outputs).toMatchObject({ 'exit-code': '3', 'new-findings': '0' });
  });

  it('ends with 3 and the line to take out in a partial clone, which lacks contents that no history brings', async () => {
    const origin = server();
    const before = origin.commit('Start', { 'a.txt': 'a\n', 'keysieve.yaml': 'fail-on: high\n' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.commit('One', { 'a.txt': 'one\n' });
    const after = origin.commit('Two', { 'a.txt': 'two\n' });
    const workspace = origin.clone('--filter=blob:none');
    const push = await runStep({ workspace: workspace.root, event: 'push', payload: pushPayload('refs/heads/main', before, after), sha: after });
    expect({ code: push.code, message: annotations(push, 'error').at(-1)?.message }).toEqual({
      code: 3, message: 'Not everything could be read: this is a partial clone, and its filter left it at the server. Take "filter:" out of the checkout step',
    });
    const payload = { pull_request: { number: 1, base: { ref: 'main', sha: before }, head: { ref: 'x', sha: after } } };
    const fresh = origin.clone('--filter=blob:none', '--no-checkout');
    const request = await runStep({ workspace: fresh.root, event: 'pull_request', payload, sha: after });
    expect({ code: request.code, message: annotations(request, 'error')[0]?.message }).toMatchObject({ code: 3, message: expect.stringContaining('keysieve.yaml of') as string });
  });

  it('ends with 2 without a checkout, with a mode that needs commits, and with an input that means nothing', async () => {
    const origin = server();
    const after = origin.commit('Start', { 'a.txt': 'a\n' });
    const workspace = checkout(origin, after, { ref: BRANCH });
    const cases: [inputs: Record<string, string>, event: string, workspace: string, message: RegExp][] = [
      [{}, 'push', temporaryFolder(), /there is no git repository at .*check the repository out before this step/],
      [{ mode: 'diff' }, 'schedule', workspace.root, /mode: diff needs commits, and the event schedule names none/],
      [{ mode: 'historic' }, 'push', workspace.root, /the input mode does not know "historic"\. did you mean history\?/],
      [{ 'fail-on': 'hihg' }, 'push', workspace.root, /--fail-on does not know "hihg"/],
      [{ path: 'nowhere' }, 'push', workspace.root, /there is no folder nowhere/],
      [{ 'report-file': 'report.docx' }, 'push', workspace.root, /does not say which format/],
    ];
    for (const [inputs, event, where, message] of cases) {
      const step = await runStep({ workspace: where, event, payload: event === 'push' ? pushPayload('refs/heads/main', NOTHING, after) : {}, sha: after, inputs });
      expect({ code: step.code, output: step.outputs['exit-code'] }).toEqual({ code: 2, output: '2' });
      expect(annotations(step, 'error')[0]?.message).toMatch(message);
    }
  });

  it('is everything when the payload is no JSON, with a note', async () => {
    const origin = server();
    const after = origin.commit('Leak', { 'a.txt': leak('a') });
    const workspace = checkout(origin, after, { ref: BRANCH, depth: 0 });
    workspace.write('event.txt', 'not JSON');
    const step = await runStep({ workspace: workspace.root, event: 'push', sha: after, env: { GITHUB_EVENT_PATH: `${workspace.root}/event.txt` } });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 1, found: ['a.txt:1'] });
    expect(step.stdout).toContain('Note: the event\'s payload cannot be read');
  });
});
