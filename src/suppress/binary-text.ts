/** Binary text (one UTF-16 unit per byte) and the text that people wrote. */

/** Decodes binary text as UTF-8; bytes that are no UTF-8 become U+FFFD. */
export function toUnicode(binary: string): string {
  // oxlint-disable-next-line no-control-regex -- ASCII is the same in both, and by far the most common.
  return /^[\x00-\x7f]*$/.test(binary) ? binary : Buffer.from(binary, 'latin1').toString('utf8');
}

/** Encodes text as UTF-8, one unit per byte. */
export function toBinary(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
