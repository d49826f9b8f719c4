import { describe, expect, it } from 'vitest';
import { loadRules, RuleFileProblem } from '../../src/rules/load.ts';
import { everyRule } from '../../src/rules/lookup.ts';

const rule = (body: string): string => `provider: acme\nname: Acme\nsource: https://acme.test/docs\nrules:\n${body}`;
const minimal = (extra: string): string =>
  rule(`  - id: acme-token\n    name: Acme token\n    description: Opens everything.\n    kind: token\n    severity: high\n${extra}`);
const load = (text: string, foreign = false): ReturnType<typeof loadRules> => loadRules([{ path: 'rules/acme.yaml', text }], foreign);

describe('loadRules', () => {
  it('compiles a pattern with its reach, literals and public prefix', () => {
    const [compiled] = load(minimal("    pattern: 'acme_live_[a-z0-9]{20}'\n")).book.rules;
    expect(compiled).toMatchObject({ id: 'acme-token', keywords: ['acme_live_'], publicPrefix: 10, confidence: 'high', detector: 'pattern' });
    expect(compiled?.reach.lines).toBe(false);
    expect(compiled?.reach.after).toBeGreaterThanOrEqual(30);
  });

  it('gives the digest another value when a rule changes', () => {
    const first = load(minimal("    pattern: 'acme_[a-z0-9]{20}'\n")).book.digest;
    expect(load(minimal("    pattern: 'acme_[a-z0-9]{20}'\n")).book.digest).toBe(first);
    expect(load(minimal("    pattern: 'acme_[a-z0-9]{21}'\n")).book.digest).not.toBe(first);
  });

  it.each([
    ['a pattern that does not compile', "    pattern: 'acme_[a-z'\n", /acme-token.*Unterminated character class/],
    ['no way to find a value', '', /exactly one of pattern, named, detector/],
    ['two ways', "    pattern: 'acme_[0-9]{9}'\n    detector: uri\n", /exactly one of/],
    ['no literal', "    pattern: '[a-z0-9]{20}'\n", /no literal of three characters/],
    ['a pattern that matches nothing at all', "    pattern: '(?:acme)?'\n    keywords: [acme]\n", /matches the empty text/],
    ['an unknown key', "    pattern: 'acme_[0-9]{9}'\n    colour: red\n", /colour/],
    ['a keyword that is too short', "    pattern: 'ac[0-9]{9}'\n    keywords: [ac]\n", /three characters/],
    ['a must that does not compile', "    pattern: 'acme_[0-9]{9}'\n    must: ['(']\n", /acme-token/],
    ['a value that is too short to be named', "    named: { words: [acme], value: '[0-9]{3}' }\n", /at least four characters/],
  ])('refuses %s and says which rule', (_what, extra, message) => {
    expect(() => load(minimal(extra))).toThrow(message);
    expect(() => load(minimal(extra))).toThrow(RuleFileProblem);
  });

  it('keeps a rule that is off out of the book and its digest, but in reach', () => {
    const on = load(minimal("    pattern: 'acme_[a-z0-9]{20}'\n"));
    const both = loadRules([
      { path: 'rules/acme.yaml', text: minimal("    pattern: 'acme_[a-z0-9]{20}'\n") },
      { path: 'rules/off.yaml', text: minimal("    pattern: 'off_[a-z0-9]{20}'\n    enabled: false\n").replaceAll('acme-token', 'off-token') },
    ]);
    expect(both.book).toEqual({ ...on.book, optional: [expect.objectContaining({ id: 'off-token', enabled: false })] });
    expect(everyRule(both.book).map((one) => one.id)).toEqual(['acme-token', 'off-token']);
    expect(both.details.map((entry) => entry.id)).toEqual(['acme-token', 'off-token']);
    expect(everyRule(on.book)).toBe(on.book.rules);
  });

  it("lets a user's rule do without a literal", () => {
    const [compiled] = load(minimal("    pattern: '[a-z0-9]{20}'\n"), true).book.rules;
    expect(compiled).toMatchObject({ keywords: [], foreign: true });
  });

  it('names file and line of broken YAML, and both files of a doubled id', () => {
    expect(() => load('provider: acme\nrules: [\n')).toThrow(/rules\/acme\.yaml:\d/);
    const text = minimal("    pattern: 'acme_[a-z0-9]{20}'\n");
    expect(() => loadRules([{ path: 'a.yaml', text }, { path: 'b.yaml', text }])).toThrow(/b\.yaml.*already defined in a\.yaml/);
  });
});
