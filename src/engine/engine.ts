/**
 * Bytes in, candidates out: literals → guards → windows → detectors. Knows nothing of files, git or what a secret is.
 *
 * One automaton finds the literals of all rules (find.ts, wasm/), guards stop most of what it finds, and the rules'
 * detectors see what is left (windows.ts). What stands outside of every window is never looked at twice.
 */
import { findMarks, type OnMark } from './find.ts';
import { compileRules, type EngineRules } from './engine-rules.ts';
import { MarkedRules, unindexedOf, type SearchIndex } from './index/image.ts';
import { WindowMemo } from './memo.ts';
import { SearchCore } from './wasm/search-core.ts';
import { WindowSearch, type EngineResult, type EngineRule } from './windows.ts';

export type { EngineResult, TimedOut } from './windows.ts';

export interface Engine {
  /** Searches bytes. Offsets of the candidates are bytes from the start. */
  search(bytes: Uint8Array): EngineResult;
  /** Searches each of many small inputs for itself; the results stand in the order of the inputs. Faster than one by one. */
  searchBatch(inputs: readonly Uint8Array[]): EngineResult[];
  /** Searches small inputs in WASM, too, from now on: for callers who know that there is much to come. */
  start(): void;
  /**
   * Room for `length` bytes that `search` need not copy: read a file straight into it. Good until the next call of any
   * method but `search` of these bytes.
   */
  reserve(length: number): Buffer;
}

export interface EngineOptions extends EngineRules {
  /** Which search finds the literals. By default it depends on the size of the input. */
  readonly core?: 'wasm' | 'javascript';
}

/** Up to so many bytes in all, searching in JavaScript is done before WASM is ready; see docs/performance.md. */
const SMALL = 32 * 1024;
/** Room asked for beyond this is ordinary memory: what is searched in place stays allocated for good. */
const LARGEST_ROOM = 32 * 1024 * 1024;
/** Inputs of a batch are searched together up to this size. */
const BATCH = 1024 * 1024;
const NOTHING: EngineResult = { candidates: [], timedOut: [] };

/** Compiles the literal index of the rules, unless it is given, and returns the engine. Throws RangeError as compileRules does. */
export function createEngine(options: EngineOptions): Engine {
  return new LiteralEngine(options);
}

class LiteralEngine implements Engine {
  private readonly index: SearchIndex;
  /** For each rule number of the index, the rule as it is run; null for rules that are not asked for. */
  private readonly rules: readonly (EngineRule | null)[];
  private readonly marks: MarkedRules;
  private readonly unindexed: readonly number[];
  private readonly memo = new WindowMemo();
  private readonly preferred: EngineOptions['core'];
  private core: SearchCore | null = null;
  /** Bytes searched in JavaScript so far. */
  private small = 0;

  constructor(options: EngineOptions) {
    const { index, rules } = compileRules(options);
    this.index = index;
    this.rules = rules;
    this.preferred = options.core;
    this.marks = new MarkedRules(index);
    this.unindexed = unindexedOf(index).filter((number) => this.rules[number] !== null);
  }

  search(bytes: Uint8Array): EngineResult {
    let search: WindowSearch | null = null;
    const begin = (): WindowSearch => (search ??= new WindowSearch(bytes, this.rules, this.memo));
    for (const number of this.unindexed) begin().everywhere(number);
    this.findMarks(bytes, (mark, start, end) => {
      for (const number of this.marks.rulesOf(mark)) if (this.rules[number] !== null) begin().literal(number, start, end);
    });
    return search === null ? NOTHING : (search as WindowSearch).finish();
  }

  searchBatch(inputs: readonly Uint8Array[]): EngineResult[] {
    const results: EngineResult[] = [];
    while (results.length < inputs.length) {
      let size = 0;
      let count = 0;
      for (let next = inputs[results.length]; next !== undefined && size + next.length < BATCH; next = inputs[results.length + count]) {
        size += next.length + 1;
        count += 1;
      }
      const group = inputs.slice(results.length, results.length + Math.max(1, count));
      results.push(...(group.length === 1 || !this.usesWasm(size) ? group.map((input) => this.search(input)) : this.searchTogether(group, size)));
    }
    return results;
  }

  start(): void {
    this.startCore();
  }

  reserve(length: number): Buffer {
    return length > LARGEST_ROOM || !this.usesWasm(length) ? Buffer.allocUnsafe(length) : this.startCore().reserve(length);
  }

  /** One search for all: the inputs stand one behind the other, and no literal contains the line feed between them. */
  private searchTogether(inputs: readonly Uint8Array[], size: number): EngineResult[] {
    const core = this.startCore();
    const text = core.reserve(size);
    const starts: number[] = [];
    let at = 0;
    for (const input of inputs) {
      starts.push(at);
      text.set(input, at);
      at += input.length + 1;
      text[at - 1] = 10;
    }
    const searches = inputs.map((): WindowSearch | null => null);
    const begin = (number: number): WindowSearch => (searches[number] ??= new WindowSearch(inputs[number] as Uint8Array, this.rules, this.memo));
    for (const rule of this.unindexed) inputs.forEach((_, number) => begin(number).everywhere(rule));
    let current = 0;
    core.find(text, (mark, start, end) => {
      while ((starts[current + 1] ?? Infinity) <= start) current += 1;
      const offset = starts[current] as number;
      for (const rule of this.marks.rulesOf(mark)) if (this.rules[rule] !== null) begin(current).literal(rule, start - offset, end - offset);
    });
    return searches.map((search) => search?.finish() ?? NOTHING);
  }

  private findMarks(bytes: Uint8Array, onMark: OnMark): void {
    if (this.usesWasm(bytes.length)) this.startCore().find(bytes, onMark);
    else findMarks(this.index, bytes, onMark);
  }

  private usesWasm(length: number): boolean {
    if (this.preferred !== undefined) return this.preferred === 'wasm';
    return this.core !== null || (this.small += length) > SMALL;
  }

  private startCore(): SearchCore {
    this.core ??= new SearchCore(this.index);
    return this.core;
  }
}
