/** Sets of bytes, as eight words of 32 bits. Used when guards are derived, never while searching. */

export type ByteSet = Uint32Array;

/** The set of the bytes for which `holds` is true. */
export function byteSet(holds: (byte: number) => boolean): ByteSet {
  const set = new Uint32Array(8);
  for (let byte = 0; byte < 256; byte += 1) if (holds(byte)) addByte(set, byte);
  return set;
}

export function emptySet(): ByteSet {
  return new Uint32Array(8);
}

/** Every byte there is. */
export function fullSet(): ByteSet {
  return new Uint32Array(8).fill(0xffffffff);
}

export function addByte(set: ByteSet, byte: number): void {
  set[byte >>> 5] = (set[byte >>> 5] as number) | (1 << (byte & 31));
}

export function hasByte(set: ByteSet, byte: number): boolean {
  return (((set[byte >>> 5] as number) >>> (byte & 31)) & 1) === 1;
}

/** Adds all of `other` to `set`. */
export function addAll(set: ByteSet, other: ByteSet): void {
  for (let word = 0; word < 8; word += 1) set[word] = (set[word] as number) | (other[word] as number);
}

export function intersection(a: ByteSet, b: ByteSet): ByteSet {
  return a.map((word, at) => word & (b[at] as number));
}

export function isEmpty(set: ByteSet): boolean {
  return set.every((word) => word === 0);
}

/** True when every byte of `part` is in `whole`. */
export function isSubset(part: ByteSet, whole: ByteSet): boolean {
  return part.every((word, at) => (word & ~(whole[at] as number)) === 0);
}

/** How many bytes the set holds. */
export function sizeOf(set: ByteSet): number {
  let size = 0;
  for (let byte = 0; byte < 256; byte += 1) if (hasByte(set, byte)) size += 1;
  return size;
}

/** A text that is equal for equal sets. */
export function keyOf(set: ByteSet): string {
  return set.join();
}

/** Lower and upper case of one ASCII letter, or the byte alone. */
export function bothCases(byte: number): ByteSet {
  const set = emptySet();
  addByte(set, byte);
  const letter = byte | 32;
  if (letter >= 97 && letter <= 122) {
    addByte(set, letter);
    addByte(set, letter & ~32);
  }
  return set;
}
