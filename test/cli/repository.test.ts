/** The main job on real repositories: what is found, where it is said to be, and how each scan ends. */
import { describe, expect, it } from 'vitest';
import { keysieve, keysieveJson, type JsonReport } from '../support/command.ts';
import { TestRepository } from '../support/repository.ts';
import { githubToken, privateKey, stripeKey } from '../support/secrets.ts';

const scan = (repository: TestRepository, ...words: readonly string[]): ReturnType<typeof keysieveJson> => keysieveJson(['scan', ...words], { cwd: repository.root });
const found = (report: JsonReport): [rule: string, state: string, paths: string[]][] =>
  report.findings.map((finding) => [finding.rule, finding.state, finding.places.map((place) => place.path)]);

describe('scan of a repository', () => {
  it('finds what is there, what was there, and what never left the history', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'old.env': `TOKEN=${githubToken('old')}\n`, 'kept.ts': `const key = "${stripeKey('kept')}";\n` });
    repository.commit('Remove the token', { 'old.env': null });
    repository.write('new.txt', `TOKEN=${githubToken('new')}\n`);
    const { code, report } = await scan(repository);
    expect(code).toBe(1);
    expect(found(report).sort()).toEqual([
      ['github-personal-access-token', 'history-only', ['old.env']],
      ['github-personal-access-token', 'worktree', ['new.txt']],
      ['stripe-secret-key', 'in-head', ['kept.ts']],
    ]);
    expect(report.summary.complete).toBe(true);
  });

  it('reports a secret once, with the commit that brought it and the one that removed it', async () => {
    const repository = TestRepository.init();
    const token = githubToken();
    const first = repository.commit('Bring it', { 'a.txt': `one\nTOKEN=${token}\n` });
    repository.commit('Change the file', { 'a.txt': `one\ntwo\nTOKEN=${token}\n` });
    repository.commit('Copy it', { 'b.txt': `TOKEN=${token}\n` });
    const removal = repository.commit('Remove it', { 'a.txt': 'one\n', 'b.txt': null });
    const { report } = await scan(repository);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.places).toMatchObject([
      { path: 'a.txt', startLine: 2, commit: { id: first } },
      { path: 'b.txt', startLine: 1 },
    ]);
    expect(JSON.stringify(report.findings[0])).toContain(removal);
  });

  it('reads merges, stashes, notes, commit messages and annotated tags', async () => {
    const repository = TestRepository.init();
    repository.commit(`Start\n\nDeployed with ${githubToken('message')}\n`, { 'a.txt': 'a\n' });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit('Side', { 'side.txt': 's\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit('Main', { 'main.txt': 'm\n' });
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    repository.commit('Merge', { 'merged.txt': `TOKEN=${githubToken('merge')}\n` });
    repository.commit('Undo', { 'merged.txt': null });
    repository.git('notes', 'add', '-m', `note ${githubToken('note')}`);
    repository.tag('v1', `release with ${githubToken('tag')}`);
    repository.write('a.txt', `TOKEN=${githubToken('stash')}\n`);
    repository.stash();
    const { code, report } = await scan(repository);
    expect(code).toBe(1);
    const places = report.findings.flatMap((finding) => finding.places.map((place) => place.path));
    expect(report.findings).toHaveLength(5);
    expect(places).toEqual(expect.arrayContaining(['merged.txt', 'a.txt']));
    expect(report.findings.map((finding) => finding.state)).not.toContain('dangling');
  });

  it('shows no value that stands in a commit subject or a file name, in any format', async () => {
    const repository = TestRepository.init();
    const token = githubToken();
    const other = githubToken('other');
    repository.commit(`Use ${token}`, { 'a.txt': `TOKEN=${other}\n`, [`backup-${token}.txt`]: `TOKEN=${token}\n` });
    for (const format of ['pretty', 'compact', 'json', 'sarif', 'markdown', 'html', 'csv', 'gitlab']) {
      const { code, stdout } = await keysieve(['scan', '--format', format], { cwd: repository.root });
      expect(code).toBe(1);
      expect(stdout).not.toContain(token.slice(6));
      expect(stdout).not.toContain(other.slice(6));
    }
  });

  it('keeps to the working tree with --no-history and to the history with --history-only', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'old.txt': `TOKEN=${githubToken('old')}\n` });
    repository.commit('Remove', { 'old.txt': null });
    repository.write('new.txt', `TOKEN=${githubToken('new')}\n`);
    expect(found((await scan(repository, '--no-history')).report)).toEqual([['github-personal-access-token', 'worktree', ['new.txt']]]);
    expect(found((await scan(repository, '--history-only')).report)).toEqual([['github-personal-access-token', 'history-only', ['old.txt']]]);
  });

  it('shows what a rebase left behind, and does not fail for it', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'a.txt': 'a\n' });
    repository.commit('Leak', { 'b.txt': `TOKEN=${githubToken()}\n` });
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('reflog', 'expire', '--expire=now', '--all');
    const { code, report } = await scan(repository);
    expect({ code, states: report.findings.map((finding) => finding.state) }).toEqual({ code: 0, states: ['dangling'] });
  });

  it('says that a shallow clone is incomplete, and how to complete it', async () => {
    const repository = TestRepository.init();
    repository.commit('Leak', { 'a.txt': `TOKEN=${githubToken()}\n` });
    repository.commit('Remove', { 'a.txt': 'a\n' });
    const { code, report } = await scan(repository.clone('--depth=1'));
    expect(code).toBe(3);
    expect(report.summary.skipped).toMatchObject([{ reason: 'shallow' }]);
    expect(report.summary.skipped[0]?.detail).toContain('git fetch --unshallow');
  });

  it('is content with an empty repository, a bare one, a linked worktree and a subdirectory', async () => {
    expect((await scan(TestRepository.init())).code).toBe(0);
    const repository = TestRepository.init();
    repository.commit('Leak', { 'src/a.txt': `TOKEN=${githubToken()}\n` });
    expect(found((await scan(repository.clone('--bare'))).report)).toEqual([['github-personal-access-token', 'in-head', ['src/a.txt']]]);
    repository.git('worktree', 'add', '--quiet', `${repository.root}/linked`, '-b', 'other');
    expect(found((await keysieveJson(['scan'], { cwd: `${repository.root}/linked` })).report)).toEqual([['github-personal-access-token', 'in-head', ['src/a.txt']]]);
    expect(found((await keysieveJson(['scan'], { cwd: `${repository.root}/src` })).report)).toEqual([['github-personal-access-token', 'in-head', ['src/a.txt']]]);
  });

  it('gives the same answer every time', async () => {
    const repository = TestRepository.init();
    for (let i = 0; i < 5; i += 1) repository.commit(`Commit ${i}`, { [`f${i}.txt`]: `TOKEN=${githubToken(`${i}`)}\n${privateKey(`${i}`)}\n` });
    const reports = await Promise.all([1, 2, 3].map(() => scan(repository)));
    const [first] = reports;
    expect(first?.report.findings).toHaveLength(10);
    for (const { report } of reports) expect(report.findings).toEqual(first?.report.findings);
  });

  it('finds a secret in an output whose cell was deleted, and names cell and output', async () => {
    const repository = TestRepository.init();
    const token = githubToken();
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: 'code', metadata: {}, execution_count: 1, source: ['show()'], outputs: [{ output_type: 'stream', name: 'stdout', text: ['ready\n', `key ${token}\n`] }] }] };
    repository.commit('Notebook', { 'a.ipynb': JSON.stringify(notebook, null, 1) });
    const { report } = await scan(repository);
    expect(report.findings[0]?.places).toMatchObject([{ path: 'a.ipynb', inner: ['cell 1', 'output 1 (stream)', 'line 2'] }]);
  });
});

