/** How long a row of token characters stands in whatever a rule finds: what a search that knows nothing else can look for. */
import { byteSet, isSubset, type ByteSet } from '../../engine/guard/byte-set.ts';
import { derivePatternGuards } from '../../engine/guard/derive.ts';
import { detectorGuard } from '../../engine/guard/detector-guards.ts';
import type { Guard, Way } from '../../engine/guard/guard.ts';
import type { Rule } from '../../rules/rule.ts';

/** Characters that tokens are made of, as the inside of a bracket expression of POSIX: those of nearly all, and those of all. */
export const TOKEN_CHARACTERS = { narrow: 'A-Za-z0-9_-', wide: 'A-Za-z0-9_+/=.~-' } as const;

const SETS = { narrow: setOf(TOKEN_CHARACTERS.narrow), wide: setOf(TOKEN_CHARACTERS.wide) };

function setOf(characters: string): ByteSet {
  return byteSet((byte) => new RegExp(`[${characters}]`).test(String.fromCharCode(byte)));
}

/**
 * Bytes: every match of the rule has a row of at least so many token characters in it or beside its literal. 0 when
 * nothing of the kind is proved.
 */
export function leastRun(rule: Rule, characters: 'narrow' | 'wide'): number {
  const guards = rule.detector === 'pattern' ? derivePatternGuards(rule).guards : rule.keywords.map((keyword) => detectorGuard(rule, keyword));
  const runs = guards.flatMap((guard, at) => runsOf(guard, rule.keywords[at] ?? '', SETS[characters]));
  return runs.length === 0 ? 0 : Math.min(...runs);
}

function runsOf(guard: Guard | null, keyword: string, token: ByteSet): number[] {
  return guard === null ? [0] : guard.ways.map((way) => longestRun(way, keyword, token));
}

function longestRun(way: Way, keyword: string, token: ByteSet): number {
  let longest = 0;
  for (const test of way) {
    if (test.kind === 'run' && isSubset(test.set, token)) longest = Math.max(longest, test.length);
    if (test.kind !== 'at') continue;
    let run = 0;
    for (const [at, set] of test.sets.entries()) {
      const own = keyword.charCodeAt(test.offset + at);
      run = isSubset(set, token) || (!Number.isNaN(own) && isSubset(byteSet((byte) => byte === own), token)) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}
