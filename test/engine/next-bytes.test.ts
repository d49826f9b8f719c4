import { describe, expect, it } from 'vitest';
import { byteSet, fullSet, hasByte } from '../../src/engine/guard/byte-set.ts';
import { buildDfa } from '../../src/engine/guard/dfa.ts';
import { nextBytes, type Test } from '../../src/engine/guard/guard.ts';
import { buildNfa } from '../../src/engine/guard/nfa.ts';

const oneOf = (characters: string): ReturnType<typeof byteSet> => byteSet((byte) => characters.includes(String.fromCharCode(byte)));
const at = (offset: number, ...sets: string[]): Test => ({ kind: 'at', offset, sets: sets.map(oneOf) });
const follow = (pattern: string, back = 0): Test => {
  const nfa = buildNfa(pattern, '');
  if (nfa === null) throw new Error(`no automaton for ${pattern}`);
  return { kind: 'follow', dfa: buildDfa(nfa), reach: 8, back };
};

/** What may stand behind a literal of four bytes. */
function charactersOf(...ways: Test[][]): string | null {
  const set = nextBytes({ ways }, 4);
  return set === null ? null : Array.from({ length: 128 }, (_, byte) => byte).filter((byte) => hasByte(set, byte)).map((byte) => String.fromCharCode(byte)).join('');
}

describe('the bytes that can stand behind a literal', () => {
  it('are those that its tests ask for at that place', () => {
    expect(charactersOf([at(4, 'abc', 'x')])).toBe('abc');
    expect(charactersOf([at(2, 'x', 'y', 'bc')])).toBe('bc');
    expect(charactersOf([follow('[:=]"')])).toBe(':=');
  });

  it('satisfy all tests of one of the ways', () => {
    expect(charactersOf([at(4, 'abc'), follow('[cd]')])).toBe('c');
    expect(charactersOf([at(4, 'a')], [follow('=')])).toBe('=a');
  });

  it('may be any as soon as one way does not say', () => {
    expect(charactersOf([at(4, 'a')], [at(5, 'a')])).toBeNull();
    expect(charactersOf([at(4, 'a')], [{ kind: 'token-start', back: 0 }])).toBeNull();
    expect(charactersOf([follow('b=', 1)])).toBeNull();
    expect(charactersOf([{ kind: 'run', set: oneOf('a'), length: 3, reach: 20, line: false }])).toBeNull();
  });

  it('are not asked for when they stop next to nothing', () => {
    expect(nextBytes({ ways: [[{ kind: 'at', offset: 4, sets: [fullSet()] }]] }, 4)).toBeNull();
  });
});
