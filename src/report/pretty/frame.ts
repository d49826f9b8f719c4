/** The code frame: the line with the masked value, one line before and after, carets under the value. */
import type { Excerpt, Place } from '../../model.ts';
import type { Paint, Style } from '../../ui/style.ts';
import { displayWidth } from '../../ui/width.ts';
import { isBlank } from '../excerpt.ts';
import { fitLine, layOut } from './code-line.ts';

/** What a frame is drawn with. */
export interface FrameStyle {
  readonly style: Style;
  readonly unicode: boolean;
  /** Cells that a line may take. */
  readonly width: number;
  /** For the value and its carets. */
  readonly paint: Paint;
}

/**
 * Draws the frame. A value over several lines is shown by its first and last line. `label` follows the carets where
 * there is room, and gets its own line where there is not. No line is wider than `width`.
 */
export function renderFrame(excerpt: Excerpt, place: Place, label: string, options: FrameStyle): string[] {
  const rows = chooseRows(excerpt, place);
  const digits = Math.max(...rows.map((row) => String(row.number ?? '').length), 4);
  const room = Math.max(8, options.width - digits - 4);
  const out: string[] = [];
  for (const row of rows) {
    if (row.number === null) {
      out.push(gutter('', digits, options, options.style.symbols.gap) + options.style.dim(row.text));
      continue;
    }
    const mark = row.marked ? excerpt.mark : null;
    const fitted = fitLine(layOut(row.text, mark, options.unicode), room, options.style.symbols.ellipsis);
    const paint = row.marked ? options.paint : options.style.dim;
    const text = row.marked
      ? fitted.before + options.paint(fitted.marked) + fitted.after
      : paint(fitted.before + fitted.marked + fitted.after);
    out.push(gutter(String(row.number), digits, options) + text);
    if (row.marked) out.push(...caretRows(fitted.before, fitted.marked, label, digits, room, options));
  }
  return out.map((line) => line.trimEnd());
}

interface Row {
  /** 1-based line number; null for the row that stands for lines left out. */
  readonly number: number | null;
  readonly text: string;
  readonly marked: boolean;
}

function chooseRows(excerpt: Excerpt, place: Place): Row[] {
  const { lines, firstLine, mark } = excerpt;
  const row = (index: number): Row => ({ number: firstLine + index, text: lines[index] ?? '', marked: index === mark.line });
  const rows: Row[] = [];
  if (!isBlank(lines[mark.line - 1])) rows.push(row(mark.line - 1));
  rows.push(row(mark.line));
  let after = mark.line + 1;
  const last = place.endLine - firstLine;
  if (last > mark.line && last < lines.length) {
    const hidden = last - mark.line - 1;
    if (hidden > 0) rows.push({ number: null, text: `${hidden} more ${hidden === 1 ? 'line' : 'lines'} of it`, marked: false });
    rows.push(row(last));
    after = last + 1;
  }
  if (!isBlank(lines[after])) rows.push(row(after));
  return rows;
}

function gutter(number: string, digits: number, options: FrameStyle, bar = options.style.symbols.bar): string {
  return options.style.dim(`${' '.repeat(1 + digits - number.length)}${number} ${bar} `);
}

function caretRows(
  before: string, marked: string, label: string, digits: number, room: number, options: FrameStyle,
): string[] {
  const start = displayWidth(before);
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  const line = gutter('', digits, options) + ' '.repeat(start) + options.paint(carets);
  if (label === '') return [line];
  const size = displayWidth(label);
  if (start + carets.length + 1 + size <= room) return [`${line} ${options.paint(label)}`];
  const indent = Math.max(0, Math.min(start, room - size));
  return size <= room ? [line, gutter('', digits, options) + ' '.repeat(indent) + options.paint(label)] : [line];
}
