/**
 * One item, from bytes to sightings: unwrap into views, search each, judge the candidates, settle which rule keeps a
 * value that several claim. Pure: runs the same on the main thread and in a worker.
 */
import { changesOf, searchAllEncoded, searchEncoded, type KnownEncoded } from './encoded-search.ts';
import type { Engine, EngineResult } from './engine/engine.ts';
import type { PartSearch, Searched } from './engine/part-search.ts';
import type { TextBatch } from './engine/text-batch.ts';
import { runWithTimeLimit, TimeLimitExceeded } from './engine/time-limit.ts';
import { createLocator, type Locator } from './findings/locate.ts';
import type { Sighting } from './findings/sighting.ts';
import { settleDecoded } from './judge/decoded.ts';
import type { FileRules } from './judge/files/file-rules.ts';
import { judge, type JudgeContext } from './judge/judge.ts';
import { settleOverlaps } from './judge/overlaps.ts';
import { pairMatches } from './judge/pairs.ts';
import type { Candidate, Match, Skip } from './model.ts';
import type { Rule } from './rules/rule.ts';
import { findMarkers, lineTextAt, MARKER_REACH, markerReachBefore } from './suppress/inline.ts';
import { latin1 } from './unwrap/native-search.ts';
import type { Note } from './unwrap/note.ts';
import { unwrap, type Unwrapped } from './unwrap/unwrap.ts';
import { innerAt, type PlacedView } from './unwrap/view.ts';

/** What is known of an item. */
export interface Detection {
  /** Kept and settled, in the order of their place in the item. */
  readonly sightings: readonly Sighting[];
  readonly dropped: readonly Match[];
  /** Set when the item was not searched at all. */
  readonly skip: Pick<Skip, 'reason' | 'detail'> | null;
  /** Parts that were not searched to the end. */
  readonly incomplete: readonly Pick<Skip, 'reason' | 'detail'>[];
  /** Sentences about the item that change nothing: a notebook that does not parse and was read as text. */
  readonly notes: readonly Note[];
  /** Finds lines and columns of the dropped ones, when somebody wants to see them. */
  readonly locate: Locator['locate'];
}

/** What is remembered of an item while items made out of it may come. */
export interface Known {
  readonly searched: Searched;
  /** A match for each candidate. */
  readonly matches: readonly Match[];
  /** What stands in it in encoded form; null when there is more of it than is looked at. */
  readonly encoded: KnownEncoded | null;
}

/** What finds things: text by search, whole files by name and content. */
export interface Finders {
  readonly engine: Engine;
  readonly files: FileRules;
}

function isKept({ verdict }: Match): boolean {
  return verdict.keep;
}

function ruleTimedOut(rule: Rule): Detection['incomplete'][number] {
  return { reason: 'timed-out', detail: `rule ${rule.id} ran too long and was ended; make its pattern simpler` };
}

function gatesTimedOut(rule: Rule): Detection['incomplete'][number] {
  return { reason: 'timed-out', detail: `a gate of rule ${rule.id} ran too long and was ended; make its must and mustNot simpler` };
}

/** For all gates of a user's rule on one candidate. */
const GATE_MILLISECONDS = 500;

/** Values this close to each other may stand in one excerpt. */
const NEIGHBOUR_REACH = 2_000;

/** One item on its way from bytes to sightings; used once. */
export class ItemDetection {
  private readonly engine: Engine;
  private readonly files: FileRules;
  private readonly bytes: Uint8Array;
  private readonly path: string | null;
  private readonly context: JudgeContext;
  private readonly viewOf = new Map<Candidate, PlacedView>();

  constructor({ engine, files }: Finders, bytes: Uint8Array, path: string | null, context: JudgeContext) {
    this.engine = engine;
    this.files = files;
    this.bytes = bytes;
    this.path = path;
    this.context = context;
  }

  run(): Detection {
    return this.runIn(unwrap(this.bytes, this.path));
  }

