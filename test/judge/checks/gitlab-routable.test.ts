import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGitlabRoutable, gitlabChecksum } from '../../../src/judge/checks/gitlab-routable.ts';

const input = (value: string) => ({ value, groups: {}, context: value, contextOffset: 0, now: new Date(0) });

function token(routing: string, random: Uint8Array, version: string): string {
  const payload = Buffer.concat([Buffer.from(routing, 'latin1'), random, Buffer.from([random.length])]).toString('base64url');
  const body = `glpat-${payload}.${version}${payload.length.toString(36).padStart(2, '0')}`;
  return body + gitlabChecksum(body);
}

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const version = fc.constantFrom('', '01.');

describe('routable tokens of GitLab', () => {
  it('pass, and say whose they are', () => {
    fc.assert(
      fc.property(bytes, version, fc.nat(), fc.nat(), (random, form, user, organization) => {
        const value = token(`o:${organization.toString(36)}\nu:${user.toString(36)}`, random, form);
        const facts = { 'gitlab.organization': String(organization), 'gitlab.user': String(user) };
        expect(checkGitlabRoutable(input(value))).toEqual({ outcome: 'passed', reason: 'checksum', facts });
      }),
    );
  });

  it('fail with a wrong checksum', () => {
    fc.assert(
      fc.property(bytes, version, (random, form) => {
        const value = token('o:1', random, form);
        const last = value.endsWith('0') ? '1' : '0';
        expect(checkGitlabRoutable(input(value.slice(0, -1) + last))).toEqual({ outcome: 'failed', reason: 'bad-checksum' });
      }),
    );
  });

  it('leave the older form open', () => {
    expect(checkGitlabRoutable(input(`glpat-${'ab1'.repeat(7).slice(0, 20)}`))).toEqual({ outcome: 'unknown', reason: 'not-routable' });
  });
});
