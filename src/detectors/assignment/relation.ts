/** Reads what stands between a name and its value, and says which relation it is. */
import type { Relation } from '../../model.ts';
import { isQuote, quoteAt } from './literal.ts';

export interface Link {
  readonly relation: Relation;
  /** Where the value begins: at its quote or first byte. */
  readonly at: number;
  /** The separator as written, without white space: `=`, `:`, `:=`, `=>`, `==`, `,`, `(`, `>`, ' '. */
  readonly sign: string;
  /** The name stood in quotes or brackets of its own. */
  readonly quoted: boolean;
  /** White space stood on both sides of the sign. */
  readonly spaced: boolean;
}

const SPACE = 32;
const TAB = 9;

/**
 * A type between the name and `=`: `password: str = "x"`, `val p: String = "x"`, `char p[] = "x"`. What ends with its `=`
 * is padded base64, not a type: something has to follow on the line, or white space to stand before.
 */
const TYPE_AND_EQUALS = /:?[ \t]{0,4}(?:&(?:'\w{1,12} )?|\*)?[A-Za-z_][\w.]{0,30}(?:<[\w<>, .|]{0,40}>)?(?:\[\]|\?|\s?\|\s?\w{1,12}){0,3}(?:[ \t]{1,8}=(?![=>~])|=(?=[ \t]{0,8}(?:["'`\\][^\s,;)}\]]|[^\s"'`\\,;)}\]<&=>~])))/y;
/** The same without a colon, where only the types of strings count: Go, C, C#, SQL (`password varchar(20) DEFAULT 'x'`). */
const SPACED_TYPE_AND_EQUALS = /(?:const[ \t]+)?(?:\*?[ \t]?\[\]|(?:std::)?w?string|\*?(?:string|str|String|text|Text|varchar|char|wchar_t|byte|\[\]byte|&str|&'static str|SecureString|CString|NSString))(?![A-Za-z])(?:[ \t]?\*)?(?:[ \t]?\[[^\]\n]{0,20}\])?(?:\(\d{1,5}\))?[ \t]{0,8}(?::?=(?![=>~])|DEFAULT(?=[ \t]))/y;

/**
 * Reads from the end of a name. `flag` says that the name began with a dash, `element` that it began with `<`, `symbol`
 * that it is a Ruby or Elixir symbol.
 * Null when no value is related to the name here.
 */
export function readLink(text: string, nameEnd: number, flag: boolean, element: boolean, symbol: boolean): Link | null {
  let at = nameEnd;
  let quoted = false;
  // What closes around the name: quotes, subscripts, Markdown marks, `?` and `!` of TypeScript and Kotlin.
  for (let count = 0; count < 8; count++) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39 || code === 96) {
      // `password ""`: an empty value, not a closing quote; a quote that opens a value follows a space.
      quoted = true;
    } else if (code === 93 || code === 41 || code === 42 || code === 33 || code === 63) {
      if (code === 33 && text.charCodeAt(at + 1) === 61) return null; // !=: below
      if (code === 41 && !quoted && !isComparison(text, at + 1)) return null;
    } else if (code === 92) {
      const quote = quoteAt(text, at);
      if (quote === '') return null;
      quoted = true;
      at += quote.length;
      continue;
    } else if (code === 38) {
      const quote = quoteAt(text, at);
      if (quote === '') return null;
      quoted = true;
      at += quote.length;
      continue;
    } else if (code === 91 && !quoted) {
      // char password[] = "x", char password[16] = "x"
      const size = /^\[\d{0,4}\]/.exec(text.slice(at, at + 6));
      if (size === null) return null;
      at += size[0].length;
      continue;
    } else break;
    at++;
  }
  const closed = at;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) {
    at++;
    if (at - closed > 60) return null;
  }
  const gap = at > closed;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case 61: // =
      if (next === 62) return link('mapping', text, at + 2, '=>', quoted, gap);
      if (next === 126) return null;
      if (next === 61) return link('assignment', text, text.charCodeAt(at + 2) === 61 ? at + 3 : at + 2, '==', quoted, gap);
      return link(flag ? 'flag' : 'assignment', text, at + 1, '=', quoted, gap);
    case 33: // != "x"
      return next === 61 ? link('assignment', text, text.charCodeAt(at + 2) === 61 ? at + 3 : at + 2, '!=', quoted, gap) : null;
    case 58: { // :
      if (next === 61) return link('assignment', text, at + 2, ':=', quoted, gap);
      if (next === 58) return null;
      TYPE_AND_EQUALS.lastIndex = at;
      if (!quoted && TYPE_AND_EQUALS.test(text)) return link('assignment', text, TYPE_AND_EQUALS.lastIndex, '=', quoted, true);
      return link(flag ? 'flag' : 'mapping', text, at + 1, ':', quoted, gap);
    }
    case 62: // >
      if (element && !quoted && !gap) return link('element', text, at + 1, '>', quoted, false);
      if (quoted && !gap) return link('element', text, at + 1, '>', quoted, false);
      return null;
    case 44: // , after a quoted name: put("password", "x")
      return quoted || symbol ? link('argument', text, at + 1, ',', quoted, gap) : null;
    case 40: // ( directly after the name: setPassword("x")
      return gap || quoted ? null : link('argument', text, at + 1, '(', quoted, false);
    case 45: // -> and PowerShell/shell comparisons -eq
      if (next === 62) return null;
      return null;
    default:
      break;
  }
  if (!gap) return null;
  if (flag) return { relation: 'flag', at, sign: ' ', quoted, spaced: true };
  if (isQuote(code) || code === 92) {
    // Something closed between name and quote: `[get key]] "x"`. A verb: pass `x` to it.
    if (closed > nameEnd || /(?:^|[^\w.-])pass$/i.test(text.slice(Math.max(0, nameEnd - 5), nameEnd))) return null;
    return { relation: 'argument', at, sign: ' ', quoted, spaced: true };
  }
  // Types before the sign: Go `password string = "x"`, C `char password [16] = "x"`.
  if (!quoted && ((code >= 97 && code <= 122) || code === 42 || code === 91)) {
    SPACED_TYPE_AND_EQUALS.lastIndex = at;
    if (SPACED_TYPE_AND_EQUALS.test(text)) return link('assignment', text, SPACED_TYPE_AND_EQUALS.lastIndex, '=', quoted, true);
    const word = WORD_SIGN.exec(text.slice(at, at + 12));
    if (word !== null) return link('assignment', text, at + word[0].length, word[1] as string, quoted, true);
  }
  return null;
}

/** `eq 'x'`, `is "x"`: words that compare or set, only before a quoted value. */
const WORD_SIGN = /^(eq|eql|is|be|was)[ \t]+(?=\\*["'`])/;

function isComparison(text: string, at: number): boolean {
  return /^[ \t]{0,4}[=!]==?/.test(text.slice(at, at + 8)) || text.charCodeAt(at) === 32 && /^ (?:=>|=|:)/.test(text.slice(at, at + 4));
}

function link(relation: Relation, text: string, from: number, sign: string, quoted: boolean, gap: boolean): Link | null {
  let at = from;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) {
    at++;
    if (at - from > 60) return null;
  }
  return { relation, at, sign, quoted, spaced: gap && at > from };
}
