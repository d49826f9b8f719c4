/** A scheduled scan that goes on where the last one ended: the recipe with actions/cache, its steps played by hand. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { githubToken } from '../support/secrets.ts';
import { checkout, runStep, server, type Step } from './runner.ts';

/** What one run of the workflow leaves: the step, its findings, the folder that is saved. */
interface Night {
  readonly step: Step;
  readonly findings: unknown;
  readonly memory: string;
}

it('a scheduled scan passes over what an earlier one searched in another clone, and finds the same', async () => {
  const origin = server();
  origin.commit('Leak', { 'gone.txt': `TOKEN=${githubToken('gone')}\n` });
  origin.commit('Remove it', { 'gone.txt': null, ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.txt`, `text ${index}\n`])) });
  const night = async (restored: string | null, extra = ''): Promise<Night> => {
    const sha = origin.git('rev-parse', 'main');
    const { root } = checkout(origin, sha, { ref: 'refs/remotes/origin/main', depth: 0 });
    const memory = join(root, '.git/keysieve');
    if (restored !== null) cpSync(restored, memory, { recursive: true });
    const step = await runStep({ workspace: root, event: 'schedule', sha, inputs: { extra_args: extra, 'report-file': 'out.json' } });
    const { findings } = JSON.parse(readFileSync(join(root, 'out.json'), 'utf8')) as { findings: unknown };
    return { step, findings, memory };
  };

  const first = await night(null);
  expect(first.step.outputs).toMatchObject({ 'exit-code': '1', 'new-findings': '1' });
  // The next night's clone has other packs, and more in them.
  origin.commit('Leak again', { 'more.txt': `TOKEN=${githubToken('more')}\n` });
  origin.git('repack', '-a', '-d', '--quiet');
  const second = await night(first.memory);
  const afresh = await night(null, '--no-cache');
  expect(second.step.outputs['new-findings']).toBe('2');
  expect(second.step.outputs).toEqual(afresh.step.outputs);
  expect(second.findings).toEqual(afresh.findings);
  expect(existsSync(afresh.memory)).toBe(false);

  // The record of the first night went on, and knows more now. No value is in it.
  const [name = ''] = readdirSync(first.memory);
  expect(readdirSync(second.memory)).toEqual([name]);
  const size = (folder: string): number => statSync(join(folder, name)).size;
  expect(size(second.memory)).toBeGreaterThan(size(first.memory));
  for (const value of [githubToken('gone'), githubToken('more')]) expect(readFileSync(join(second.memory, name), 'latin1')).not.toContain(value);
});
