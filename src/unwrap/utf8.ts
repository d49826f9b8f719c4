/**
 * The well-formed UTF-8 sequence that starts at `at` (Unicode Standard, table 3-7).
 *
 * @returns its length in bytes, 1 to 4; 0 when the byte starts none (a stray continuation, an overlong form,
 *   a surrogate, a cut sequence)
 */
export function utf8Length(bytes: Uint8Array, at: number, end: number = bytes.length): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > end) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let index = 2; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/**
 * Writes one code point as UTF-8; a surrogate becomes U+FFFD, because it has no UTF-8 form.
 *
 * @returns the offset after it
 */
export function writeUtf8(out: Uint8Array, at: number, codePoint: number): number {
  const code = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
  if (code < 0x80) {
    out[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    out[at] = 0xc0 | (code >> 6);
    out[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    out[at] = 0xe0 | (code >> 12);
    out[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    out[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  out[at] = 0xf0 | (code >> 18);
  out[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  out[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  out[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}

/**
 * How many of the bytes are not text: control characters that texts do not use, and bytes outside well-formed
 * UTF-8. NULs count when they stand next to each other: a lone one separates or ends strings in texts too
 * (`git ls-files -z`, `/proc/self/environ`), runs of them pad numbers.
 *
 * @param end exclusive; a sequence that begins before it may reach past it
 */
export function oddBytes(bytes: Uint8Array, start: number, end: number): number {
  let odd = 0;
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      if (byte === 0 ? bytes[at + 1] === 0 || (at > start && bytes[at - 1] === 0) : isOddControl(byte)) odd += 1;
      at += 1;
      continue;
    }
    const length = utf8Length(bytes, at);
    if (length === 0) odd += 1;
    at += Math.max(length, 1);
  }
  return odd;
}

/** Control characters other than backspace, tab, line feed, vertical tab, form feed, carriage return and escape. */
export function isOddControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && !((byte >= 0x08 && byte <= 0x0d) || byte === 0x1b));
}
