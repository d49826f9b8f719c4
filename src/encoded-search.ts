/**
 * Searches the texts that stand in others in encoded form. Of a text that was made out of another one, only stretches that
 * are new are decoded; what stood in the others moves with them.
 */
import type { Match } from './model.ts';
import { DECODE_LIMITS, DecodeBudget } from './unwrap/decode/budget.ts';
import { decodedViews } from './unwrap/decode/decoded-views.ts';
import { derivedParts, encodedParts, type EncodedParts } from './unwrap/decode/encoded-parts.ts';
import type { Note } from './unwrap/note.ts';
import type { PlacedView } from './unwrap/view.ts';

/** A match with the text in which it was found. */
export interface PlacedMatch {
  readonly match: Match;
  readonly view: PlacedView;
}

/** What stands encoded in texts. */
export interface EncodedMatches {
  readonly matches: readonly PlacedMatch[];
  readonly notes: readonly Note[];
}

/** What is remembered of a text while texts made out of it may come: its encoded stretches, and for each what stood in it. */
export interface KnownEncoded {
  readonly parts: EncodedParts;
  readonly found: readonly RunMatches[];
}

/** What stood in one encoded stretch, and what stood encoded in that. */
interface RunMatches {
  readonly outer: readonly PlacedMatch[];
  readonly inner: readonly PlacedMatch[];
}

/** How a text was made out of one that is known: see derivedParts. */
export interface Changes {
  readonly base: KnownEncoded;
  readonly copies: Uint32Array;
  readonly newLines: readonly number[];
}

type SearchView = (view: PlacedView) => readonly Match[];

/** An encoded text without anything found in it: most are. */
const NOTHING_FOUND: RunMatches = { outer: [], inner: [] };
/** Texts with more encoded stretches, or more bytes in them, are decoded as a whole: the budget for one text may end before the last. */
const MOST_CARRIED = { runs: DECODE_LIMITS.runs / 8, bytes: DECODE_LIMITS.bytes / 8 };

/** Null when something is not known, and the text has to be looked at whole. */
export function changesOf(base: KnownEncoded | null, copies: Uint32Array | null, newLines: readonly number[] | null): Changes | null {
  return base === null || copies === null || newLines === null ? null : { base, copies, newLines };
}

/** Looks into all texts that views of one item hold in encoded form. */
export function searchAllEncoded(views: readonly PlacedView[], search: SearchView): EncodedMatches {
  const budget = new DecodeBudget();
  const decoded = views.flatMap((view) => decodedViews(view, {}, budget).views);
  return { matches: decoded.flatMap((view) => searchPlaced(view, search)), notes: budget.notes };
}

/** The same for one text. `known` is null when there is more in it than is looked at: texts made out of it start anew. */
export function searchEncoded(view: PlacedView, changes: Changes | null, search: SearchView): EncodedMatches & { readonly known: KnownEncoded | null } {
  const derived = changes === null ? null : derivedParts(view.bytes, changes.base.parts, changes.copies, changes.newLines);
  const parts = derived ?? encodedParts(view.bytes);
  if (parts.runs.length === 0) return { matches: [], notes: [], known: { parts, found: [] } };
  if (!isCarried(parts)) return { ...searchAllEncoded([view], search), known: null };
  const carried = derived?.carried ?? [];
  const isNew = (_: unknown, at: number): boolean => (carried[at] ?? -1) < 0;
  const budget = new DecodeBudget();
  const { views, roots } = decodedViews(view, { runs: parts.runs.filter(isNew) }, budget);
  // The budget is one for all stretches of a text: where it ends, what was found depends on all of them.
  if (budget.notes.length > 0) return { ...searchAllEncoded([view], search), known: null };
  const fresh = searchRuns(views, roots, search);
  let next = 0;
  const found = parts.runs.map((run, at): RunMatches => {
    if (isNew(run, at)) return fresh.get(next++) ?? NOTHING_FOUND;
    const from = carried[at] as number;
    const by = run.start - (changes?.base.parts.runs[from]?.start ?? 0);
    const { outer, inner } = changes?.base.found[from] ?? NOTHING_FOUND;
    return { outer: outer.map((old) => movedBy(old, by)), inner: inner.map((old) => movedBy(old, by)) };
  });
  // In the order in which the views of a whole text come: that settles which of two readings of a value counts.
  return { matches: [...found.flatMap(({ outer }) => outer), ...found.flatMap(({ inner }) => inner)], notes: [], known: { parts, found } };
}

function isCarried({ runs }: EncodedParts): boolean {
  return runs.length <= MOST_CARRIED.runs && runs.reduce((sum, run) => sum + run.end - run.start, 0) <= MOST_CARRIED.bytes;
}

/** What stands in decoded views, by the stretch that each came out of. */
function searchRuns(views: readonly PlacedView[], roots: readonly number[], search: SearchView): ReadonlyMap<number, RunMatches> {
  const found = new Map<number, { readonly outer: PlacedMatch[]; readonly inner: PlacedMatch[] }>();
  views.forEach((view, at) => {
    const root = roots[at] as number;
    const matches = searchPlaced(view, search);
    const known = found.get(root);
    if (known === undefined) found.set(root, { outer: matches, inner: [] });
    else known.inner.push(...matches);
  });
  return found;
}

function searchPlaced(view: PlacedView, search: SearchView): PlacedMatch[] {
  return search(view).map((match) => ({ match, view }));
}

/** What was found in an encoded stretch that stands elsewhere now. */
function movedBy({ match, view }: PlacedMatch, by: number): PlacedMatch {
  if (by === 0) return { match, view };
  const { start, end } = match.span;
  return { match: { ...match, span: { start: start + by, end: end + by } }, view };
}
