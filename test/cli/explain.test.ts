/** `explain` on the real command: rules, and candidates by place and by fingerprint. */
import { describe, expect, it } from 'vitest';
import { keysieve } from '../support/command.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';
import { PASSWORD, TOKEN } from '../detectors/support.ts';

interface Explained {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly masked: string;
  readonly fingerprint: string;
  readonly kept: boolean;
  readonly confidence: string | null;
  readonly name: string | null;
  readonly relation: string | null;
  readonly reasons: readonly string[];
  readonly gate: string | null;
  readonly model: { readonly probability: number; readonly start: number; readonly features: readonly { readonly feature: string; readonly weight: number; readonly words: string }[] } | null;
}

const explainJson = async (repository: TestRepository, word: string): Promise<readonly Explained[]> => {
  const { code, stdout, stderr } = await keysieve(['explain', word, '--format', 'json'], { cwd: repository.root });
  expect([code, stderr]).toEqual([0, '']);
  return (JSON.parse(stdout) as { candidates: readonly Explained[] }).candidates;
};

function sample(): TestRepository {
  const repository = TestRepository.init();
  repository.write('src/db.ts', [
    'export const config = {',
    `  password: "${PASSWORD}",`,
    '  token: process.env.API_TOKEN,',
    '  secret: "your-client-secret",',
    '  passwordHint: "three words", passwordOf: lookup(name),',
    '};',
    '',
  ].join('\n'));
  repository.write('app.env', `API_TOKEN=${TOKEN}\n`);
  return repository;
}

describe('explain of a candidate', () => {
  it('by place tells name, relation, probability and the features that weighed', async () => {
    const [found, ...more] = await explainJson(sample(), 'src/db.ts:2');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ rule: 'generic-password', path: 'src/db.ts', line: 2, kept: true, name: 'password', relation: 'mapping', gate: null, masked: `…(${PASSWORD.length})` });
    const { probability, start, features } = found!.model!;
    expect(Math.log(probability / (1 - probability))).toBeCloseTo(features.reduce((sum, { weight }) => sum + weight, start), 1);
    expect(found!.reasons).toContain(`model ${probability.toFixed(2)}`);
    expect(features[0]!.words).not.toBe('');
  });

  it('by place names the gate that dropped one, and what the model would have said', async () => {
    const [found] = await explainJson(sample(), 'src/db.ts:4');
    expect(found).toMatchObject({ kept: false, confidence: null, gate: 'placeholder:wording', name: 'secret' });
    expect(found!.model!.probability).toBeGreaterThan(0);
  });

  it('by place and column picks one of several', async () => {
    const repository = sample();
    repository.write('two.yml', `{ db_password: "${PASSWORD}", api_token: "${TOKEN}" }\n`);
    expect((await explainJson(repository, 'two.yml:1')).map(({ rule }) => rule).sort()).toEqual(['generic-password', 'generic-secret']);
    const column = `{ db_password: "${PASSWORD}", api_token: "`.length + 1;
    expect((await explainJson(repository, `two.yml:1:${column}`)).map(({ rule }) => rule)).toEqual(['generic-secret']);
  });

  it('by fingerprint finds the same wherever it stands, dropped ones too', async () => {
    const repository = sample();
    const [kept] = await explainJson(repository, 'app.env:1');
    repository.write('copy/of.env', `API_TOKEN=${TOKEN}\n`);
    const all = await explainJson(repository, kept!.fingerprint);
    expect(all.map(({ path }) => path).sort()).toEqual(['app.env', 'copy/of.env']);
    const [dropped] = await explainJson(repository, 'src/db.ts:4');
    expect(await explainJson(repository, dropped!.fingerprint)).toEqual([dropped]);
  });

  it('writes for people at 80 columns, without the value', async () => {
    const repository = sample();
    for (const place of ['src/db.ts:2', 'src/db.ts:4', 'app.env:1']) {
      const { code, stdout } = await keysieve(['explain', place], { cwd: repository.root });
      expect(code).toBe(0);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(stdout).not.toContain(PASSWORD);
      expect(stdout).not.toContain(TOKEN);
      expect(stdout).toMatch(/before anything is known/);
    }
    const { stdout } = await keysieve(['explain', 'src/db.ts:4'], { cwd: repository.root });
    expect(stdout).toMatch(/ {2}dropped {5}a placeholder \(wording\) \[placeholder:wording\]\n {2}model {7}not asked; would say \d+ %/);
  });

  it('says so when nothing is there, or no file has the fingerprint', async () => {
    const repository = sample();
    const nothing = await keysieve(['explain', 'src/db.ts:1'], { cwd: repository.root });
    expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('nothing at src/db.ts:1 looks like a secret')]);
    const unknown = await keysieve(['explain', '0123456789abcdef'], { cwd: repository.root });
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('explain reads files, not the history')]);
  });
});

describe('explain of a rule', () => {
  it('tells what it finds and what to do, as text and as JSON', async () => {
    const { root } = TestRepository.init();
    const { code, stdout } = await keysieve(['explain', 'aws-access-token'], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toMatch(/aws-access-key-id[\s\S]+What to do/);
    const json = JSON.parse((await keysieve(['explain', 'aws-access-token', '-f', 'json'], { cwd: root })).stdout) as { rules: readonly Record<string, unknown>[] };
    expect(json.rules[0]).toMatchObject({ id: 'aws-access-key-id', severity: expect.any(String), playbook: expect.any(Object) });
  });

  it('names the nearest rule when there is none', async () => {
    const { root } = TestRepository.init();
    const { code, stderr } = await keysieve(['explain', 'aws-acces-key-id'], { cwd: root });
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean aws-access-key-id?')]);
  });
});

it('explain of a rule fits the terminal, breaks no address, and leaves no gap of a playbook open', async () => {
  for (const [name, columns] of [['private-key', 80], ['github-pat', 72], ['github-pat', 200]] as const) {
    const { code, stdout } = await keysieve(['explain', name], { cwd: temporaryFolder(), env: { COLUMNS: String(columns) } });
    expect(code).toBe(0);
    const lines = stdout.split('\n').filter((line) => !/^ {2}source +https:\S+$/.test(line));
    expect(stdout.split('\n').length - lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(Math.min(columns, 100));
    expect(stdout).not.toMatch(/\{\w+\}/);
  }
});
