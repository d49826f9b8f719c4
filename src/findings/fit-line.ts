const ELLIPSIS = '…';

/** A line that fits, and where the marked part stands in it: UTF-16 columns, 0-based, end exclusive. */
export interface FittedLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts a line's end off, if need be. `width` is in UTF-16 units. */
export function fitStart(text: string, width: number): string {
  return text.length <= width ? text : head(text, width - 1) + ELLIPSIS;
}

/** Cuts a line around its marked part: as much on both sides as there is room for. `width` is in UTF-16 units. */
export function fitAround(before: string, marked: string, after: string, width: number): FittedLine {
  // An ellipsis may be needed on each side.
  const mark = fitStart(marked, width - 2);
  const room = width - mark.length;
  const left = Math.max(Math.min(before.length, Math.floor(room / 2)), Math.min(before.length, room - after.length));
  const fittedBefore = before.length <= left ? before : ELLIPSIS + tail(before, left - 1);
  const text = fittedBefore + mark + fitStart(after, room - left);
  return { text, start: fittedBefore.length, end: fittedBefore.length + mark.length };
}

/** The first units, not ending within a surrogate pair. */
function head(text: string, length: number): string {
  return text.slice(0, isPair(text, length) ? length - 1 : Math.max(0, length));
}

/** The last units, not starting within a surrogate pair. */
function tail(text: string, length: number): string {
  const from = text.length - Math.max(0, length);
  return text.slice(isPair(text, from) ? from + 1 : from);
}

/** Whether a surrogate pair stands across an offset. */
function isPair(text: string, offset: number): boolean {
  const code = text.codePointAt(offset - 1) ?? 0;
  return offset > 0 && code > 0xffff;
}
