/**
 * A guard is the second test of a literal: what must stand around it for the rule to have any chance. It lets pass
 * everything that the rule can match and stops most of the rest before any window is cut out.
 */
import type { ByteSet } from './byte-set.ts';
import type { Dfa } from './dfa.ts';

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
  | { readonly kind: 'precede'; readonly dfa: Dfa; readonly reach: number };

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
