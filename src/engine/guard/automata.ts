/** Automata of patterns, each built once: many keywords share them, and equal ones are kept once in an index. */
import { buildDfa, reversed, type Dfa } from './dfa.ts';
import { buildNfa } from './nfa.ts';

const built = new Map<string, Dfa>();

/**
 * The automaton of a pattern, which reads bytes and knows no look-around. `backwards` reads from the pattern's end; case
 * counts only with `exact`. Throws RangeError when it is too large.
 */
export function automatonOf(pattern: string, { backwards = false, exact = false }: { readonly backwards?: boolean; readonly exact?: boolean } = {}): Dfa {
  const key = `${backwards} ${exact} ${pattern}`;
  let dfa = built.get(key);
  if (dfa === undefined) {
    const nfa = buildNfa(pattern, exact ? '' : 'i');
    if (nfa === null) throw new RangeError('the guard is too large');
    dfa = buildDfa(backwards ? reversed(nfa) : nfa);
    built.set(key, dfa);
  }
  return dfa;
}
