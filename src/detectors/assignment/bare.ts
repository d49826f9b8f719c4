/** Reads values that stand without quotes: shell words, rest-of-line values of YAML and INI, query parameters. */

export interface Bare {
  readonly start: number;
  readonly end: number;
}

/** Ends a value inside other text: white space, quotes, separators of URLs and connection strings, markup. */
const INLINE_END = /[\s"'`<>;&|,)\]}\\]|\xe2[\x94\x95]|$/g;
/** Ends a shell word. Parentheses and braces belong to passwords more often than to shell syntax here. */
const WORD_END = /[\s"'`;&|<>]|\\(?:$|[\r\n"'`n])|\xe2[\x94\x95]|$/g;

/** Reads up to the next delimiter of running text, URLs and connection strings. Empty when there is none. */
export function readInline(text: string, at: number): Bare {
  return { start: at, end: endOf(INLINE_END, text, at) };
}

/** Reads a shell word. A delimiter inside `${…}`, `$(…)`, `{{…}}` or `<…>` does not end it. */
export function readWord(text: string, at: number): Bare {
  const wrapped = wrappedEnd(text, at);
  if (wrapped > at) return { start: at, end: endOf(WORD_END, text, wrapped) };
  return { start: at, end: endOf(WORD_END, text, at) };
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null ? text.length : match.index;
}

const WRAPPERS: readonly (readonly [open: string, close: string])[] = [
  ['${{', '}}'],
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['${', '}'],
  ['$(', ')'],
  ['#{', '}'],
  ['<', '>'],
];

/** End of the reference or template that opens at `at` on this line, or `at`. */
export function wrappedEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== 36 && code !== 123 && code !== 60 && code !== 35) return at;
  for (const [open, close] of WRAPPERS) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    if (end < 0) return at;
    const line = text.indexOf('\n', at);
    return line >= 0 && line < end ? at : end + close.length;
  }
  return at;
}

/** Index of the end of the line (its line feed, or the carriage return before it). */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** Index of the first byte of the line that holds `at`. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/**
 * Reads the rest of the line as YAML, INI, properties and dotenv files mean it: without a trailing comment
 * (` #…`, ` //…`, ` ;…`), trailing white space, table borders and the comma of a JSON-like line.
 */
export function readRest(text: string, at: number): Bare {
  let end = lineEnd(text, at);
  const comment = /[ \t]+(?:#|\/\/|;|<!--|\/\*|<-|\xe2[\x86\x94\x95])/g;
  comment.lastIndex = at;
  const match = comment.exec(text);
  if (match !== null && match.index < end) end = match.index;
  while (end > at && isTrailing(text.charCodeAt(end - 1))) end--;
  // A value cut by a border of box-drawing characters without a space before it.
  return { start: at, end };
}

function isTrailing(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}
