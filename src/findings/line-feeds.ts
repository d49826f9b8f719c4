/** Line feeds between two byte offsets of a text in an encoding whose unit is a byte; four bytes at a time. */
export function countLineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let count = 0;
  while (at < to && ((bytes.byteOffset + at) & 3) !== 0) count += bytes[at++] === FEED ? 1 : 0;
  const length = (to - at) >> 2;
  if (length > 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, length);
    for (let n = 0; n < length; n += 1) {
      // The bytes that are line feeds become zero. Adding 0x7f to the lower seven bits sets the highest one of all others:
      // nothing is carried from byte to byte, so the bits that stay clear can be counted.
      const word = (words[n] as number) ^ 0x0a0a0a0a;
      const zeros = ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word) & 0x80808080;
      if (zeros !== 0) count += Math.imul(zeros >>> 7, 0x01010101) >>> 24;
    }
    at += length * 4;
  }
  while (at < to) count += bytes[at++] === FEED ? 1 : 0;
  return count;
}

const FEED = 10;
