/**
 * What a GitHub event asks to be scanned. Pure: the event in, a scope out.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
import { isFullId, isNoCommit, type CommitScope, type Scope } from '../cli/ci/scope.ts';

/** The event that started the workflow. */
export interface GithubEvent {
  /** `pull_request`, `push`, …: GITHUB_EVENT_NAME. */
  readonly name: string;
  /** The parsed file that GITHUB_EVENT_PATH names; anything may stand in it. */
  readonly payload: unknown;
  /** GITHUB_SHA: the commit that is checked out unless the workflow says otherwise. */
  readonly sha: string | null;
}

/** What the inputs ask for. */
export interface EventWishes {
  readonly mode: 'auto' | 'diff' | 'history' | 'dir';
  /** Empty when not given. */
  readonly base: string;
  readonly head: string;
}

/** Finds the scope. Null: the mode asks for commits, and the event names none. */
export function scopeOf(event: GithubEvent, wishes: EventWishes): Scope | null {
  const read = reader(event.payload);
  const trusted = pullRequestBase(read);
  if (wishes.mode === 'dir') return { kind: 'files', what: 'the files that are checked out', trusted };
  if (wishes.mode === 'history') return { kind: 'everything', what: 'the files and the whole history', trusted };
  if (wishes.base !== '' || wishes.head !== '') return askedFor(event, read, wishes);
  const scope = ofEvent(event, read);
  if (scope !== null) return scope;
  return wishes.mode === 'diff' ? null : { kind: 'everything', what: `the files and the whole history (${event.name === '' ? 'no event' : event.name})`, trusted: null };
}

/** What the event itself says; null for events that are about no commits in particular. */
export function ofEvent(event: GithubEvent, read: Reader = reader(event.payload)): Scope | null {
  if (pullRequestBase(read) !== null) return ofPullRequest(event, read);
  if (event.name === 'merge_group') return ofMergeGroup(read);
  if (event.name === 'push') return ofPush(event, read);
  return null;
}

/** Reads a value by its path: `pull_request.base.sha`. */
type Reader = (path: string) => unknown;

function reader(payload: unknown): Reader {
  return (path) => path.split('.').reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined), payload);
}

function textAt(read: Reader, path: string): string {
  const value = read(path);
  return typeof value === 'string' ? value : '';
}

/** An id, or null when there is none or what stands there is none. */
function idAt(read: Reader, path: string): string | null {
  const id = textAt(read, path).toLowerCase();
  return isFullId(id) && !isNoCommit(id) ? id : null;
}

function numberAt(read: Reader, path: string): number | null {
  const value = read(path);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}

/** The base commit of any event about a pull request (review events too). */
function pullRequestBase(read: Reader): string | null {
  return idAt(read, 'pull_request.head.sha') === null ? null : idAt(read, 'pull_request.base.sha');
}

function ofPullRequest(event: GithubEvent, read: Reader): CommitScope {
  const base = idAt(read, 'pull_request.base.sha');
  const number = numberAt(read, 'pull_request.number') ?? numberAt(read, 'number');
  return {
    kind: 'commits',
    event: 'pull-request',
    head: idAt(read, 'pull_request.head.sha') ?? 'HEAD',
    headRefs: number === null ? [] : [`refs/pull/${number}/head`],
    base,
    otherwise: null,
    trusted: base,
    // For pull_request_target GITHUB_SHA is the base branch itself.
    merge: event.name === 'pull_request_target' ? null : event.sha,
    commits: numberAt(read, 'pull_request.commits'),
    what: `the commits of pull request #${number ?? '?'} (${textAt(read, 'pull_request.head.ref')} into ${textAt(read, 'pull_request.base.ref')})`,
  };
}

function ofMergeGroup(read: Reader): CommitScope | null {
  const [base, head] = [idAt(read, 'merge_group.base_sha'), idAt(read, 'merge_group.head_sha')];
  if (base === null || head === null) return null;
  const headRef = textAt(read, 'merge_group.head_ref');
  return {
    kind: 'commits', event: 'pull-request', head, headRefs: headRef.startsWith('refs/') ? [headRef] : [], base, otherwise: null, trusted: base, merge: null, commits: null,
    what: `the commits of the merge group into ${branchOf(textAt(read, 'merge_group.base_ref'))}`,
  };
}

function ofPush(event: GithubEvent, read: Reader): Scope | null {
  const ref = textAt(read, 'ref');
  const after = textAt(read, 'after');
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (read('deleted') === true || (after !== '' && isNoCommit(after))) return { kind: 'nothing', what: `the push deleted ${name}, so there is no commit to scan` };
  const head = idAt(read, 'after') ?? event.sha;
  if (head === null) return null;
  const isTag = ref.startsWith('refs/tags/');
  const before = idAt(read, 'before');
  const defaultBranch = textAt(read, 'repository.default_branch');
  const commits = read('commits');
  return {
    kind: 'commits',
    event: 'push',
    head,
    headRefs: ref.startsWith('refs/') ? [ref] : [],
    base: before,
    // Other branches do not count as known: pushed in one go with this one, each would excuse the other.
    otherwise: defaultBranch === '' || (!isTag && defaultBranch === branchOf(ref)) ? null : defaultBranch,
    trusted: null,
    merge: null,
    commits: Array.isArray(commits) ? commits.length : null,
    what: isTag ? `what the tag ${name} adds` : `what was pushed to ${name}`,
  };
}

/** The inputs `base` and `head`: names that mean the event's own commits mean exactly those. */
function askedFor(event: GithubEvent, read: Reader, wishes: EventWishes): Scope | null {
  const own = ofEvent(event, read);
  if (own !== null && own.kind !== 'commits') return own;
  const start: CommitScope = own ?? {
    kind: 'commits', event: 'push', head: 'HEAD', headRefs: [], base: null, otherwise: textAt(read, 'repository.default_branch') || null, trusted: null, merge: null, commits: null, what: '',
  };
  const isPullRequest = start.event === 'pull-request';
  const headNames = ['', 'HEAD', start.head, ...(isPullRequest ? [branchOf(textAt(read, 'pull_request.head.ref')), event.sha ?? ''] : [branchOf(textAt(read, 'ref')), textAt(read, 'ref')])];
  const baseNames = ['', start.base ?? '', branchOf(textAt(read, 'pull_request.base.ref')), branchOf(textAt(read, 'merge_group.base_ref'))];
  const head = headNames.includes(wishes.head) ? start.head : wishes.head;
  const ownBase = isNoCommit(wishes.base) || (isPullRequest ? baseNames.includes(branchOf(wishes.base)) : wishes.base === '' && wishes.head === '');
  if (ownBase) return { ...start, head, ...(head !== start.head && { commits: null, headRefs: [], what: `the commits of ${head} that ${start.base ?? start.otherwise ?? 'nothing'} does not have` }) };
  // A head alone means all of it, as in the action this one takes the place of.
  if (wishes.base === '') return { ...start, head, base: null, otherwise: null, commits: null, what: `everything that ${wishes.head} reaches` };
  return { ...start, head, base: wishes.base, otherwise: null, commits: null, what: `the commits of ${wishes.head === '' ? 'HEAD' : wishes.head} that ${wishes.base} does not have` };
}
