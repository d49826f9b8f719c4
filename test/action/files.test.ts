/** Report files, outputs and the comment that a step leaves for later steps; the versions of node it runs on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import type { TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';
import { checkout, found, openPullRequest, read, runStep, server, type PullRequest } from './runner.ts';

let origin: TestRepository;
let request: PullRequest;
let workspace: TestRepository;
beforeAll(() => {
  origin = server();
  origin.commit('Start', { 'a.txt': 'a\n' });
  origin.git('checkout', '--quiet', '-b', 'feature');
  origin.commit('Leak', { 'src/leak.ts': `\nconst token = "${githubToken('new')}";\n`, 'known.ts': `const t = "${githubToken('known')}"; // keysieve:allow github-personal-access-token revoked\n` });
  origin.git('checkout', '--quiet', 'main');
  request = openPullRequest(origin, 'feature');
  workspace = checkout(origin, request.merge);
});

function run(inputs: Readonly<Record<string, string>>, more: Partial<Parameters<typeof runStep>[0]> = {}): ReturnType<typeof runStep> {
  return runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs, ...more });
}

describe('files', () => {
  it('are written where the inputs say, and named in the outputs', async () => {
    const step = await run({ 'sarif-file': 'reports/out.sarif', 'report-file': 'reports/all.json\nreports/page.html' });
    expect(step.outputs).toMatchObject({ 'sarif-file': 'reports/out.sarif', 'report-file': 'reports/all.json\nreports/page.html' });
    const sarif = JSON.parse(read(workspace.root, 'reports/out.sarif')) as { runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[]; partialFingerprints: Record<string, string> }[] }[] };
    // Known findings are left out: code scanning would show them as open.
    expect(sarif.runs.flatMap((each) => each.results).map((result) => result.locations[0]?.physicalLocation)).toMatchObject([{ artifactLocation: { uri: 'src/leak.ts' }, region: { startLine: 2 } }]);
    expect(sarif.runs[0]?.results[0]?.partialFingerprints['primaryLocationLineHash']).toMatch(/^[0-9a-f]+:1$/);
    const json = JSON.parse(read(workspace.root, 'reports/all.json')) as { findings: { status: string }[] };
    expect(json.findings.map((finding) => finding.status).sort()).toEqual(['allowed', 'new']);
    expect(read(workspace.root, 'reports/page.html')).toContain('<html');
  });

  it('take the format of the input where the name does not tell', async () => {
    const step = await run({ 'report-file': 'findings', format: 'csv' });
    expect(step.outputs['report-file']).toBe('findings');
    expect(read(workspace.root, 'findings').split('\r\n')[0]).toContain('fingerprint');
  });

  it('that cannot be written are an error, and no output names them', async () => {
    workspace.write('taken/file', '');
    const step = await run({ 'report-file': 'taken\nother.json', format: 'json', 'fail-on': 'never' });
    expect({ code: step.code, report: step.outputs['report-file'] }).toEqual({ code: 2, report: 'other.json' });
  });

  it('for a comment begin with a mark and hold the summary', async () => {
    const step = await run({});
    const comment = readFileSync(step.outputs['comment-file'] ?? '', 'utf8');
    expect(comment.startsWith('<!-- keysieve -->\n## ❌ 1 secret in the way of this pull request: 1 critical.\n')).toBe(true);
    expect(comment).toContain('src/leak.ts:2:16');
    expect(comment).not.toContain(githubToken('new'));
    expect(comment.length).toBeLessThan(65_536);
  });

  it('of the runner may be missing: outside of Actions nothing but the log is written', async () => {
    const step = await run({}, { env: { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '', RUNNER_TEMP: '' } });
    expect({ code: step.code, found: found(step), outputs: step.outputs, summary: step.summary }).toEqual({ code: 1, found: ['src/leak.ts:2'], outputs: {}, summary: '' });
  });
});

describe('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8')) as {
    runs: { using: string; main: string };
    inputs: Record<string, { description: string; required?: boolean; default?: string }>;
    outputs: Record<string, { description: string }>;
    branding: object;
  };

  it('runs the bundle on node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
    expect(action.branding).toEqual({ icon: 'shield', color: 'green' });
  });

  it('declares every input that is read, with its default, and none that is not', async () => {
    const source = readFileSync('src/action/inputs.ts', 'utf8');
    const inputs = [...source.matchAll(/(?:input|optional)\('([\w-]+)'\)/g)].map((match) => match[1] ?? '');
    expect(Object.keys(action.inputs).sort()).toEqual([...new Set(inputs)].sort());
    for (const [name, input] of Object.entries(action.inputs)) expect({ name, required: input.required ?? false, described: input.description.length > 20 }).toEqual({ name, required: false, described: true });
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, name === 'token' ? '' : (input.default ?? '')]));
    expect((await run(defaults)).code).toBe(1);
  });

  it('declares every output that is written, and none that is not', async () => {
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys((await run({})).outputs).sort());
  });

  it('is explained in full by its document', () => {
    const document = readFileSync('docs/github-action.md', 'utf8');
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) expect(document).toContain(`| \`${name}\` |`);
  });
});

// The lead's CI names a node 24 (npx -y node@24 -p process.execPath); the Action's own runtime.
const node24 = process.env['KEYSIEVE_NODE24'];
describe.runIf(node24 !== undefined && existsSync(node24))('on node 24', () => {
  it('gives the same result', async () => {
    const [here, there] = await Promise.all([run({ 'sarif-file': 'here.sarif' }), run({ 'sarif-file': 'there.sarif' }, { node: node24 ?? '' })]);
    expect({ code: there.code, stderr: there.stderr, found: found(there) }).toEqual({ code: 1, stderr: '', found: found(here) });
    expect({ ...there.outputs, 'sarif-file': '', 'comment-file': '' }).toEqual({ ...here.outputs, 'sarif-file': '', 'comment-file': '' });
    const results = (name: string): unknown => (JSON.parse(readFileSync(join(workspace.root, name), 'utf8')) as { runs: { results: unknown }[] }).runs.map((each) => each.results);
    expect(results('there.sarif')).toEqual(results('here.sarif'));
  });
});
