/** The names of files that rules about whole files ask for, as regular expressions that JavaScript and grep -E read alike. */
import type { Rule } from '../../rules/rule.ts';

/**
 * Gives a pattern for each glob of each rule of the kind `file`, lower case, for the end of a path behind its start or a
 * slash. They fit all that the globs fit; what a rule refuses by `mustNot` they fit all the same. Throws RangeError for a
 * glob with signs beyond `*`, `**`, `?` and `{,}`, or a rule without globs.
 */
export function fileNamePatterns(rules: readonly Rule[]): string[] {
  const asked = rules.filter((rule) => rule.kind === 'file');
  const nameless = asked.find((rule) => rule.paths.length === 0);
  if (nameless !== undefined) throw new RangeError(`rule ${nameless.id} is about files of any name`);
  return [...new Set(asked.flatMap((rule) => rule.paths.map((glob) => patternOf(glob.toLowerCase()))))];
}

function patternOf(glob: string): string {
  const odd = /[[\]!()@+|^$\\]/.exec(glob);
  if (odd !== null) throw new RangeError(`the glob ${glob} has a ${odd[0]}`);
  let depth = 0;
  return glob.replace(/^\*\*\//, '').replace(/\*\*\/|\*+|[?{},.]/g, (sign) => {
    if (sign === '**/') return '(.*/)?';
    if (sign.startsWith('*')) return sign === '*' ? '[^/]*' : '.*';
    if (sign === '?') return '[^/]';
    if (sign === '.') return '\\.';
    if (sign === ',') return depth > 0 ? '|' : ',';
    depth += sign === '{' ? 1 : -1;
    return sign === '{' ? '(' : ')';
  });
}
