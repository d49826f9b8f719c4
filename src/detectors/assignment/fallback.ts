/** Finds the literal inside an expression: the default of a look-up, the argument of a conversion. */
import { readJoined } from './literal.ts';
import type { Joined } from './literal.ts';

export interface Inner extends Joined {
  /** `default` of a look-up (`getenv("X", "lit")`, `x || "lit"`), or `call`: the only argument of a function. */
  readonly form: 'default' | 'call';
  /** The function called, for `call`. */
  readonly call: string;
}

/** A look-up by name with a second argument: `getenv("X", "…`, `os.environ.get('X', '…`, `ENV.fetch('X', '…`, `config("X", default="…`. */
const LOOKUP = /(?:[\w$.:@>-]|\?\.|\\){0,80}?(?:getenv|environ\.get|ENV\.fetch|fetch|env|get|getOrDefault|getProperty|getOrElse|config|str|string|String|setdefault|pop|option|param|arg|key|default|value|secret|read)\w{0,24}!?\(\s*\\?["'`][\w.:/-]{1,80}\\?["'`]\s*,\s*(?:(?:default|fallback|default_value|defaultValue)\s*[=:]\s*|(?:cast|type)\s*=\s*\w+\s*,\s*(?:default\s*=\s*)?|\(?\)?\s*(?:->|=>)\s*)?(?=\\*["'`])/y;
/** What joins a look-up and its default. */
const OR_ELSE = /\s*(?:\|\||\?\?=?|\?:|\bor\b|\/\/|\.(?:orElse|getOrElse|unwrap_or|unwrap_or_else|or|orDefault|withDefault|default)\(\s*(?:\(\)\s*(?:->|=>)\s*|\|\|\s*)?)\s*(?=\\*["'`])/y;
/** A call whose first argument is a literal: `String("…`, `new SecureString('…`, `[]byte("…`, `Buffer.from('…`. */
const CALL = /(?:(?:new|await|yield|return|&|\*|!)\s*)?((?:\[\]|\.\.\.)?[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*!?|<[\w, .]{1,30}>){0,6}!?)\s?\(\s*(?=\\*["'`]|[bru@f]["'])/y;
/** A call whose default has a name: `Field(default="…`, `Field(..., default="…`, `config(cast=str, default='…`. */
const NAMED_DEFAULT = /[A-Za-z_$][\w$.]{0,60}\(\s{0,20}(?:[\w.=\s]{1,40},\s{0,20}){0,4}(?:default|default_value|initial|fallback)\s?[=:]\s?(?=\\*["'`])/y;
/** A chain of names, subscripts and calls, as far as it is one expression without operators. */
const CHAIN = /(?:[\w$@.:>-]|\?\.|\[[^\]\n]{0,60}\]|\([^()\n]{0,80}\)){1,160}/y;

/**
 * Reads the expression at `at` and returns the literal it falls back to or wraps. Null when there is none:
 * then the value is computed or looked up, and no literal is taken for it.
 */
export function readInner(text: string, at: number): Inner | null {
  LOOKUP.lastIndex = at;
  if (LOOKUP.test(text)) return inner(text, LOOKUP.lastIndex, 'default', '');
  NAMED_DEFAULT.lastIndex = at;
  if (NAMED_DEFAULT.test(text)) return inner(text, NAMED_DEFAULT.lastIndex, 'default', '');
  CALL.lastIndex = at;
  const call = CALL.exec(text);
  if (call !== null) {
    const literal = inner(text, skipPrefix(text, CALL.lastIndex), 'call', call[1] as string);
    if (literal === null) return null;
    const fallback = orElse(text, at);
    return fallback ?? literal;
  }
  return orElse(text, at);
}

function orElse(text: string, at: number): Inner | null {
  CHAIN.lastIndex = at;
  if (!CHAIN.test(text)) return null;
  OR_ELSE.lastIndex = CHAIN.lastIndex;
  if (OR_ELSE.test(text)) return inner(text, OR_ELSE.lastIndex, 'default', '');
  return null;
}

function inner(text: string, at: number, form: 'default' | 'call', call: string): Inner | null {
  const literal = readJoined(text, at);
  return literal === null ? null : { ...literal, form, call };
}

function skipPrefix(text: string, at: number): number {
  return /[bru@f]/.test(text[at] ?? '') ? at + 1 : at;
}

/** Literal default of a shell or Spring reference: `${X:-lit}`, `${X-lit}`, `${X:=lit}`, `${X:lit}`. */
const REFERENCE_DEFAULT = /\$\{[A-Za-z_][\w.-]{0,80}(:[-=?+]?|-|=)((?:[^${}"'`\s]|\$(?![{(A-Z_]))[^{}"'`\s$]*(?:\$(?![{(A-Z_])[^{}"'`\s$]*){0,4})\}/y;

/** Span of the literal default of the `${…}` reference at `at`, or null. */
export function readReferenceDefault(text: string, at: number): { start: number; end: number; after: number } | null {
  REFERENCE_DEFAULT.lastIndex = at;
  const match = REFERENCE_DEFAULT.exec(text);
  if (match === null) return null;
  const [whole, operator = '', value = ''] = match;
  // `${X:?message}` and `${X:+other}` give no default.
  if (operator === ':?' || operator === ':+') return null;
  const end = at + whole.length - 1;
  return { start: end - value.length, end, after: end + 1 };
}
