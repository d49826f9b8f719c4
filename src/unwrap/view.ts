import type { Span, View } from '../model.ts';
import type { PositionMap } from './position-map.ts';

/** A view that also knows whether counting its lines helps a person find the place. */
export interface PlacedView extends View {
  /** True for texts people see with line numbers of their own: a notebook cell, an output. */
  readonly numbered?: boolean;
}

const identity = (start: number, end: number): Span => ({ start, end });

/** The item itself: its own bytes (from `start`, past a byte order mark), without copying. */
export function fileView(bytes: Uint8Array, start = 0): PlacedView {
  return start === 0 ? { bytes, inner: [], toItem: identity } : sliceView(bytes, start, bytes.length, []);
}

/** Bytes `start` to `end` of the item as they stand there, without copying. */
export function sliceView(item: Uint8Array, start: number, end: number, inner: readonly string[]): PlacedView {
  return {
    bytes: item.subarray(start, end),
    inner,
    toItem: (from, to) => ({ start: start + from, end: start + to }),
  };
}

/**
 * A derived text. Its map is made on the first `toItem`, and kept: most views hold no finding and never need one.
 * `makeMap` may read the item's bytes, so they must not be overwritten while the view is in use.
 */
export function derivedView(
  bytes: Uint8Array,
  makeMap: () => PositionMap,
  place: { readonly inner: readonly string[]; readonly numbered?: boolean; readonly decoded?: boolean },
): PlacedView {
  let map: PositionMap | null = null;
  return {
    bytes,
    ...place,
    toItem(start, end) {
      map ??= makeMap();
      return map.toItem(start, end);
    },
  };
}

/** A view of a view, seen from the item: `child`'s positions are in `parent`'s bytes. */
export function nestedView(parent: View, child: PlacedView): PlacedView {
  return {
    ...child,
    toItem(start, end) {
      const span = child.toItem(start, end);
      return parent.toItem(span.start, span.end);
    },
  };
}

/**
 * The names of a place inside a file, with the line where that means something:
 * `["cell 3", "line 2"]`, `["cell 3", "output 1 (stream)", "line 1"]`; `[]` for the file itself.
 * This is what a report prints. Line numbers move when people edit: leave this out of anything that must be stable.
 *
 * @param offset 0-based byte offset in the view
 */
export function innerAt(view: PlacedView, offset: number): readonly string[] {
  return view.numbered === true ? [...view.inner, `line ${lineInView(view, offset)}`] : view.inner;
}

/** 1-based line of a byte offset inside a view, lines ending at LF. */
export function lineInView(view: View, offset: number): number {
  let line = 1;
  const end = Math.min(offset, view.bytes.length);
  for (let at = 0; at < end; at += 1) if (view.bytes[at] === 0x0a) line += 1;
  return line;
}
