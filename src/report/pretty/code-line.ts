/** One line of code as a terminal shows it: tabs spread out, unseen characters as escapes, cut to fit around the value. */
import { escapeCharacter, visibleCode } from '../../ui/sanitize.ts';
import { clusters, displayWidth } from '../../ui/width.ts';

/** A line in pieces of what is drawn as one. */
export interface CodeLine {
  readonly cells: readonly { readonly text: string; readonly width: number }[];
  /** Cells of the value: index of the first, and of the one after the last; equal when the line has no value. */
  readonly markStart: number;
  readonly markEnd: number;
}

/** A line that fits: what stands before the value, the value, what follows. */
export interface FittedLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

const TAB = 4;
/** UTF-16 units around the value that are looked at: more than any terminal shows, far less than a minified file. */
const NEIGHBOURHOOD = 2000;
const LOG_COMMAND = /##[A-Za-z]*\[/y;

/** UTF-16 columns of the value, 0-based, end exclusive. */
type Mark = { readonly start: number; readonly end: number };

/** Lays out a line; `mark` is null for lines around the value. */
export function layOut(line: string, found: Mark | null, unicode: boolean): CodeLine {
  const { text, mark } = neighbourhood(line, found);
  const cells: { text: string; width: number }[] = [];
  const start = mark?.start ?? -1;
  const end = mark?.end ?? -1;
  let markStart = -1;
  let markEnd = -1;
  let offset = 0;
  let column = 0;
  for (const cluster of clusters(text)) {
    if (mark !== null && markStart < 0 && offset >= start) markStart = cells.length;
    if (mark !== null && markEnd < 0 && offset >= end) markEnd = cells.length;
    const shown = show(cluster.text, text, offset, column, unicode);
    const width = shown === cluster.text ? cluster.width : displayWidth(shown);
    cells.push({ text: shown, width });
    offset += cluster.text.length;
    column += width;
  }
  if (mark === null) return { cells, markStart: cells.length, markEnd: cells.length };
  if (markStart < 0) markStart = cells.length;
  return { cells, markStart, markEnd: markEnd < 0 ? cells.length : Math.max(markStart, markEnd) };
}

function neighbourhood(line: string, mark: Mark | null): { text: string; mark: Mark | null } {
  const from = Math.max(0, (mark?.start ?? 0) - NEIGHBOURHOOD);
  const text = line.slice(from, Math.min(line.length, (mark?.end ?? 0) + NEIGHBOURHOOD));
  return { text, mark: mark === null ? null : { start: mark.start - from, end: mark.end - from } };
}

function show(cluster: string, text: string, offset: number, column: number, unicode: boolean): string {
  if (cluster === '\t') return ' '.repeat(TAB - (column % TAB));
  // The two signs of a log command are in different clusters, so they are looked for in the line.
  if (cluster === '#' && startsLogCommand(text, offset)) return escapeCharacter('#');
  return visibleCode(cluster, { ascii: !unicode });
}

function startsLogCommand(text: string, offset: number): boolean {
  LOG_COMMAND.lastIndex = offset;
  return LOG_COMMAND.test(text);
}

/**
 * Cuts a line to `room` cells so that the value stays in sight: what is too long on either side is replaced by the
 * ellipsis, and a value that is wider than the room loses its middle last and its end first.
 */
export function fitLine(line: CodeLine, room: number, ellipsis: string): FittedLine {
  const starts: number[] = [0];
  for (const cell of line.cells) starts.push((starts.at(-1) ?? 0) + cell.width);
  const total = starts.at(-1) ?? 0;
  if (total <= room) return pieces(line, 0, line.cells.length, '', '');

  const markFrom = starts[line.markStart] ?? 0;
  const markTo = starts[line.markEnd] ?? 0;
  const marked = line.markStart < line.markEnd;
  const atStart = !marked || markTo <= room - ellipsis.length;
  // Enough of what comes before to recognise the assignment, unless the value needs the room.
  const lead = Math.min(markFrom, Math.max(4, Math.min(Math.floor(room / 3), room - (markTo - markFrom) - 2 * ellipsis.length)));
  const left = atStart ? 0 : markFrom - lead;
  const from = starts.findIndex((start) => start >= left);
  const open = from > 0 ? ellipsis : '';
  let to = from;
  const base = starts[from] ?? 0;
  const fits = (cells: number, close: string): boolean =>
    (starts[cells] ?? 0) - base + open.length + close.length <= room;
  while (to < line.cells.length && fits(to + 1, to + 1 < line.cells.length ? ellipsis : '')) to++;
  return pieces(line, from, to, open, to < line.cells.length ? ellipsis : '');
}

function pieces(line: CodeLine, from: number, to: number, open: string, close: string): FittedLine {
  const text = (start: number, end: number): string =>
    line.cells.slice(Math.max(from, start), Math.min(to, end)).map((cell) => cell.text).join('');
  const cutInside = to < line.markEnd;
  return {
    before: open + text(from, line.markStart),
    marked: text(line.markStart, line.markEnd) + (cutInside ? close : ''),
    after: text(line.markEnd, to) + (cutInside ? '' : close),
  };
}
