/** The configuration of a scan, as the rest of keysieve reads it: every value present, nothing left to interpret. */
import type { ErrorPlace } from '../errors.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { FailOn } from './fail-on.ts';

/** A value and where it is written: 1-based line and column (UTF-16 units) of the configuration file. */
export interface Written<T> {
  readonly value: T;
  readonly line: number;
  readonly column: number;
}

/** What is found but is no leak. Every kind of criterion that is not empty must match; of one kind, any of its list. */
export interface AllowEntry {
  /** Line where the entry starts, 1-based. */
  readonly line: number;
  readonly reason: string;
  /** Last day (UTC, YYYY-MM-DD) on which the entry holds; null: no end. */
  readonly until: string | null;
  /** Globs, to be compiled by `compileGlob`. */
  readonly paths: readonly string[];
  /** Sources, to be compiled by `compileRegex`, like those below. */
  readonly pathRegexes: readonly string[];
  /** Ids, aliases or names with `*`. */
  readonly rules: readonly Written<string>[];
  readonly values: readonly string[];
  readonly lines: readonly string[];
  /** Lower case. */
  readonly stopWords: readonly string[];
  /** Full ids or prefixes of at least 7 digits, lower case. */
  readonly commits: readonly string[];
  /** Lower case. */
  readonly fingerprints: readonly string[];
}

/** Which rules run. */
export interface RuleChoice {
  readonly disable: readonly Written<string>[];
  readonly enable: readonly Written<string>[];
  readonly severity: readonly { readonly rule: Written<string>; readonly severity: Severity }[];
  /** The user's own rules, compiled. */
  readonly added: readonly Rule[];
}

/** keysieve.yaml, with its defaults filled in. Frozen. */
export interface Config {
  /** The file that was read; null when there is none and everything is default. */
  readonly file: string | null;
  readonly failOn: FailOn;
  readonly rules: RuleChoice;
  readonly allow: readonly AllowEntry[];
  readonly exclude: readonly Written<string>[];
  /** Bytes. Larger files are skipped. */
  readonly maxFileSize: number;
  readonly knownExamples: 'report' | 'ignore';
  /** Paths relative to the root; null: those that are found there. */
  readonly baseline: readonly string[] | null;
  /** Every setting with its value's place (`keysieve.yaml:3`) or `default`; keys as in the file, nested with dots. */
  readonly origin: Readonly<Record<string, string>>;
  /** Gives the place with its code frame, for errors that only show when rules and config meet. */
  readonly placeOf: (written: Pick<Written<unknown>, 'line' | 'column'>) => ErrorPlace;
}

/** Bytes: 256 MiB. Larger files are not held in memory; they are named in the summary. */
export const DEFAULT_MAX_FILE_SIZE = 256 * 1024 * 1024;

/** Freezes a value made of objects and arrays, all the way down, and gives it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
