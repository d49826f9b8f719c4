/**
 * What a CI system's variables say is to be scanned. Pure: variables in, commits out. Each provider's variables are those
 * of its own documentation, named above its function.
 */
import { isFullId, isNoCommit, type CommitScope, type Scope } from './ci/scope.ts';

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What a person may say when the variables do not. */
export interface RangeWishes {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** The branch that others are compared with where the provider does not tell. */
  readonly defaultBranch?: string | undefined;
}

/** A recognised CI system. */
export interface CiRange {
  readonly provider: string;
  readonly scope: Scope;
  /** Reports that the provider picks up, as values of `--output`. */
  readonly reports: readonly string[];
  /** How a checkout gets its history there: words to follow "this checkout lacks history:". */
  readonly wayOut: string;
}

interface Provider {
  readonly name: string;
  readonly isHere: (env: Environment) => boolean;
  readonly scope: (env: Environment, defaultBranch: string | null) => Scope;
  readonly reports: readonly string[];
  readonly wayOut: string;
}

/** Finds the CI system and its range; null when none is recognised. GitHub Actions is the business of src/action/event.ts. */
export function ciRange(env: Environment, wishes: RangeWishes = {}): CiRange | null {
  const provider = PROVIDERS.find((each) => each.isHere(env));
  if (provider === undefined) return null;
  const { name, reports, wayOut } = provider;
  return { provider: name, scope: withWishes(provider.scope(env, wishes.defaultBranch ?? null), wishes), reports, wayOut };
}

/** A base or head that a person names takes the place of what the event says. */
export function withWishes(scope: Scope, wishes: RangeWishes): Scope {
  const { base, head } = wishes;
  if (base === undefined && head === undefined) return scope;
  const event: CommitScope = scope.kind === 'commits' ? scope : { ...EMPTY, head: head ?? 'HEAD' };
  const asked = { ...event, base: base === undefined || isNoCommit(base) ? event.base : base, head: head ?? event.head, commits: null };
  return { ...asked, what: `the commits of ${asked.head} that ${asked.base ?? asked.otherwise ?? 'nothing'} does not have` };
}

const EMPTY: CommitScope = { kind: 'commits', event: 'push', head: 'HEAD', headRefs: [], base: null, otherwise: null, trusted: null, merge: null, commits: null, what: '' };

/** `name` is the request as people call it, `into` its target where `base` does not name one. */
function pullRequest(name: string, base: string, scope: Pick<CommitScope, 'head'> & Partial<CommitScope>, into = base): CommitScope {
  const known = base === '' ? null : base;
  return { ...EMPTY, event: 'pull-request', base: known, trusted: known, what: `the commits of ${name} into ${into}`, ...scope };
}

/** A push to a branch or of a tag. `before` may be zeros or empty; the default branch is compared with nothing. */
function push(ref: { readonly branch?: string | undefined; readonly tag?: string | undefined }, head: string, before: string | undefined, defaultBranch: string | null): CommitScope {
  const base = before === undefined || before === '' || isNoCommit(before) ? null : before;
  const what = given(ref.tag) === undefined ? `what was pushed to ${ref.branch ?? 'the branch'}` : `the tag ${ref.tag}`;
  return { ...EMPTY, head, base, otherwise: defaultBranch !== null && defaultBranch !== ref.branch ? defaultBranch : null, what };
}

