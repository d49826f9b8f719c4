import { describe, expect, it } from 'vitest';
import { loadBuiltinBook, loadBuiltinDetails } from '../../src/rules/builtin.ts';
import { lintRules, overlappingRules } from '../../src/rules/lint.ts';
import { everyRule } from '../../src/rules/lookup.ts';
import { choosePlaybook } from '../../src/remedy/choose.ts';
import { loadPlaybooks } from '../../src/remedy/builtin.ts';
import { loadRules } from '../../src/rules/load.ts';

const rule = (id: string, rest: string): string =>
  `  - id: ${id}\n    name: A key\n    description: Opens the brickyard.\n    kind: token\n    severity: high\n${rest.replace(/^/gm, '    ')}\n`;
const load = (...rules: string[]): ReturnType<typeof loadRules> => loadRules([{ path: 'own.yaml', text: `provider: brickyard\nname: Brickyard\nrules:\n${rules.join('')}` }], true);
const messages = (problems: ReturnType<typeof lintRules>): string[] => problems.map((problem) => `${problem.rule} ${problem.level}: ${problem.message}`);

describe('the shipped rules', () => {
  it('have no errors and no warnings that anybody could act on', async () => {
    const loaded = { book: await loadBuiltinBook(), details: await loadBuiltinDetails() };
    const problems = [...lintRules(loaded), ...overlappingRules(everyRule(loaded.book))];
    expect(problems.filter((problem) => problem.level === 'error')).toEqual([]);
    expect(problems.filter((problem) => problem.message.startsWith('no source') || problem.message.startsWith('no literal'))).toEqual([]);
  });

  it('have ids of their own, a source each and details for every rule', async () => {
    const [book, details] = await Promise.all([loadBuiltinBook(), loadBuiltinDetails()]);
    expect(book.rules.length).toBeGreaterThanOrEqual(950);
    expect(new Set(book.rules.map((one) => one.id)).size).toBe(book.rules.length);
    expect(new Set(details.map((one) => one.id))).toEqual(new Set(everyRule(book).map((one) => one.id)));
    expect(details.filter((one) => one.source.length === 0 || one.source.some((link) => !link.startsWith('https://'))).map((one) => one.id)).toEqual([]);
  });
});

describe('lint of own rules', () => {
  it.each([
    ['nothing that proves the rule', rule('brick-key', "pattern: 'brk_[a-z]{20}'\nsource: https://bricks.test"), 'brick-key error: no sample that must match: nothing shows that the rule works'],
    ['no source', rule('brick-key', "pattern: 'brk_[a-z]{20}'\nsamples: { match: ['brk_<lower:20>'] }"), 'brick-key warning: no source: say where the format is documented'],
    ['no literal', rule('brick-key', "pattern: '[a-f]{8}_[0-9]{8}'\nsource: https://bricks.test\nsamples: { match: ['<set:abcdef:8>_<digits:8>'] }"), 'brick-key warning: no literal of three characters is in every match: the pattern runs over every byte of every file'],
    ['no bound', rule('brick-key', "pattern: 'brk_[a-z]+'\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:20>'] }"), 'brick-key warning: it can match without bound; the window ends at the line, or at the declared reach'],
    ['a window too wide', rule('brick-key', "pattern: 'brk_[a-z]+'\nreach: 60000\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:20>'] }"), 'brick-key warning: it reads 60000 bytes around each literal; bound its repeats or declare a smaller reach'],
    ['a partner that does not exist', rule('brick-key', "pattern: 'brk_[a-z]{20}'\nnear: [{ rule: mortar-key, lines: 3 }]\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:20>'] }"), 'brick-key error: its partner mortar-key does not exist'],
  ])('names %s', (_what, text, expected) => {
    expect(messages(lintRules(load(text)))).toContain(expected);
  });

  it('names nested repeats', () => {
    const found = messages(lintRules(load(rule('brick-key', "pattern: 'brk_(?:[a-z]+-)+x'\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:5>-x'] }"))));
    expect(found.some((message) => message.startsWith('brick-key warning: a repeat inside a repeat may backtrack for long'))).toBe(true);
  });

  it('has nothing to say about a good rule', () => {
    expect(lintRules(load(rule('brick-key', "pattern: 'brk_[a-z]{20}'\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:20>'] }")))).toEqual([]);
  });

  it('names two rules with one pattern', () => {
    const same = "pattern: 'brk_[a-z]{20}'\nsource: https://bricks.test\nsamples: { match: ['brk_<lower:20>'] }";
    expect(messages(overlappingRules(load(rule('brick-key', same), rule('tile-key', same)).book.rules))).toEqual(['tile-key error: it has the same pattern as brick-key']);
  });
});

describe('the shipped playbooks', () => {
  it('are all there that rules name, and each is the answer for some rule', async () => {
    const [book, playbooks] = await Promise.all([loadBuiltinBook(), loadPlaybooks()]);
    const ids = new Set(playbooks.map((playbook) => playbook.id));
    expect(ids.size).toBe(playbooks.length);
    expect(book.rules.filter((one) => one.playbook !== null && !ids.has(one.playbook)).map((one) => one.id)).toEqual([]);
    const chosen = new Set(book.rules.map((one) => choosePlaybook(playbooks, one).id));
    // A state file is no secret of its own: reports name this one for what they find in state files.
    expect([...ids].filter((id) => !chosen.has(id) && id !== 'terraform-state')).toEqual([]);
  });

  it.each([
    ['aws-access-key-id', 'aws-access-key'],
    ['aws-temporary-access-key-id', 'aws-session'],
    ['stripe-secret-key', 'stripe'],
    ['stripe-webhook-secret', 'webhook'],
    ['gcp-service-account', 'gcp-service-account'],
    ['gcp-api-key', 'gcp-api-key'],
    ['vault-service-token', 'vault'],
    ['terraform-cloud-token', 'terraform-cloud'],
    ['private-key', 'private-key'],
    ['connection-uri-password', 'connection-uri'],
    ['generic-password', 'any'],
  ])('answer for %s with %s', async (id, expected) => {
    const shipped = (await loadBuiltinBook()).rules.find((one) => one.id === id);
    if (shipped === undefined) throw new Error(`there is no rule ${id}`);
    expect(choosePlaybook(await loadPlaybooks(), shipped).id).toBe(expected);
  });
});
