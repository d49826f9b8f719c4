/** Reads values that stand without quotes: shell words, rest-of-line values of YAML and INI, query parameters. */

export interface Bare {
  readonly start: number;
  readonly end: number;
}

/** Ends a value inside other text: white space, quotes, separators of URLs and connection strings, markup. */
const INLINE_END = /[\s"'`<>;&,)\]}\\]|\|(?![A-Za-z0-9])|\xe2[\x94\x95]|$/g;
/** Ends a shell word. Parentheses and braces belong to passwords more often than to shell syntax here. */
const WORD_END = /[\s"'`;&|<>]|\\(?:$|[\r\n"'`n])|\xe2[\x94\x95]|$/g;

/** Lines are looked at this far to each side: a minified file is one line of megabytes. */
const LINE_REACH = 2048;

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
    const line = text.slice(at, Math.min(lineEnd(text, at), at + 200));
    const end = line.indexOf(close, open.length);
    return end < 0 ? at : at + end + close.length;
  }
  return at;
}

/** Index of the end of the line (its line feed, or the carriage return before it), or 2048 bytes on. */
export function lineEnd(text: string, at: number): number {
  const ahead = text.slice(at, at + LINE_REACH);
  const feed = ahead.indexOf('\n');
  const end = at + (feed < 0 ? ahead.length : feed);
  return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** Index of the first byte of the line that holds `at`, or 2048 bytes before. */
export function lineStart(text: string, at: number): number {
  const from = Math.max(0, at - LINE_REACH);
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

/**
 * Reads the rest of the line as YAML, INI, properties and dotenv files mean it: without a trailing comment
 * (` #…`, ` //…`, ` ;…`), trailing white space, table borders and the comma of a JSON-like line.
 */
export function readRest(text: string, at: number): Bare {
  const line = text.slice(at, lineEnd(text, at));
  const comment = line.search(COMMENT);
  let length = comment < 0 ? line.length : comment;
  while (length > 0 && line.charCodeAt(length - 1) <= 32) length--;
  return { start: at, end: at + length };
}

const COMMENT = /[ \t]+(?:#|\/\/|;|<!--|\/\*|<-|\xe2[\x86\x94\x95])/;

/** Text of an XML element up to its end tag, CDATA taken off. Empty when the element does not end on this line. */
export function readElement(text: string, at: number): Bare {
  const cdata = text.startsWith('<![CDATA[', at);
  const start = cdata ? at + 9 : at;
  const line = text.slice(start, lineEnd(text, start));
  const close = line.indexOf(cdata ? ']]>' : '</');
  const open = cdata ? -1 : line.indexOf('<');
  return { start, end: close < 0 || (open >= 0 && open < close) ? start : start + close };
}
