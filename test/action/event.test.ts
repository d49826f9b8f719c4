/** From events to scopes, without any repository. */
import { describe, expect, it } from 'vitest';

import { scopeOf, type EventWishes } from '../../src/action/event.ts';
import type { Scope } from '../../src/cli/ci/scope.ts';

const id = (digit: string): string => digit.repeat(40);
const ZEROS = id('0');
const auto: EventWishes = { mode: 'auto', base: '', head: '' };

function scope(name: string, payload: unknown, wishes: Partial<EventWishes> = {}, sha: string | null = id('f')): Scope | null {
  return scopeOf({ name, payload, sha }, { ...auto, ...wishes });
}

const pullRequest = {
  number: 5, repository: { default_branch: 'main' },
  pull_request: { number: 5, commits: 3, base: { ref: 'main', sha: id('a') }, head: { ref: 'feature', sha: id('b') } },
};
const push = { ref: 'refs/heads/feature', before: id('c'), after: id('d'), commits: [{}, {}], repository: { default_branch: 'main' } };

describe('an event', () => {
  it('about a pull request names its commits, the trusted base and GitHub\'s merge', () => {
    const expected = { kind: 'commits', event: 'pull-request', base: id('a'), head: id('b'), headRefs: ['refs/pull/5/head'], otherwise: null, trusted: id('a'), merge: id('f'), commits: 3, what: 'the commits of pull request #5 (feature into main)' };
    for (const name of ['pull_request', 'pull_request_review', 'pull_request_review_comment']) expect(scope(name, pullRequest)).toEqual(expected);
    expect(scope('pull_request_target', pullRequest)).toEqual({ ...expected, merge: null });
  });

  it('of a push names what was before and after, and the branch to compare with when nothing was', () => {
    const expected = { kind: 'commits', event: 'push', base: id('c'), head: id('d'), headRefs: ['refs/heads/feature'], otherwise: 'main', trusted: null, merge: null, commits: 2, what: 'what was pushed to feature' };
    expect(scope('push', push)).toEqual(expected);
    expect(scope('push', { ...push, before: ZEROS })).toEqual({ ...expected, base: null });
    expect(scope('push', { ...push, ref: 'refs/heads/main', before: ZEROS })).toMatchObject({ base: null, otherwise: null });
    expect(scope('push', { ...push, ref: 'refs/tags/main', before: ZEROS })).toMatchObject({ base: null, otherwise: 'main', what: 'what the tag main adds' });
    expect(scope('push', { ...push, after: ZEROS, deleted: true })).toEqual({ kind: 'nothing', what: 'the push deleted feature, so there is no commit to scan' });
  });

  it('of any other kind, or without a sensible payload, is a whole scan', () => {
    for (const name of ['schedule', 'workflow_dispatch', 'release', 'workflow_run', 'repository_dispatch', '']) expect(scope(name, {})).toMatchObject({ kind: 'everything', trusted: null });
    const nonsense: unknown[] = [null, 7, 'text', [], { pull_request: null }, { pull_request: { base: { sha: 'main; rm -rf /' }, head: { sha: id('b') } } }, { pull_request: { base: [], head: {} } }];
    for (const payload of nonsense) expect(scope('pull_request', payload)?.kind).toBe('everything');
    expect(scope('merge_group', { merge_group: { base_sha: '-x', head_sha: id('b') } })?.kind).toBe('everything');
    expect(scope('push', null)).toMatchObject({ kind: 'commits', head: id('f'), base: null });
    expect(scope('push', null, {}, null)?.kind).toBe('everything');
  });
});

describe('the mode', () => {
  it('decides over the event, and keeps the base of a pull request as the trusted one', () => {
    expect(scope('pull_request', pullRequest, { mode: 'history' })).toMatchObject({ kind: 'everything', trusted: id('a') });
    expect(scope('pull_request', pullRequest, { mode: 'dir' })).toMatchObject({ kind: 'files', trusted: id('a') });
    expect(scope('push', push, { mode: 'dir' })).toMatchObject({ kind: 'files', trusted: null });
    expect(scope('push', push, { mode: 'diff' })).toMatchObject({ kind: 'commits' });
    expect(scope('schedule', {}, { mode: 'diff' })).toBeNull();
    expect(scope('schedule', { repository: { default_branch: 'main' } }, { mode: 'diff', base: 'v1' })).toMatchObject({ kind: 'commits', base: 'v1', head: 'HEAD' });
  });
});

describe('the inputs base and head', () => {
  it('that mean a pull request\'s own commits by whatever name mean exactly those', () => {
    for (const base of ['main', 'refs/heads/main', id('a')]) {
      for (const head of ['', 'HEAD', 'feature', id('b'), id('f')]) expect(scope('pull_request', pullRequest, { base, head })).toMatchObject({ base: id('a'), head: id('b'), headRefs: ['refs/pull/5/head'], merge: id('f') });
    }
    expect(scope('pull_request', pullRequest, { head: 'HEAD' })).toMatchObject({ base: id('a'), head: id('b') });
  });

  it('may name others; the trusted base stays', () => {
    expect(scope('pull_request', pullRequest, { base: 'develop', head: 'HEAD' })).toMatchObject({ base: 'develop', head: id('b'), trusted: id('a'), commits: null });
    expect(scope('pull_request', pullRequest, { base: 'main', head: 'elsewhere' })).toMatchObject({ base: id('a'), head: 'elsewhere', headRefs: [], trusted: id('a') });
  });

  it('on a push: a name for the base, zeros for none, a head alone for all of it', () => {
    expect(scope('push', push, { base: 'main', head: 'HEAD' })).toMatchObject({ base: 'main', head: id('d'), otherwise: null });
    expect(scope('push', push, { base: ZEROS, head: 'feature' })).toMatchObject({ base: id('c'), head: id('d') });
    expect(scope('push', { ...push, before: ZEROS }, { base: ZEROS })).toMatchObject({ base: null, otherwise: 'main' });
    expect(scope('push', push, { head: 'feature' })).toMatchObject({ base: null, head: id('d'), otherwise: null, what: 'everything that feature reaches' });
    expect(scope('push', { ...push, after: ZEROS }, { base: 'main' })?.kind).toBe('nothing');
  });
});
