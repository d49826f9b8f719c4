/** Paths in git are bytes; reports need text. One text per path, and the plain UTF-8 one whenever that is possible. */
import { isUtf8 } from 'node:buffer';

/**
 * The text of a path. UTF-8 is decoded. Bytes that are not UTF-8 are written `\xNN`, and every backslash of such a path
 * is doubled, so that two different paths never get the same text. For the same reason a UTF-8 path that contains
 * something like `\xff` literally has its backslashes doubled too.
 * @param binary the path's bytes as a binary string.
 */
export function pathText(binary: string): string {
  if (/^[ -[\]-~]*$/.test(binary)) return binary;
  const bytes = Buffer.from(binary, 'latin1');
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return LOOKS_ESCAPED.test(text) ? text.replaceAll('\\', '\\\\') : text;
  }
  return escapeInvalid(bytes);
}

const LOOKS_ESCAPED = /\\x[0-9a-f]{2}/;

/** Decodes what is UTF-8 and escapes, byte by byte, what is not. */
function escapeInvalid(bytes: Buffer): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      text += `\\x${bytes.toString('hex', at, at + 1)}`;
      at += 1;
    } else {
      text += bytes.toString('utf8', at, at + length).replaceAll('\\', '\\\\');
      at += length;
    }
  }
  return text;
}

/** How many bytes the well-formed UTF-8 character at `at` takes; 0 when there is none. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}
