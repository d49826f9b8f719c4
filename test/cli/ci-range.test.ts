/** Which commits each CI system's variables mean. */
import { describe, expect, it } from 'vitest';

import { ciRange, type RangeWishes } from '../../src/cli/ci-range.ts';

const id = (digit: string): string => digit.repeat(40);
const [BASE, HEAD, MERGE, ZEROS] = [id('a'), id('b'), id('c'), id('0')];

/** The essentials of what was found. */
function found(env: Readonly<Record<string, string>>, wishes?: RangeWishes): object | null {
  const range = ciRange(env, wishes);
  if (range === null) return null;
  const { provider, scope } = range;
  if (scope.kind !== 'commits') return { provider, kind: scope.kind };
  const { event, base, head, otherwise, trusted, merge } = scope;
  return { provider, event, base, head, otherwise, trusted, ...(merge !== null && { merge }) };
}

const push = (provider: string, base: string | null, otherwise: string | null): object => ({ provider, event: 'push', base, head: HEAD, otherwise, trusted: null });
const request = (provider: string, base: string, more: object = {}): object => ({ provider, event: 'pull-request', base, head: HEAD, otherwise: null, trusted: base, ...more });

describe('GitLab CI', () => {
  const env = { GITLAB_CI: 'true', CI_COMMIT_SHA: HEAD, CI_DEFAULT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: BASE, CI_COMMIT_BRANCH: 'feature', CI_PIPELINE_SOURCE: 'push' };
  const merge = { ...env, CI_COMMIT_BEFORE_SHA: ZEROS, CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_MERGE_REQUEST_DIFF_BASE_SHA: BASE };

  it('push, new branch, tag, schedule', () => {
    expect(found(env)).toEqual(push('GitLab CI', BASE, 'main'));
    expect(found({ ...env, CI_COMMIT_BEFORE_SHA: ZEROS })).toEqual(push('GitLab CI', null, 'main'));
    expect(found({ ...env, CI_COMMIT_BEFORE_SHA: ZEROS, CI_COMMIT_BRANCH: 'main' })).toEqual(push('GitLab CI', null, null));
    expect(found({ ...env, CI_COMMIT_BEFORE_SHA: ZEROS, CI_COMMIT_BRANCH: '', CI_COMMIT_TAG: 'v1' })).toEqual(push('GitLab CI', null, 'main'));
    for (const source of ['schedule', 'web', 'api', 'trigger', 'pipeline']) expect(found({ ...env, CI_PIPELINE_SOURCE: source })).toEqual({ provider: 'GitLab CI', kind: 'everything' });
  });

  it('merge request, detached and for merged results', () => {
    expect(found(merge)).toEqual(request('GitLab CI', BASE));
    expect(found({ ...merge, CI_MERGE_REQUEST_DIFF_BASE_SHA: '' })).toEqual(request('GitLab CI', 'main'));
    expect(found({ ...merge, CI_COMMIT_SHA: MERGE, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: id('d') })).toEqual(request('GitLab CI', id('d'), { merge: MERGE }));
    expect(ciRange(merge)?.scope.what).toBe('the commits of merge request !7 into main');
    expect(ciRange(merge)?.reports).toEqual(['gitlab=gl-secret-detection-report.json', 'codequality=gl-code-quality-report.json']);
  });
});

