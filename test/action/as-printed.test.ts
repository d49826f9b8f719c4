/** The workflows of the documents, each step played as printed, on a repository made for it: a pull request check that fails, then passes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TestRepository } from '../support/repository.ts';
import { githubToken } from '../support/secrets.ts';
import { annotations, checkout, openPullRequest, runStep, server, type PullRequest, type Step } from './runner.ts';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[] }>>;
}

/** The first workflow that a document prints. */
function workflowOf(document: string): Workflow {
  const blocks = [...readFileSync(document, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => parse(match[1] ?? '') as Workflow);
  const workflow = blocks.find((block) => 'jobs' in block && 'on' in block);
  if (workflow === undefined) throw new Error(`${document} prints no workflow`);
  return workflow;
}

/** Inputs as the runner hands them over: what the workflow says over the defaults of action.yml; expressions come without a token here. */
function inputsOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default?: string }> };
  const all = Object.entries(inputs).map(([name, input]): [string, string] => [name, String(given[name] ?? input.default ?? '')]);
  return Object.fromEntries(all.map(([name, value]) => [name, value.includes('${{') ? '' : value]));
}

/** Plays a workflow for a pull request. Gives the step of keysieve. */
async function play(workflow: Workflow, origin: TestRepository, request: PullRequest): Promise<Step> {
  expect(Object.keys(workflow.on)).toContain('pull_request');
  let workspace: TestRepository | null = null;
  let step: Step | null = null;
  for (const { uses = '', with: given = {} } of Object.values(workflow.jobs).flatMap((job) => job.steps)) {
    if (uses.startsWith('actions/checkout@')) workspace = checkout(origin, request.merge, { depth: Number(given['fetch-depth'] ?? 1) });
    else if (uses.startsWith('keysieve/keysieve@') && workspace !== null) {
      step = await runStep({ workspace: workspace.root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs: inputsOf(given) });
    } else throw new Error(`the test does not know how to play ${uses}`);
  }
  if (step === null) throw new Error('the workflow does not use keysieve');
  return step;
}

describe.each(['README.md', 'docs/github-action.md'])('the workflow in %s', (document) => {
  it('fails the check of a pull request that adds a token, and passes once the request is made anew without it', async () => {
    const workflow = workflowOf(document);
    const origin = server();
    origin.commit('Start', { 'README.md': 'A shop.\n' });
    origin.git('checkout', '--quiet', '-b', 'deploy');
    origin.commit('Deploy from CI', { 'src/deploy.ts': `const region = 'eu-west-1';\nconst token = '${githubToken('printed')}';\n` });
    const failed = await play(workflow, origin, openPullRequest(origin, 'deploy'));
    expect(failed.code).toBe(1);
    expect(annotations(failed, 'error').map(({ properties }) => [properties['file'], properties['line'], properties['title']])).toEqual([
      ['src/deploy.ts', '2', 'critical: GitHub personal access token (classic) (github-personal-access-token)'],
    ]);
    expect(failed.summary).toContain('1 secret in the way of this pull request');
    expect(failed.stdout + failed.summary).not.toContain(githubToken('printed'));

    // Taking the line out in a further commit is not enough: the first one can still be read.
    origin.commit('Take it out', { 'src/deploy.ts': 'const token = process.env.TOKEN;\n' });
    const still = await play(workflow, origin, openPullRequest(origin, 'deploy'));
    expect(still.code).toBe(1);
    expect(annotations(still, 'error')[0]?.message).toContain('every commit of a pull request can still be read');

    origin.git('reset', '--quiet', '--soft', 'main');
    origin.commit('Deploy from CI');
    const passed = await play(workflow, origin, openPullRequest(origin, 'deploy'));
    expect(passed.code).toBe(0);
    expect(annotations(passed, 'error')).toEqual([]);
  });
});
