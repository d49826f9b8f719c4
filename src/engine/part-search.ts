/**
 * Searches texts that were made out of other texts, as git's deltas do, and looks only at what is new. The answer is the
 * same as that of a search of everything:
 *
 * What a rule finds depends on the text within its reach of a literal (windows.ts). So a literal can only mean something
 * else than in the base when a seam (a place where copied text does not go on as it did in the base) is within reach.
 * - Rules of short reach: all literals near seams, and on lines with seams, are looked at again (`margin`).
 * - Rules of long reach (private keys, key files): their literals are rare, so their places are remembered for each text
 *   and looked at again when a seam is within the rule's reach, however far that is.
 * - What the base's other literals gave is carried over. A candidate that stands so close to a seam that it is not sure
 *   which of its literals count is looked for again.
 */
import { compileRules } from './engine-rules.ts';
import { HEADER, marksOf, unindexedOf, type SearchIndex } from './index/image.ts';
import { WindowMemo } from './memo.ts';
import { CELL, lineAround, Parts } from './parts.ts';
import { SearchCore } from './wasm/search-core.ts';
import { inOrder, WindowSearch, type EngineResult, type EngineRule } from './windows.ts';
import type { EngineOptions } from './engine.ts';
import type { Candidate } from '../model.ts';
import type { Rule } from '../rules/rule.ts';

/** What has to be remembered of a text to search texts made out of it. */
export interface Searched {
  readonly length: number;
  /** All that was found, in order of place. */
  readonly candidates: readonly Candidate[];
  /** Literals of rules with long reach: rule number, start, end; three numbers each, in order of their ends. */
  readonly anchors: readonly number[];
}

export interface PartResult extends EngineResult {
  /** Candidates that are the base's own: `candidates[n]` is a shifted copy of `base.candidates[carried[n]]`; -1 for new ones. */
  readonly carried: readonly number[];
  /** For texts made out of this one; null when they have to be searched whole. */
  readonly searched: Searched | null;
  /** Starts and ends of the runs of whole lines that hold everything new, in order; null when that is not known. */
  readonly newLines: readonly number[] | null;
}

export interface PartSearch {
  searchWhole(bytes: Uint8Array): PartResult;
  /**
   * Searches a text of which `copies` say what it took from `base`: place in the text, place in the base, length; in order,
   * none continuing another.
   */
  searchDerived(bytes: Uint8Array, base: Searched, copies: Uint32Array): PartResult;
}

/** Rules that look further than this from a literal have long reach. */
const SHORT = 640;
/** A candidate keeps so much text around itself; see candidate.ts. */
const CONTEXT = 401;
/** Above this share of new text, searching all of it costs no more. */
const MOSTLY_NEW = 0.7;
const PIECE = 1024 * 1024;
const NONE: readonly number[] = [];

/** Makes the search; takes the same options as createEngine. */
export function createPartSearch(options: EngineOptions): PartSearch {
  return new LiteralPartSearch(options);
}

interface Found {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

class LiteralPartSearch implements PartSearch {
  private readonly rules: readonly (EngineRule | null)[];
  private readonly rulesOfMark: readonly (readonly number[])[];
  private readonly numbers = new Map<Rule, number>();
  /** By rule: whether its reach is long. */
  private readonly isLong: readonly boolean[];
  private readonly searchable: boolean;
  private readonly index: SearchIndex;
  private readonly core: SearchCore;
  private readonly memo = new WindowMemo();
  private readonly behind: number;
  private readonly ahead: number;
  private readonly margin: number;

  constructor(options: EngineOptions) {
    const { index, rules } = compileRules(options);
    this.index = index;
    this.core = new SearchCore(index);
    this.rules = rules;
    this.rulesOfMark = marksOf(index).map((mark) => mark.rules.filter((number) => rules[number] !== null));
    this.isLong = rules.map((entry) => entry !== null && isLong(entry.rule));
    // A rule without literals looks at everything, and one that reads longer lines than we measure, too.
    this.searchable = unindexedOf(index).every((number) => rules[number] === null) && rules.every((entry) => entry === null || !entry.rule.reach.lines || reachOf(entry.rule) <= CELL);
    rules.forEach((entry, number) => entry !== null && this.numbers.set(entry.rule, number));
    this.behind = (index.words[HEADER.longest] as number) + 64;
    this.ahead = index.words[HEADER.ahead] as number;
    // What guards see of their literal's line needs no margin: lines with seams are looked at whole.
    this.margin = Math.max(SHORT, index.words[HEADER.aheadAcross] as number) + (index.words[HEADER.longest] as number);
  }