  /** The same for a text of a batch that was searched. */
  runInBatch(batch: TextBatch, number: number, unwrapped: Unwrapped): Detection {
    const [view, ...more] = unwrapped.views;
    if (view === undefined || more.length > 0 || view.bytes !== this.bytes) return this.runIn(unwrapped);
    const incomplete: Pick<Skip, 'reason' | 'detail'>[] = [];
    const plain = this.judgeAll(this.engine.searchText(batch, number), view, incomplete);
    return this.withEncoded(unwrapped, plain, batch.mayHoldEncoded(number) ? [view] : [], incomplete);
  }

  /** The same with what is known of a base. Only of plain texts something can be known. */
  runAfter(parts: PartSearch, base: Known | null, copies: Uint32Array | null): { detection: Detection; known: Known | null } {
    const unwrapped = unwrap(this.bytes, null);
    const [view, ...more] = unwrapped.views;
    if (view === undefined || more.length > 0 || view.bytes !== this.bytes) return { detection: this.runIn(unwrapped), known: null };
    const result = base === null || copies === null ? parts.searchWhole(this.bytes) : parts.searchDerived(this.bytes, base.searched, copies);
    const incomplete = result.timedOut.map(({ rule }) => ruleTimedOut(rule));
    const matches: Match[] = [];
    result.candidates.forEach((candidate, at) => {
      const old = base?.matches[result.carried[at] ?? -1];
      const match = old === undefined ? this.judged(candidate, view) : this.moved(old, candidate, view);
      if (match === null) incomplete.push(gatesTimedOut(candidate.rule));
      else matches.push(match);
    });
    const search = (inner: PlacedView): readonly Match[] => this.searchView(inner, incomplete);
    const decoded = searchEncoded(view, changesOf(base?.encoded ?? null, copies, result.newLines), search);
    for (const found of decoded.matches) this.viewOf.set(found.match.candidate, found.view);
    const all = [...matches, ...decoded.matches.map(({ match }) => match)];
    const detection = this.finish({ ...unwrapped, notes: [...unwrapped.notes, ...decoded.notes] }, all.filter(isKept), all.filter((match) => !isKept(match)), incomplete);
    const known = result.searched === null || incomplete.length > 0 ? null : { searched: result.searched, matches, encoded: decoded.known };
    return { detection, known };
  }

  private runIn(unwrapped: Unwrapped): Detection {
    const incomplete: Pick<Skip, 'reason' | 'detail'>[] = [];
    const plain = unwrapped.views.flatMap((view) => this.searchView(view, incomplete));
    return this.withEncoded(unwrapped, plain, unwrapped.views, incomplete);
  }

  /** Adds what stands in `views` in encoded form to what was found in plain text. */
  private withEncoded(unwrapped: Unwrapped, plain: readonly Match[], views: readonly PlacedView[], incomplete: Pick<Skip, 'reason' | 'detail'>[]): Detection {
    const decoded = searchAllEncoded(views, (inner) => this.searchView(inner, incomplete));
    const all = [...plain, ...decoded.matches.map(({ match }) => match)];
    return this.finish({ ...unwrapped, notes: [...unwrapped.notes, ...decoded.notes] }, all.filter(isKept), all.filter((match) => !isKept(match)), incomplete);
  }

  private searchView(view: PlacedView, incomplete: Pick<Skip, 'reason' | 'detail'>[]): Match[] {
    return this.judgeAll(this.engine.search(view.bytes), view, incomplete);
  }

  private judgeAll(result: EngineResult, view: PlacedView, incomplete: Pick<Skip, 'reason' | 'detail'>[]): Match[] {
    for (const { rule } of result.timedOut) incomplete.push(ruleTimedOut(rule));
    return result.candidates.flatMap((found) => {
      const match = this.judged(view.decoded === true ? { ...found, decoded: true } : found, view);
      if (match === null) incomplete.push(gatesTimedOut(found.rule));
      return match ?? [];
    });
  }