describe('allowing', () => {
  it('by configuration, inline marker and baseline is listed with its reason', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', {
      'keysieve.yaml': 'allow:\n  - paths: [docs/**]\n    reason: examples of our own\n  - paths: [nowhere/**]\n    reason: was here once\n',
      'docs/a.md': `TOKEN=${githubToken('docs')}\n`,
      'src/b.ts': `const t = "${githubToken('inline')}"; // keysieve:allow github-personal-access-token revoked in May\n`,
    });
    const { code, report } = await scan(repository);
    expect({ code, findings: report.summary.findings }).toMatchObject({ code: 0, findings: { new: 0, allowed: 2 } });
    expect(report.findings.map((finding) => finding.status)).toEqual(['allowed', 'allowed']);
    expect(report.summary.notes?.join('\n')).toContain('keysieve.yaml:4');

    repository.commit('Leak', { 'c.txt': `TOKEN=${githubToken('known')}\n` });
    expect((await keysieve(['baseline', 'create'], { cwd: repository.root })).code).toBe(0);
    const later = await scan(repository);
    expect({ code: later.code, findings: later.report.summary.findings }).toMatchObject({ code: 0, findings: { new: 0, baselined: 1 } });
  });
});

describe('staged', () => {
  it('reports what the index adds, not what HEAD or the working tree holds', async () => {
    const repository = TestRepository.init();
    repository.commit('Start', { 'old.txt': `TOKEN=${githubToken('old')}\n` });
    repository.write('old.txt', `first\nTOKEN=${githubToken('old')}\n`);
    repository.write('staged.txt', `TOKEN=${githubToken('staged')}\n`);
    repository.git('add', '--all');
    repository.write('staged.txt', 'clean again\n');
    repository.write('unstaged.txt', `TOKEN=${githubToken('unstaged')}\n`);
    const { code, report } = await keysieveJson(['staged'], { cwd: repository.root });
    expect(code).toBe(1);
    expect(found(report)).toEqual([['github-personal-access-token', 'staged', ['staged.txt']]]);
  });

  it('works before the first commit and says when nothing is staged', async () => {
    const repository = TestRepository.init();
    expect((await keysieveJson(['staged'], { cwd: repository.root })).code).toBe(0);
    repository.write('a.txt', `TOKEN=${githubToken()}\n`);
    repository.git('add', '--all');
    expect((await keysieveJson(['staged'], { cwd: repository.root })).code).toBe(1);
    expect((await keysieve(['staged'], { cwd: '/' })).code).toBe(2);
  });
});

