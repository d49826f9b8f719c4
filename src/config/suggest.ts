/**
 * "Did you mean": the known word nearest to an unknown one.
 * Shared by the configuration (keys, rule names) and the command line (commands, flags).
 */

/** Longer words are not compared: nobody mistypes them, and the comparison is quadratic. */
const MAX_LENGTH = 64;

/**
 * Damerau-Levenshtein distance in its "optimal string alignment" form: the fewest insertions, deletions, substitutions
 * and swaps of neighbours (no part edited twice) that turn `a` into `b`. Compares UTF-16 units.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * Gives the candidate that `word` most likely stands for, or null when none is near: at most one edit in three letters,
 * letter case not counted. Of equally near candidates the first wins.
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > MAX_LENGTH) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