  searchWhole(bytes: Uint8Array): PartResult {
    const search = new LazySearch(bytes, this.rules, this.memo);
    const anchors: number[] = [];
    for (const number of unindexedOf(this.index)) if (this.rules[number] !== null) search.begin().everywhere(number);
    this.core.find(bytes, (mark, start, end) => this.take(mark, start, end, search, anchors));
    return this.result(bytes, search.finish(), anchors);
  }

  searchDerived(bytes: Uint8Array, base: Searched, copies: Uint32Array): PartResult {
    const parts = new Parts(bytes, this.margin);
    if (!parts.addSeams(base.length, copies)) return this.searchWhole(bytes);
    if (parts.size > MOSTLY_NEW * bytes.length) return { ...this.searchWhole(bytes), newLines: parts.newLines };

    const carried: { readonly candidate: Candidate; readonly from: number }[] = [];
    const doubtful = new Set<number>();
    if (base.candidates.length > 0 && !this.carry(bytes, base, copies, parts, carried, doubtful)) return this.searchWhole(bytes);
    parts.settle();
    const old = base.anchors.length === 0 ? [] : this.moveAnchors(bytes, base, copies, parts, doubtful);

    const search = new LazySearch(bytes, this.rules, this.memo);
    const anchors: number[] = [];
    let next = 0;
    const tellOld = (upTo: number): void => {
      for (; next < old.length && (old[next] as OldAnchor).end <= upTo; next += 1) {
        const { rule, start, end, again } = old[next] as OldAnchor;
        anchors.push(rule, start, end);
        if (again) search.begin().literal(rule, start, end);
      }
    };
    parts.each((from, to) => {
      // Anchors within a part are found there again.
      tellOld(from);
      this.findIn(bytes, from, to, (mark, start, end) => this.take(mark, start, end, search, anchors));
    });
    tellOld(bytes.length);
    return { ...this.merge(bytes, search.finish(), carried, anchors), newLines: parts.newLines };
  }

  private take(mark: number, start: number, end: number, search: LazySearch, anchors: number[]): void {
    for (const rule of this.rulesOfMark[mark] as readonly number[]) {
      if (this.isLong[rule] === true) anchors.push(rule, start, end);
      search.begin().literal(rule, start, end);
    }
  }

  /** Tells the marks whose literals end behind `from` and at or before `to`. */
  private findIn(bytes: Uint8Array, from: number, to: number, onMark: (mark: number, start: number, end: number) => void): void {
    for (let at = from; at < to; at += PIECE) {
      const stop = Math.min(to, at + PIECE);
      const low = Math.max(0, at - this.behind);
      const high = Math.min(bytes.length, stop + this.ahead);
      const room = this.core.reserve(high - low);
      room.set(bytes.subarray(low, high));
      this.core.findAt(this.core.input, high - low, at - low, stop - low, (mark, start, end) => onMark(mark, low + start, low + end));
    }
  }

  /**
   * Carries the base's candidates over where no seam is near. Where one is, they are looked for again: a part is added,
   * or the rule is put among the doubtful ones. False when all has to be searched.
   */
  private carry(bytes: Uint8Array, base: Searched, copies: Uint32Array, parts: Parts, carried: { candidate: Candidate; from: number }[], doubtful: Set<number>): boolean {
    for (let at = 0; at < copies.length; at += 3) {
      const here = copies[at] as number;
      const there = copies[at + 1] as number;
      const length = copies[at + 2] as number;
      const shift = here - there;
      // Where a copy begins with both texts, or ends with them, there is no seam.
      const low = here === 0 && there === 0 ? -Infinity : here;
      const high = here + length === bytes.length && there + length === base.length ? Infinity : here + length;
      for (let n = firstFrom(base.candidates, there); n < base.candidates.length; n += 1) {
        const candidate = base.candidates[n] as Candidate;
        if (candidate.start >= there + length) break;
        const number = this.numbers.get(candidate.rule) as number;
        const { reach } = candidate.rule;
        const from = Math.min(candidate.matchStart, candidate.start) + shift;
        const to = Math.max(candidate.matchEnd, candidate.end) + shift;
        if (from < here || to > here + length) {
          // It lies across the seam: whatever is there now is found by its literals near the seam, or by its anchors.
          if (this.isLong[number] === true) doubtful.add(number);
          continue;
        }
        const around = reach.lines ? CONTEXT : Math.max(CONTEXT, reach.after + 2 * reach.before + 1);
        const line = reach.lines ? lineAround(bytes, from, to) : null;
        if (reach.lines && line === null) return false;
        if (from - around >= low && to + around <= high && (line === null || (line.start > low && line.end < high))) {
          carried.push({ candidate: moved(candidate, shift), from: n });
        } else if (this.isLong[number] === true) {
          doubtful.add(number);
        } else if (line !== null) {
          parts.add(line.start, line.end);
        } else {
          parts.add(from - this.margin, to + this.margin);
        }
      }
    }
    return true;
  }

