/** What the readers of the assignment room pass on: the name that was read, and how values become candidates. */
import type { Relation } from '../../model.ts';
import type { RawCandidate } from '../detector.ts';
import type { Bare } from './bare.ts';
import type { Inner } from './fallback.ts';
import { readJoined } from './literal.ts';

/** A name in a text, with what is known of its value so far. */
export interface Reading {
  readonly text: string;
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly relation: Relation;
  /** What the judge is told: `sign`, `form`, `own-line`, `inline`, `code`, `tail`, `opener`, `computed`, `call`, `more`. */
  readonly groups: Readonly<Record<string, string>>;
}

const SHORTEST = 3;
/** A longer value is no password or token. */
const LONGEST = 2048;

/** The same reading with more groups. */
export function withGroups(reading: Reading, groups: Readonly<Record<string, string>>): Reading {
  return { ...reading, groups: { ...reading.groups, ...groups } };
}

/** The literal whose quote stands at `at`, with what is joined to it. Null when there is none of a fitting length. */
export function literalAt(reading: Reading, at: number): RawCandidate | null {
  const literal = readJoined(reading.text, at);
  if (literal === null) return null;
  return candidate(literal.computed ? withGroups(reading, { computed: 'yes' }) : reading, literal.start, literal.end, literal.after, literal.quote, literal.value);
}

/** The literal inside of an expression. */
export function innerLiteral(reading: Reading, inner: Inner): RawCandidate | null {
  const groups: Record<string, string> = { form: inner.form };
  if (inner.call !== '') {
    groups['call'] = inner.call;
    // run('openssl', 'passwd'): one argument of several.
    if (/^\s*,/.test(reading.text.slice(inner.after, inner.after + 8))) groups['more'] = 'yes';
  }
  if (inner.computed) groups['computed'] = 'yes';
  return candidate(withGroups(reading, groups), inner.start, inner.end, inner.after, inner.quote, inner.value);
}

/** A bare value, white space around it taken off. `after` is where its reading ended. */
export function bareValue(reading: Reading, span: Bare, after = span.end): RawCandidate | null {
  let { start, end } = span;
  while (start < end && reading.text.charCodeAt(start) <= 32) start++;
  while (end > start && reading.text.charCodeAt(end - 1) <= 32) end--;
  return candidate(reading, start, end, after, '', undefined);
}

function candidate(reading: Reading, start: number, end: number, after: number, quote: string, value: string | undefined): RawCandidate | null {
  const length = value?.length ?? end - start;
  if (length < SHORTEST || length > LONGEST) return null;
  const { name, relation, groups, nameStart, nameEnd } = reading;
  const found = { start, end, matchStart: Math.min(nameStart, start), matchEnd: Math.max(nameEnd, after, end), name, relation, quote, groups };
  return value === undefined ? found : { ...found, value };
}
