/** What a range says of secrets that moved, stayed or went away inside it. */
import { describe, expect, it } from 'vitest';

import { keysieveJson } from './support/command.ts';
import { TestRepository } from './support/repository.ts';
import { githubToken } from './support/secrets.ts';

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('');

/** Places of the only finding, as `path:line`, `gone` after those that are not in the last commit. */
async function follow(...commits: readonly Readonly<Record<string, string | null>>[]): Promise<{ state: string | undefined; places: string[]; commits: number[] }> {
  const repository = TestRepository.init();
  const base = repository.commit('Start', { 'other.txt': 'other\n', 'known.txt': 'known\n' });
  const ids = commits.map((files, index) => repository.commit(`Commit ${index}`, files));
  const { report } = await keysieveJson(['range', `${base}..HEAD`], { cwd: repository.root });
  expect(report.findings).toHaveLength(1);
  const [finding] = report.findings;
  return {
    state: finding?.state,
    places: (finding?.places ?? []).map((place) => `${place.path}:${place.startLine}`),
    commits: (finding?.places ?? []).map((place) => ids.indexOf(place.commit?.id ?? '')),
  };
}

describe('a secret in a range', () => {
  const secret = `TOKEN=${githubToken('one')}\n`;

  it('that stays is shown where it is now, with the commit that brought it', async () => {
    expect(await follow({ 'a.txt': secret })).toEqual({ state: 'in-head', places: ['a.txt:1'], commits: [0] });
    expect(await follow({ 'a.txt': secret }, { 'a.txt': `one\ntwo\n${secret}` }, { 'other.txt': 'x\n' })).toEqual({ state: 'in-head', places: ['a.txt:3'], commits: [0] });
  });

  it('that was removed is shown where it was', async () => {
    expect(await follow({ 'a.txt': `one\n${secret}` }, { 'a.txt': null })).toEqual({ state: 'history-only', places: ['a.txt:2'], commits: [0] });
    expect(await follow({ 'a.txt': secret }, { 'a.txt': 'clean\n' })).toEqual({ state: 'history-only', places: ['a.txt:1'], commits: [0] });
  });

  it('that moved with its file is followed: unchanged, changed, twice', async () => {
    expect(await follow({ 'a.txt': `${secret}${LINES}` }, { 'a.txt': null, 'b.txt': `${secret}${LINES}` })).toEqual({ state: 'in-head', places: ['b.txt:1', 'a.txt:1'], commits: [0, 0] });
    expect(await follow({ 'a.txt': `${secret}${LINES}` }, { 'a.txt': null, 'b.txt': `first\n${secret}${LINES}` })).toEqual({ state: 'in-head', places: ['b.txt:2', 'a.txt:1'], commits: [0, 0] });
    expect(await follow({ 'a.txt': `${secret}${LINES}` }, { 'a.txt': null, 'b.txt': `first\n${secret}${LINES}` }, { 'b.txt': null, 'c.txt': `first\n${secret}${LINES}` })).toMatchObject({ state: 'in-head', places: ['c.txt:2', 'a.txt:1'] });
  });

  it('that was copied has both places, and keeps the one that is left', async () => {
    expect(await follow({ 'a.txt': secret }, { 'b.txt': `one\n${secret}` })).toEqual({ state: 'in-head', places: ['a.txt:1', 'b.txt:2'], commits: [0, 1] });
    expect(await follow({ 'a.txt': secret, 'b.txt': `one\n${secret}` }, { 'a.txt': null })).toMatchObject({ state: 'in-head', places: ['b.txt:2', 'a.txt:1'] });
  });

  it('that stands in a commit message stays there', async () => {
    const repository = TestRepository.init();
    const base = repository.commit('Start');
    repository.commit(`Deploy\n\nwith ${githubToken('one')}\n`);
    const { report } = await keysieveJson(['range', `${base}..HEAD`], { cwd: repository.root });
    expect(report.findings).toMatchObject([{ state: 'in-head', places: [{ path: 'commit message', startLine: 3 }] }]);
  });

  it('that is marked in a later commit is allowed by the marker', async () => {
    const repository = TestRepository.init();
    const base = repository.commit('Start');
    repository.commit('Leak', { 'a.txt': secret });
    repository.commit('Mark', { 'a.txt': secret.replace('\n', ' # gitleaks:allow\n') });
    const { code, report } = await keysieveJson(['range', `${base}..HEAD`], { cwd: repository.root });
    expect({ code, status: report.findings.map((finding) => finding.status) }).toEqual({ code: 0, status: ['allowed'] });
  });
});
