/** Path globs of the configuration: what they mean, what is refused, and how they are compiled. */
import micromatch from 'micromatch';

/** UTF-16 units. */
const MAX_LENGTH = 256;
/**
 * Globs become regexes that backtrack. These bounds keep the worst path that a file system allows in the range of
 * milliseconds: stars are tried against one name (255 bytes), globstars against the slashes of a path (4096 bytes).
 */
const MAX_STARS_IN_A_NAME = 3;
const MAX_GLOBSTARS = 2;
const MAX_BRACES = 3;

/** Says why a glob is refused, as the end of a sentence that starts with the glob; null when it is good. */
export function globProblem(glob: string): string | null {
  if (glob.trim() === '') return 'is empty';
  if (glob.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (glob.startsWith('!')) return 'starts with "!": a list cannot take back what it names; write a narrower glob';
  if (/[?*+@!]\(/.test(glob)) return 'is an extended glob "…(…)"; write braces {a,b} or a path regex';
  if (/\{[^{}]*\.\.[^{}]*\}/.test(glob)) return 'has a range {a..b}; write the names out, {a,b}';
  if (/(^|\/)\.\.(\/|$)/.test(glob)) return 'leaves the repository with ".."';
  if (count(glob, /\{/g) > MAX_BRACES) return `has more than ${MAX_BRACES} pairs of braces`;
  // A globstar at the end matches at once whatever is left, and costs nothing.
  if (count(glob.replace(/\/\*\*\/?$/, ''), /\*{2,}/g) > MAX_GLOBSTARS) return `has more than ${MAX_GLOBSTARS} "**" before its end`;
  const names = glob.split('/').filter((name) => name !== '**');
  if (names.some((name) => count(name, /\*/g) > MAX_STARS_IN_A_NAME)) return `has more than ${MAX_STARS_IN_A_NAME} "*" in one name`;
  try {
    compileGlob(glob);
    return null;
  } catch (error) {
    return `is not a glob: ${(error as Error).message}`;
  }
}

/**
 * Compiles a glob that `globProblem` accepts to a test of paths (relative to the root, with `/`).
 *
 * The meaning is micromatch's, dot files included, letter case counted, with three additions that people know from
 * .gitignore: a glob without a slash matches at any depth; a leading slash or `./` anchors at the root; a glob whose
 * last name has no wildcard also covers everything below it when it is a folder.
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const bare = glob.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  const anchored = bare.includes('/') || /^\.?\//.test(glob) ? bare : `**/${bare}`;
  const lastName = bare.slice(bare.lastIndexOf('/') + 1);
  const covers = /[*?[\]{}]/.test(lastName) ? [anchored] : [anchored, `${anchored}/**`];
  const tests = covers.map((form) => micromatch.matcher(literalPunctuation(form), { dot: true, noextglob: true, strictBrackets: true, nonegate: true }));
  return (path) => tests.some((test) => test(path));
}

/**
 * Escapes what picomatch would hand to the regex as it is. Folders are called `(group)` and `+page`, and a repeat on a
 * brace is a way to backtrack for ever.
 */
function literalPunctuation(glob: string): string {
  return glob.replace(/\\.|[()+|"]/g, (found) => (found.length > 1 ? found : `\\${found}`));
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
