import type { Span } from '../../model.ts';
import { latin1 } from '../native-search.ts';

/** How far before a value its name is looked for, in bytes. */
const REACH = 120;
/** A name and what stands between it and its value, quotes included. */
const NAME = /(?:^|[\s{,;(&?])["']?([A-Za-z_][\w./-]{0,80})["']?[ \t]*(?::=|=>|[:=])[ \t]*(?:!!binary[ \t]+)?["'`]?$/;

/** The name that the text at `start` is the value of, on the same line; null when there is none. */
export function nameBefore(bytes: Uint8Array, start: number): Span | null {
  const from = Math.max(0, start - REACH);
  const before = latin1(bytes, from, start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const name = NAME.exec(line);
  if (name?.[1] === undefined) return null;
  const at = start - line.length + name.index + name[0].indexOf(name[1]);
  return { start: at, end: at + name[1].length };
}
