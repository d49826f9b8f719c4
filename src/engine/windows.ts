/**
 * From literals to candidates: every literal opens a window as far around itself as its rule can read, and the rule's
 * detector runs on the window's text only.
 *
 * What is found must depend on the text around a literal and on nothing else: not on which other literals are near, and
 * not on whether a guard stopped them. So there are three kinds of windows:
 * - Patterns of bounded width: windows that overlap are one. A match counts when it contains a literal; then everything
 *   that the pattern looked at was in the window.
 * - Rules that read lines: the line. An endless line is cut into cells as wide as the reach, and the window is the
 *   literal's cell with its two neighbours.
 * - Other detectors: a window for each literal.
 * Where a text was cut, what touches the cut is not known whole and does not count.
 */
import { toCandidate } from './candidate.ts';
import type { WindowMemo } from './memo.ts';
import { TimeLimitExceeded } from './time-limit.ts';
import type { Detector, RawCandidate } from '../detectors/detector.ts';
import type { Candidate, Span } from '../model.ts';
import type { Rule } from '../rules/rule.ts';

/** A rule as the engine runs it. */
export interface EngineRule {
  readonly rule: Rule;
  readonly find: Detector['find'];
  /** Every match is proved to contain a literal. */
  readonly inside: boolean;
}

/** A rule that was ended because it ran too long on a window. */
export interface TimedOut {
  readonly rule: Rule;
  readonly span: Span;
}

export interface EngineResult {
  /** In order of their place; no two are the same value of the same rule. */
  readonly candidates: readonly Candidate[];
  readonly timedOut: readonly TimedOut[];
}

/** Windows of one rule are no longer merged beyond this, or beyond twice its reach. */
const LONGEST_WINDOW = 65536;

/** A window that may still grow: literals come in order, so only the last one of each rule can. */
interface Window {
  readonly start: number;
  readonly startCut: boolean;
  end: number;
  endCut: boolean;
  /** Its literals: starts and ends. */
  readonly starts: number[];
  readonly ends: number[];
}

/** One search; holds the state that its steps share. */
export class WindowSearch {
  private readonly bytes: Buffer;
  private readonly rules: readonly (EngineRule | null)[];
  private readonly memo: WindowMemo;
  private readonly open = new Map<number, Window>();
  private readonly candidates: Candidate[] = [];
  private readonly timedOut: TimedOut[] = [];
  private line: Span = { start: -1, end: -1 };
  private from = 0;
  private to = 0;

