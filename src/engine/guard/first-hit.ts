/**
 * Where a literal is met for the first time in a match.
 *
 * `AKIA` can stand at the start of a key and, by chance, again in its middle. A test that every occurrence passes would
 * have to allow for both; it is enough that the first one in each match passes, because that one is always found. So the
 * pattern's automaton and the literals' automaton are run together, and every path stops at its first literal.
 */
import { buildAutomaton } from '../index/automaton.ts';
import { addAll, byteSet, emptySet, intersection, isEmpty, type ByteSet } from './byte-set.ts';
import type { Nfa } from './nfa.ts';

/** What is known at the first literal of a match, whichever way the match began. */
export interface FirstHit {
  /** States of the pattern right behind the literal. */
  readonly ends: readonly number[];
  /** The literal's own bytes as this pattern takes them: often one case only. */
  readonly own: readonly ByteSet[];
  /** Bytes that can stand before the literal, nearest first, as far as every match has one there. */
  readonly before: readonly ByteSet[];
  /** How many bytes every match has before the literal, when all have the same number; else null. */
  readonly offset: number | null;
}

interface Node {
  readonly state: number;
  readonly literals: number;
  readonly from: { readonly node: Node; readonly set: ByteSet }[];
}

/** More nodes than this are not worth a proof. */
const MAX_NODES = 60_000;
const MAX_BEFORE = 32;

/**
 * Gives the first hit of each literal, by its number; a literal that is never first is absent. Null when the pattern can
 * match without any of the literals, or when the proof would be too large.
 */
export function firstHits(nfa: Nfa, literals: readonly string[]): ReadonlyMap<number, FirstHit> | null {
  const automaton = buildAutomaton(literals);
  const classes = Array.from({ length: automaton.classCount }, (_, c) => byteSet((byte) => automaton.classes[byte] === c));
  const origin: Node = { state: nfa.start, literals: 0, from: [] };
  const nodes = new Map<number, Node>([[nfa.start * automaton.stateCount, origin]]);
  const ends = new Map<number, { states: Set<number>; last: Node['from'] }>();
  const queue = [origin];
  for (const node of queue) {
    for (const state of nfa.closure(node.state)) {
      if (state === nfa.accept) return null;
      for (const edge of nfa.edges[state] ?? []) {
        for (let c = 0; c < classes.length; c += 1) {
          const set = intersection(edge.set, classes[c] as ByteSet);
          if (isEmpty(set)) continue;
          const target = automaton.next[node.literals * classes.length + c] as number;
          const found = automaton.ends[target] as readonly number[];
          if (found.length > 0) {
            for (const literal of found) note(ends, literal, edge.to, { node, set });
            continue;
          }
          const key = edge.to * automaton.stateCount + target;
          let next = nodes.get(key);
          if (next === undefined) {
            if (nodes.size >= MAX_NODES) return null;
            next = { state: edge.to, literals: target, from: [] };
            nodes.set(key, next);
            queue.push(next);
          }
          next.from.push({ node, set });
        }
      }
    }
  }
  return new Map([...ends].map(([literal, end]) => [literal, { ends: [...end.states], ...look(end.last, (literals[literal] as string).length, origin) }]));
}

function note(ends: Map<number, { states: Set<number>; last: Node['from'] }>, literal: number, state: number, last: Node['from'][number]): void {
  const end = ends.get(literal);
  if (end === undefined) {
    ends.set(literal, { states: new Set([state]), last: [last] });
  } else {
    end.states.add(state);
    end.last.push(last);
  }
}

/** Goes back over the literal's own bytes, then over what stands before it. */
function look(last: Node['from'], length: number, origin: Node): Omit<FirstHit, 'ends'> {
  let { nodes: level, set } = stepBack(last);
  const own = [set];
  for (let step = 1; step < length; step += 1) {
    ({ nodes: level, set } = stepBack([...level].flatMap((node) => node.from)));
    own.unshift(set);
  }
  const before: ByteSet[] = [];
  while (!level.has(origin)) {
    if (before.length === MAX_BEFORE) return { own, before, offset: null };
    ({ nodes: level, set } = stepBack([...level].flatMap((node) => node.from)));
    before.push(set);
  }
  return { own, before, offset: level.size === 1 ? before.length : null };
}

function stepBack(steps: Node['from']): { nodes: Set<Node>; set: ByteSet } {
  const set = emptySet();
  for (const step of steps) addAll(set, step.set);
  return { nodes: new Set(steps.map((step) => step.node)), set };
}
