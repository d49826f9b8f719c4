/** Regexes that a person wrote into the configuration. */

/** UTF-16 units. */
const MAX_LENGTH = 1000;

/**
 * Compiles a regex of the configuration. The syntax is JavaScript's; flags stand in front, as other scanners write them:
 * `(?i)` letter case does not count, `(?s)` a dot matches line ends too, `(?m)` ^ and $ match at every line.
 * It is searched for anywhere in the text; anchor with ^ and $.
 * Throws a SyntaxError.
 */
export function compileRegex(source: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(source);
  return new RegExp(flags ? source.slice(flags[0].length) : source, flags ? [...new Set(flags[1])].join('') : '');
}

/** Says why a regex is refused, as the end of a sentence that starts with it; null when it compiles. */
export function regexProblem(source: string): string | null {
  if (source === '') return 'is empty and would match everything';
  if (source.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  try {
    compileRegex(source);
    return null;
  } catch (error) {
    const said = (error as Error).message;
    return `is not a regex: ${said.slice(said.lastIndexOf(': ') + 2)}`;
  }
}

/**
 * True when the regex needs no time limit: without repeats, options and alternatives there is one way to match at each
 * position. Everything else runs under the limit, because telling the harmless from the harmful is not decidable cheaply.
 */
export function isPlainRegex(source: string): boolean {
  return !/[*+?{|]/.test(source);
}
