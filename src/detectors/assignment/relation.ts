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
const OPEN = 40;
const CLOSE = 41;

/** `expect(user.password).toBe("x")`, `when(user.getPassword()).thenReturn("x")`, `assertThat(getToken()).isEqualTo("x")`. */
const EXPECTED = /(?:\(\))?\)\s{0,20}(?:\.(?:to|should|and|is|be|have)\b){0,2}\.?\s?(?:to(?:Be|Equal|StrictEqual|Match)|equals?|eq|eql|isEqualTo|is|thenReturn|andReturn|willReturn|and_return|[rR]eturns|mock(?:Return|Resolved)Value(?:Once)?)[ (]\s{0,20}(?=@?\\*["'])/y;
/** The second part of a quoted name's expression that carries its value: `'#password').type('x')`, `'Password', with: 'x'`. */
const TYPED = /\.(?:type|typeText|fill|fillIn|sendKeys|send_keys|setValue|set_value|setText|set|val|input|clearAndType)\(\s{0,4}(?=\\*["'])/y;
/** Arguments between a name and the value it defaults to: `"--password", type=str, default="x"`, `'Password', with: 'x'`. */
const NAMED_ARGUMENT = /\s{0,20}(?:(?!default|with|value)\w{1,20}\s?[=:]\s?[\w.]{1,30}\s?,\s{0,20}){0,4}(?:default|with|value|default_value)\s?(?:=>?|:)\s{0,4}(?=@?\\*["'])/y;

/**
 * A type between the name and `=`: `password: str = "x"`, `val p: String = "x"`, `char p[] = "x"`. What ends with its `=`
 * is padded base64, not a type: something has to follow on the line, or white space to stand before.
 */
const TYPE_AND_EQUALS = /:?[ \t]{0,4}(?:&(?:'\w{1,12} )?|\*)?[A-Za-z_][\w.]{0,30}(?:<[\w<>, .|]{0,40}>|\[[\w., |]{1,30}\])?(?:\[\]|\?|\s?\|\s?\w{1,12}){0,3}(?:[ \t]{1,8}=(?![=>~])|=(?=[ \t]{0,8}(?:["'`\\][^\s,;)}\]]|[^\s"'`\\,;)}\]<&=>~])))/y;
/** The same without a colon, where only the types of strings count: Go, C, C#, SQL (`password varchar(20) DEFAULT 'x'`). */
const SPACED_TYPE_AND_EQUALS = /(?:const[ \t]+)?(?:\*?[ \t]?\[\]|(?:std::)?w?string|\*?(?:string|str|String|text|Text|varchar|char|wchar_t|byte|\[\]byte|&str|&'static str|SecureString|CString|NSString))(?![A-Za-z])(?:[ \t]?\*)?(?:[ \t]?\[[^\]\n]{0,20}\])?(?:\(\d{1,5}\))?[ \t]{0,8}(?::?=(?![=>~])|DEFAULT(?=[ \t]))/y;

/**
 * Reads from the end of a name. `flag` says that the name began with a dash, `element` that it began with `<`, `symbol`
 * that it is a Ruby or Elixir symbol.
 * Null when no value is related to the name here.
 */
export function readLink(text: string, nameEnd: number, flag: boolean, element: boolean, symbol: boolean): Link | null {
  const follows = text.charCodeAt(nameEnd);
  if (follows === OPEN || follows === CLOSE) {
    EXPECTED.lastIndex = nameEnd;
    if (EXPECTED.test(text)) return link('assignment', text, EXPECTED.lastIndex, '==', false, true);
  }
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
      if (code === 41 && !quoted && !isComparison(text, at + 1) && !(symbol && isBlock(text, at + 1))) return null;
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
    } else if (code === 125) {
      // $ENV{PASSWORD} = 'x', ${env:PASSWORD} = 'x'
      if (!/^\}[ \t]{0,4}=[ \t]{0,4}\\*["']/.test(text.slice(at, at + 12))) return null;
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
    case 0xef: // the wide colon of Chinese and Japanese text
      return text.startsWith('\xbc\x9a', at + 1) ? link('mapping', text, at + 3, ':', quoted, gap) : null;
    case 62: // >
      if (element && !quoted && !gap) return link('element', text, at + 1, '>', quoted, false);
      if (quoted && !gap) return link('element', text, at + 1, '>', quoted, false);
      return null;
    case 44: // , after a quoted name: put("password", "x")
      if (!quoted && !symbol) return null;
      NAMED_ARGUMENT.lastIndex = at + 1;
      return NAMED_ARGUMENT.test(text) ? link('argument', text, NAMED_ARGUMENT.lastIndex, '=', quoted, gap) : link('argument', text, at + 1, ',', quoted, gap);
    case 46: // ).type('x') behind a quoted selector
      TYPED.lastIndex = at;
      return quoted && TYPED.test(text) ? link('argument', text, TYPED.lastIndex, '(', quoted, gap) : null;
    case 60: // <- of R; a channel of Go takes no literal of a secret's kind
      return !quoted && next === 45 && /^[ \t]{0,8}["']/.test(text.slice(at + 2, at + 12)) ? link('assignment', text, at + 2, '<-', quoted, gap) : null;
    case 123: // std::string secret{"x"}, and the block of let(:password) { 'x' }
      return (symbol || !gap) && !quoted && /^\{[ \t]{0,4}["']/.test(text.slice(at, at + 8)) ? link('assignment', text, at + 1, '=', quoted, true) : null;
    case 40: // ( directly after the name: setPassword("x")
      return gap || quoted ? null : link('argument', text, at + 1, '(', quoted, false);
    case 45: // -> and PowerShell/shell comparisons -eq
      if (next === 62) return null;
      return null;
    default:
      break;
  }
  // ||=, ??=, ?= of Make; the question mark may have been taken for the name's own.
  const setting = SETTING.exec(text.slice(at, at + 4));
  if (setting !== null) return link('assignment', text, at + setting[0].length, '=', quoted, gap);
  if (!gap) return null;
  if (flag) return { relation: 'flag', at, sign: ' ', quoted, spaced: true };
  if (isQuote(code) || code === 92 || (code === 64 && isQuote(next))) {
    // Something closed between name and quote: `[get key]] "x"`. A verb: pass `x` to it.
    if (closed > nameEnd || /(?:^|[^\w.-])pass$/i.test(text.slice(Math.max(0, nameEnd - 5), nameEnd))) return null;
    return { relation: 'argument', at, sign: ' ', quoted, spaced: true };
  }
  // When I fill in "password" with "x"
  if (quoted && /^with[ \t]+\\*["']/.test(text.slice(at, at + 12))) return link('argument', text, at + 4, ' ', quoted, true);
  // Dim password As String = "x"
  if (!quoted && (code | 32) === 97) {
    const typed = /^as[ \t]+string[ \t]*=/i.exec(text.slice(at, at + 24));
    if (typed !== null) return link('assignment', text, at + typed[0].length, '=', quoted, true);
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

const SETTING = /^(?:\|\|=|\?{1,2}=)(?!=)/;

/** `eq 'x'`, `is "x"`: words that compare or set, only before a quoted value. */
const WORD_SIGN = /^(eq|eql|is|be|was)[ \t]+(?=\\*["'`])/;

function isComparison(text: string, at: number): boolean {
  return /^[ \t]{0,4}[=!]==?/.test(text.slice(at, at + 8)) || text.charCodeAt(at) === 32 && /^ (?:=>|=|:)/.test(text.slice(at, at + 4));
}

/** The block of `let(:password) { 'x' }`. */
function isBlock(text: string, at: number): boolean {
  return /^[ \t]{0,4}\{[ \t]{0,4}["']/.test(text.slice(at, at + 12));
}

function link(relation: Relation, text: string, from: number, sign: string, quoted: boolean, gap: boolean): Link | null {
  let at = from;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) {
    at++;
    if (at - from > 60) return null;
  }
  return { relation, at, sign, quoted, spaced: gap && at > from };
}
