/** Values that stand before their name: `assertEquals("x", user.getPassword())`, `addValue("x", forHTTPHeaderField: "X-API-Key")`. */
import type { RawCandidate } from '../detector.ts';
import { literalAt } from './reading.ts';
import type { Reading } from './reading.ts';

const REACH = 200;
/** The literal, and what stands between it and the name. */
const EXPECTED = /\b(?:assert\w{0,20}|Assert\.\w{1,20}|[eE]quals?|Equal)\(\s{0,8}(?:\w{1,4},\s{0,4})?@?(?=["'])(?:"[^"\n]{3,120}"|'[^'\n]{3,120}')\s{0,4},\s{0,8}[\w$.>()[\]-]{0,60}$/i;
const HEADER = /(?:setValue|addValue)[(:]\s{0,4}@?(?=["'])(?:"[^"\n]{3,400}")\s{0,4},?\s{0,8}forHTTPHeaderField:\s{0,4}@?"(?:[\w-]{0,20}-)?$/;
const END = /^(?:\(\))?\)|^"/;

/** The literal before the name. `follows` is the byte behind the name. Null when the name is no second argument. */
export function readBefore(reading: Reading, follows: number): RawCandidate | null {
  // ) ( and the quote of a header's name.
  if (follows !== 41 && follows !== 40 && follows !== 34) return null;
  const { text, name, nameStart, nameEnd } = reading;
  // A member or a call: what is compared is read from somewhere.
  if (follows === 41 && !name.includes('.') && !/(?:\.|->)$/.test(text.slice(nameStart - 2, nameStart))) return null;
  if (!END.test(text.slice(nameEnd, nameEnd + 3))) return null;
  const from = Math.max(0, nameStart - REACH);
  const before = text.slice(from, nameStart);
  const match = (follows === 34 ? HEADER : EXPECTED).exec(before);
  if (match === null) return null;
  const quote = match[0].search(/["']/);
  return literalAt(reading, from + match.index + quote);
}
