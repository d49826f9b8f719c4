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
import { TextBatch } from './text-batch.ts';
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
  /** Room for many texts that are searched together. One at a time: the next takes the place of the last. */
  openBatch(): TextBatch;
  /** What is found in a text of a batch that was searched; the same as `search` of its bytes gives. */
  searchText(batch: TextBatch, number: number): EngineResult;
  /** Whether `searchText` would look at a text at all. */
  hasToSearch(batch: TextBatch, number: number): boolean;
}

export interface EngineOptions extends EngineRules {
  /** Which search finds the literals. By default it depends on the size of the input. */
  readonly core?: 'wasm' | 'javascript';
}

/** Up to so many bytes in all, searching in JavaScript is done before WASM is ready; see docs/performance.md. */
const SMALL = 32 * 1024;
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
    return this.searchWith(bytes, (onMark) => this.findMarks(bytes, onMark));
  }

  private searchWith(bytes: Uint8Array, eachMark: (onMark: OnMark) => void): EngineResult {
    let search: WindowSearch | null = null;
    const begin = (): WindowSearch => (search ??= new WindowSearch(bytes, this.rules, this.memo));
    for (const number of this.unindexed) begin().everywhere(number);
    eachMark((mark, start, end) => {
      for (const number of this.marks.rulesOf(mark)) if (this.rules[number] !== null) begin().literal(number, start, end);
    });
    return search === null ? NOTHING : (search as WindowSearch).finish();
  }

  searchBatch(inputs: readonly Uint8Array[]): EngineResult[] {
    if (!this.usesWasm(inputs.reduce((sum, input) => sum + input.length, 0))) return inputs.map((input) => this.search(input));
    const results: EngineResult[] = [];
    const batch = this.openBatch();
    const finish = (): void => {
      batch.search();
      for (let number = 0; number < batch.length; number += 1) results.push(this.searchText(batch, number));
      batch.clear();
    };
    for (const input of inputs) {
      if (batch.isFull || input.length > batch.free) finish();
      if (input.length > batch.free) {
        results.push(this.search(input));
      } else {
        batch.room.set(input, batch.next);
        batch.add(input.length);
      }
    }
    finish();
    return results;
  }

  start(): void {
    this.startCore();
  }

  openBatch(): TextBatch {
    return new TextBatch(this.startCore(), this.index);
  }

  hasToSearch(batch: TextBatch, number: number): boolean {
    return this.unindexed.length > 0 || batch.holdsMark(number);
  }

  searchText(batch: TextBatch, number: number): EngineResult {
    if (!this.hasToSearch(batch, number)) return NOTHING;
    return this.searchWith(batch.text(number), (onMark) => batch.eachMark(number, onMark));
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
