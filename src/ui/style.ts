/**
 * Colours, symbols and links, by role and not by hue: the one file that knows chalk. chalk is loaded only when there
 * is colour to paint, so a hook that finds nothing in a pipe never pays for it.
 */
import type { Severity } from '../rules/rule.ts';
import type { Terminal } from './terminal.ts';

/** Wraps a text in colour; takes and gives text of the same display width. */
export type Paint = (text: string) => string;

/** How things look on one terminal. */
export interface Style {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
  /** Names of rules, commands to type. */
  readonly accent: Paint;
  /** Paths. */
  readonly path: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly symbols: Symbols;
  /** A hyperlink (OSC 8) where they are supported, else the text. `url` must be percent-encoded ASCII. */
  readonly link: (text: string, url: string) => string;
}

/** Signs that are drawn, each one cell wide except the ASCII ellipsis. */
export interface Symbols {
  readonly bar: string;
  readonly rule: string;
  readonly ellipsis: string;
  readonly gap: string;
  readonly inside: string;
  readonly between: string;
  readonly dash: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly openQuote: string;
  readonly closeQuote: string;
}

export const UNICODE_SYMBOLS: Symbols = {
  bar: '│', rule: '─', ellipsis: '…', gap: '┆', inside: '›', between: '·', dash: '–',
  good: '✔', warn: '!', bad: '✖', openQuote: '“', closeQuote: '”',
};

export const ASCII_SYMBOLS: Symbols = {
  bar: '|', rule: '-', ellipsis: '...', gap: ':', inside: '>', between: '-', dash: '-',
  good: '+', warn: '!', bad: 'x', openQuote: '"', closeQuote: '"',
};

const same: Paint = (text) => text;

/** Makes the style for a terminal. */
export async function loadStyle(terminal: Terminal): Promise<Style> {
  const symbols = terminal.unicode ? UNICODE_SYMBOLS : ASCII_SYMBOLS;
  const link = terminal.hyperlinks ? hyperlink : same;
  if (terminal.color === 0) {
    return {
      severity: { critical: same, high: same, medium: same, low: same, info: same },
      bold: same, dim: same, accent: same, path: same, good: same, warn: same, bad: same, symbols, link,
    };
  }
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: terminal.color });
  return {
    severity: {
      critical: (text) => chalk.red.bold.inverse(text),
      high: (text) => chalk.red.bold(text),
      medium: (text) => chalk.yellow.bold(text),
      low: (text) => chalk.cyan(text),
      info: (text) => chalk.dim(text),
    },
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    accent: (text) => chalk.cyan(text),
    path: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    warn: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
    symbols,
    link,
  };
}

/** OSC 8, closed by ST: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
