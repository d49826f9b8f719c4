/**
 * One Aho–Corasick automaton over bytes for many literals, ignoring ASCII case.
 * Source of the algorithm: Aho and Corasick, "Efficient string matching", CACM 18(6), 1975.
 */

/** A full table: a next state for every state and byte class. State 0 is where nothing has been read. */
export interface Automaton {
  /** Byte → class. Class 0 are the bytes that occur in no literal. */
  readonly classes: Uint8Array;
  readonly classCount: number;
  readonly stateCount: number;
  /** `next[state * classCount + class]`. */
  readonly next: Uint32Array;
  /** Numbers of the literals that end in each state, longest first. */
  readonly ends: readonly (readonly number[])[];
}

/**
 * Builds the automaton. Literals are ASCII in lower case; the number of a literal is its index. `classes` may put bytes
 * of literals into one class that are not the same letter: then the automaton finds more than the literals. Throws
 * RangeError for other literals.
 */
export function buildAutomaton(literals: readonly string[], classes: Uint8Array = classesOf(literals)): Automaton {
  const odd = literals.find((literal) => !isLowerAscii(literal));
  if (odd !== undefined) throw new RangeError(`literal ${JSON.stringify(odd)} is not lower-case ASCII`);
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
  return { classes, classCount, stateCount: trie.count, next: children.slice(0, trie.count * classCount), ends: trie.ends };
}

interface Trie {
  readonly children: Uint32Array;
  count: number;
  readonly ends: number[][];
}

/** A class for each character of the literals, and none for the others. */
function classesOf(literals: readonly string[]): Uint8Array {
  const classes = new Uint8Array(256);
  let count = 0;
  for (const character of new Set(literals.join(''))) {
    const code = character.charCodeAt(0);
    count += 1;
    classes[code] = count;
    if (code >= 97 && code <= 122) classes[code - 32] = count;
  }
  return classes;
}

function isLowerAscii(literal: string): boolean {
  for (let at = 0; at < literal.length; at += 1) {
    const code = literal.charCodeAt(at);
    if (code > 127 || (code >= 65 && code <= 90)) return false;
  }
  return true;
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
