/**
 * Bytes in, candidates out: literals → windows → detectors. Knows nothing of files, git or what a secret is.
 *
 * Every literal hit opens a window for each rule that names the literal; overlapping windows of one rule merge; the
 * rule's detector runs on the window's text only. What stands outside of every window is never looked at twice.
 */
import { buildAutomaton, searchAutomaton, type Automaton } from './automaton.ts';
import { runWithTimeLimit, TimeLimitExceeded } from './time-limit.ts';
import type { Detector, RawCandidate } from '../detectors/detector.ts';
import type { Candidate, Span } from '../model.ts';
import type { Rule } from '../rules/rule.ts';

/** A rule that was ended because it ran too long on a window. */
export interface TimedOut {
  readonly rule: Rule;
  readonly span: Span;
}

export interface EngineResult {
  readonly candidates: readonly Candidate[];
  readonly timedOut: readonly TimedOut[];
}

export interface Engine {
  /** Searches bytes. Offsets of the candidates are bytes from the start. */
  search(bytes: Uint8Array): EngineResult;
}

export interface EngineOptions {
  readonly rules: readonly Rule[];
  /** The detector of each name used by the rules. */
  readonly detectors: ReadonlyMap<string, Detector>;
  /** Limit for one window of a foreign rule. */
  readonly windowMilliseconds?: number;
}

/** Around the match, a candidate keeps at most this many bytes of whole lines on each side. */
const CONTEXT_REACH = 400;
const CONTEXT_LINES = 4;

/** Compiles the literal index of the rules and returns the engine. Throws RangeError when a rule names an unknown detector. */
export function createEngine(options: EngineOptions): Engine {
  const index = indexLiterals(options.rules);
  const finds = options.rules.map((rule) => {
    const detector = options.detectors.get(rule.detector);
    if (detector === undefined) throw new RangeError(`rule ${rule.id} names the unknown detector ${rule.detector}`);
    return rule.foreign ? limited(detector.find, options.windowMilliseconds ?? 250) : detector.find;
  });
  return { search: (bytes) => new Search(bytes, options.rules, finds, index).run() };
}

type Find = Detector['find'];

function limited(find: Find, milliseconds: number): Find {
  return (rule, text, from, to) => runWithTimeLimit(milliseconds, () => find(rule, text, from, to));
}

interface LiteralIndex {
  readonly automaton: Automaton;
  /** Numbers of the rules that name each literal. */
  readonly rulesOf: readonly (readonly number[])[];
  /** Rules without a literal: their window is the whole text. */
  readonly unindexed: readonly number[];
}

function indexLiterals(rules: readonly Rule[]): LiteralIndex {
  const rulesOf = new Map<string, number[]>();
  const unindexed: number[] = [];
  rules.forEach((rule, number) => {
    if (rule.keywords.length === 0) unindexed.push(number);
    for (const keyword of rule.keywords) {
      const list = rulesOf.get(keyword);
      if (list === undefined) rulesOf.set(keyword, [number]);
      else list.push(number);
    }
  });
  return { automaton: buildAutomaton([...rulesOf.keys()]), rulesOf: [...rulesOf.values()], unindexed };
}

/** A window that still grows: hits come in order, so only the last one of each rule can. */
interface Window {
  start: number;
  end: number;
  from: number;
  to: number;
}

/** One search; holds the state that its steps share. */
class Search {
  private readonly bytes: Buffer;
  private readonly rules: readonly Rule[];
  private readonly finds: readonly Find[];
  private readonly index: LiteralIndex;
  private readonly open = new Map<number, Window>();
  private readonly candidates: Candidate[] = [];
  private readonly timedOut: TimedOut[] = [];
  private line: Span = { start: -1, end: -1 };

  constructor(bytes: Uint8Array, rules: readonly Rule[], finds: readonly Find[], index: LiteralIndex) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.rules = rules;
    this.finds = finds;
    this.index = index;
  }

  run(): EngineResult {
    const { automaton, rulesOf, unindexed } = this.index;
    for (const number of unindexed) this.examine(number, { start: 0, end: this.bytes.length, from: 0, to: this.bytes.length });
    searchAutomaton(automaton, this.bytes, (literal, end) => {
      const start = end - (automaton.lengths[literal] as number);
      for (const number of rulesOf[literal] as readonly number[]) this.widen(number, start, end);
    });
    for (const [number, window] of this.open) this.examine(number, window);
    this.candidates.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
    return { candidates: this.candidates, timedOut: this.timedOut };
  }

  private widen(number: number, from: number, to: number): void {
    const { reach } = this.rules[number] as Rule;
    let start = Math.max(0, from - reach.before);
    let end = Math.min(this.bytes.length, from + reach.after);
    if (reach.lines) {
      const line = this.lineAround(from, to);
      start = Math.max(start, line.start);
      end = Math.min(end, line.end);
    }
    const window = this.open.get(number);
    if (window === undefined) {
      this.open.set(number, { start, end, from, to });
    } else if (start <= window.end) {
      window.end = Math.max(window.end, end);
      window.to = to;
    } else {
      this.examine(number, window);
      this.open.set(number, { start, end, from, to });
    }
  }

  /** The line that holds a hit; many hits share one. */
  private lineAround(from: number, to: number): Span {
    if (from >= this.line.start && to <= this.line.end) return this.line;
    const end = this.bytes.indexOf(10, to);
    this.line = { start: this.bytes.lastIndexOf(10, from) + 1, end: end < 0 ? this.bytes.length : end };
    return this.line;
  }

  private examine(number: number, window: Window): void {
    const rule = this.rules[number] as Rule;
    const text = this.bytes.toString('latin1', window.start, window.end);
    try {
      for (const raw of (this.finds[number] as Find)(rule, text, window.from - window.start, window.to - window.start)) {
        this.candidates.push(this.toCandidate(rule, raw, window.start, text));
      }
    } catch (error) {
      if (!(error instanceof TimeLimitExceeded)) throw error;
      this.timedOut.push({ rule, span: { start: window.start, end: window.end } });
    }
  }

  private toCandidate(rule: Rule, raw: RawCandidate, offset: number, text: string): Candidate {
    const start = raw.start + offset;
    const end = raw.end + offset;
    const around = this.contextOf(start, end);
    return {
      rule,
      value: raw.value ?? text.slice(raw.start, raw.end),
      start,
      end,
      matchStart: raw.matchStart + offset,
      matchEnd: raw.matchEnd + offset,
      groups: raw.groups,
      context: this.bytes.toString('latin1', around.start, around.end),
      contextOffset: start - around.start,
      ...(raw.name !== undefined && { name: raw.name }),
      ...(raw.relation !== undefined && { relation: raw.relation }),
      ...(raw.quote !== undefined && { quote: raw.quote }),
    };
  }

  /** A few whole lines on both sides of a span, cut where a line is endless. */
  private contextOf(start: number, end: number): Span {
    const lowest = Math.max(0, start - CONTEXT_REACH);
    let from = start;
    for (let lines = 0; from > lowest; from -= 1) {
      if (this.bytes[from - 1] === 10 && (lines += 1) > CONTEXT_LINES) break;
    }
    const highest = Math.min(this.bytes.length, end + CONTEXT_REACH);
    let to = end;
    for (let lines = 0; to < highest; to += 1) {
      if (this.bytes[to] === 10 && (lines += 1) > CONTEXT_LINES) break;
    }
    return { start: from, end: to };
  }
}
