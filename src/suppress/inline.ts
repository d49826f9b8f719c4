/**
 * Markers in the scanned text that say "this is no leak": our own, and those that other scanners taught people to write.
 * Any comment syntax will do: what counts is the line that the marker stands on.
 */
import { harmless } from '../config/code-frame.ts';
import { namesRule } from '../config/rule-name.ts';
import type { Rule } from '../rules/rule.ts';
import { toUnicode } from './binary-text.ts';

/** Bytes to either side of a value in which a marker on the same line counts. A bundle is one line of a megabyte. */
const WINDOW = 2048;
/** No person puts a marker on the line above a line that goes on for longer than this before its value. */
const LONG_LINE = 64 * 1024;
const FEED = 10;
/** UTF-16 units. */
const MAX_REASON = 200;

/** One marker near a value. */
export interface Marker {
  readonly tool: 'keysieve' | 'gitleaks' | 'detect-secrets' | 'trufflehog';
  /** Rules that it excepts: ids, aliases or names with `*`. Empty when our own marker names none: then it excepts nothing. */
  readonly rules: readonly string[];
  /** In the writer's words, safe to print; empty when none was given. */
  readonly reason: string;
  /** Line of the marker, counted from the first line of the value: 0 there, -1 on the line before. */
  readonly line: number;
}

/** What `findMarkers` and `lineTextAt` look at behind the end of a value, in bytes. */
export const MARKER_REACH = WINDOW;

/** Where the part of a text begins that `findMarkers` and `lineTextAt` look at for a value that starts at `start`; byte offsets. */
export function markerReachBefore(bytes: Uint8Array, start: number): number {
  const firstStart = feedBefore(bytes, start, LONG_LINE) + 1;
  if (start - firstStart >= LONG_LINE) return start - WINDOW;
  return firstStart < 2 ? 0 : feedBefore(bytes, firstStart - 1, 2 * WINDOW) + 1;
}

/** Offset of the last line feed before `end`, or one less than how far back is looked. */
function feedBefore(bytes: Uint8Array, end: number, reach: number): number {
  const limit = Math.max(0, end - reach);
  let at = end - 1;
  while (at >= limit && bytes[at] !== FEED) at -= 1;
  return at;
}

/** True when the marker excepts what this rule finds. */
export function markerApplies(marker: Marker, rule: Pick<Rule, 'id' | 'aliases'>): boolean {
  return marker.rules.some((name) => namesRule(name, rule));
}

/**
 * Gives the markers that concern the value at `start`–`end` (byte offsets) of `text` (binary): those on its first and on
 * its last line, within 2048 bytes of it, and on the line before those of the next-line kind.
 *
 * `text` is to be the text that people wrote: for a notebook the cell, because the JSON around it may hold a whole cell
 * in one line; for decoded text the file it was decoded from.
 */
export function findMarkers(text: string, start: number, end: number): readonly Marker[] {
  const { firstStart, firstEnd, lastStart, lastEnd, lines } = linesOf(text, start, end);
  const oneLine = firstStart === lastStart;
  const value = { start, end };
  return [
    ...markersIn(text, Math.max(firstStart, start - WINDOW), oneLine ? lastEnd : Math.min(firstEnd, start + WINDOW), value, 0),
    ...(oneLine ? [] : markersIn(text, Math.max(lastStart, end - WINDOW), lastEnd, value, lines - 1)),
    ...markersBefore(text, firstStart, value),
  ];
}

/**
 * Gives the whole lines that the value at `start`–`end` stands on, with `\n` between them and none at the end, cut to
 * 2048 bytes on either side of the value.
 */
export function lineTextAt(text: string, start: number, end: number): string {
  const { firstStart, lastEnd } = linesOf(text, start, end);
  return text.slice(Math.max(firstStart, start - WINDOW), lastEnd).replace(/\r(?=\n|$)/g, '');
}

