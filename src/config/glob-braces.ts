/** Brace alternatives in globs: `a/{b,c{d,e}}` stands for `a/b`, `a/cd` and `a/ce`. */

/**
 * Gives the globs that a glob with braces stands for, or null when they are more than `limit`. Braces without a comma,
 * without their other half, escaped or inside a class are ordinary characters.
 */
export function expandBraces(glob: string, limit: number): readonly string[] | null {
  const braces = firstBraces(glob);
  if (!braces) return [glob];
  const { start, end, commas } = braces;
  const tails = expandBraces(glob.slice(end + 1), limit);
  if (!tails) return null;
  const expanded: string[] = [];
  for (const [index, comma] of commas.entries()) {
    const option = expandBraces(glob.slice((commas[index - 1] ?? start) + 1, comma), limit);
    for (const middle of option ?? []) for (const tail of tails) expanded.push(glob.slice(0, start) + middle + tail);
    if (!option || expanded.length > limit) return null;
  }
  return expanded;
}

/** The first pair of braces with a comma in it: `commas` are the ends of its options, the closing brace last. */
function firstBraces(glob: string): { start: number; end: number; commas: readonly number[] } | null {
  const open: { start: number; commas: number[] }[] = [];
  let found: { start: number; end: number; commas: readonly number[] } | null = null;
  for (let i = 0; i < glob.length; i++) {
    if (glob[i] === '\\') i++;
    else if (glob[i] === '[') i = Math.max(i, classEnd(glob, i));
    else if (glob[i] === '{') open.push({ start: i, commas: [] });
    else if (glob[i] === ',') open.at(-1)?.commas.push(i);
    else if (glob[i] === '}') {
      const pair = open.pop();
      if (!pair || pair.commas.length === 0) continue;
      if (!found || pair.start < found.start) found = { start: pair.start, end: i, commas: [...pair.commas, i] };
      if (open.length === 0) return found;
    }
  }
  return found;
}

/** Offset of the bracket that closes the class at `start`, or -1. */
function classEnd(glob: string, start: number): number {
  const found = /^\[[!^]?\]?(?:\\.|[^\]\\])*\]/.exec(glob.slice(start));
  return found ? start + found[0].length - 1 : -1;
}
