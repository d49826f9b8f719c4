/** Rules about whole files: which paths they take, in particular that the quick look at a path refuses none of them. */
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../src/config/glob.ts';
import { createFileRules } from '../../../src/judge/files/file-rules.ts';
import { loadBuiltinBook } from '../../../src/rules/builtin.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { ruleOf } from '../../engine/rules.ts';

const CONTENT = Buffer.from('anything at all');

/** A rule that asks for no content of its own. */
function fileRule(...paths: string[]): Rule {
  return ruleOf({ id: 'some-file', kind: 'file', detector: 'file', paths });
}

function isFound(rule: Rule, path: string): boolean {
  return createFileRules([rule]).find(CONTENT, path) !== null;
}

describe('a rule about files', () => {
  test.each([
    ['**/*.p12', ['key.p12', 'a/b/KEY.P12', '.p12'], ['key.p1', 'p12', 'key.p12.txt']],
    ['**/.env.*.local', ['.env.prod.local', 'app/.env.a.b.local'], ['.env.local', 'env.prod.local']],
    ['**/.aws/credentials', ['.aws/credentials', 'home/.aws/credentials', '.aws/credentials/below'], ['aws/credentials', '.aws/x/credentials']],
    ['config/**/secret.yml', ['config/secret.yml', 'config/a/b/secret.yml'], ['a/config/secret.yml']],
    ['/top.key', ['top.key'], ['a/top.key']],
    ['./folder/', ['folder/file', 'folder/a/b'], ['folders/file']],
    ['[ab]?*', ['a1', 'x/bcd'], ['c1', 'a']],
    ['*', ['anything', 'a/b'], []],
    ['**/.ipynb_checkpoints/*', ['lab/.ipynb_checkpoints/a.ipynb'], ['lab/ipynb_checkpoints/a.ipynb']],
    ['{a,b{c,d}}.pem', ['a.pem', 'x/bc.pem', 'bd.pem'], ['b.pem', 'c.pem']],
  ])('about %s takes %j and not %j', (glob, taken, others) => {
    const fits = compileGlob(glob);
    for (const path of taken) expect({ path, found: isFound(fileRule(glob), path) }).toEqual({ path, found: true });
    for (const path of others) expect({ path, found: isFound(fileRule(glob), path) }).toEqual({ path, found: false });
    for (const path of [...taken, ...others]) expect(isFound(fileRule('**/none.of.these', glob), path)).toBe(fits(path.toLowerCase()));
  });

  test('takes a path that any of its globs fits', () => {
    expect(isFound(fileRule('**/*.key', '**/id_rsa'), 'home/ID_RSA')).toBe(true);
    expect(isFound(fileRule('**/*.key', '**/id_rsa'), 'home/id_dsa')).toBe(false);
  });

  test('without globs takes nothing', () => {
    expect(isFound(fileRule(), 'home/id_rsa')).toBe(false);
  });
});

test('every glob of the shipped rules takes the paths it stands for', async () => {
  const rules = (await loadBuiltinBook()).rules.filter((rule) => rule.kind === 'file');
  const globs = rules.flatMap((rule) => rule.paths);
  expect(globs.length).toBeGreaterThan(20);
  for (const glob of globs) {
    const path = glob.replace(/\{([^{},]*)(?:,[^{}]*)?\}/g, '$1').replace('**/', 'some/where/').replace(/\*+/g, 'x');
    expect({ glob, path, found: isFound(fileRule(glob, '**/another.name'), path) }).toEqual({ glob, path, found: true });
  }
});
