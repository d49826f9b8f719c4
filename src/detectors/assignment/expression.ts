/** Tells expressions of code from bare words. */
import { lineEnd } from './bare.ts';
import type { Bare } from './bare.ts';

/** A name followed by a call, a subscript, a member or an operator; a keyword; a cast; a pointer. */
const EXPRESSION = /(?:[A-Za-z_$@][\w$]*(?:\s?\(|\[(?!\])|(?:->|::|\?\.)[A-Za-z_$@{]|(?:\.[A-Za-z_$][\w$]*){1,8}\s?(?:\(|\[|\{|\?\.|[+?|&<>=-]{1,3}[ \t]|\|\||&&)|[ \t]+(?:\+|\?\?|\?|\|\||&&|===?|!=|if|unless|or|and|is|in|as|instanceof|\*|%|<<?|>>?|\.)[ \t]+\S)|(?:new|await|async|function|func|lambda|not|typeof|yield|return|sizeof|std|self|this|super)\b[ \t.(:]|[!&*~][A-Za-z_(]|\([A-Za-z_]|\[\]\w+[({]|->|::[A-Z])/y;
/** Look-ups of the environment and of stores: the judge names them when somebody asks what was dropped. */
const LOOKUP = /^(?:process\.env|os\.(?:environ|getenv)|ENV\[|ENV\.fetch|System\.(?:getenv|getProperty)|import\.meta\.env|Deno\.env|getenv|env\(|Sys\.getenv|\$ENV\{|\$_(?:ENV|SERVER)|std::env|env!|Environment\.Get|(?:data|var|local|module)\.[a-z_]\w*)/;

/** True when what stands at `at` is computed or looked up rather than written down. */
export function isExpression(text: string, at: number): boolean {
  EXPRESSION.lastIndex = at;
  if (EXPRESSION.test(text)) return true;
  const code = text.charCodeAt(at);
  return code >= 97 && code <= 118 && LOOKUP.test(text.slice(at, at + 24));
}

/** Span of the look-up at `at`, at most 80 bytes of its line; null when it is another kind of expression. */
export function readLookup(text: string, at: number): Bare | null {
  if (!LOOKUP.test(text.slice(at, at + 60))) return null;
  let end = Math.min(lineEnd(text, at), at + 80);
  while (end > at && /[\s,;]/.test(text[end - 1] as string)) end--;
  return { start: at, end };
}

/** True when a quote stands on the rest of the line: without one there is no literal to look for. */
export function hasQuote(text: string, at: number): boolean {
  const limit = Math.min(text.length, at + 240);
  for (let index = at; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === 34 || code === 39 || code === 96) return true;
    if (code === 10) return false;
  }
  return false;
}
