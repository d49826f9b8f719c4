/** Derives the guards of a rule from its pattern. Every guard is a proof: what it stops, the pattern cannot match. */
import type { Rule } from '../../rules/rule.ts';
import { TOKEN_START } from '../../rules/pattern/boundary.ts';
import { bothCases, byteSet, fullSet, isSubset, type ByteSet } from './byte-set.ts';
import { firstHits, type FirstHit } from './first-hit.ts';
import type { Guard, Test, Way } from './guard.ts';
import { buildNfa, type Nfa } from './nfa.ts';
import { runsBehind, setsBehind, type Run } from './positions.ts';
import { chanceOf, chanceOfRun } from './chance.ts';

/** What is known about the literals of one rule. */
export interface RuleGuards {
  /** One guard per keyword of the rule; null where nothing is known and every hit passes. */
  readonly guards: readonly (Guard | null)[];
  /** True when every match is proved to contain one of the keywords. */
  readonly inside: boolean;
}

/** So many bytes behind a literal are tested one by one. */
const MAX_BEHIND = 64;
/** A test that lets pass more than this share of random source text is not worth its time. */
const WORTHWHILE = 0.5;
/** Once a literal's neighbours are this unlikely, further tests save nothing. */
const UNLIKELY = 1e-5;

/** What can stand right before a token: see TOKEN_START; the last bytes of escapes and colour codes are letters and digits. */
const BEFORE_TOKEN = byteSet((byte) => !/[A-Za-z0-9_]/.test(String.fromCharCode(byte)) || /[0-9a-frtvnm]/i.test(String.fromCharCode(byte)));

/** Derives the guards of a rule whose detector runs `rule.pattern`. */
export function derivePatternGuards(rule: Rule): RuleGuards {
  const none = { guards: rule.keywords.map(() => null), inside: false };
  const nfa = rule.pattern === null || rule.keywords.length === 0 ? null : buildNfa(rule.pattern, rule.flags);
  const hits = nfa === null ? null : firstHits(nfa, rule.keywords);
  if (nfa === null || hits === null) return none;
  const bounded = rule.pattern?.startsWith(TOKEN_START) === true;
  const guards = rule.keywords.map((keyword, number) => {
    const hit = hits.get(number);
    // A keyword that is never the first of a match needs no window of its own: another one opens it.
    if (hit === undefined) return { ways: [] };
    const startsToken = bounded && hit.offset === 0;
    return { ways: [wayOf(rule, nfa, keyword, hit, bounded)], ...(startsToken && { first: { set: BEFORE_TOKEN, unlessCapital: false } }) };
  });
  return { guards, inside: true };
}

function wayOf(rule: Rule, nfa: Nfa, keyword: string, hit: FirstHit, bounded: boolean): Way {
  const tests: Test[] = [];
  // First what costs least: in a long run of one letter every byte may end a literal.
  if (bounded && hit.offset !== null) tests.push({ kind: 'token-start', back: hit.offset });
  const own = hit.own.map((set, at) => (isSubset(bothCases(keyword.charCodeAt(at)), set) ? fullSet() : set));
  const behind = setsBehind(nfa, hit.ends, MAX_BEHIND);
  const at = trimmed([...own, ...behind]);
  if (at.sets.length > 0) tests.push({ kind: 'at', ...at });
  const before = trimmed(hit.before).sets.length > 0 ? hit.before : [];
  if (chanceOf(before) < WORTHWHILE) tests.push({ kind: 'before', sets: before });
  // The literal itself says nothing here: it has been found.
  if (chanceOf(behind) * chanceOf(before) > UNLIKELY) {
    const run = bestRun(runsBehind(nfa, hit.ends), rule.reach.after);
    if (run !== null) tests.push({ kind: 'run', ...run, reach: rule.reach.after, line: rule.reach.lines });
  }
  return tests;
}

/** Leaves out the sets at both ends that every byte is in. */
function trimmed(sets: readonly ByteSet[]): { offset: number; sets: ByteSet[] } {
  const all = (set: ByteSet): boolean => chanceOf([set]) > 0.99;
  let start = 0;
  let end = sets.length;
  while (end > start && all(sets[end - 1] as ByteSet)) end -= 1;
  while (start < end && all(sets[start] as ByteSet)) start += 1;
  return { offset: start, sets: sets.slice(start, end) };
}

/** The run that is least likely to stand by chance within `reach` bytes of source text. Null when all are likely. */
export function bestRun(runs: readonly Run[], reach: number): Run | null {
  let best: Run | null = null;
  let chance = WORTHWHILE;
  for (const run of runs) {
    const own = chanceOfRun(run, Math.min(reach, 200));
    if (own < chance) [best, chance] = [run, own];
  }
  return best;
}