describe('Azure Pipelines', () => {
  const env = { TF_BUILD: 'True', BUILD_REASON: 'IndividualCI', BUILD_SOURCEVERSION: HEAD, BUILD_SOURCEBRANCH: 'refs/heads/feature' };

  it('push: nothing tells what was before', () => {
    expect(found(env)).toEqual(push('Azure Pipelines', null, null));
    expect(found({ ...env, BUILD_REASON: 'BatchedCI' }, { defaultBranch: 'main' })).toEqual(push('Azure Pipelines', null, 'main'));
    expect(found({ ...env, BUILD_SOURCEBRANCH: 'refs/heads/main' }, { defaultBranch: 'main' })).toEqual(push('Azure Pipelines', null, null));
    expect(found({ ...env, BUILD_REASON: 'Schedule' })).toEqual({ provider: 'Azure Pipelines', kind: 'everything' });
  });

  it('pull request, of Azure Repos and of GitHub', () => {
    const pull = { ...env, BUILD_REASON: 'PullRequest', BUILD_SOURCEVERSION: MERGE, SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD, SYSTEM_PULLREQUEST_PULLREQUESTID: '9' };
    expect(found({ ...pull, SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' })).toEqual(request('Azure Pipelines', 'main', { merge: MERGE }));
    expect(found({ ...pull, SYSTEM_PULLREQUEST_TARGETBRANCH: 'main' })).toEqual(request('Azure Pipelines', 'main', { merge: MERGE }));
  });
});

describe('Jenkins', () => {
  const env = { JENKINS_URL: 'https://ci.example/', GIT_COMMIT: HEAD, BRANCH_NAME: 'feature' };

  it('push: since the last good build, else the last one', () => {
    expect(found({ ...env, GIT_PREVIOUS_SUCCESSFUL_COMMIT: BASE, GIT_PREVIOUS_COMMIT: id('e') })).toEqual(push('Jenkins', BASE, null));
    expect(found({ ...env, GIT_PREVIOUS_COMMIT: BASE }, { defaultBranch: 'main' })).toEqual(push('Jenkins', BASE, 'main'));
    expect(found(env)).toEqual(push('Jenkins', null, null));
    expect(found({ JENKINS_URL: 'x' })).toEqual({ ...push('Jenkins', null, null), head: 'HEAD' });
  });

  it('change request', () => {
    expect(found({ ...env, CHANGE_ID: '3', CHANGE_TARGET: 'main' })).toEqual(request('Jenkins', 'main'));
  });
});

describe('CircleCI', () => {
  const env = { CIRCLECI: 'true', CIRCLE_SHA1: HEAD, CIRCLE_BRANCH: 'feature' };

  it('push: by a range that was handed on, a compare page, or the default branch', () => {
    expect(found({ ...env, CIRCLE_RANGE: `${BASE}...${HEAD}` })).toEqual(push('CircleCI', BASE, null));
    expect(found({ ...env, CIRCLE_COMPARE_URL: `https://github.com/o/r/compare/${BASE.slice(0, 12)}...${HEAD.slice(0, 12)}` })).toEqual(push('CircleCI', BASE.slice(0, 12), null));
    expect(found({ ...env, CIRCLE_COMPARE_URL: `https://github.com/o/r/commit/${HEAD}` }, { defaultBranch: 'main' })).toEqual(push('CircleCI', null, 'main'));
    expect(found(env, { base: BASE })).toEqual(push('CircleCI', BASE, null));
  });

  it('pull request: the policy of what it is compared with', () => {
    expect(found({ ...env, CIRCLE_PULL_REQUEST: 'https://github.com/o/r/pull/3' }, { defaultBranch: 'main' })).toEqual({ provider: 'CircleCI', event: 'pull-request', base: null, head: HEAD, otherwise: 'main', trusted: 'main' });
  });
});

describe('Bitbucket Pipelines', () => {
  const env = { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_COMMIT: HEAD, BITBUCKET_BRANCH: 'feature' };

  it('push and pull request', () => {
    expect(found(env, { defaultBranch: 'main' })).toEqual(push('Bitbucket Pipelines', null, 'main'));
    expect(found({ ...env, BITBUCKET_PR_ID: '4', BITBUCKET_PR_DESTINATION_BRANCH: 'main', BITBUCKET_PR_DESTINATION_COMMIT: BASE.slice(0, 12) })).toEqual(request('Bitbucket Pipelines', 'main'));
  });
});

describe('Drone', () => {
  const env = { DRONE: 'true', DRONE_BUILD_EVENT: 'push', DRONE_COMMIT_SHA: HEAD, DRONE_COMMIT_BEFORE: BASE, DRONE_REPO_BRANCH: 'main', DRONE_BRANCH: 'feature' };

  it('push, new branch, tag, cron, pull request', () => {
    expect(found(env)).toEqual(push('Drone', BASE, 'main'));
    expect(found({ ...env, DRONE_COMMIT_BEFORE: ZEROS })).toEqual(push('Drone', null, 'main'));
    expect(found({ ...env, DRONE_BUILD_EVENT: 'tag', DRONE_TAG: 'v1', DRONE_COMMIT_BEFORE: '' })).toEqual(push('Drone', null, 'main'));
    expect(found({ ...env, DRONE_BUILD_EVENT: 'cron' })).toEqual({ provider: 'Drone', kind: 'everything' });
    expect(found({ ...env, DRONE_BUILD_EVENT: 'pull_request', DRONE_TARGET_BRANCH: 'main', DRONE_PULL_REQUEST: '5' })).toEqual(request('Drone', 'main'));
  });
});

describe('Buildkite', () => {
  const env = { BUILDKITE: 'true', BUILDKITE_COMMIT: HEAD, BUILDKITE_BRANCH: 'feature', BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main', BUILDKITE_SOURCE: 'webhook' };

  it('push, schedule, pull request', () => {
    expect(found(env)).toEqual(push('Buildkite', null, 'main'));
    expect(found({ ...env, BUILDKITE_BRANCH: 'main' })).toEqual(push('Buildkite', null, null));
    expect(found({ ...env, BUILDKITE_SOURCE: 'schedule' })).toEqual({ provider: 'Buildkite', kind: 'everything' });
    expect(found({ ...env, BUILDKITE_PULL_REQUEST: '8', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' })).toEqual(request('Buildkite', 'main'));
  });
});

describe('Travis CI', () => {
  const env = { TRAVIS: 'true', TRAVIS_COMMIT: HEAD, TRAVIS_BRANCH: 'main', TRAVIS_EVENT_TYPE: 'push', TRAVIS_COMMIT_RANGE: `${BASE}...${HEAD}` };

  it('push, pull request, cron', () => {
    expect(found(env)).toEqual(push('Travis CI', BASE, null));
    expect(found({ ...env, TRAVIS_EVENT_TYPE: 'pull_request', TRAVIS_COMMIT: MERGE, TRAVIS_PULL_REQUEST: '2', TRAVIS_PULL_REQUEST_SHA: HEAD })).toEqual(request('Travis CI', 'main', { merge: MERGE }));
    expect(found({ ...env, TRAVIS_EVENT_TYPE: 'cron' })).toEqual({ provider: 'Travis CI', kind: 'everything' });
  });
});

describe('whatever runs', () => {
  it('is not recognised by CI=true alone', () => {
    expect(ciRange({ CI: 'true', PATH: '/bin' })).toBeNull();
    expect(ciRange({})).toBeNull();
  });

  it('gives way to a base and a head that a person names', () => {
    expect(found({ TF_BUILD: 'True', BUILD_REASON: 'Manual' }, { base: 'v1', head: 'v2' })).toEqual({ provider: 'Azure Pipelines', event: 'push', base: 'v1', head: 'v2', otherwise: null, trusted: null });
    expect(found({ DRONE: 'true', DRONE_BUILD_EVENT: 'push', DRONE_COMMIT_SHA: HEAD, DRONE_COMMIT_BEFORE: BASE, DRONE_REPO_BRANCH: 'main' }, { base: ZEROS })).toEqual(push('Drone', BASE, 'main'));
  });
});
