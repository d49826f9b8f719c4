import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, globProblem } from '../../src/config/glob.ts';

describe('meaning', () => {
  test.each([
    // Without a slash: at any depth.
    ['*.pem', ['a.pem', 'x/y/a.pem', '.hidden/.pem'], ['a.pem.txt', 'a.pem/b']],
    ['.env', ['.env', 'app/.env', '.env/a'], ['app/.env.example', 'xenv']],
    ['node_modules', ['node_modules/a.js', 'x/node_modules/a/b.js'], ['node_modules2/a.js']],
    // A last name without a wildcard covers what is below it.
    ['docs/api', ['docs/api', 'docs/api/a.md', 'docs/api/b/c.md'], ['x/docs/api/a.md', 'docs/apis']],
    ['docs/', ['docs/a.md', 'x/docs/a.md'], ['docsx']],
    // With a slash in front: at the root only.
    ['/docs', ['docs/a.md'], ['x/docs/a.md']],
    ['./docs', ['docs/a.md'], ['x/docs/a.md']],
    ['/*.md', ['a.md'], ['x/a.md']],
    ['src/*', ['src/a.ts'], ['src/a/b.ts', 'x/src/a.ts']],
    ['src/**', ['src/a.ts', 'src/a/b.ts', 'src/.x/.y'], ['x/src/a.ts']],
    ['**/fixtures/**', ['fixtures/a', 'a/fixtures/b/c'], ['fixturesx/a']],
    ['test/{unit,e2e}/*.ts', ['test/unit/a.ts', 'test/e2e/b.ts'], ['test/x/a.ts']],
    ['a?.txt', ['ab.txt'], ['a.txt', 'abc.txt']],
    ['[ab].txt', ['a.txt', 'b.txt'], ['c.txt']],
    // Names of folders that frameworks use, not regex syntax.
    ['app/(group)/+page.ts', ['app/(group)/+page.ts'], ['app/group/page.ts', 'app/group/+page.ts']],
    ['a|b', ['a|b'], ['a', 'b']],
    ['{a,b}+', ['a+'], ['aa', 'ab']],
    ['README.md', ['README.md'], ['readme.md', 'READMExmd']],
  ])('%s', (glob, matching, others) => {
    expect(globProblem(glob)).toBeNull();
    const test = compileGlob(glob);
    expect(matching.filter((path) => !test(path))).toEqual([]);
    expect(others.filter((path) => test(path))).toEqual([]);
  });

  test('a path without wildcards matches itself and nothing else of its length', () => {
    const path = fc.array(fc.stringMatching(/^[a-z0-9._-]{1,8}$/).filter((name) => !/^\.{1,2}$/.test(name)), { minLength: 2, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(path, path, (a, b) => {
        const matches = compileGlob(a);
        expect(matches(a)).toBe(true);
        expect(matches(b)).toBe(b === a || b.startsWith(`${a}/`));
      }),
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'is empty'],
    ['  ', 'is empty'],
    ['a'.repeat(257), 'is longer than 256 characters'],
    ['!src/**', 'starts with "!": a list cannot take back what it names; write a narrower glob'],
    ['*(a|b)', 'is an extended glob "…(…)"; write braces {a,b} or a path regex'],
    ['{1..99}', 'has a range {a..b}; write the names out, {a,b}'],
    ['../secret', 'leaves the repository with ".."'],
    ['a/../../b', 'leaves the repository with ".."'],
    ['{a,b}{a,b}{a,b}{a,b}', 'has more than 3 pairs of braces'],
    ['**/a/**/b/**/c', 'has more than 2 "**" before its end'],
    ['*a*a*a*', 'has more than 3 "*" in one name'],
    ['a[b', 'is not a glob: Missing closing: "]" - use "\\\\[" to match literal characters'],
  ])('%j', (glob, problem) => {
    expect(globProblem(glob)).toBe(problem);
  });

  test('a globstar at the end is free', () => {
    expect(globProblem('**/a/**/b/**')).toBeNull();
  });

  test('whatever is accepted compiles and answers', () => {
    const glob = fc.string({ unit: fc.constantFrom(...'ab*?[]{},/!.\\()+@|^$"-'), maxLength: 20 });
    fc.assert(
      fc.property(glob, fc.string({ unit: fc.constantFrom(...'ab/.[]{}()+'), maxLength: 20 }), (given, path) => {
        fc.pre(globProblem(given) === null);
        expect(typeof compileGlob(given)(path)).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  test('the worst that is accepted ends on the worst path', () => {
    const matches = compileGlob('**/*a*a*/**/*a*b');
    expect(matches(`${'a'.repeat(250)}/`.repeat(16))).toBe(false);
  });
});
