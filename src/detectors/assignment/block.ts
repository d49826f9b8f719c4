/** Reads YAML block scalars: `password: |` and `password: >-` with the value on the lines below, indented. */
import { lineEnd, lineStart } from './bare.ts';

const HEADER = /[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?\r?\n/y;

/** Span of the first line of the block whose header stands at `at`, when the block holds a single line; else null. */
export function readBlock(text: string, at: number, nameStart: number): { start: number; end: number } | null {
  HEADER.lastIndex = at;
  if (!HEADER.test(text)) return null;
  const first = HEADER.lastIndex;
  const indent = indentOf(text, first);
  if (indent <= indentOf(text, lineStart(text, nameStart)) || first + indent >= text.length) return null;
  const end = lineEnd(text, first);
  const next = text.indexOf('\n', first) + 1;
  // A block of several lines is a text, a key or a script, and other rules read it.
  if (next > 0 && next < text.length && indentOf(text, next) >= indent && lineEnd(text, next) > next + indent) return null;
  return { start: first + indent, end };
}

function indentOf(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  return at - start;
}
