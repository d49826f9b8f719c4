/**
 * Marvin32, the keyed hash that Microsoft's key formats use as their checksum.
 * Source: https://github.com/dotnet/runtime/blob/main/src/libraries/System.Private.CoreLib/src/System/Marvin.cs
 */

/** Marvin32 of `bytes` (four or more), folded to 32 bits. `seed` is eight ASCII characters, the first one the highest byte. */
export function marvin32(bytes: Buffer, seed: string): number {
  const key = Buffer.from(seed, 'latin1');
  const state = { low: key.readUInt32BE(4), high: key.readUInt32BE(0) };
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) mix(state, bytes.readUInt32LE(at));
  let rest = 0x80;
  for (let last = bytes.length - 1; last >= at; last -= 1) rest = (rest << 8) | (bytes[last] ?? 0);
  mix(state, rest);
  mix(state, 0);
  return (state.low ^ state.high) >>> 0;
}

function mix(state: { low: number; high: number }, word: number): void {
  let { low, high } = state;
  low = (low + word) | 0;
  high ^= low;
  low = (rotate(low, 20) + high) | 0;
  high = rotate(high, 9) ^ low;
  low = (rotate(low, 27) + high) | 0;
  high = rotate(high, 19);
  state.low = low;
  state.high = high;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
