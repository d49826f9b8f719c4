/** How long a row of token characters stands in whatever a rule finds: what a search that knows nothing else can look for. */
import type { Rule } from '../../rules/rule.ts';
import { byteSet, isSubset } from './byte-set.ts';
import { derivePatternGuards } from './derive.ts';
import { detectorGuard } from './detector-guards.ts';
import type { Guard, Way } from './guard.ts';

/** Characters that tokens are made of, as the inside of a bracket expression of POSIX. */
export const TOKEN_CHARACTERS = 'A-Za-z0-9_+/=.~-';

const TOKEN = byteSet((byte) => new RegExp(`[${TOKEN_CHARACTERS}]`).test(String.fromCharCode(byte)));

/**
 * Bytes: every match of the rule has a row of at least so many token characters in it or beside its literal. 0 when
 * nothing of the kind is proved.
 */
export function leastRun(rule: Rule): number {
  const guards = rule.detector === 'pattern' ? derivePatternGuards(rule).guards : rule.keywords.map((keyword) => detectorGuard(rule, keyword));
  const runs = guards.flatMap((guard, at) => runsOf(guard, rule.keywords[at] ?? ''));
  return runs.length === 0 ? 0 : Math.min(...runs);
}

function runsOf(guard: Guard | null, keyword: string): number[] {
  return guard === null ? [0] : guard.ways.map((way) => longestRun(way, keyword));
}

function longestRun(way: Way, keyword: string): number {
  let longest = 0;
  for (const test of way) {
    if (test.kind === 'run' && isSubset(test.set, TOKEN)) longest = Math.max(longest, test.length);
    if (test.kind !== 'at') continue;
    let run = 0;
    for (const [at, set] of test.sets.entries()) {
      const own = keyword.charCodeAt(test.offset + at);
      run = isSubset(set, TOKEN) || (!Number.isNaN(own) && isSubset(byteSet((byte) => byte === own), TOKEN)) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}