describe('range', () => {
  it('finds what was added and removed again inside the range, and nothing from before it', async () => {
    const repository = TestRepository.init();
    const base = repository.commit('Start', { 'a.txt': `TOKEN=${githubToken('before')}\n` });
    const leak = repository.commit('Leak', { 'a.txt': `first\nTOKEN=${githubToken('before')}\nTOKEN=${githubToken('inside')}\n` });
    repository.commit('Remove', { 'a.txt': 'a\n' });
    const { code, report } = await keysieveJson(['range', `${base}..HEAD`], { cwd: repository.root });
    expect(code).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.places).toMatchObject([{ path: 'a.txt', startLine: 3, commit: { id: leak } }]);
    expect((await keysieveJson(['range', 'HEAD..HEAD'], { cwd: repository.root })).code).toBe(0);
    expect((await keysieve(['range', 'nowhere..HEAD'], { cwd: repository.root })).code).toBe(3);
    expect((await keysieve(['range', 'HEAD'], { cwd: repository.root })).code).toBe(2);
  });
});

describe('hook pre-push', () => {
  it('scans what the remote does not have', async () => {
    const origin = TestRepository.init();
    origin.commit('Start', { 'a.txt': `TOKEN=${githubToken('known')}\n` });
    const clone = origin.clone();
    const zero = '0'.repeat(40);
    const push = (remoteId: string): ReturnType<typeof keysieve> =>
      keysieve(['hook', 'pre-push', 'origin', 'file:///x', '--format', 'json'], { cwd: clone.root, input: `refs/heads/b ${clone.git('rev-parse', 'HEAD')} refs/heads/b ${remoteId}\n` });
    expect((await push(zero)).code).toBe(0);
    clone.commit('Leak', { 'b.txt': `TOKEN=${githubToken('new')}\n` });
    clone.commit('Remove', { 'b.txt': null });
    const { code, stdout } = await push(zero);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as JsonReport).findings).toHaveLength(1);
    expect((await keysieve(['hook', 'pre-push', 'origin', 'x'], { cwd: clone.root, input: `(delete) ${zero} refs/heads/b ${clone.git('rev-parse', 'HEAD')}\n` })).code).toBe(0);
  });
});
