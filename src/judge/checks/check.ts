/** What an offline check is given and what it answers. Checks are pure: no network, no clock of their own. */
import type { Severity } from '../../rules/rule.ts';

export interface CheckInput {
  /** The value as a binary string. */
  readonly value: string;
  /** Named groups of the pattern. */
  readonly groups: Readonly<Record<string, string>>;
  /** Binary text around the value, and the value's offset in it. */
  readonly context: string;
  readonly contextOffset: number;
  readonly now: Date;
}

export interface CheckResult {
  /** `passed`: the value proves itself. `failed`: it cannot be a working credential. `unknown`: the check cannot tell. */
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** One reason code for the verdict, e.g. `checksum`, `parses`, `bad-checksum`, `expired`. */
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** True when only a part was proven (an id, a date beside it): the rest of the value may still be a placeholder. */
  readonly partial?: boolean;
  /** When the evidence changes how dangerous it is (an expired token, an encrypted key). */
  readonly severity?: Severity;
}

export type Check = (input: CheckInput) => CheckResult;
