/**
 * One item, from bytes to sightings: unwrap into views, search each, judge the candidates, settle which rule keeps a
 * value that several claim. Pure: runs the same on the main thread and in a worker.
 */
import { DETECTORS } from './detectors/table.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { runWithTimeLimit, TimeLimitExceeded } from './engine/time-limit.ts';
import { createLocator, type Locator } from './findings/locate.ts';
import type { Sighting } from './findings/sighting.ts';
import { runCheck } from './judge/checks/table.ts';
import { judge, type JudgeContext } from './judge/judge.ts';
import { pairMatches } from './judge/pairs.ts';
import { settleOverlaps } from './judge/overlaps.ts';
import type { Candidate, Match, Skip } from './model.ts';
import type { RuleBook } from './rules/rule.ts';
import { findMarkers, lineTextAt } from './suppress/inline.ts';
import { unwrap } from './unwrap/unwrap.ts';
import { innerAt, type PlacedView } from './unwrap/view.ts';

export interface DetectorOptions {
  readonly book: RuleBook;
  readonly now: Date;
  /** Report credentials that documentation everywhere uses as examples. */
  readonly reportKnownExamples?: boolean;
}

/** A candidate that was judged not to be a secret. */
export interface DroppedSighting {
  readonly match: Match;
  readonly location: ReturnType<Locator['locate']>;
}

export interface Detection {
  /** Kept and settled, in the order of their place in the item. */
  readonly sightings: readonly Sighting[];
  readonly dropped: readonly Match[];
  /** Set when the item was not searched at all. */
  readonly skip: Pick<Skip, 'reason' | 'detail'> | null;
  /** Parts that were not searched to the end. */
  readonly incomplete: readonly Pick<Skip, 'reason' | 'detail'>[];
  /** Sentences about the item that change nothing: a notebook that does not parse and was read as text. */
  readonly notes: readonly string[];
  /** Finds lines and columns of the dropped ones, when somebody wants to see them. */
  readonly locate: Locator['locate'];
}

export interface ItemDetector {
  /** Detects in the bytes of one item. `path` is null when it is not known yet. */
  detect(bytes: Uint8Array, path: string | null): Detection;
  /** Judges a candidate again once its path is known. */
  rejudge(candidate: Candidate, path: string): Match['verdict'];
}

/** Compiles the rules and returns the detector of a scan. */
export function createDetector(options: DetectorOptions): ItemDetector {
  const engine = createEngine({ rules: options.book.rules, detectors: DETECTORS });
  const contextFor = (path: string | null): JudgeContext => ({
    path,
    now: options.now,
    knownExamples: options.reportKnownExamples !== true,
    runCheck,
  });
  return {
    detect: (bytes, path) => new ItemDetection(engine, bytes, path, contextFor(path)).run(),
    rejudge: (candidate, path) => judge(candidate, contextFor(path)),
  };
}

/** For all gates of a user's rule on one candidate. */
const GATE_MILLISECONDS = 500;

/** Values this close to each other may stand in one excerpt. */
const NEIGHBOUR_REACH = 2_000;

class ItemDetection {
  private readonly engine: Engine;
  private readonly bytes: Uint8Array;
  private readonly path: string | null;
  private readonly context: JudgeContext;
  private readonly viewOf = new Map<Candidate, PlacedView>();
  private readonly textOf = new Map<PlacedView, string>();

  constructor(engine: Engine, bytes: Uint8Array, path: string | null, context: JudgeContext) {
    this.engine = engine;
    this.bytes = bytes;
    this.path = path;
    this.context = context;
  }

  run(): Detection {
    const { views, skip, notes, encoding } = unwrap(this.bytes, this.path);
    const kept: Match[] = [];
    const dropped: Match[] = [];
    const incomplete: Pick<Skip, 'reason' | 'detail'>[] = [];
    for (const view of views) {
      const result = this.engine.search(view.bytes);
      for (const { rule } of result.timedOut) {
        incomplete.push({ reason: 'timed-out', detail: `rule ${rule.id} ran too long and was ended; make its pattern simpler` });
      }
      for (const found of result.candidates) {
        const match = this.judged(view.decoded === true ? { ...found, decoded: true } : found, view);
        if (match === null) incomplete.push({ reason: 'timed-out', detail: `a gate of rule ${found.rule.id} ran too long and was ended; make its must and mustNot simpler` });
        else (match.verdict.keep ? kept : dropped).push(match);
      }
    }
    const settled = settleOverlaps(pairMatches(kept, this.bytes));
    let locator: Locator | null = null;
    const locate: Locator['locate'] = (span) => (locator ??= createLocator(this.bytes, encoding)).locate(span);
    const sightings = settled.map((match, index) => this.sight(match, neighboursOf(settled, index), locate));
    return { sightings, dropped, skip, incomplete, notes: notes.map((note) => note.message), locate };
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

  /** The text people wrote around a value: its view, or the whole file for decoded text. */
  private markerText(candidate: Candidate): { text: string; start: number; end: number } | null {
    const view = this.viewOf.get(candidate);
    if (view === undefined) return null;
    let text = this.textOf.get(view);
    if (text === undefined) {
      text = Buffer.from(view.bytes.buffer, view.bytes.byteOffset, view.bytes.byteLength).toString('latin1');
      this.textOf.set(view, text);
    }
    return { text, start: candidate.start, end: candidate.end };
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
