/** `keysieve ci` as the jobs of other CI systems run it, on the checkouts they make. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { branchName } from '../../../src/cli/ci/resolve.ts';
import { checkout, NOTHING, openPullRequest, server } from '../../action/runner.ts';
import { keysieve } from '../../support/command.ts';
import type { TestRepository } from '../../support/repository.ts';
import { githubToken } from '../../support/secrets.ts';

const leak = (seed: string): string => `TOKEN=${githubToken(seed)}\n`;

/** A repository with an old leak on main and a new one on `feature`, which removes it again. */
function scene(): { origin: TestRepository; base: string; head: string; merge: string } {
  const origin = server();
  origin.commit('Start', { 'old.env': leak('old') });
  origin.git('checkout', '--quiet', '-b', 'feature');
  origin.commit('Leak', { 'new.txt': leak('new') });
  origin.commit('Stays', { 'new.txt': null, 'stays.txt': leak('stays') });
  origin.git('checkout', '--quiet', 'main');
  const { base, head, merge } = openPullRequest(origin, 'feature');
  return { origin, base, head, merge };
}

describe('keysieve ci', () => {
  it('scans a GitLab merge request from a shallow checkout and writes the reports GitLab picks up', async () => {
    const { origin, base, head } = scene();
    const workspace = checkout(origin, head, { ref: 'refs/pipelines/1' });
    const env = { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_SHA: head, CI_COMMIT_BEFORE_SHA: NOTHING, CI_MERGE_REQUEST_IID: '1', CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_DEFAULT_BRANCH: 'main' };
    const { code, stdout, stderr } = await keysieve(['ci'], { cwd: workspace.root, env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'keysieve: GitLab CI: scanning the commits of merge request !1 into main\n' });
    expect(stdout).toContain('2 secrets in the way of this pull request: 2 critical.');
    expect(stdout).toContain('stays.txt:1:7');
    const report = JSON.parse(readFileSync(join(workspace.root, 'gl-secret-detection-report.json'), 'utf8')) as { vulnerabilities: { location: { file: string } }[] };
    expect(report.vulnerabilities.map((each) => each.location.file).sort()).toEqual(['new.txt', 'stays.txt']);
    expect(JSON.parse(readFileSync(join(workspace.root, 'gl-code-quality-report.json'), 'utf8'))).toHaveLength(2);
  });

  it('scans an Azure pull request from the merge that Azure checks out', async () => {
    const { origin, head, merge } = scene();
    const workspace = checkout(origin, merge);
    const env = { TF_BUILD: 'True', BUILD_REASON: 'PullRequest', BUILD_SOURCEVERSION: merge, SYSTEM_PULLREQUEST_SOURCECOMMITID: head, SYSTEM_PULLREQUEST_PULLREQUESTID: '1', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' };
    const { code, stdout } = await keysieve(['ci', '--output', 'json=-'], { cwd: workspace.root, env });
    const report = JSON.parse(stdout) as { summary: { commits: number }; findings: unknown[] };
    expect({ code, commits: report.summary.commits, findings: report.findings.length }).toEqual({ code: 1, commits: 2, findings: 2 });
  });

  it('compares by branch name where there are no ids, and with the default branch where a push tells nothing', async () => {
    const { origin, head } = scene();
    const environments: Record<string, string>[] = [
      { BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD', BUILDKITE_BRANCH: 'feature', BUILDKITE_PULL_REQUEST: '1', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
      { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_COMMIT: head, BITBUCKET_BRANCH: 'feature', KEYSIEVE_DEFAULT_BRANCH: 'main' },
      { JENKINS_URL: 'https://ci.example', GIT_COMMIT: head, CHANGE_ID: '1', CHANGE_TARGET: 'main' },
    ];
    for (const env of environments) {
      const { code, stdout } = await keysieve(['ci', '--format', 'json', '--output', 'json=-'], { cwd: checkout(origin, head, { ref: 'refs/heads/feature' }).root, env });
      expect({ code, commits: (JSON.parse(stdout) as { summary: { commits: number } }).summary.commits }).toEqual({ code: 1, commits: 2 });
    }
  });

  it('lists the exceptions of a merge request in the notes of every report', async () => {
    const { origin, base } = scene();
    origin.git('checkout', '--quiet', 'feature');
    origin.commit('Except', { 'stays.txt': `TOKEN=${githubToken('stays')} # gitleaks:allow\n`, 'keysieve.yaml': 'exclude: ["new.txt"]\n' });
    const head = origin.git('rev-parse', 'feature');
    const env = { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_SHA: head, CI_MERGE_REQUEST_IID: '1', CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    const { code, stdout } = await keysieve(['ci', '--output', 'json=-'], { cwd: checkout(origin, head).root, env });
    const { summary } = JSON.parse(stdout) as { summary: { notes: string[]; findings: object } };
    expect({ code, findings: summary.findings }).toMatchObject({ code: 1, findings: { new: 1, allowed: 1 } });
    expect(summary.notes).toEqual([
      'to review: stays.txt:1: a marker for gitleaks excepts every rule; hides critical github-personal-access-token',
      'to review: keysieve.yaml:1: excludes new.txt from scanning',
    ]);
  });

  it('scans the whole repository on a schedule, from whatever folder it is called', async () => {
    const { origin, head } = scene();
    const workspace = checkout(origin, head, { ref: 'refs/remotes/origin/feature' });
    workspace.write('app/x.txt', 'x\n');
    const { code, stdout } = await keysieve(['ci', '--output', 'json=-'], { cwd: join(workspace.root, 'app'), env: { BUILDKITE: 'true', BUILDKITE_COMMIT: head, BUILDKITE_SOURCE: 'schedule' } });
    const { summary, findings } = JSON.parse(stdout) as { summary: { commits: number; complete: boolean }; findings: unknown[] };
    expect({ code, findings: findings.length, complete: summary.complete }).toEqual({ code: 1, findings: 3, complete: true });
  });

  it('ends with 3 and the provider\'s own way out when history is missing and may not be fetched', async () => {
    const { origin, base, head } = scene();
    const env = { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: head, CI_COMMIT_BEFORE_SHA: base, CI_DEFAULT_BRANCH: 'main', CI_COMMIT_BRANCH: 'feature' };
    const { code, stdout, stderr } = await keysieve(['ci', '--no-fetch'], { cwd: checkout(origin, head).root, env });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('is not in this checkout and could not be fetched: fetching is switched off');
    expect(stderr).toContain('this checkout lacks history: set the variable GIT_DEPTH: 0 for the job');
  });

  it('inside GitHub Actions reads the event, and writes annotations', async () => {
    const { origin, merge } = scene();
    const workspace = checkout(origin, merge);
    const request = openPullRequest(origin, 'feature');
    workspace.write('.git/event.json', JSON.stringify(request.payload));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: merge, GITHUB_EVENT_PATH: join(workspace.root, '.git/event.json') };
    const { code, stdout } = await keysieve(['ci'], { cwd: workspace.root, env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=stays\.txt,line=1,/m);
  });

  it('ends with 2 and an explanation where no CI system is recognised', async () => {
    const { code, stderr } = await keysieve(['ci'], { cwd: scene().origin.root, env: { CI: 'true' } });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'keysieve: no CI system is recognised by its variables, so there is no telling which commits are new\n  name them: keysieve range <base>..<head>, or scan everything: keysieve scan\n',
    });
  });
});

describe('a name for a branch', () => {
  it('is one that a branch can have (git-check-ref-format(1)), with or without the usual prefixes', () => {
    expect(['main', 'feature/x', 'refs/heads/main', 'origin/main', 'refs/remotes/origin/release-1.2', 'v1'].map(branchName)).toEqual(['main', 'feature/x', 'main', 'main', 'release-1.2', 'v1']);
    for (const name of ['', 'HEAD', 'main~1', 'main^', 'a:b', 'a..b', '@{1}', '@', '-x', '--upload-pack=x', 'a b', 'a\nb', 'x.lock', '/a', 'a/', 'a//b', 'refs/tags/v1', 'a*', '[x]', '+main:main']) expect(branchName(name)).toBeNull();
  });
});
