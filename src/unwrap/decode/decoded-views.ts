import type { View } from '../../model.ts';
import { latin1 } from '../native-search.ts';
import type { Note } from '../note.ts';
import { oddBytes } from '../utf8.ts';
import { innerAt, nestedView } from '../view.ts';
import type { PlacedView } from '../view.ts';
import { looksLikeWideText } from '../wide-encoding.ts';
import { wideView } from '../wide-view.ts';
import { decodeBase64 } from './base64.ts';
import type { DecodeBudget } from './budget.ts';
import type { Decoded } from './decoded.ts';
import { decodeEscapes } from './escapes.ts';
import { findRuns } from './find.ts';
import type { Seen } from './find.ts';
import { decodeHex } from './hex.ts';
import { decodeHtmlEntities } from './html-entities.ts';
import { asCredentials, asNamedValue, stretch } from './layout.ts';
import type { Traced } from './layout.ts';
import { decodePercent } from './percent.ts';
import type { EncodedRun, Layer } from './run.ts';

const DECODERS: Readonly<Record<Layer, (text: string, start: number, end: number) => Decoded | null>> = {
  base64: decodeBase64,
  hex: decodeHex,
  'percent-encoding': decodePercent,
  escapes: decodeEscapes,
  'HTML entities': decodeHtmlEntities,
};
/** One byte in so many may be no text in what was decoded (a text in an 8-bit code page). */
const TOLERANCE = 20;

export interface DecodedViews {
  /** Outer before inner. Each has `decoded` set, and the layer's name at the end of `inner`. */
  readonly views: readonly PlacedView[];
  /** For each view, which of the stretches in the view asked about it came out of: its place among what `findRuns` gives. */
  readonly roots: readonly number[];
  readonly notes: readonly Note[];
}

/**
 * The texts that a view holds in encoded form, and those inside these, within the budget.
 * Nothing encoded: an empty list, for the price of a glance at every twentieth byte.
 *
 * @param seen what a search of the view's bytes already saw
 * @param budget shared by all views of an item
 */
export function decodedViews(view: PlacedView, seen: Seen, budget: DecodeBudget): DecodedViews {
  const found: Found = { views: [], roots: [] };
  const before = budget.notes.length;
  descend(view, seen, budget, new Set(), budget.depth, found, null);
  return { ...found, notes: budget.notes.slice(before) };
}

interface Found {
  readonly views: PlacedView[];
  readonly roots: number[];
}

function descend(view: PlacedView, seen: Seen, budget: DecodeBudget, done: Set<string>, depth: number, found: Found, root: number | null): void {
  const children: PlacedView[] = [];
  const roots: number[] = [];
  for (const [place, run] of findRuns(view.bytes, seen).entries()) {
    // What is plain in a region is found again in its decoded text, with its span and its length.
    const span = view.toItem(run.start, run.end);
    const key = `${run.layer} ${span.start} ${span.end} ${run.end - run.start}`;
    if (done.has(key)) continue;
    done.add(key);
    if (!budget.take(run.end - run.start, depth)) continue;
    const child = decodeRun(view, run);
    if (child === null) continue;
    children.push(child);
    roots.push(root ?? place);
  }
  found.views.push(...children);
  found.roots.push(...roots);
  for (const [at, child] of children.entries()) descend(child, {}, budget, done, depth - 1, found, roots[at] as number);
}

function decodeRun(view: PlacedView, run: EncodedRun): PlacedView | null {
  const result = DECODERS[run.layer](latin1(view.bytes, run.start, run.end), 0, run.end - run.start);
  if (result === null || result.bytes.length === 0) return null;
  const text = run.proven ? traced(result) : readable(result);
  if (text === null) return null;
  const decoded: Traced = {
    bytes: text.bytes,
    toItem(start, end) {
      const span = text.toItem(start, end);
      return { start: run.start + span.start, end: run.start + span.end };
    },
  };
  const laidOut = layOut(view, run, decoded);
  return nestedView(view, { ...laidOut, inner: [...innerAt(view, run.start), run.layer], decoded: true });
}

/** What was decoded, if it is text: UTF-8, an 8-bit code page, or UTF-16 as PowerShell encodes its commands. */
function readable(result: Decoded): Traced | null {
  const { bytes } = result;
  const direct = traced(result);
  if (!bytes.includes(0)) return oddBytes(bytes, 0, bytes.length) * TOLERANCE <= bytes.length ? direct : null;
  return looksLikeWideText(bytes, 'utf-16le', 0.5) ? nestedView({ ...direct, inner: [] }, wideView(bytes, 'utf-16le', 0)) : null;
}

function traced({ bytes, map }: Decoded): Traced {
  return { bytes, toItem: (start, end) => map.toItem(start, end) };
}

function layOut(view: View, run: EncodedRun, decoded: Traced): Traced {
  if (run.content === 'credentials') return asCredentials(decoded) ?? decoded;
  if (run.name === null) return decoded;
  const source: Traced = { bytes: view.bytes, toItem: (start, end) => ({ start, end }) };
  return asNamedValue(decoded, stretch(source, run.name.start, run.name.end)) ?? decoded;
}
