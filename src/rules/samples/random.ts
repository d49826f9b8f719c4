/** A small seeded generator (mulberry32): the same seed gives the same samples on every machine. */
export interface Random {
  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number;
  /** One character of `alphabet`. */
  pick(alphabet: string): string;
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
}

/** Makes a generator from a seed (any text). */
export function createRandom(seed: string): Random {
  let state = 2166136261;
  for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 16777619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const random: Random = {
    below: (bound) => Math.floor(next() * bound),
    pick: (alphabet) => alphabet[random.below(alphabet.length)] ?? '',
    text: (alphabet, length) => {
      let result = '';
      for (let i = 0; i < length; i += 1) result += random.pick(alphabet);
      return result;
    },
  };
  return random;
}
