/** Reads string literals as they stand in source, configuration and in strings inside strings. */

export interface Literal {
  /** Span of the content, without the quotes. */
  readonly start: number;
  readonly end: number;
  /** Index after the closing quote. */
  readonly after: number;
  /** The opening quote as written. */
  readonly quote: string;
}

const BACKSLASH = 92;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** HTML entities and typographic quotes (UTF-8 bytes) that stand for a quote, with what closes them. */
const WIDE_QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['&quot;', '&quot;'],
  ['&#34;', '&#34;'],
  ['&#39;', '&#39;'],
  ['&apos;', '&apos;'],
  ['\\u0022', '\\u0022'],
  ['\\x22', '\\x22'],
  ['\xe2\x80\x9c', '\xe2\x80\x9d'],
  ['\xe2\x80\x98', '\xe2\x80\x99'],
];

/** True for `"`, `'` and the backtick. */
export function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}

/**
 * Reads the quote that opens at `at`: any number of backslashes before `"`, `'` or a backtick (a string inside a
 * string), a triple quote, an HTML entity, a typographic quote. Returns its text, or '' when there is none.
 */
export function quoteAt(text: string, at: number): string {
  const code = text.charCodeAt(at);
  if (isQuote(code)) {
    // Markdown writes code in double backticks.
    if (code === 96 && text.charCodeAt(at + 1) === 96 && text.charCodeAt(at + 2) !== 96) return '``';
    return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code ? text.slice(at, at + 3) : text[at] as string;
  }
  if (code === BACKSLASH) {
    let end = at + 1;
    while (text.charCodeAt(end) === BACKSLASH) end++;
    if (end - at <= 15 && isQuote(text.charCodeAt(end))) return text.slice(at, end + 1);
  }
  if (code === 38 || code === BACKSLASH || code === 0xe2) {
    for (const [open] of WIDE_QUOTES) if (text.startsWith(open, at)) return open;
  }
  return '';
}

/**
 * Reads a literal whose quote opens at `at`. Literals in single and double quotes end on their line; triple quotes
 * and backticks may span lines up to `limit` bytes. Null when it is not closed.
 */
export function readLiteral(text: string, at: number, limit = 4096): Literal | null {
  const quote = quoteAt(text, at);
  if (quote === '') return null;
  const start = at + quote.length;
  const stop = Math.min(text.length, start + limit);
  const mark = quote.charCodeAt(quote.length - 1);
  if (!isQuote(mark)) return readWide(text, start, stop, quote);
  if (quote.length > 1 && isQuote(quote.charCodeAt(0))) {
    const length = text.slice(start, stop).indexOf(quote);
    // Three backticks over lines fence a block of Markdown.
    if (length < 0 || (mark === 96 && text.slice(start, start + length).includes('\n'))) return null;
    return { start, end: start + length, after: start + length + quote.length, quote };
  }
  const depth = quote.length - 1;
  const multiline = mark === 96;
  let slashes = 0;
  for (let index = start; index < stop; index++) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) {
      slashes++;
      continue;
    }
    if (code === mark) {
      // Unescaped at this depth. Fewer backslashes than the opening quote has: the string around it ends here too.
      const closes = depth === 0 ? slashes % 2 === 0 : slashes <= depth;
      if (closes) {
        // '' inside '…' is an escaped quote in SQL and YAML.
        if (mark === 39 && depth === 0 && index > start && text.charCodeAt(index + 1) === 39 && !isValueEnd(text.charCodeAt(index + 2))) {
          index++;
          slashes = 0;
          continue;
        }
        const end = index - Math.min(depth, slashes);
        return { start, end, after: index + 1, quote };
      }
    } else if ((code === LINE_FEED || code === CARRIAGE_RETURN) && !multiline) {
      return null;
    }
    slashes = 0;
  }
  return readCut(text, start, quote);
}

