/** The recipes of the documents hold together: they parse, pin what they use, and name inputs and options that exist. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { PINNED_CHECKOUT } from '../../src/action/way-out.ts';
import { COMMANDS } from '../../src/cli/commands.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const blocks = (text: string): string[] => [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

interface Step { readonly uses?: string; readonly with?: Record<string, string>; readonly run?: string }

/** Every step, wherever a block has it. */
function steps(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'object' && each !== null && ('uses' in each || 'run' in each) ? [each as Step] : steps(each)));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(steps) : [];
}

test('workflows parse, pin other people\'s actions, and use inputs that exist', () => {
  const { inputs } = parse(read('action.yml')) as { inputs: Record<string, unknown> };
  const all = ['README.md', 'docs/github-action.md'].flatMap((document) => blocks(read(document))).flatMap((block) => steps(parse(block)));
  expect(all.filter((step) => step.uses !== undefined).length).toBeGreaterThan(10);
  for (const { uses = '', with: given = {}, run = '' } of all) {
    if (uses.startsWith('keysieve/')) for (const name of Object.keys(given)) expect(Object.keys(inputs)).toContain(name);
    else if (uses !== '') expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
    // Values from an event go through the environment, never into the script itself.
    expect(run).not.toContain('${{');
  }
  expect(read('docs/github-action.md')).toContain(PINNED_CHECKOUT);
});

test('workflows that run start without any permission', () => {
  const whole = ['README.md', 'docs/github-action.md'].flatMap((document) => blocks(read(document))).filter((block) => /^on:/m.test(block));
  expect(whole).toHaveLength(5);
  for (const block of whole) expect((parse(block) as { permissions: object }).permissions).toEqual({});
});

test('recipes for other systems parse, and call the command with options it has', () => {
  const text = read('docs/ci.md');
  const parsed = blocks(text).map((block) => parse(block) as unknown);
  expect(parsed).toHaveLength(6);
  const options = Object.keys(COMMANDS.find((command) => command.name === 'ci')?.options ?? {});
  const calls = [...text.matchAll(/keysieve@[\d.]+ ci(.*?)['\n]/g)].map((match) => match[1] ?? '');
  expect(calls).toHaveLength(7);
  for (const call of calls) for (const [, name] of call.matchAll(/--([\w-]+)/g)) expect(options).toContain(name);
  const { version } = JSON.parse(read('package.json')) as { version: string };
  for (const [, named] of text.matchAll(/keysieve@([\d.]+)/g)) expect(named).toBe(version);
});
