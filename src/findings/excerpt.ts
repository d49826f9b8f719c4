import type { Excerpt, Span } from '../model.ts';
import { coverSecrets } from './cover-secrets.ts';
import type { Cover } from './cover-secrets.ts';
import { fitAround, fitStart } from './fit-line.ts';
import { printable } from './printable.ts';

export interface ContextExcerptInput {
  /** Binary text around a value: a candidate's context. */
  readonly context: string;
  /** Byte span of the value in it. */
  readonly start: number;
  readonly end: number;
  /** Line number, 1-based, of the line in which the value starts. */
  readonly startLine: number;
  /** Values (binary strings) found nearby: all of them are masked, wherever they occur in the excerpt. */
  readonly secrets: readonly string[];
  /** What is shown of a value (binary string). A value that it gives back unchanged is shown. */
  readonly mask: (value: string) => string;
  /** Lines to show on each side; 2 when absent. */
  readonly around?: number;
}

/** UTF-16 units of a line that is shown. */
export const EXCERPT_WIDTH = 160;
/** A value over more lines than this is shown by its first line. */
const MOST_LINES = 200;
/** Shorter values occur everywhere by chance: they are masked where they stand, not wherever they occur. */
const SHORTEST = 4;
const ELLIPSIS = '…';

/** One displayed line: what stands before the value, its mask, what follows. Without a mask all is `before`. */
interface Draft {
  before: string;
  mark: string | null;
  after: string;
}

/**
 * The lines around a value for a code frame. Every value of `secrets` and the one it is about are masked, wherever
 * they occur; a masked value over several lines shows its mask in the first and `…` in each further one. Lines are cut
 * to 160 UTF-16 units, around the value. Tabs are spread out, other control and format characters replaced. Nothing is
 * shown from which a masked value of four characters or more could be read: rather a line becomes `…`.
 */
export function contextExcerpt(input: ContextExcerptInput): Excerpt {
  const { context, start, end, mask } = input;
  const values = new Set([...input.secrets, context.slice(start, end)]);
  const hidden = [...values].filter((value) => value.length >= SHORTEST && mask(value) !== value);
  const drafts = draftLines(context, regionOf(input), coverSecrets(context, { start, end }, hidden, mask));
  const line = drafts.findIndex((draft) => draft.mark !== null);
  const marked = drafts[line] ?? { before: '', mark: '', after: '' };
  const fitted = fitAround(marked.before, marked.mark ?? '', marked.after, EXCERPT_WIDTH);
  const lines = drafts.map((draft, index) => (index === line ? fitted.text : fitStart(draft.before, EXCERPT_WIDTH)));
  return withoutLeaks({ firstLine: input.startLine - line, lines, mark: { line, start: fitted.start, end: fitted.end } }, hidden);
}

/** The lines to show, as a byte span without the last line's end. */
function regionOf({ context, start, end, startLine, around = 2 }: ContextExcerptInput): Span {
  let from = lineStart(context, start);
  // A value in decoded text or in a notebook may have more lines before it than the file has.
  for (let count = Math.min(around, startLine - 1); count > 0 && from > 0; count -= 1) from = lineStart(context, from - 1);
  let to = lineEnd(context, end);
  for (let count = around; count > 0 && to < context.length; count -= 1) to = lineEnd(context, to + 1);
  return { start: from, end: to };
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found === -1 ? text.length : found;
}

function draftLines(context: string, region: Span, covers: readonly Cover[]): Draft[] {
  const lines = new LineDrafts();
  let at = region.start;
  for (const cover of covers) {
    if (cover.end <= region.start && !cover.own) continue;
    if (cover.start >= region.end && !cover.own) break;
    lines.add(context.slice(at, cover.start));
    const covered = context.slice(Math.max(cover.start, region.start), Math.min(cover.end, region.end));
    if (cover.text === null) lines.addShown(covered);
    else lines.addMasked(cover.start < region.start ? ELLIPSIS : cover.text, covered, cover.own);
    at = Math.max(at, cover.end);
    if (lines.full) return lines.drafts;
  }
  lines.add(context.slice(at, region.end));
  return lines.drafts;
}

class LineDrafts {
  readonly drafts: Draft[] = [{ before: '', mark: null, after: '' }];
  /** True after a value over too many lines: what follows would be far from it. */
  full = false;

  get #last(): Draft {
    return this.drafts.at(-1) as Draft;
  }

  /** Appends binary text as it is. */
  add(binary: string): void {
    for (const [index, part] of decode(binary).split('\n').entries()) {
      if (index > 0) this.#newLine();
      this.#append(part);
    }
  }

  /** Appends the value that the frame is about, unmasked; the mark is its first line. */
  addShown(binary: string): void {
    const [first = '', ...rest] = decode(binary).split('\n');
    this.#last.mark = printable(first, this.#last.before.length);
    if (rest.length > 0) this.add(`\n${Buffer.from(rest.join('\n'), 'utf8').toString('latin1')}`);
  }

  addMasked(text: string, covered: string, own: boolean): void {
    if (own) this.#last.mark = printable(text);
    else this.#append(text);
    const lines = covered.split('\n').length;
    if (own && lines > MOST_LINES) {
      this.full = true;
      return;
    }
    for (let line = 1; line < lines; line += 1) {
      this.#newLine();
      this.#append(ELLIPSIS);
    }
  }

  #append(text: string): void {
    const last = this.#last;
    if (last.mark === null) last.before += printable(text, last.before.length);
    else last.after += printable(text, last.before.length + last.mark.length + last.after.length);
  }

  #newLine(): void {
    const last = this.#last;
    // The picture of the CR that ends a line in Windows files.
    if (last.after !== '') last.after = last.after.replace(/\u240d$/, '');
    else if (last.mark === null) last.before = last.before.replace(/\u240d$/, '');
    this.drafts.push({ before: '', mark: null, after: '' });
  }
}

function decode(binary: string): string {
  return Buffer.from(binary, 'latin1').toString('utf8');
}

/** The last word: whatever clipping, cleaning and joining did, no hidden value can be read from what is returned. */
function withoutLeaks(excerpt: Excerpt, hidden: readonly string[]): Excerpt {
  const forms = hidden.flatMap((value) => [decode(value), printable(decode(value)), value]).filter((form) => form.length >= SHORTEST);
  const leaks = (text: string): boolean => forms.some((form) => text.includes(form));
  const { firstLine, lines, mark } = excerpt;
  if (!leaks(lines.join('\n'))) return excerpt;
  const masked = (lines[mark.line] ?? '').slice(mark.start, mark.end);
  const shown = leaks(masked) ? ELLIPSIS : masked;
  const reduced = lines.map((line, index) => (index === mark.line ? shown : ELLIPSIS));
  if (!leaks(reduced.join('\n'))) return { firstLine, lines: reduced, mark: { line: mark.line, start: 0, end: shown.length } };
  return { firstLine: firstLine + mark.line, lines: [ELLIPSIS], mark: { line: 0, start: 0, end: 1 } };
}
