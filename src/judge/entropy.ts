/** How often each character occurs; of the text that is measured. */
const counts = new Uint32Array(256);

/** Shannon entropy of a string in bits per character (UTF-16 units). 0 for the empty string. */
export function shannonEntropy(text: string): number {
  if (text.length === 0) return 0;
  counts.fill(0);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) & 0xff] = (counts[text.charCodeAt(at) & 0xff] as number) + 1;
  let sum = 0;
  // What occurs once adds nothing.
  for (let code = 0; code < 256; code++) {
    const count = counts[code] as number;
    if (count > 1) sum += count * Math.log2(count);
  }
  return Math.log2(text.length) - sum / text.length;
}
