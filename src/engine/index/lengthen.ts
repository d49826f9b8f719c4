/** Short literals of patterns, made longer: `sec` before a hex digit is met a tenth as often as `sec`, which is in `second`. */
import type { Rule } from '../../rules/rule.ts';
import { hasByte, type ByteSet } from '../guard/byte-set.ts';
import { firstHits } from '../guard/first-hit.ts';
import { buildNfa } from '../guard/nfa.ts';
import { setsBehind } from '../guard/positions.ts';
import { isFoldable } from './folding.ts';

/** Longer literals are rare enough. */
const SHORT = 4;
/** One literal becomes at most so many: the hex digits. */
const MOST = 16;

/**
 * Gives the literals to search for instead of a pattern rule's keywords. Where every match goes on behind a short one with
 * one of a few characters, it is replaced by its continuations: a match that contains the one contains one of the others.
 */
export function lengthenedKeywords(rule: Rule): readonly string[] {
  if (rule.pattern === null || !rule.keywords.some((keyword) => keyword.length <= SHORT)) return rule.keywords;
  const nfa = buildNfa(rule.pattern, rule.flags);
  const hits = nfa === null ? null : firstHits(nfa, rule.keywords);
  if (nfa === null || hits === null) return rule.keywords;
  return rule.keywords.flatMap((keyword, number) => {
    const hit = hits.get(number);
    const [next] = hit === undefined || keyword.length > SHORT ? [] : setsBehind(nfa, hit.ends, 1);
    const characters = next === undefined ? [] : lowerCase(next);
    return characters.length > 0 && characters.length <= MOST && characters.every((character) => isFoldable(character)) ? characters.map((character) => keyword + character) : keyword;
  });
}

/** The characters of a set, letters once. */
function lowerCase(set: ByteSet): string[] {
  const characters = new Set<string>();
  for (let byte = 0; byte < 256; byte += 1) if (hasByte(set, byte)) characters.add(String.fromCharCode(byte >= 65 && byte <= 90 ? byte | 32 : byte));
  return [...characters];
}
