import type { Span } from '../model.ts';
import { indexOfBytes } from './native-search.ts';
import { PositionMapBuilder } from './position-map.ts';
import { derivedView, nestedView } from './view.ts';
import type { PlacedView } from './view.ts';

const ESC = 0x1b;
const BEL = 0x07;
const LF = 0x0a;

/**
 * The view without terminal escape sequences (ECMA-48), which cut tokens apart in coloured tracebacks and logs.
 * The text that operating-system commands carry (titles, targets of hyperlinks) stays: it can hold a secret.
 *
 * @returns the same view when it holds none
 */
export function withoutAnsi(view: PlacedView): PlacedView {
  const { bytes, inner } = view;
  if (indexOfBytes(bytes, ESC) === -1) return view;
  const kept = keptSpans(bytes);
  const out = new Uint8Array(kept.reduce((length, span) => length + span.end - span.start, 0));
  let to = 0;
  for (const { start, end } of kept) {
    out.set(bytes.subarray(start, end), to);
    to += end - start;
  }
  const makeMap = (): ReturnType<PositionMapBuilder['build']> => {
    const map = new PositionMapBuilder();
    for (const { start, end } of keptSpans(bytes)) map.literal(start, end - start);
    return map.build();
  };
  return nestedView(view, derivedView(out, makeMap, { inner, numbered: view.numbered === true }));
}

/** What stands between the sequences. */
function keptSpans(bytes: Uint8Array): Span[] {
  const kept: Span[] = [];
  let at = 0;
  for (;;) {
    const escape = indexOfBytes(bytes, ESC, at);
    kept.push({ start: at, end: escape === -1 ? bytes.length : escape });
    if (escape === -1) return kept;
    at = escape + sequenceLength(bytes, escape);
    if (bytes[escape + 1] === 0x5d) {
      const end = commandEnd(bytes, at);
      kept.push({ start: at, end });
      at = end + terminatorLength(bytes, end);
    }
  }
}

/** Length of what an ESC begins: a control sequence, a short escape, or the opening of a command. */
function sequenceLength(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  if (bytes[at] === 0x5b) {
    at += 1;
    while (inRange(bytes[at], 0x30, 0x3f)) at += 1;
    while (inRange(bytes[at], 0x20, 0x2f)) at += 1;
    return at - start + (inRange(bytes[at], 0x40, 0x7e) ? 1 : 0);
  }
  while (inRange(bytes[at], 0x20, 0x2f)) at += 1;
  // Of the lower-case finals only `c` (reset) is in use; a letter after a stray ESC more likely belongs to the text.
  return at - start + (inRange(bytes[at], 0x30, 0x5f) || bytes[at] === 0x63 ? 1 : 0);
}

/** Where the text of an operating-system command ends: at BEL, at ESC, or with the line when nothing closes it. */
function commandEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== BEL && bytes[at] !== ESC && bytes[at] !== LF) at += 1;
  return at;
}

function terminatorLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] === BEL) return 1;
  return bytes[at] === ESC && bytes[at + 1] === 0x5c ? 2 : 0;
}

function inRange(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
