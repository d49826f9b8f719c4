/**
 * A guard is the second test of a literal: what must stand around it for the rule to have any chance. It lets pass
 * everything that the rule can match and stops most of the rest before any window is cut out.
 */
import { addAll, addByte, emptySet, intersection, type ByteSet } from './byte-set.ts';
import { chanceOf } from './chance.ts';
import { DEAD, START, type Dfa } from './dfa.ts';

export type Test =
  /** The bytes from the literal's first one on are in these sets. */
  | { readonly kind: 'at'; readonly offset: number; readonly sets: readonly ByteSet[] }
  /** The bytes before the literal are in these sets, nearest first. */
  | { readonly kind: 'before'; readonly sets: readonly ByteSet[] }
  /** A token may start `back` bytes before the literal: TOKEN_START of src/rules/pattern/boundary.ts. */
  | { readonly kind: 'token-start'; readonly back: number }
  /** Behind the literal, within `reach` bytes of its first one (and on its line, with `line`), `length` bytes of `set` stand in a row. */
  | { readonly kind: 'run'; readonly set: ByteSet; readonly length: number; readonly reach: number; readonly line: boolean }
  /** What follows the literal, from `back` bytes before its end on, is accepted by the automaton before it has read `reach` bytes. */
  | { readonly kind: 'follow'; readonly dfa: Dfa; readonly reach: number; readonly back: number }
  /** The automaton accepts nothing that follows the literal, from `back` bytes before its end on, within `reach` bytes. */
  | { readonly kind: 'not-follow'; readonly dfa: Dfa; readonly reach: number; readonly back: number }
  /** What precedes the literal, read backwards, is accepted by the automaton before it has read `reach` bytes. */
  | { readonly kind: 'precede'; readonly dfa: Dfa; readonly reach: number }
  /**
   * Not both of what precedes the literal, read backwards from `inside` bytes behind its first one, and what follows it, from
   * `back` bytes before its end on, are accepted, each before `reach` bytes are read.
   */
  | { readonly kind: 'not-around'; readonly before: Dfa; readonly inside: number; readonly behind: Dfa; readonly back: number; readonly reach: number };

/** All tests have to hold. No tests: everything passes. */
export type Way = readonly Test[];

/** One of the ways has to hold. */
export interface Guard {
  readonly ways: readonly Way[];
  /** What the ways demand of the byte before the literal, to be asked first. At the start of the text it holds. */
  readonly first?: FirstTest;
}

/** The byte before the literal is in the set; with `unlessCapital`, only when the literal does not begin with a capital there. */
export interface FirstTest {
  readonly set: ByteSet;
  readonly unlessCapital: boolean;
}

/** A set of bytes that stops less than this share of source text is not worth asking for. */
const WORTHWHILE = 0.9;

/** The bytes of which one has to stand right behind a literal of `length` bytes, unless the text ends there; null when it may be nearly any. */
export function nextBytes({ ways }: Guard, length: number): ByteSet | null {
  const union = emptySet();
  for (const way of ways) {
    const sets = way.flatMap((test) => bytesOf(test, length) ?? []);
    if (sets.length === 0) return null;
    addAll(union, sets.reduce(intersection));
  }
  return chanceOf([union]) < WORTHWHILE ? union : null;
}

function bytesOf(test: Test, length: number): ByteSet | null {
  if (test.kind === 'at') return test.sets[length - test.offset] ?? null;
  if (test.kind !== 'follow' || test.back > 0) return null;
  const set = emptySet();
  for (let byte = 0; byte < 256; byte += 1) if (test.dfa.next[START * test.dfa.classCount + (test.dfa.classes[byte] as number)] !== DEAD) addByte(set, byte);
  return set;
}
