/** Whose rules hold for a pull request, and what its reviewer is told about the exceptions it adds. */
import { beforeAll, describe, expect, it } from 'vitest';

import type { TestRepository } from '../support/repository.ts';
import { githubToken, stripeKey } from '../support/secrets.ts';
import { annotations, checkout, found, openPullRequest, runStep, server, type PullRequest, type Step } from './runner.ts';

const RULE = 'github-personal-access-token';

/** A repository with a pull request that makes these changes. */
function requestWith(base: Readonly<Record<string, string>>, ...commits: readonly Readonly<Record<string, string | null>>[]): { origin: TestRepository; request: PullRequest } {
  const origin = server();
  origin.commit('Start', { 'a.txt': 'a\n', ...base });
  origin.git('checkout', '--quiet', '-b', 'feature');
  for (const files of commits) origin.commit('Change', files);
  origin.git('checkout', '--quiet', 'main');
  return { origin, request: openPullRequest(origin, 'feature') };
}

function run({ origin, request }: { origin: TestRepository; request: PullRequest }, inputs: Readonly<Record<string, string>> = {}): Promise<Step> {
  return runStep({ workspace: checkout(origin, request.merge).root, event: 'pull_request', payload: request.payload, sha: request.merge, inputs });
}

const reviewed = (step: Step): string[] => annotations(step, 'notice').map((each) => each.message);
const leak = `TOKEN=${githubToken('leak')}\n`;

describe('a pull request that excepts its own leak', () => {
  let scene: ReturnType<typeof requestWith>;
  beforeAll(() => {
    scene = requestWith(
      { 'keysieve.yaml': 'allow:\n  - paths: [docs/**]\n    reason: our own examples\n' },
      {
        'leak.txt': leak,
        'src/pay.ts': `const key = "${stripeKey('pay')}";\n`,
        'keysieve.yaml': 'fail-on: never\nexclude: ["src/**"]\nallow:\n  - paths: [docs/**]\n    reason: our own examples\n  - paths: [leak.txt]\n    reason: trust me\n  - values: ["abc"]\n    reason: and me\nrules:\n  disable: [stripe-*]\n',
        '.gitleaksignore': 'leak.txt:generic:1\n',
      },
    );
  });

  it('is judged by the configuration and ignore files of the commit it is to be merged into', async () => {
    const step = await run(scene);
    expect({ code: step.code, found: found(step).sort() }).toEqual({ code: 1, found: ['leak.txt:1', 'src/pay.ts:1'] });
    expect(step.stdout).toContain(`Configuration, baselines and ignore files: those of ${scene.request.base}`);
  });

  it('is shown to its reviewer, with what the exceptions would hide', async () => {
    const step = await run(scene);
    expect(reviewed(step)).toEqual([
      `keysieve.yaml:6: allows paths leak.txt: trust me; would hide critical ${RULE} once it is merged`,
      'keysieve.yaml:8: allows 1 value pattern: and me',
      'keysieve.yaml:2: excludes src/** from scanning',
      'keysieve.yaml:11: switches off the rules stripe-*',
      'keysieve.yaml:1: sets fail-on to never',
      '.gitleaksignore:1: records as known: leak.txt:generic:1',
    ]);
    expect(annotations(step, 'notice')[0]?.properties).toMatchObject({ file: 'keysieve.yaml', line: '6', title: 'keysieve: exception to review' });
    expect(step.summary).toContain('### Exceptions that this pull request adds');
    expect(step.summary).toContain(`| \`keysieve.yaml:6\` | allows paths leak.txt: trust me | would hide critical ${RULE} once it is merged |`);
  });

  it('has its way where every author is trusted', async () => {
    const step = await run(scene, { 'policy-from': 'checkout' });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 0, found: [] });
    expect(reviewed(step)).toEqual([]);
  });

  it('cannot bring the configuration or baseline that the inputs name either', async () => {
    const named = requestWith({}, { 'leak.txt': leak, 'ci/keysieve.yaml': 'fail-on: never\n', 'known.json': '{"version":1,"findings":[]}\n' });
    const config = await run(named, { config: 'ci/keysieve.yaml' });
    expect(config.code).toBe(2);
    expect(annotations(config, 'error')[0]?.message).toContain('ci/keysieve.yaml is new in this pull request, and policy is read from the commit it is to be merged into');
    const baseline = await run(named, { baseline: 'known.json' });
    expect({ code: baseline.code, message: annotations(baseline, 'error')[0]?.message }).toMatchObject({ code: 2, message: expect.stringContaining('known.json is new in this pull request') as string });
  });
});

