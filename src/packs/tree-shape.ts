const SPACE = 0x20;
/** Octal digits of the modes that git writes: 100644, 120000, 40000, … */
const LONGEST_MODE = 6;
const SHA1 = 20;
const SHA256 = 32;

/**
 * True when bytes are built as a tree object is: mode, space, name, NUL, id, one entry after the other, to the end.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function looksLikeTree(bytes: Uint8Array, start: number, length: number): boolean {
  return isBuiltOf(bytes, start, start + length, SHA1) || isBuiltOf(bytes, start, start + length, SHA256);
}

function isBuiltOf(bytes: Uint8Array, start: number, end: number, idLength: number): boolean {
  let at = start;
  while (at < end) {
    let digits = 0;
    while (digits <= LONGEST_MODE && ((bytes[at + digits] as number) & 0xf8) === 0x30) digits += 1;
    if (digits < 5 || digits > LONGEST_MODE || bytes[at + digits] !== SPACE) return false;
    const name = at + digits + 1;
    let stop = name;
    while (stop < end && bytes[stop] !== 0) stop += 1;
    if (stop === name || stop + 1 + idLength > end) return false;
    at = stop + 1 + idLength;
  }
  return at === end;
}