  private finish({ skip, notes, encoding }: Unwrapped, kept: readonly Match[], dropped: readonly Match[], incomplete: Detection['incomplete']): Detection {
    const judged = settleDecoded({ kept, dropped });
    const found = settleOverlaps(pairMatches(judged.kept, this.bytes));
    const file = found.some(({ verdict }) => verdict.confidence !== 'low') ? null : this.wholeFile();
    const settled = file === null ? found : [file, ...found];
    let locator: Locator | null = null;
    const locate: Locator['locate'] = (span) => (locator ??= createLocator(this.bytes, encoding)).locate(span);
    const sightings = settled.map((match, index) => this.sight(match, neighboursOf(settled, index), locate));
    return { sightings, dropped: judged.dropped, skip: file === null ? skip : null, incomplete, notes, locate };
  }

  /** What is to be said of the file as a whole, when nothing in it was found: a file that is searched has its findings. */
  private wholeFile(): Match | null {
    const candidate = this.files.find(this.bytes, this.path);
    return candidate === null ? null : { candidate, verdict: this.files.judge(candidate, this.path), span: { start: 0, end: 0 }, inner: [] };
  }

  /** What was judged in the base: the candidate and its surroundings are the same, in another place. */
  private moved(old: Match, candidate: Candidate, view: PlacedView): Match {
    this.viewOf.set(candidate, view);
    return { candidate, verdict: old.verdict, span: { start: candidate.start, end: candidate.end }, inner: old.inner };
  }

  /** Null when a user's gates ran too long. */
  private judged(candidate: Candidate, view: PlacedView): Match | null {
    this.viewOf.set(candidate, view);
    const verdict = judgeInTime(candidate, this.context);
    if (verdict === null) return null;
    return { candidate, verdict, span: view.toItem(candidate.start, candidate.end), inner: verdict.keep ? innerAt(view, candidate.start) : view.inner };
  }

  private sight(match: Match, neighbours: readonly string[], locate: Locator['locate']): Sighting {
    const { candidate } = match;
    const text = this.markerText(candidate);
    return {
      match,
      location: locate(match.span),
      neighbours,
      markers: text === null ? [] : findMarkers(text.text, text.start, text.end),
      lineText: text === null ? '' : lineTextAt(text.text, text.start, text.end),
    };
  }

  /** The text people wrote around a value, as far as markers in it concern the value; null for a finding about the file. */
  private markerText(candidate: Candidate): { text: string; start: number; end: number } | null {
    const view = this.viewOf.get(candidate);
    if (view === undefined) return null;
    const { start, end } = candidate;
    const from = markerReachBefore(view.bytes, start);
    const text = latin1(view.bytes, from, Math.min(view.bytes.length, end + MARKER_REACH));
    return { text, start: start - from, end: end - from };
  }
}

/** A user's `must` and `mustNot` are patterns too, and may never end. */
function judgeInTime(candidate: Candidate, context: JudgeContext): Match['verdict'] | null {
  if (!candidate.rule.foreign) return judge(candidate, context);
  try {
    return runWithTimeLimit(GATE_MILLISECONDS, () => judge(candidate, context));
  } catch (error) {
    if (error instanceof TimeLimitExceeded) return null;
    throw error;
  }
}

/** Values of the matches around one, itself included. */
function neighboursOf(matches: readonly Match[], index: number): string[] {
  const { span } = matches[index] as Match;
  const near: string[] = [];
  for (let at = index; at >= 0 && span.start - (matches[at] as Match).span.end < NEIGHBOUR_REACH; at -= 1) near.push((matches[at] as Match).candidate.value);
  for (let at = index + 1; at < matches.length && (matches[at] as Match).span.start - span.end < NEIGHBOUR_REACH; at += 1) near.push((matches[at] as Match).candidate.value);
  return near;
}
