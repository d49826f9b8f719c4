/** Rules that are off by default, on the real command. */
import { describe, expect, it } from 'vitest';
import { keysieve } from '../support/command.ts';
import { TestRepository } from '../support/repository.ts';

const ID = 'aws-account-id';

function repositoryWith(configuration: string | null): TestRepository {
  const repository = TestRepository.init();
  repository.write('deploy.env', `AWS_ACCOUNT_ID=${['4193', '0627', '5518'].join('')}\n`);
  if (configuration !== null) repository.write('keysieve.yaml', configuration);
  return repository;
}

async function rulesFound(configuration: string | null): Promise<string[]> {
  const repository = repositoryWith(configuration);
  const { stdout } = await keysieve(['scan', '--no-history', '--format', 'json', '--fail-on', 'never'], { cwd: repository.root });
  return (JSON.parse(stdout) as { findings: readonly { rule: string }[] }).findings.map((finding) => finding.rule);
}

describe('a rule that is off by default', () => {
  it('finds nothing until a configuration has its name', async () => {
    expect(await rulesFound(null)).toEqual([]);
    expect(await rulesFound('rules:\n  enable: ["aws-*"]\n')).toEqual([]);
    expect(await rulesFound(`rules:\n  enable: [${ID}]\n`)).toEqual([ID]);
  });

  it('is listed as off, for people and for tools', async () => {
    const table = await keysieve(['rules', 'list', 'aws'], { cwd: '/' });
    expect(table.stdout).toMatch(new RegExp(`^${ID} .*\\(off\\)$`, 'm'));
    expect(table.stdout).not.toMatch(/^aws-access-key-id .*\(off\)$/m);
    const listed = JSON.parse((await keysieve(['rules', 'list', 'aws', '--format', 'json'], { cwd: '/' })).stdout) as readonly { id: string; enabled?: boolean }[];
    expect(listed.filter((rule) => rule.enabled === false).map((rule) => rule.id)).toEqual([ID]);
  });

  it('is shown, explained and tested like any other', async () => {
    expect(JSON.parse((await keysieve(['rules', 'show', ID], { cwd: '/' })).stdout)).toMatchObject({ id: ID, enabled: false, severity: 'info' });
    expect((await keysieve(['explain', ID], { cwd: '/' })).stdout).toContain('AWS account number');
    const tested = await keysieve(['rules', 'test', '--only', ID, '--values', '2'], { cwd: '/' });
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringMatching(/ 0 wrong/)]);
  });
});
