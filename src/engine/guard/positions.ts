/** What must follow a literal: byte sets position by position, and long runs of one byte set further on. */
import { addAll, emptySet, isSubset, keyOf, sizeOf, type ByteSet } from './byte-set.ts';
import type { Nfa } from './nfa.ts';

/** The sets of bytes that can stand 0, 1, 2, … bytes behind `states`, as far as every match has one there. */
export function setsBehind(nfa: Nfa, states: readonly number[], limit: number): ByteSet[] {
  const sets: ByteSet[] = [];
  let level = closureOf(nfa, states);
  while (sets.length < limit && !level.has(nfa.accept)) {
    const set = emptySet();
    const next = new Set<number>();
    for (const state of level) {
      for (const edge of nfa.edges[state] ?? []) {
        addAll(set, edge.set);
        next.add(edge.to);
      }
    }
    sets.push(set);
    level = closureOf(nfa, [...next]);
  }
  return sets;
}

function closureOf(nfa: Nfa, states: readonly number[]): Set<number> {
  return new Set(states.flatMap((state) => nfa.closure(state)));
}

/** Every match has at least `length` bytes of `set` in a row somewhere behind the literal. */
export interface Run {
  readonly set: ByteSet;
  readonly length: number;
}

const MAX_RUN = 64;
/** A set with most of the printable bytes says nothing. */
const MAX_RUN_SET = 100;

/** The runs that every match has behind `states`: one for each byte set of the pattern, and one for all of them together. */
export function runsBehind(nfa: Nfa, states: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const set of candidateSets(nfa, states)) {
    const length = shortestLongestRun(nfa, states, set);
    if (length > 0) runs.push({ set, length });
  }
  return runs;
}

function candidateSets(nfa: Nfa, states: readonly number[]): ByteSet[] {
  const sets = new Map<string, ByteSet>();
  const seen = new Set(states.flatMap((state) => nfa.closure(state)));
  for (const state of seen) {
    for (const edge of nfa.edges[state] ?? []) {
      if (sizeOf(edge.set) <= MAX_RUN_SET) sets.set(keyOf(edge.set), edge.set);
      for (const next of nfa.closure(edge.to)) seen.add(next);
    }
  }
  const all = emptySet();
  for (const set of sets.values()) addAll(all, set);
  sets.set(keyOf(all), all);
  return [...sets.values()].filter((set) => sizeOf(set) > 1 && sizeOf(set) <= MAX_RUN_SET);
}

/** Of all ways to match, the one whose longest run of `set` is shortest; a way that can leave the set does. */
function shortestLongestRun(nfa: Nfa, states: readonly number[], set: ByteSet): number {
  for (let length = 1; length <= MAX_RUN; length += 1) {
    if (canAvoid(nfa, states, set, length)) return length - 1;
  }
  return MAX_RUN;
}

/** True when some way to match never has `length` bytes of `set` in a row. */
function canAvoid(nfa: Nfa, states: readonly number[], set: ByteSet, length: number): boolean {
  // The shortest run with which a state can be reached is all that counts: a longer one is never better.
  const shortest = new Map<number, number>();
  const queue: number[] = [];
  const reach = (state: number, run: number): void => {
    for (const one of nfa.closure(state)) {
      const known = shortest.get(one);
      if (known !== undefined && known <= run) continue;
      shortest.set(one, run);
      queue.push(one);
    }
  };
  for (const state of states) reach(state, 0);
  for (const state of queue) {
    const run = shortest.get(state) as number;
    for (const edge of nfa.edges[state] ?? []) {
      const next = isSubset(edge.set, set) ? run + 1 : 0;
      if (next < length) reach(edge.to, next);
    }
  }
  return shortest.has(nfa.accept);
}
