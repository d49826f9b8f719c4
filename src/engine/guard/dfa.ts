/** A small deterministic automaton over bytes: reads from one place until it knows. */
import { addByte, emptySet, hasByte, keyOf, type ByteSet } from './byte-set.ts';
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

/** Builds the automaton that stops at the first match. Throws RangeError when it needs more than 255 states. */
export function buildDfa(nfa: Nfa): Dfa {
  const { classes, representatives } = classesOf(nfa);
  const rows: Uint8Array[] = [new Uint8Array(representatives.length), new Uint8Array(representatives.length).fill(MATCHED)];
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
      if (number > 255) throw new RangeError('the guard needs too many states; make it simpler');
      numbers.set(key, number);
    }
    return number;
  };
  const start = numberOf([nfa.start]);
  if (start !== START) throw new RangeError('the guard matches the empty text or nothing at all');
  for (let at = 0; at < sets.length; at += 1) {
    const row = new Uint8Array(representatives.length);
    representatives.forEach((byte, c) => {
      const targets = (sets[at] ?? []).flatMap((state) => (nfa.edges[state] ?? []).filter((edge) => hasByte(edge.set, byte)).map((edge) => edge.to));
      row[c] = targets.length === 0 ? DEAD : numberOf(targets);
    });
    rows.push(row);
  }
  return minimise({ classes, classCount: representatives.length, next: Uint8Array.from(rows.flatMap((row) => [...row])) });
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

/** Merges states that no text tells apart (Moore). Dead and matched keep their numbers; so does the start. */
function minimise(dfa: Dfa): Dfa {
  const { classCount, next } = dfa;
  const count = next.length / classCount;
  let group = Array.from({ length: count }, (_, state) => Math.min(state, START));
  for (;;) {
    const numbers = new Map<string, number>();
    // The first states are numbered first, so 0, 1 and 2 stay what they are.
    const refined = group.map((own, state) => {
      const key = `${own}:${Array.from(next.subarray(state * classCount, (state + 1) * classCount), (target) => group[target]).join()}`;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
    const done = new Set(refined).size === new Set(group).size;
    group = refined;
    if (done) break;
  }
  const merged = new Uint8Array(new Set(group).size * classCount);
  group.forEach((own, state) => {
    for (let c = 0; c < classCount; c += 1) merged[own * classCount + c] = group[next[state * classCount + c] as number] as number;
  });
  return { ...dfa, next: merged };
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

/** The set of bytes that lead from the start to somewhere: what may stand first. */
export function firstBytes(dfa: Dfa): ByteSet {
  const set = emptySet();
  for (let byte = 0; byte < 256; byte += 1) if (dfa.next[START * dfa.classCount + (dfa.classes[byte] as number)] !== DEAD) addByte(set, byte);
  return set;
}
