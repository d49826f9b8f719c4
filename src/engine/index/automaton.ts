/**
 * The literal index: one Aho–Corasick automaton over bytes for the keywords of all rules, ignoring ASCII case.
 * Source of the algorithm: Aho and Corasick, "Efficient string matching", CACM 18(6), 1975.
 */

/** A full table: a next state for every state and byte class. State 0 is where nothing has been read. */
export interface Automaton {
  /** Byte → class. Bytes that occur in no literal share class 0; upper and lower case share one class. */
  readonly classes: Uint8Array;
  readonly classCount: number;
  readonly stateCount: number;
  /** `next[state * classCount + class]`: next state, plus REPORT when literals end there. */
  readonly next: Uint32Array;
  /** Numbers of the literals that end in each state, longest first. */
  readonly ends: readonly (readonly number[])[];
}

/** Added in `next` when the state reached ends at least one literal. */
export const REPORT = 0x80000000;

/**
 * Builds the automaton. Literals are ASCII in lower case; the number of a literal is its index. Throws RangeError
 * otherwise. Characters in `first` get the lowest classes, in that order.
 */
export function buildAutomaton(literals: readonly string[], first = ''): Automaton {
  const classes = classesOf(literals, first);
  const classCount = Math.max(...classes) + 1;
  const trie = buildTrie(literals, classes, classCount);
  const fail = new Uint32Array(trie.count);
  const queue: number[] = [];
  const { children } = trie;
  for (let c = 0; c < classCount; c += 1) {
    const child = children[c] ?? 0;
    if (child !== 0) queue.push(child);
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const link = fail[state] ?? 0;
    trie.ends[state]?.push(...(trie.ends[link] ?? []));
    for (let c = 0; c < classCount; c += 1) {
      const at = state * classCount + c;
      const viaLink = children[link * classCount + c] ?? 0;
      const child = children[at] ?? 0;
      if (child === 0) {
        children[at] = viaLink;
      } else {
        fail[child] = viaLink;
        queue.push(child);
      }
    }
  }
  const next = trie.children.slice(0, trie.count * classCount);
  for (let at = 0; at < next.length; at += 1) {
    const target = next[at] ?? 0;
    if ((trie.ends[target]?.length ?? 0) > 0) next[at] = target + REPORT;
  }
  return { classes, classCount, stateCount: trie.count, next, ends: trie.ends };
}

interface Trie {
  readonly children: Uint32Array;
  count: number;
  readonly ends: number[][];
}

function classesOf(literals: readonly string[], first: string): Uint8Array {
  const used = new Set(literals.join(''));
  const classes = new Uint8Array(256);
  let count = 0;
  for (const character of [...first].filter((one) => used.delete(one)).concat([...used])) {
    const code = character.charCodeAt(0);
    if (code > 127 || (code >= 65 && code <= 90)) throw new RangeError(`literal "${literals.find((one) => one.includes(character))}" is not lower-case ASCII`);
    classes[code] = count += 1;
    if (code >= 97 && code <= 122) classes[code - 32] = count;
  }
  return classes;
}

function buildTrie(literals: readonly string[], classes: Uint8Array, classCount: number): Trie {
  const bound = literals.reduce((sum, literal) => sum + literal.length, 1);
  const trie: Trie = { children: new Uint32Array(bound * classCount), count: 1, ends: [[]] };
  literals.forEach((literal, number) => {
    let state = 0;
    for (let i = 0; i < literal.length; i += 1) {
      const at = state * classCount + (classes[literal.charCodeAt(i)] ?? 0);
      if (trie.children[at] === 0) {
        trie.children[at] = trie.count;
        trie.ends.push([]);
        trie.count += 1;
      }
      state = trie.children[at] ?? 0;
    }
    trie.ends[state]?.push(number);
  });
  return trie;
}