  /** The base's anchors where they stand now, and whether they are to be looked at again; without those in a part. */
  private moveAnchors(bytes: Uint8Array, base: Searched, copies: Uint32Array, parts: Parts, doubtful: ReadonlySet<number>): OldAnchor[] {
    const found: OldAnchor[] = [];
    for (let at = 0; at < copies.length; at += 3) {
      const here = copies[at] as number;
      const there = copies[at + 1] as number;
      const length = copies[at + 2] as number;
      const low = here === 0 && there === 0 ? -Infinity : here;
      const high = here + length === bytes.length && there + length === base.length ? Infinity : here + length;
      for (let n = firstAnchor(base.anchors, there); n < base.anchors.length && (base.anchors[n + 2] as number) <= there + length; n += 3) {
        const rule = base.anchors[n] as number;
        const start = (base.anchors[n + 1] as number) + here - there;
        const end = (base.anchors[n + 2] as number) + here - there;
        if (start < here || end > here + length || parts.covers(end)) continue;
        const { reach } = (this.rules[rule] as EngineRule).rule;
        const again = doubtful.has(rule) || start - Math.max(CONTEXT, 2 * reach.before) <= low || Math.max(end, start + reach.after) + CONTEXT >= high;
        found.push({ rule, start, end, again });
      }
    }
    return found.sort((a, b) => a.end - b.end);
  }

  private merge(bytes: Uint8Array, fresh: EngineResult, old: readonly { readonly candidate: Candidate; readonly from: number }[], anchors: readonly number[]): PartResult {
    if (old.length === 0) return this.result(bytes, fresh, anchors);
    const all = [...old, ...fresh.candidates.map((candidate) => ({ candidate, from: -1 }))].sort((a, b) => inOrder(a.candidate, b.candidate) || b.from - a.from);
    const kept = all.filter((one, at) => at === 0 || inOrder((all[at - 1] as (typeof all)[number]).candidate, one.candidate) !== 0);
    return this.result(bytes, { candidates: kept.map((one) => one.candidate), timedOut: fresh.timedOut }, anchors, kept.map((one) => one.from));
  }

  private result(bytes: Uint8Array, { candidates, timedOut }: EngineResult, anchors: readonly number[], carried: readonly number[] = NONE): PartResult {
    const searched = this.searchable && timedOut.length === 0 ? { length: bytes.length, candidates, anchors } : null;
    return { candidates, timedOut, carried: carried === NONE && candidates.length > 0 ? candidates.map(() => -1) : carried, searched, newLines: null };
  }
}

interface OldAnchor extends Found {
  /** True when a seam is near, so that it may mean something else now. */
  readonly again: boolean;
}

/** The window search is made for the first literal only: most texts have none. */
class LazySearch {
  private readonly bytes: Uint8Array;
  private readonly rules: readonly (EngineRule | null)[];
  private readonly memo: WindowMemo;
  private search: WindowSearch | null = null;

  constructor(bytes: Uint8Array, rules: readonly (EngineRule | null)[], memo: WindowMemo) {
    this.bytes = bytes;
    this.rules = rules;
    this.memo = memo;
  }

  begin(): WindowSearch {
    return (this.search ??= new WindowSearch(this.bytes, this.rules, this.memo));
  }

  finish(): EngineResult {
    return this.search?.finish() ?? { candidates: [], timedOut: [] };
  }
}

/** The first candidate that starts at or behind `from`. */
function firstFrom(candidates: readonly Candidate[], from: number): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((candidates[middle] as Candidate).start < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first anchor that ends behind `from`: place of its first number. */
function firstAnchor(anchors: readonly number[], from: number): number {
  let low = 0;
  let high = anchors.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((anchors[middle * 3 + 2] as number) <= from) low = middle + 1;
    else high = middle;
  }
  return low * 3;
}

function moved(candidate: Candidate, shift: number): Candidate {
  if (shift === 0) return candidate;
  const { start, end, matchStart, matchEnd } = candidate;
  return { ...candidate, start: start + shift, end: end + shift, matchStart: matchStart + shift, matchEnd: matchEnd + shift };
}

function reachOf({ reach }: Rule): number {
  return Math.max(reach.before, reach.after);
}

function isLong(rule: Rule): boolean {
  // A pattern's window goes twice as far back; see windows.ts.
  return !rule.reach.lines && Math.max(rule.detector === 'pattern' ? 2 * rule.reach.before : rule.reach.before, rule.reach.after) > SHORT;
}