/** A literal that the end of the window cuts off: taken as far as it goes when it is long and without white space. */
function readCut(text: string, start: number, quote: string): Literal | null {
  const length = text.length - start;
  if (length < 16 || length > 4096 || /\s/.test(text.slice(start).trimEnd())) return null;
  return { start, end: text.trimEnd().length, after: text.length, quote };
}

function readWide(text: string, start: number, stop: number, open: string): Literal | null {
  const pair = WIDE_QUOTES.find(([candidate]) => candidate === open);
  if (pair === undefined) return null;
  const ahead = text.slice(start, stop);
  const length = ahead.indexOf(pair[1]);
  if (length < 0 || ahead.slice(0, length).includes('\n')) return null;
  return { start, end: start + length, after: start + length + pair[1].length, quote: open };
}

/** What may follow a closed literal: end of text or line, comma, semicolon, bracket, space. */
function isValueEnd(code: number): boolean {
  return Number.isNaN(code) || code === 10 || code === 13 || code === 44 || code === 59 || code === 41 || code === 93 || code === 125 || code === 32;
}

export interface Joined {
  /** From the first literal's content to the last one's. */
  readonly start: number;
  readonly end: number;
  readonly after: number;
  readonly quote: string;
  /** All parts together when there were several. */
  readonly value?: string;
  /** True when something that is no literal is joined on: the value is computed. */
  readonly computed: boolean;
}

/** `+` (most), `.` (PHP, Perl), `..` (Lua), `&` (Basic), `<>` (Elixir), a backslash before the line end (C, Python, shell). */
const JOINT = /[ \t]*(?:(?:\+|\.\.?|&|<>|~)(?!=)[ \t]*(?:\r?\n[ \t]*)?|\\\r?\n[ \t]*|\r?\n[ \t]*(?:(?:\+|\.|<>)[ \t]*)?)(?=\\*["'])/y;
const COMPUTED = /[ \t]*(?:\+(?!\+)|\.(?=[ \t]*\$)|%[ \t]*[\w(]|\|\|(?![ \t]*["'])|<>|&(?=[ \t]+\w)|\.(?:format|replace|concat|join|repeat|padEnd|padStart|sub|gsub|split)\b|\*[ \t]*\d)/y;
/** Method calls that leave a literal what it is. */
const HARMLESS_CALL = /\.(?:encode|getBytes|toCharArray|to_s|freeze|strip|trim|unpack|decode|to_vec|to_owned|to_string|into|as_bytes|html_safe|bytes|b|chars|data|utf8|UTF8)\b(?:\([^()\n]{0,40}\))?/y;

/** Reads a literal and what is joined to it: `"abc" + "def"`, adjacent literals over lines, `"abc" \` newline `"def"`. */
export function readJoined(text: string, at: number): Joined | null {
  const first = readLiteral(text, at);
  if (first === null) return null;
  let { end, after } = first;
  let parts: string[] | null = null;
  for (let count = 0; count < 64; count++) {
    HARMLESS_CALL.lastIndex = after;
    if (text.charCodeAt(after) === 46 && HARMLESS_CALL.test(text)) after = HARMLESS_CALL.lastIndex;
    const code = text.charCodeAt(after);
    if (code === 44 || code === 59 || code === 41 || code === 125 || code === 93) break;
    JOINT.lastIndex = after;
    if (!JOINT.test(text)) break;
    const next = readLiteral(text, JOINT.lastIndex);
    if (next === null || next.quote !== first.quote) break;
    // "key" newline "other": value — the next line begins a new entry.
    if (/^[ \t]*(?::|=>|=)/.test(text.slice(next.after, next.after + 12))) break;
    parts ??= [text.slice(first.start, first.end)];
    parts.push(text.slice(next.start, next.end));
    ({ end, after } = next);
  }
  COMPUTED.lastIndex = after;
  const computed = COMPUTED.test(text);
  const joined = { start: first.start, end, after, quote: first.quote, computed };
  return parts === null ? joined : { ...joined, value: parts.join('') };
}
