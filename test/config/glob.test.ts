import * as fc from 'fast-check';
import micromatch from 'micromatch';
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
    ['[!a]x', ['bx', '!x'], ['ax']],
    ['[]a]x', [']x', 'ax'], ['bx']],
    ['[a\\]]x', [']x', 'ax'], ['bx', '\\x']],
    ['{a{b,c},d}.txt', ['ab.txt', 'ac.txt', 'd.txt'], ['a.txt', 'ad.txt']],
    ['{a}/{b', ['{a}/{b'], ['a/b']],
    ['a\\{b,c}', ['a{b,c}'], ['ab']],
    ['[ab].txt', ['a.txt', 'b.txt'], ['c.txt']],
    // Names of folders that frameworks use, not regex syntax.
    ['app/(group)/+page.ts', ['app/(group)/+page.ts'], ['app/group/page.ts', 'app/group/+page.ts']],
    ['a|b', ['a|b'], ['a', 'b']],
    ['{a,b}+', ['a+'], ['aa', 'ab']],
    ['README.md', ['README.md'], ['readme.md', 'READMExmd']],
  ])('%s', (glob, matching, others) => {
    expect(globProblem(glob)).toBeNull();
    const matches = compileGlob(glob);
    expect(matching.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter((path) => matches(path))).toEqual([]);
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
    ['{a,b,c,d,e}{a,b,c,d,e}{a,b,c,d,e}', 'stands for more than 100 globs; write fewer braces'],
    ['./', 'names the root itself; write "**" for everything'],
    ['a[b', 'has a "[" without its "]"; write "\\[" for the character itself'],
    ['a[z-a]', 'has a class with the range z-a, which is empty'],
  ])('%j', (glob, problem) => {
    expect(globProblem(glob)).toBe(problem);
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

  test('hostile globs end on hostile paths', () => {
    expect(compileGlob('**/*a*a*/**/*a*b')(`${'a'.repeat(250)}/`.repeat(16))).toBe(false);
    expect(compileGlob(`${'**/a/'.repeat(40)}b`)('a/'.repeat(2000))).toBe(false);
    expect(compileGlob(`${'*a'.repeat(100)}b`)('a'.repeat(4000))).toBe(false);
  });
});

describe('in agreement with micromatch', () => {
  const name = fc.stringMatching(/^[abc.]{1,5}$/).filter((given) => !/^\.{1,2}$/.test(given));
  const part = fc.oneof(name, fc.constantFrom('*', '?', '[ab]', '[^b-c]', '{a,bc}', '{a,{b,c}}', '*.c', 'a*', 'b?', '\\*'));
  const segment = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('').replace(/\*{2,}/g, '*'));
  const glob = fc.array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));

  test('on random globs and paths', () => {
    fc.assert(
      fc.property(glob, path, (given, at) => {
        fc.pre(globProblem(given) === null);
        // Of these micromatch says now so, now so: "a/**" has the file "a" in it, "*/**" has not.
        const inside = given.slice(1).replace(/(?:\/?\*\*)+$/, '');
        fc.pre(inside === '' || inside === given.slice(1) || !micromatch.isMatch(at, inside, { dot: true }));
        const theirs = micromatch.isMatch(at, given.slice(1), { dot: true });
        const lastName = given.slice(given.lastIndexOf('/') + 1).replace(/\\./g, '');
        const below = !/[*?[\]{}]/.test(lastName) && micromatch.isMatch(at, `${given.slice(1)}/**`, { dot: true });
        expect(compileGlob(given)(at)).toBe(theirs || below);
      }),
      { numRuns: 3000 },
    );
  });
});
