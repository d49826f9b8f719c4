/** What of a changed policy is shown to a reviewer. */
import { describe, expect, it } from 'vitest';

import { proposedPolicy } from '../../../src/cli/ci/policy-changes.ts';
import type { ReadFile } from '../../../src/config/load.ts';
import { githubToken } from '../../support/secrets.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const files = (content: Readonly<Record<string, string>>): { readFile: ReadFile } => ({ readFile: (path) => Promise.resolve(content[path] === undefined ? null : Buffer.from(content[path])) });

async function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Promise<string[]> {
  const proposed = await proposedPolicy(files(before), files(after), NOW);
  expect(proposed.broken).toBeNull();
  return proposed.changes.map(({ where, what }) => `${where}: ${what}`);
}

const rule = (pattern: string): string => `    - { id: ours, name: Ours, description: Ours., kind: token, severity: high, pattern: '${pattern}', samples: { match: ['OURS-<upperalnum:32>'] } }\n`;

describe('a change of the policy', () => {
  it('that makes the scan report less is named, with its place', async () => {
    const before = `rules:\n  enable: [slack-*]\n  severity:\n    jwt: high\n  add:\n${rule('OURS-[A-Z0-9]{32}')}known-examples: report\n`;
    const after = `fail-on: high\nmax-file-size: 1 MB\nknown-examples: ignore\nexclude: [vendor/**]\nrules:\n  disable: [aws-*]\n  severity:\n    jwt: low\n    npm-*: info\nallow:\n  - rules: [jwt]\n    values: [x, y]\n    until: 2027-01-31\n    reason: made up\n`;
    expect(await changes({ 'keysieve.yaml': before }, { 'keysieve.yaml': after })).toEqual([
      'keysieve.yaml:11: allows rules jwt; 2 value patterns until 2027-01-31: made up',
      'keysieve.yaml:4: excludes vendor/** from scanning',
      'keysieve.yaml:6: switches off the rules aws-*',
      'keysieve.yaml: no longer switches on the rules slack-*',
      'keysieve.yaml:8: sets the severity of jwt to low',
      'keysieve.yaml:9: sets the severity of npm-* to info',
      'keysieve.yaml: changes or removes the repository\'s own rule ours',
      'keysieve.yaml:1: sets fail-on to high/medium',
      'keysieve.yaml:2: skips files over 1000000 bytes',
      'keysieve.yaml:3: no longer reports documented examples',
    ]);
  });

  it('that makes it report more, moves lines or reorders is not', async () => {
    const before = 'exclude: [a/**, b/**]\nrules: { disable: [jwt], severity: { npm-*: low } }\nallow:\n  - { paths: [x], reason: r }\n  - { paths: [y], reason: r }\n';
    const after = '# moved\nallow:\n  - { paths: [y], reason: r }\nexclude: [b/**]\nrules: { severity: { npm-*: critical } }\n';
    expect(await changes({ 'keysieve.yaml': before }, { 'keysieve.yaml': after })).toEqual([]);
    expect(await changes({ 'keysieve.yaml': before }, { 'keysieve.yml': before })).toEqual([]);
  });

  it('of baselines and ignore files is listed record by record, each occurrence for itself, up to a bound', async () => {
    expect(await changes({ '.gitleaksignore': 'a.txt:jwt:1\n' }, { '.gitleaksignore': 'b.txt:jwt:2\na.txt:jwt:1\na.txt:jwt:1\n' })).toEqual([
      '.gitleaksignore:1: records as known: b.txt:jwt:2',
      '.gitleaksignore:3: records as known: a.txt:jwt:1',
    ]);
    const many = Array.from({ length: 50 }, (_, index) => `f${index}.txt:jwt:1\n`).join('');
    const listed = await changes({}, { '.gitleaksignore': many });
    expect({ count: listed.length, last: listed.at(-1) }).toEqual({ count: 21, last: '.gitleaksignore: records 30 more as known' });
  });

  it('never repeats a value that stands in it', async () => {
    const token = githubToken();
    const after = `exclude: ['${token}']\nrules: { disable: ['${token}'] }\nallow:\n  - { paths: ['${token}'], values: ['${token}'], stop-words: ['${token}'], reason: 'it is ${token}' }\n`;
    const text = JSON.stringify(await changes({}, { 'keysieve.yaml': after }));
    expect(text).toContain('1 value pattern; 1 stop word');
    expect(text).not.toContain(token);
  });

  it('that cannot be read is broken, and one that could not be read before compares with nothing', async () => {
    const broken = await proposedPolicy(files({}), files({ 'keysieve.yaml': 'alow: []\n' }), NOW);
    expect(broken).toMatchObject({ changes: [], suppressor: null, broken: expect.stringContaining('keysieve.yaml:1:1') as string });
    expect(await changes({ 'keysieve.yaml': 'alow: []\n' }, { 'keysieve.yaml': 'fail-on: never\n' })).toEqual([]);
  });
});
