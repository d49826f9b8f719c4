/**
 * Makes text from a repository harmless and honest: file names, content, commit subjects and author names are
 * written by anybody, and a terminal, a CI log or a browser obeys what it reads.
 *
 * Characters that move a cursor, change direction or cannot be seen are shown as escapes (`\x1b`, `\u202e`).
 * Marks that CI systems take for commands are broken up: `::name` at the start of a line (GitHub), `##[name` and
 * `##name[` anywhere in it (GitHub's older form, Azure DevOps, TeamCity).
 */

/**
 * Controls, format characters (bidi, zero width, tags), line separators, lone surrogates, everything Unicode says
 * not to draw, and non-characters. The two variation selectors that choose emoji or text are drawn, so they stay.
 */
const UNSEEN = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_LINES = /^[\x20-\x7e\n]*$/;
const NOT_ASCII = /[^\x20-\x7e]/gu;
const LOG_COMMAND = /#(?=#[A-Za-z]*\[)/g;
const WORKFLOW_COMMAND = /(^|\s)::/g;

/** Signs that reports themselves use, for terminals that cannot show them. */
const ASCII_FORMS: Readonly<Record<string, string>> = { '…': '...', '–': '-', '›': '>', '“': '"', '”': '"' };

/** How far to go. */
export interface VisibleOptions {
  /** Show every character outside ASCII as an escape: for terminals that are not UTF-8. */
  readonly ascii?: boolean | undefined;
}

/** One line of harmless text for names and sentences. Takes anything, gives text without a control character. */
export function visible(text: string, options: VisibleOptions = {}): string {
  return visibleCode(text, options).replace(WORKFLOW_COMMAND, '$1\\x3a:');
}

/**
 * The same for a line of code, in which `::` has a meaning of its own (`std::string`).
 * Only for text that never stands at the start of an output line.
 */
export function visibleCode(text: string, options: VisibleOptions = {}): string {
  const shown = PLAIN.test(text) ? text : text.replace(options.ascii === true ? NOT_ASCII : UNSEEN, options.ascii === true ? inAscii : escapeCharacter);
  return shown.includes('##') ? shown.replace(LOG_COMMAND, '\\x23') : shown;
}

function inAscii(character: string): string {
  return ASCII_FORMS[character] ?? escapeCharacter(character);
}

/** True when a text is shown as it is. */
export function isPlainText(text: string): boolean {
  return visible(text) === text;
}

/** The escape that stands for one character: `\n`, `\x1b`, `\u202e`, `\u{e0041}`. */
export function escapeCharacter(character: string): string {
  switch (character) {
    case '\n': return '\\n';
    case '\r': return '\\r';
    case '\t': return '\\t';
    default: break;
  }
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/**
 * JSON that is safe to print: the same value for a parser, with no unseen character and no log command in its text.
 * `indent` as for JSON.stringify.
 */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  const escaped = PLAIN_LINES.test(text)
    ? text
    : text.replace(UNSEEN, (character) => (character === '\n' ? '\n' : escapeForJson(character)));
  return escaped.includes('##') ? escaped.replace(LOG_COMMAND, '\\u0023') : escaped;
}

function escapeForJson(character: string): string {
  let escaped = '';
  for (let i = 0; i < character.length; i++) escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return escaped;
}
