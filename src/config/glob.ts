/** Path globs of the configuration: what they mean, and what is refused. */
import { expandBraces } from './glob-braces.ts';
import { compileSegments } from './glob-segments.ts';

/** UTF-16 units. */
const MAX_LENGTH = 256;
const MAX_BRACES = 3;
/** Globs that one glob with braces may stand for. */
const MAX_EXPANDED = 100;

/** Says why a glob is refused, as the end of a sentence that starts with the glob; null when it is good. */
export function globProblem(glob: string): string | null {
  if (glob.trim() === '') return 'is empty';
  if (glob.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (glob.startsWith('!')) return 'starts with "!": a list cannot take back what it names; write a narrower glob';
  if (/[?*+@!]\(/.test(glob)) return 'is an extended glob "…(…)"; write braces {a,b} or a path regex';
  if (/\{[^{}]*\.\.[^{}]*\}/.test(glob)) return 'has a range {a..b}; write the names out, {a,b}';
  if (/(^|\/)\.\.(\/|$)/.test(glob)) return 'leaves the repository with ".."';
  if (glob.replace(/^(?:\.?\/)+/, '') === '') return 'names the root itself; write "**" for everything';
  if ((glob.match(/\{/g)?.length ?? 0) > MAX_BRACES) return `has more than ${MAX_BRACES} pairs of braces`;
  if (!expandBraces(glob, MAX_EXPANDED)) return `stands for more than ${MAX_EXPANDED} globs; write fewer braces`;
  try {
    compileGlob(glob);
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/**
 * Compiles a glob that `globProblem` accepts to a test of paths (relative to the root, with `/`). The test takes at most
 * glob × path steps, whatever they are: both may come from a stranger.
 *
 * The meaning is the common one (micromatch's, with `[!a]` as in shells): `*` and `?` stay within a name, `**` crosses
 * names and stands for one at least when it comes last, `[a-z]` and `[!a-z]` are one character, `{a,b}` are alternatives.
 * Dot files are included and letter case counts. Three additions are what people know from .gitignore: a glob without a
 * slash matches at any depth; a leading slash or `./` anchors at the root; a glob whose last name has no wildcard also
 * covers everything below it when it is a folder.
 * Throws a SyntaxError whose message ends a sentence that starts with the glob.
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const bare = glob.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  const anchored = bare.includes('/') || /^\.?\//.test(glob) ? bare : `**/${bare}`;
  const lastName = bare.slice(bare.lastIndexOf('/') + 1);
  const covers = /[*?[\]{}]/.test(lastName.replace(/\\./g, '')) ? [anchored] : [anchored, `${anchored}/**`];
  const tests = covers.flatMap((each) => expandBraces(each, MAX_EXPANDED) ?? []).map((each) => compileSegments(each));
  return (path) => {
    const names = path.split('/');
    return tests.some((test) => test(names));
  };
}
