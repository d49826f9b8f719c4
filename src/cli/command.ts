/** What a command is: the one declaration that parsing, help, completion and "did you mean" are made from. */
import type { Context } from './context.ts';

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  /** One letter. */
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in help: `<file>`. */
  readonly value?: string;
  readonly help: string;
  /** `--no-x` switches it off: declared options only. */
  readonly negatable?: boolean;
  /** The values allowed, shown and suggested. */
  readonly choices?: readonly string[];
  /** Accepted without being advertised. */
  readonly hidden?: boolean;
}

export type Options = Readonly<Record<string, OptionSpec>>;

/** The values given, by option name; a missing option is undefined. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Invocation {
  readonly command: Command;
  readonly options: Given;
  readonly arguments: readonly string[];
}

export interface Command {
  /** `scan`, `rules list`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How the arguments are written: `[paths…]`. */
  readonly usage: string;
  /** A paragraph or two. */
  readonly description: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly options: Options;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Runs it and gives the exit code. Loaded when needed: the hook must start fast. */
  readonly run: (invocation: Invocation, context: Context) => Promise<number>;
}
