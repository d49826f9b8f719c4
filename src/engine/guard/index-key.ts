/**
 * A name that is `key` and nothing else: most are of maps. The assignment reader takes what such a name opens only when it has
 * twelve bytes and a digit (isIndex of src/detectors/assignment/assignment.ts); this test stops what has not, as far as
 * one line shows it.
 */
import { automatonOf } from './automata.ts';
import type { Test } from './guard.ts';

/** What stands before the name: nothing that makes it the value of a field, as in `name: "key"`. */
const BEFORE = `(?:[{,(\\[;][ \\t]*|[\\w\\])][ \\t]+|[^\\s:=>]\\s*\\n[ \\t]*)["']?`;
const SPACE = '[ \\t]*';
/** A literal of less than twelve bytes, or without digits. What stands behind it joins no other one to it. */
const SHORT = (quote: string): string => `${quote}(?:[^"'\`\\\\\\r\\n]{1,11}|[^"'\`\\\\\\r\\n0-9]+)${quote}`;
const LITERAL = `(?:${SHORT('"')}|${SHORT("'")}|${SHORT('\\\\"')})`;
const SIGN = `["']?${SPACE}(?:=>|:=|[=:])${SPACE}`;
/** Not a digit, a quote or what stands for one; as the last byte of a line, nothing that goes on below either. */
const NO_DIGITS = '[^"\'`\\\\\\r\\n0-9&\\xe2]';
const NO_OPENER = '[^\\s"\'`\\\\0-9&({\\[|>\\xe2]';
/** Each is an automaton of its own: together they have too many states. */
const BEHIND: readonly string[] = [
  `["']?${SPACE}(?:(?:=>|:=|[=:])${SPACE}${LITERAL}(?:[ \\t]*[,;)}\\]]|\\r?\\n[ \\t]*[a-z_})\\]#/*@-])|,${SPACE}${LITERAL}[,;)}\\]])`,
  `${SIGN}(?:\\[\\])?[a-z_][\\w.]*\\(${LITERAL}\\)[,;)}]`,
  // A whole rest of a line that is short, or has no digit, and opens nothing that goes on below.
  `${SIGN}[^\\s"'\`\\\\{(\\[|><$&%\\xe2][^"'\`\\\\\\r\\n{(\\[|><$&%\\xe2]{0,10}\\r?\\n`,
  `${SIGN}(?:[^\\s"'\`\\\\0-9|>&\\xe2]${NO_DIGITS}*)?${NO_OPENER}[ \\t]*\\r?\\n`,
];
const REACH = 160;

/** Tests that stop a bare `key` whose value is no secret's; `behind` characters of the keyword stand behind the name. */
export function indexKeyTests(keyword: string, behind: number): Test[] {
  if (keyword.slice(0, keyword.length - behind) !== 'key') return [];
  const before = automatonOf(BEFORE, { backwards: true });
  return BEHIND.map((pattern) => ({ kind: 'not-around', before, inside: 0, behind: automatonOf(pattern), back: behind, reach: REACH }));
}