function everything(what: string): Scope {
  return { kind: 'everything', what: `the whole history (${what})`, trusted: null };
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

/** `a..b` or `a...b`, as a value or at the end of a compare page's address: its first side. */
function rangeStart(text: string | undefined): string | undefined {
  const start = /([^/.]+)\.{2,3}[^/.]+$/.exec(text ?? '')?.[1];
  return start !== undefined && /^[0-9a-f]{7,64}$/.test(start) ? start : undefined;
}

const PROVIDERS: readonly Provider[] = [
  {
    name: 'GitLab CI',
    isHere: (env) => env['GITLAB_CI'] === 'true',
    scope: gitlab,
    reports: ['gitlab=gl-secret-detection-report.json', 'codequality=gl-code-quality-report.json'],
    wayOut: 'set the variable GIT_DEPTH: 0 for the job',
  },
  {
    name: 'Azure Pipelines',
    isHere: (env) => env['TF_BUILD']?.toLowerCase() === 'true',
    scope: azure,
    reports: ['sarif=CodeAnalysisLogs/keysieve.sarif'],
    wayOut: 'add "- checkout: self" with "fetchDepth: 0" to the steps',
  },
  {
    name: 'CircleCI',
    isHere: (env) => env['CIRCLECI'] === 'true',
    scope: circle,
    reports: ['junit=test-results/keysieve/results.xml'],
    wayOut: 'use the checkout step with "method: full"',
  },
  {
    name: 'Bitbucket Pipelines',
    isHere: (env) => given(env['BITBUCKET_BUILD_NUMBER']) !== undefined,
    scope: bitbucket,
    reports: ['junit=test-results/keysieve.xml'],
    wayOut: 'add "clone: depth: full" to the step',
  },
  {
    name: 'Drone',
    isHere: (env) => env['DRONE'] === 'true',
    scope: drone,
    reports: [],
    wayOut: 'leave "clone: depth:" out of the pipeline',
  },
  {
    name: 'Buildkite',
    isHere: (env) => env['BUILDKITE'] === 'true',
    scope: buildkite,
    reports: ['markdown=keysieve.md'],
    wayOut: 'take --depth out of BUILDKITE_GIT_CLONE_FLAGS',
  },
  {
    name: 'Travis CI',
    isHere: (env) => env['TRAVIS'] === 'true',
    scope: travis,
    reports: [],
    wayOut: 'set "git: depth: false"',
  },
  {
    name: 'Jenkins',
    isHere: (env) => given(env['JENKINS_URL']) !== undefined,
    scope: jenkins,
    reports: ['junit=keysieve-junit.xml'],
    wayOut: 'switch "shallow clone" off in the branch source or the checkout step',
  },
];

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function gitlab(env: Environment): Scope {
  const sha = env['CI_COMMIT_SHA'] ?? 'HEAD';
  const request = given(env['CI_MERGE_REQUEST_IID']);
  if (request !== undefined) {
    const target = env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'] ?? '';
    // Both are empty outside of pipelines for merged results, where CI_COMMIT_SHA is GitLab's own merge.
    const source = given(env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA']);
    const base = given(env['CI_MERGE_REQUEST_TARGET_BRANCH_SHA']) ?? given(env['CI_MERGE_REQUEST_DIFF_BASE_SHA']) ?? target;
    return pullRequest(`merge request !${request}`, base, { head: source ?? sha, headRefs: [`refs/merge-requests/${request}/head`], merge: source === undefined ? null : sha }, target);
  }
  if (['schedule', 'web', 'api', 'trigger', 'pipeline', 'chat'].includes(env['CI_PIPELINE_SOURCE'] ?? '')) return everything(`a pipeline by ${env['CI_PIPELINE_SOURCE']}`);
  return push({ branch: env['CI_COMMIT_BRANCH'], tag: env['CI_COMMIT_TAG'] }, sha, env['CI_COMMIT_BEFORE_SHA'], given(env['CI_DEFAULT_BRANCH']) ?? null);
}

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
function azure(env: Environment, defaultBranch: string | null): Scope {
  const reason = env['BUILD_REASON'] ?? '';
  const version = env['BUILD_SOURCEVERSION'] ?? 'HEAD';
  if (reason === 'PullRequest') {
    const target = (env['SYSTEM_PULLREQUEST_TARGETBRANCH'] ?? '').replace(/^refs\/heads\//, '');
    const number = given(env['SYSTEM_PULLREQUEST_PULLREQUESTNUMBER']) ?? given(env['SYSTEM_PULLREQUEST_PULLREQUESTID']);
    return pullRequest(`pull request ${number ?? ''}`.trimEnd(), target, { head: given(env['SYSTEM_PULLREQUEST_SOURCECOMMITID']) ?? version, headRefs: number === undefined ? [] : [`refs/pull/${number}/merge`], merge: version });
  }
  if (reason !== 'IndividualCI' && reason !== 'BatchedCI') return everything(`a build by ${reason === '' ? 'hand' : reason}`);
  const ref = env['BUILD_SOURCEBRANCH'] ?? '';
  // Azure does not say what was there before the push.
  return push({ branch: ref.replace(/^refs\/heads\//, ''), tag: /^refs\/tags\/(.+)/.exec(ref)?.[1] }, version, undefined, defaultBranch);
}

/** https://circleci.com/docs/variables/ ; the base of a push is a pipeline value and has to be handed on. */
function circle(env: Environment, defaultBranch: string | null): Scope {
  const head = env['CIRCLE_SHA1'] ?? 'HEAD';
  const base = rangeStart(env['CIRCLE_RANGE']) ?? rangeStart(env['CIRCLE_COMPARE_URL']);
  const scope = push({ branch: env['CIRCLE_BRANCH'], tag: env['CIRCLE_TAG'] }, head, base, defaultBranch);
  if (given(env['CIRCLE_PULL_REQUEST']) === undefined) return scope;
  return { ...scope, event: 'pull-request', trusted: scope.base ?? scope.otherwise, what: 'the commits of the pull request' };
}

/** https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
function bitbucket(env: Environment, defaultBranch: string | null): Scope {
  const head = env['BITBUCKET_COMMIT'] ?? 'HEAD';
  const target = given(env['BITBUCKET_PR_DESTINATION_BRANCH']);
  // BITBUCKET_PR_DESTINATION_COMMIT is cut short, and a short id cannot be fetched.
  if (target !== undefined) return pullRequest(`pull request #${env['BITBUCKET_PR_ID']}`, target, { head });
  return push({ branch: env['BITBUCKET_BRANCH'], tag: env['BITBUCKET_TAG'] }, head, undefined, defaultBranch);
}

/** https://docs.drone.io/pipeline/environment/reference/ */
function drone(env: Environment): Scope {
  const event = env['DRONE_BUILD_EVENT'] ?? '';
  const head = given(env['DRONE_COMMIT_SHA']) ?? 'HEAD';
  if (event === 'pull_request') {
    const number = given(env['DRONE_PULL_REQUEST']);
    return pullRequest(`pull request #${number}`, env['DRONE_TARGET_BRANCH'] ?? '', { head, headRefs: number === undefined ? [] : [`refs/pull/${number}/head`] });
  }
  if (event !== 'push' && event !== 'tag') return everything(`a build by ${event}`);
  return push({ branch: env['DRONE_BRANCH'], tag: env['DRONE_TAG'] }, head, env['DRONE_COMMIT_BEFORE'], given(env['DRONE_REPO_BRANCH']) ?? null);
}

/** https://buildkite.com/docs/pipelines/configure/environment-variables */
function buildkite(env: Environment): Scope {
  const head = given(env['BUILDKITE_COMMIT']) ?? 'HEAD';
  const request = given(env['BUILDKITE_PULL_REQUEST']);
  if (request !== undefined && request !== 'false') return pullRequest(`pull request #${request}`, env['BUILDKITE_PULL_REQUEST_BASE_BRANCH'] ?? '', { head, headRefs: [`refs/pull/${request}/head`] });
  if (env['BUILDKITE_SOURCE'] === 'schedule') return everything('a scheduled build');
  return push({ branch: env['BUILDKITE_BRANCH'], tag: env['BUILDKITE_TAG'] }, head, undefined, given(env['BUILDKITE_PIPELINE_DEFAULT_BRANCH']) ?? null);
}

/** https://docs.travis-ci.com/user/environment-variables/ */
function travis(env: Environment, defaultBranch: string | null): Scope {
  const commit = given(env['TRAVIS_COMMIT']) ?? 'HEAD';
  const event = env['TRAVIS_EVENT_TYPE'] ?? 'push';
  if (event === 'pull_request') return pullRequest(`pull request #${env['TRAVIS_PULL_REQUEST']}`, env['TRAVIS_BRANCH'] ?? '', { head: given(env['TRAVIS_PULL_REQUEST_SHA']) ?? commit, merge: isFullId(commit) ? commit : null });
  if (event !== 'push') return everything(`a build by ${event}`);
  return push({ branch: env['TRAVIS_BRANCH'], tag: env['TRAVIS_TAG'] }, commit, rangeStart(env['TRAVIS_COMMIT_RANGE']), defaultBranch);
}

/** https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables and the Git plugin's GIT_ variables. */
function jenkins(env: Environment, defaultBranch: string | null): Scope {
  const head = given(env['GIT_COMMIT']) ?? 'HEAD';
  const target = given(env['CHANGE_TARGET']);
  if (target !== undefined) return pullRequest(`change ${env['CHANGE_ID']}`, target, { head });
  // Since the last build that was in order: what a red build found is not forgotten by the next one.
  const before = given(env['GIT_PREVIOUS_SUCCESSFUL_COMMIT']) ?? given(env['GIT_PREVIOUS_COMMIT']);
  return push({ branch: given(env['BRANCH_NAME']) ?? env['GIT_BRANCH']?.replace(/^origin\//, ''), tag: env['TAG_NAME'] }, head, before, defaultBranch);
}
