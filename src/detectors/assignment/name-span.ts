/** Where a name begins and ends around a word that means a secret. */

const LIMIT = 80;

const NAME_BYTE = new Uint8Array(256);
for (let code = 0; code < 256; code++) {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  // Dots and dashes join the words of names; UTF-8 bytes of Latin, Greek and Cyrillic letters are letters.
  if (letter || code === 95 || code === 45 || code === 46 || (code >= 0xc3 && code <= 0xcf) || (code >= 0x80 && code < 0xc0)) NAME_BYTE[code] = 1;
}

/** End of the name that goes on at `at`. Trailing dots and dashes belong to the sentence or the arrow after it. */
export function nameEndAt(text: string, at: number): number {
  let end = at;
  const limit = Math.min(text.length, at + LIMIT);
  while (end < limit && NAME_BYTE[text.charCodeAt(end)] === 1) end++;
  while (end > at && isJoint(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Start of the name that holds `at`, and how many dashes stand before it (`--password`: 2). */
export function nameStartAt(text: string, at: number): { start: number; dashes: number } {
  let start = at;
  const limit = Math.max(0, at - LIMIT);
  while (start > limit && NAME_BYTE[text.charCodeAt(start - 1)] === 1) start--;
  // `\npassword` inside a string: the n belongs to the escape.
  if (start > 0 && start < at && text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text[start] as string)) start++;
  let dashes = 0;
  while (start < at && isJoint(text.charCodeAt(start))) {
    if (text.charCodeAt(start) === 45) dashes++;
    start++;
  }
  return { start, dashes };
}

function isJoint(code: number): boolean {
  return code === 45 || code === 46;
}