/** Bounds of the first and last line of a span (line ends excluded; the last one cut to the window), and their count. */
function linesOf(text: string, start: number, end: number): { firstStart: number; firstEnd: number; lastStart: number; lastEnd: number; lines: number } {
  let last = end;
  while (last > start && (text[last - 1] === '\n' || text[last - 1] === '\r')) last--;
  const firstStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const inside = text.slice(start, last);
  const lastBreak = inside.lastIndexOf('\n');
  return {
    firstStart,
    firstEnd: lineEnd(text, start),
    lastStart: lastBreak < 0 ? firstStart : start + lastBreak + 1,
    lastEnd: lineEnd(text, last),
    lines: inside.split('\n').length,
  };
}

/** Offset of the end of the line that holds `from`, or the end of the window after it. */
function lineEnd(text: string, from: number): number {
  const ahead = text.slice(from, from + WINDOW);
  const found = ahead.indexOf('\n');
  return from + (found < 0 ? ahead.length : found);
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** Own marker with what follows it, or one of the foreign ones. The words are not case-sensitive, as with their tools. */
const MARKER = /(?<![\w-])(?:(keysieve: ?allow)|(gitleaks:allow)|(trufflehog:ignore)|(pragma: ?(?:allow|white)list[ -](nextline[ -])?secret))(?![\w-])/gi;

function markersIn(text: string, from: number, to: number, value: Bounds, line: number): readonly Marker[] {
  return parse(text, from, to, value, line).flatMap(({ marker, nextLine }) => (nextLine ? [] : [marker]));
}

/** On the line before a value only markers that stand alone in their comment count, and only of the kinds that have such a form. */
function markersBefore(text: string, firstStart: number, value: Bounds): readonly Marker[] {
  if (firstStart === 0) return [];
  const to = firstStart - 1;
  const from = to === 0 ? 0 : text.lastIndexOf('\n', to - 1) + 1;
  if (to - from > WINDOW) return [];
  return parse(text, from, to, value, -1).flatMap(({ marker, nextLine, offset }) =>
    (nextLine || marker.tool === 'keysieve') && isCommentOpening(text.slice(from, offset)) ? [marker] : [],
  );
}

/** True for the start of a line up to where a comment's words begin: blanks and punctuation, `REM`, `dnl`. */
function isCommentOpening(text: string): boolean {
  return /^[^\w]*(?:\b(?:rem|dnl)\s+)?$/i.test(text);
}

function parse(text: string, from: number, to: number, value: Bounds, line: number): readonly { marker: Marker; nextLine: boolean; offset: number }[] {
  const segment = text.slice(from, to);
  const found = [...segment.matchAll(MARKER)];
  return found.map((match, index) => {
    const [whole, own, gitleaks, trufflehog, , nextLine] = match;
    const offset = from + match.index;
    if (own === undefined) {
      const tool = gitleaks !== undefined ? 'gitleaks' : trufflehog !== undefined ? 'trufflehog' : 'detect-secrets';
      return { marker: { tool, rules: ['*'], reason: '', line }, nextLine: nextLine !== undefined, offset };
    }
    const restStart = offset + whole.length;
    const nextMarker = from + (found[index + 1]?.index ?? segment.length);
    // The reason is printed. It ends where the value begins, so that a marker in front of a value never quotes it.
    const restEnd = value.start >= restStart ? Math.min(nextMarker, value.start) : nextMarker;
    return { marker: { tool: 'keysieve', ...rulesAndReason(text.slice(restStart, restEnd)), line }, nextLine: false, offset };
  });
}

/** Where the comment around a marker ends: a closer, the end of a string literal, or a line end escaped in one. */
const COMMENT_END = /\*\/|--+!?>|--%>|[#%\]}*-][}>)]|\]\]|\\[nr]|"""|'''|["'`][,;)\]}\s]*$|\r/;

/** Splits what follows our marker: a blank, the rules with commas between them, the reason, the end of the comment. */
function rulesAndReason(rest: string): { rules: readonly string[]; reason: string } {
  const comment = rest.split(COMMENT_END, 1)[0] ?? '';
  const [, names = '', words = ''] = /^\s+([\w.*-]+(?:,[\w.*-]+)*)(.*)$/s.exec(comment) ?? [];
  const reason = harmless(toUnicode(words)).replace(/\s+/g, ' ').replace(/^[\s:;,–—-]+/, '').trim();
  return { rules: names === '' ? [] : names.split(','), reason: [...reason].slice(0, MAX_REASON).join('') };
}