describe('the policy of a pull request', () => {
  it('may lie beside the repository, where the workflow put it, and named files are read from the base', async () => {
    const scene = requestWith({ 'ci/known.yaml': 'fail-on: never\n' }, { 'leak.txt': leak, 'ci/known.yaml': 'fail-on: any\n' });
    const workspace = checkout(scene.origin, scene.request.merge);
    workspace.write('.policy/keysieve.yaml', `allow:\n  - rules: [${RULE}]\n    reason: the organisation says so\n`);
    const shared = await runStep({ workspace: workspace.root, event: 'pull_request', payload: scene.request.payload, sha: scene.request.merge, inputs: { config: '.policy/keysieve.yaml' } });
    expect({ code: shared.code, outputs: shared.outputs }).toMatchObject({ code: 0, outputs: { findings: '1', 'new-findings': '0' } });
    const named = await run(scene, { config: 'ci/known.yaml' });
    expect({ code: named.code, new: named.outputs['new-findings'] }).toEqual({ code: 0, new: '1' });
    expect(reviewed(named)).toEqual(['ci/known.yaml:1: sets fail-on to info/low']);
  });

  it('that it breaks fails the check before it fails every later one', async () => {
    const step = await run(requestWith({}, { 'keysieve.yaml': 'allow: [{ paths: [a], resaon: typo }]\n' }));
    expect(step.code).toBe(2);
    expect(annotations(step, 'error')[0]?.properties['title']).toBe('keysieve: this pull request breaks the policy');
    expect(annotations(step, 'error')[0]?.message).toContain('keysieve.yaml:1:');
    expect(step.summary).toContain('**Scans will fail once this is merged:**');
  });

  it('that was broken before stops the scan', async () => {
    const step = await run(requestWith({ 'keysieve.yaml': 'fail-on: hihg\n' }, { 'leak.txt': leak }));
    expect({ code: step.code, message: annotations(step, 'error')[0]?.message }).toMatchObject({ code: 2, message: expect.stringContaining('keysieve.yaml:1:10') as string });
  });

  it('follows no link out of the repository', async () => {
    const origin = server();
    origin.link('keysieve.yaml', '/etc/passwd');
    origin.commit('Start');
    origin.git('checkout', '--quiet', '-b', 'feature');
    origin.commit('Leak', { 'leak.txt': leak });
    origin.git('checkout', '--quiet', 'main');
    const step = await run({ origin, request: openPullRequest(origin, 'feature') });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 1, found: ['leak.txt:1'] });
    expect(step.stdout + step.summary).not.toContain('root:');
  });

  it('of a mode other than diff comes from the base as well', async () => {
    const scene = requestWith({}, { 'leak.txt': leak, 'keysieve.yaml': 'fail-on: never\n' });
    const step = await run(scene, { mode: 'dir' });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 1, found: ['leak.txt:1'] });
  });
});

describe('markers that a pull request adds', () => {
  const marked = `TOKEN=${githubToken('leak')} # keysieve:allow ${RULE} revoked yesterday\n`;

  it('count, also when they come in a later commit, and are listed for review', async () => {
    const step = await run(requestWith({}, { 'leak.txt': leak }, { 'leak.txt': `first line\n${marked}` }));
    expect({ code: step.code, outputs: step.outputs }).toMatchObject({ code: 0, outputs: { findings: '1', 'new-findings': '0' } });
    expect(reviewed(step)).toEqual([`leak.txt:2: a marker for keysieve excepts ${RULE}; hides critical ${RULE}`]);
    expect(annotations(step, 'notice')[0]?.properties).toMatchObject({ file: 'leak.txt', line: '2' });
    expect(step.summary).toContain(`| \`leak.txt:2\` | a marker for keysieve excepts ${RULE} | hides critical ${RULE} |`);
  });

  it('do not count where they are refused, and are listed all the same', async () => {
    const step = await run(requestWith({}, { 'leak.txt': marked }), { 'new-markers': 'refuse' });
    expect({ code: step.code, found: found(step) }).toEqual({ code: 1, found: ['leak.txt:1'] });
    expect(reviewed(step)).toEqual([`leak.txt:1: a marker for keysieve excepts ${RULE}; has no effect here`]);
    // What would have no effect is not advised.
    expect(annotations(step, 'error')[0]?.message).toMatch(/allow the fingerprint [0-9a-f]{16} in keysieve\.yaml, with a reason; that counts once it is merged into the base/);
    expect(annotations(step, 'error')[0]?.message).not.toContain('put the comment');
  });

  it('on lines that leaked before are listed, those that were there before are not', async () => {
    const before = { 'old.txt': leak, 'marked.txt': marked, 'moved.txt': `${'line\n'.repeat(20)}x = 1 # gitleaks:allow\n` };
    const step = await run(requestWith(before, { 'old.txt': leak.replace('\n', ' # gitleaks:allow\n'), 'marked.txt': `moved down\n${marked}`, 'moved.txt': null, 'renamed.txt': before['moved.txt'] }));
    expect(step.code).toBe(0);
    expect(reviewed(step)).toEqual(['old.txt:1: a marker for gitleaks excepts every rule']);
  });

  it('for the next line are found on their own line', async () => {
    const step = await run(requestWith({}, { 'a.py': `# pragma: allowlist nextline secret\nkey = "${githubToken('leak')}"\n` }));
    expect({ code: step.code, rows: reviewed(step) }).toEqual({ code: 0, rows: [`a.py:1: a marker for detect-secrets excepts every rule; hides critical ${RULE}`] });
  });
});
