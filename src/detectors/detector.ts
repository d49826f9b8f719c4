/** What a detector is: code that finds the values of one family of rules in a window of text. */
import type { Rule } from '../rules/rule.ts';
import type { Relation } from '../model.ts';

/** A value found in a window. All offsets are indexes into the window's text (binary: index = byte), ends exclusive. */
export interface RawCandidate {
  /** Span of the value. */
  readonly start: number;
  readonly end: number;
  /** Span of everything that was read: name, relation and value. Contains the value's span. */
  readonly matchStart: number;
  readonly matchEnd: number;
  /** The value when it is not simply `text.slice(start, end)`: literals joined over `+`, or unescaped text. */
  readonly value?: string;
  /** The name the value belongs to, as written. */
  readonly name?: string;
  readonly relation?: Relation;
  /** The opening quote as written (`"`, `'`, `` ` ``, `\"`), '' for a bare value. */
  readonly quote?: string;
  /** Raw material of the facts and of the judge: `user`, `host`, `scheme`, `call`, `form`, … */
  readonly groups: Readonly<Record<string, string>>;
}

export interface Detector {
  /** What a rule file says under `detector`. */
  readonly name: string;
  /**
   * Finds the values of `rule` whose name or mark lies in `text[from, to)`; what is read may reach beyond that span.
   * Pure and linear in the length of `text`. The same value is given once.
   */
  find(rule: Rule, text: string, from: number, to: number): RawCandidate[];
}
