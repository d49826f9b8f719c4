/** A small deterministic automaton over bytes: reads from one place until it knows. */
import { hasByte, keyOf, type ByteSet } from './byte-set.ts';
import type { Edge, Nfa } from './nfa.ts';

/** State 0: nothing will match any more. State 1: something has matched. State 2: the start. */
export interface Dfa {
  readonly classes: Uint8Array;
  readonly classCount: number;
  /** `next[state * classCount + class]`. */
  readonly next: Uint8Array;
}

export const DEAD = 0;
export const MATCHED = 1;
export const START = 2;

/** States are bytes in the end; before they are merged there may be more. */
const MAX_STATES = 255;
const MAX_STATES_UNMERGED = 6000;

/** Builds the automaton that stops at the first match. Throws RangeError when it needs more than 255 states. */
export function buildDfa(nfa: Nfa): Dfa {
  const { classes, representatives } = classesOf(nfa);
  const rows: number[][] = [representatives.map(() => DEAD), representatives.map(() => MATCHED)];
  const numbers = new Map<string, number>();
  const sets: number[][] = [];
  const numberOf = (states: readonly number[]): number => {
    const closed = [...new Set(states.flatMap((state) => nfa.closure(state)))].sort((a, b) => a - b);
    if (closed.includes(nfa.accept)) return MATCHED;
    const reading = closed.filter((state) => (nfa.edges[state]?.length ?? 0) > 0);
    if (reading.length === 0) return DEAD;
    const key = reading.join();
    let number = numbers.get(key);
    if (number === undefined) {
      number = sets.push(reading) + 1;
      if (number > MAX_STATES_UNMERGED) throw new RangeError('the guard needs too many states; make it simpler');
      numbers.set(key, number);
    }
    return number;
  };
  const start = numberOf([nfa.start]);
  if (start !== START) throw new RangeError('the guard matches the empty text or nothing at all');
  for (let at = 0; at < sets.length; at += 1) {
    const edges = (sets[at] ?? []).flatMap((state) => nfa.edges[state] ?? []);
    rows.push(
      representatives.map((byte) => {
        const targets = edges.filter((edge) => hasByte(edge.set, byte)).map((edge) => edge.to);
        return targets.length === 0 ? DEAD : numberOf(targets);
      }),
    );
  }
  const merged = minimise(rows);
  if (merged.length > MAX_STATES) throw new RangeError('the guard needs too many states; make it simpler');
  return { classes, classCount: representatives.length, next: Uint8Array.from(merged.flat()) };
}

/** Bytes that no edge tells apart share a class. */
function classesOf(nfa: Nfa): { classes: Uint8Array; representatives: number[] } {
  const sets = new Map<string, ByteSet>();
  for (const edges of nfa.edges) for (const edge of edges) sets.set(keyOf(edge.set), edge.set);
  const all = [...sets.values()];
  const numbers = new Map<string, number>();
  const representatives: number[] = [];
  const classes = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const signature = all.map((set) => (hasByte(set, byte) ? '1' : '0')).join('');
    let number = numbers.get(signature);
    if (number === undefined) {
      number = representatives.push(byte) - 1;
      numbers.set(signature, number);
    }
    classes[byte] = number;
  }
  return { classes, representatives };
}

/** Merges states that no text tells apart (Moore). Dead, matched and start keep their numbers. */
function minimise(rows: readonly (readonly number[])[]): number[][] {
  let group = rows.map((_, state) => Math.min(state, START));
  for (let count = 0; ; ) {
    const numbers = new Map<string, number>();
    // States are numbered in order, so 0, 1 and 2 stay what they are.
    group = rows.map((row, state) => {
      const key = `${group[state]}:${row.map((target) => group[target]).join()}`;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
    if (numbers.size === count) break;
    count = numbers.size;
  }
  const merged: number[][] = [];
  rows.forEach((row, state) => (merged[group[state] as number] = row.map((target) => group[target] as number)));
  return merged;
}

/** The automaton that reads every text of `nfa` from its end to its start. */
export function reversed(nfa: Nfa): Nfa {
  const edges: Edge[][] = nfa.edges.map(() => []);
  const empty = nfa.edges.map((): number[] => []);
  nfa.edges.forEach((list, from) => {
    for (const { to, set } of list) edges[to]?.push({ to: from, set });
    for (const to of nfa.closure(from)) empty[to]?.push(from);
  });
  return { start: nfa.accept, accept: nfa.start, edges, closure: (state) => empty[state] ?? [] };
}
