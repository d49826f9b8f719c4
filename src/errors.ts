/**
 * The one error hierarchy, and the one table that turns it into exit codes.
 *
 * A KeysieveError is something that a person can act on: it is printed as a sentence and a way out, without a stack.
 * Anything else that is thrown is a bug, printed with its stack, and ends with EXIT.internal.
 */

/** What the process's exit code says. Writing a report never changes it. */
export const EXIT = {
  clean: 0,
  findings: 1,
  /** Usage, configuration or rule error: nothing was scanned. */
  usage: 2,
  /** Something that was asked for was not read. */
  incomplete: 3,
  /** Verification was asked for and the service did not answer. */
  verificationUnavailable: 4,
  internal: 70,
  /** 128 + the signal's number. */
  interrupted: 130,
  terminated: 143,
} as const;

/** Kinds of error, as they appear in `error.code`, and where each one ends. Every kind is listed here and nowhere else. */
const EXIT_OF_KIND = {
  usage: EXIT.usage,
  config: EXIT.usage,
  rule: EXIT.usage,
  baseline: EXIT.usage,
  git: EXIT.incomplete,
  incomplete: EXIT.incomplete,
  verification: EXIT.verificationUnavailable,
  interrupted: EXIT.interrupted,
  terminated: EXIT.terminated,
} as const;

/** What went wrong, as one stable word. */
export type ErrorKind = keyof typeof EXIT_OF_KIND;

/** What every KeysieveError may be given beside its message. */
export interface ErrorOptions {
  /** The one relevant way out, as a sentence or a command; null when there is none. */
  readonly hint?: string | null;
  readonly cause?: unknown;
}

/** A failure that a person can act on. */
export class KeysieveError extends Error {
  /** The kind: stable, for machines. */
  readonly code: ErrorKind;
  /** The exit code that this error ends the process with. */
  readonly exit: number;
  /** The one relevant way out, printed below the message. */
  readonly hint: string | null;

  /** Takes the kind, and a message of one sentence without a final stop; looks the exit code up. */
  constructor(code: ErrorKind, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.exit = EXIT_OF_KIND[code];
    this.hint = options.hint ?? null;
  }
}

/** A flag, argument or command that makes no sense. */
export class UsageError extends KeysieveError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('usage', message, options);
  }
}

/** Where in a file an error stands. */
export interface ErrorPlace {
  /** As a person would type it. */
  readonly file: string;
  /** 1-based; null when the whole file is meant. */
  readonly line: number | null;
  /** 1-based, in UTF-16 units; null when the whole line is meant. */
  readonly column: number | null;
  /** A code frame: a few lines of the file with a caret, free of control characters; null when there is none. */
  readonly snippet: string | null;
}

/** What an error in a file may be given beside its place. */
export interface FileErrorOptions extends ErrorOptions {
  /** Further problems of the same file, each as a whole sentence with its place. */
  readonly also?: readonly string[];
}

/** An error in a file that a person wrote. Its message starts with `file:line:column: `. */
class FileError extends KeysieveError implements ErrorPlace {
  /** The problem alone, without the place. */
  readonly problem: string;
  readonly also: readonly string[];
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly snippet: string | null;

  constructor(kind: ErrorKind, problem: string, place: ErrorPlace, options: FileErrorOptions) {
    super(kind, `${formatPlace(place)}: ${problem}`, options);
    this.problem = problem;
    this.also = options.also ?? [];
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
    this.snippet = place.snippet;
  }
}

/** keysieve.yaml (or a foreign configuration) cannot be read or does not mean anything. */
export class ConfigError extends FileError {
  constructor(problem: string, place: ErrorPlace, options: FileErrorOptions = {}) {
    super('config', problem, place, options);
  }
}

/** A rule file, or a rule in the configuration, is wrong. */
export class RuleError extends FileError {
  constructor(problem: string, place: ErrorPlace, options: FileErrorOptions = {}) {
    super('rule', problem, place, options);
  }
}

/** A baseline or a foreign ignore file cannot be read. */
export class BaselineError extends FileError {
  constructor(problem: string, place: ErrorPlace, options: FileErrorOptions = {}) {
    super('baseline', problem, place, options);
  }
}

/** The scan cannot go on, or cannot be called whole. */
export class IncompleteError extends KeysieveError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('incomplete', message, options);
  }
}

/** The exit code for anything that was thrown: a KeysieveError's own, EXIT.internal for all else. */
export function exitCodeOf(error: unknown): number {
  return error instanceof KeysieveError ? error.exit : EXIT.internal;
}

/** Gives `file:line:column`, or as much of it as is known. */
export function formatPlace(place: Pick<ErrorPlace, 'file' | 'line' | 'column'>): string {
  return [place.file, place.line, place.column].filter((part) => part !== null).join(':');
}