  constructor(bytes: Uint8Array, rules: readonly (EngineRule | null)[], memo: WindowMemo) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.rules = rules;
    this.memo = memo;
  }

  /** A literal of the rule stands at `[start, end)`. Literals come in order of their ends. */
  literal(number: number, start: number, end: number): void {
    const entry = this.rules[number] as EngineRule;
    const { lines } = entry.rule.reach;
    const window = this.open.get(number);
    if (lines) this.measureLine(entry.rule, start, end);
    else this.measureReach(entry, start, end);
    if (window !== undefined) {
      if (lines ? window.start === this.from && window.end === this.to : this.merges(entry.rule, window)) {
        window.end = Math.max(window.end, this.to);
        window.endCut = lines ? window.endCut : window.end < this.bytes.length;
        window.starts.push(start);
        window.ends.push(end);
        return;
      }
      this.examine(number, window);
    }
    this.open.set(number, { start: this.from, startCut: this.isCut(this.from, lines), end: this.to, endCut: this.isCut(this.to, lines), starts: [start], ends: [end] });
  }

  /** True when the text goes on at the edge of a window. */
  private isCut(at: number, lines: boolean): boolean {
    return at > 0 && at < this.bytes.length && !(lines && (at === this.line.start || at === this.line.end));
  }

  /** A rule without literals looks at everything. */
  everywhere(number: number): void {
    this.examine(number, { start: 0, startCut: false, end: this.bytes.length, endCut: false, starts: [0], ends: [this.bytes.length] });
  }

  /** Looks at the windows that are still open, and gives all that was found. */
  finish(): EngineResult {
    for (const [number, window] of this.open) this.examine(number, window);
    this.candidates.sort(inOrder);
    const candidates = this.candidates.filter((one, at, all) => at === 0 || inOrder(all[at - 1] as Candidate, one) !== 0);
    return { candidates, timedOut: this.timedOut };
  }

  /** Sets `from` and `to` to the reach of a literal. */
  private measureReach({ rule, inside }: EngineRule, start: number, end: number): void {
    const { before, after } = rule.reach;
    // Twice the reach: a match that only the cut made possible ends before the true ones begin, and hides none of them.
    this.from = Math.max(0, start - (inside ? 2 * before : before));
    this.to = Math.max(end, Math.min(this.bytes.length, start + after));
  }

  /** Sets `from` and `to` to the line that holds a literal, or to the cells around it. */
  private measureLine({ reach }: Rule, start: number, end: number): void {
    if (start < this.line.start || end > this.line.end) {
      const feed = this.bytes.indexOf(10, end);
      this.line = { start: start === 0 ? 0 : this.bytes.lastIndexOf(10, start - 1) + 1, end: feed < 0 ? this.bytes.length : feed };
    }
    const { line } = this;
    const width = Math.max(reach.before, reach.after);
    if (line.end - line.start <= 3 * width) {
      this.from = line.start;
      this.to = line.end;
      return;
    }
    const cell = Math.floor((start - line.start) / width);
    this.from = Math.max(line.start, line.start + (cell - 1) * width);
    this.to = Math.max(end, Math.min(line.end, line.start + (cell + 2) * width));
  }

  private merges(rule: Rule, window: Window): boolean {
    return rule.detector === 'pattern' && this.from <= window.end && this.to - window.start <= Math.max(LONGEST_WINDOW, 2 * (this.to - this.from));
  }

  private examine(number: number, window: Window): void {
    const { rule } = this.rules[number] as EngineRule;
    const text = this.bytes.toString('latin1', window.start, window.end);
    try {
      if (rule.detector === 'pattern') {
        this.take(number, window, text, 0, window.starts.length);
      } else {
        for (let at = 0; at < window.starts.length; at += 1) this.take(number, window, text, at, at + 1);
      }
    } catch (error) {
      if (!(error instanceof TimeLimitExceeded)) throw error;
      this.timedOut.push({ rule, span: { start: window.start, end: window.end } });
    }
  }

  /** Takes what the detector finds for the literals `first` to `last` (exclusive) of the window. */
  private take(number: number, window: Window, text: string, first: number, last: number): void {
    const { rule } = this.rules[number] as EngineRule;
    const from = (window.starts[first] as number) - window.start;
    const to = (window.ends[last - 1] as number) - window.start;
    for (const raw of this.findIn(number, text, from, to)) {
      if (this.counts(number, raw, window, first, last)) this.candidates.push(toCandidate(rule, raw, window.start, text, this.bytes));
    }
  }

  private findIn(number: number, text: string, from: number, to: number): readonly RawCandidate[] {
    const known = this.memo.get(number, text, from, to);
    if (known !== null) return known;
    const { rule, find } = this.rules[number] as EngineRule;
    const found = find(rule, text, from, to);
    this.memo.set(number, text, from, to, found);
    return found;
  }

  private counts(number: number, raw: RawCandidate, window: Window, first: number, last: number): boolean {
    const { rule, inside } = this.rules[number] as EngineRule;
    if (rule.keywords.length === 0) return true;
    const { before, after, lines } = rule.reach;
    const start = raw.matchStart + window.start;
    const end = raw.matchEnd + window.start;
    const cut = (start === window.start && window.startCut) || (end === window.end && window.endCut);
    if (rule.detector === 'pattern' && !lines) return containsLiteral(window, start, end) || (!inside && !cut);
    if (cut) return false;
    for (let at = first; at < last; at += 1) {
      const literal = window.starts[at] as number;
      if (literal - before <= start && end <= literal + after && (!inside || (start <= literal && (window.ends[at] as number) <= end))) return true;
    }
    return false;
  }
}

function containsLiteral({ starts, ends }: Window, start: number, end: number): boolean {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) > start) high = middle;
    else low = middle + 1;
  }
  for (let at = low; at < ends.length && (ends[at] as number) <= end; at += 1) {
    if ((starts[at] as number) >= start) return true;
  }
  return false;
}

/** Orders candidates by place, then by rule; 0 for the same value of the same rule. */
export function inOrder(a: Candidate, b: Candidate): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return a.end - b.end;
  return a.rule.id < b.rule.id ? -1 : Number(a.rule.id > b.rule.id);
}
