/** Shannon entropy of a string in bits per character (UTF-16 units). 0 for the empty string. */
export function shannonEntropy(text: string): number {
  if (text.length === 0) return 0;
  const counts = new Uint32Array(256);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) & 0xff] = (counts[text.charCodeAt(at) & 0xff] as number) + 1;
  let sum = 0;
  for (const count of counts) if (count > 0) sum += count * Math.log2(count);
  return Math.log2(text.length) - sum / text.length;
}
