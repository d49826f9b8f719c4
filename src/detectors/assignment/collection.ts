/** Values that are written as arrays: bytes of a key, and lists of literals. */
import type { Bare } from './bare.ts';

/** `[]byte{1, 2, …}`, `new byte[] {0x1f, …}`, `[0x1f, …]`: at least twelve numbers. */
const BYTE_ARRAY = /(?:(?:new )?(?:\[\d{0,4}\])?(?:byte|uint8|Byte|u8|bytes|bytearray)(?:\[\d{0,4}\])?[ \t]?\(?)?[{[]\s{0,20}((?:(?:0x[0-9A-Fa-f]{1,2}|\(byte\)\s?\S{1,4}|-?\d{1,3})\s{0,20},\s{0,20}){11,300}(?:0x[0-9A-Fa-f]{1,2}|-?\d{1,3}),?)/y;
/** `["x", …]`, `[]string{"x", …}`, `listOf("x", …)`, `new[] { "x" }`. */
const LIST = /^(?:\[\]string\s?\{|(?:new\s?)?(?:string)?\[\]\s?\{|\[|(?:array|list|set|Arrays\.asList|List\.of|Set\.of|vec!|listOf|setOf|arrayOf)\s?[([]|@\()\s{0,20}(?=\\*["'])/;

/** Span of the numbers of the byte array at `at`, or null. */
export function readByteArray(text: string, at: number): Bare | null {
  const code = text.charCodeAt(at);
  // [ { and the first letters of new, byte, uint8
  if (code !== 91 && code !== 123 && code !== 98 && code !== 66 && code !== 110 && code !== 117) return null;
  BYTE_ARRAY.lastIndex = at;
  const match = BYTE_ARRAY.exec(text);
  if (match === null) return null;
  const end = BYTE_ARRAY.lastIndex;
  return { start: end - (match[1] as string).length, end };
}

/** Where the first literal of the list at `at` begins, or -1. */
export function firstOfList(text: string, at: number): number {
  const match = LIST.exec(text.slice(at, at + 40));
  return match === null ? -1 : at + match[0].length;
}
