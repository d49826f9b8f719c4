/** Splits a shell command into words as POSIX shells do, over continued lines; spans stay exact. */

import { lineStart } from './assignment/bare.ts';

export interface ShellWord {
  /** Span of the word's text without its quotes. */
  readonly start: number;
  readonly end: number;
  /** The quote that the word (or its value after `=`) stands in, '' when bare. */
  readonly quote: string;
  /** The text between start and end. */
  readonly text: string;
}

const LIMIT = 2048;

/** The quote that stands open before `at` on its line (a command inside a literal of source code), or 0. */
export function enclosingQuote(text: string, at: number): number {
  const before = text.slice(Math.max(lineStart(text, at), at - 400), at);
  let open = 0;
  for (let index = 0; index < before.length; index++) {
    const code = before.charCodeAt(index);
    if (code === 92) index++;
    else if (open === 0 ? code === 34 || code === 96 || (code === 39 && !/[A-Za-z0-9]/.test(before[index - 1] ?? ' ')) : code === open) open = open === 0 ? code : 0;
  }
  return open;
}

/**
 * Reads words from `at` to the end of the command: a line end that is not continued (backslash; backtick of
 * PowerShell; caret of cmd), `;`, `|`, `&&`, the quote around the command, or 2048 bytes. A comment after a continuation backslash is passed over.
 */
export function readShellWords(text: string, at: number): ShellWord[] {
  const words: ShellWord[] = [];
  const stop = endOfLiteral(text, at, enclosingQuote(text, at), Math.min(text.length, at + LIMIT));
  let index = at;
  while (index < stop && words.length < 80) {
    const code = text.charCodeAt(index);
    if (code === 32 || code === 9) {
      index++;
    } else if (code === 92 || code === 96 || code === 94) {
      const next = continuedLine(text, index);
      if (next < 0 && code !== 92) break;
      if (next >= 0) index = next;
      else index = readWord(text, index, stop, words);
    } else if (code === 10 || code === 13 || code === 59 || code === 124 || (code === 38 && text.charCodeAt(index + 1) === 38)) {
      break;
    } else if (code === 35 && (index === at || text.charCodeAt(index - 1) === 32)) {
      break;
    } else {
      index = readWord(text, index, stop, words);
    }
  }
  return words;
}

/** Where the literal around a command ends: at its quote when that is not escaped. */
function endOfLiteral(text: string, at: number, quote: number, limit: number): number {
  if (quote === 0) return limit;
  for (let index = at; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === 92) index++;
    else if (code === quote) return index;
  }
  return limit;
}

/** Start of the next line when a continuation mark stands at `at`, else -1. */
function continuedLine(text: string, at: number): number {
  const match = /^[\\`^][ \t]*(?:#[^\n]*)?\r?\n[ \t]*(?:[#>*|/]+[ \t]+)?/.exec(text.slice(at, at + 200));
  return match === null ? -1 : at + match[0].length;
}

function readWord(text: string, at: number, stop: number, words: ShellWord[]): number {
  let index = at;
  let start = at;
  let end = -1;
  let quote = '';
  while (index < stop) {
    const code = text.charCodeAt(index);
    if (code === 34 || code === 39) {
      const close = closing(text, index, code, stop);
      if (close < 0) break;
      // A whole word in quotes is its content; --name="value" keeps the name.
      if (index === start) start = index + 1;
      quote = text[index] as string;
      end = close;
      index = close + 1;
      continue;
    }
    if (code <= 32 || code === 59 || code === 124 || code === 96) break;
    if (code === 92 && (text.charCodeAt(index + 1) === 10 || text.charCodeAt(index + 1) === 13)) break;
    index++;
    end = index;
  }
  if (end < start) end = index;
  if (index === at) return at + 1;
  words.push({ start, end, quote, text: text.slice(start, end) });
  return index;
}

function closing(text: string, at: number, mark: number, stop: number): number {
  for (let index = at + 1; index < stop; index++) {
    const code = text.charCodeAt(index);
    if (code === 92 && mark === 34) index++;
    else if (code === mark) return index;
    else if (code === 10) return -1;
  }
  return -1;
}
