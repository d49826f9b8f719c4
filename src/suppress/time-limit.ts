/**
 * A time limit for regexes that a repository brings along. JavaScript's regexes can backtrack for ever, a pull request
 * can bring one that does, and a scan must end. Starting the limit costs a fraction of a millisecond, so that many
 * patterns run under one, and the one that was at work when it ended is held responsible.
 */
import { compileRegex, isPlainRegex } from '../config/regex.ts';
import { runWithTimeLimit, TimeLimitExceeded } from '../engine/time-limit.ts';

/** Milliseconds for one run of work, in which ordinary patterns take microseconds. */
const RUN_MS = 1000;
/** Milliseconds that one pattern may take over a whole scan. */
const PATTERN_MS = 3000;
/** Milliseconds for all patterns of a scan together. */
const TOTAL_MS = 15_000;
/** A busy machine can stall any run; a pattern is given up when it happens again. */
const STRIKES = 2;
/** Runs of the same work that ended outside of any pattern, before all patterns are given up. */
const MAX_STALLS = 3;
/** Bytes of text that a pattern gets to see. */
const MAX_TEXT = 16 * 1024;

/** A regex that is run under the limit. */
export interface LimitedPattern {
  readonly source: string;
  /** Where it is written: `keysieve.yaml:12`. */
  readonly where: string;
}

/** How much the limits may be tightened, for tests. */
export interface Limits {
  readonly runMs?: number;
}

interface State extends LimitedPattern {
  readonly regex: RegExp;
  readonly plain: boolean;
  spent: number;
  strikes: number;
  givenUp: boolean;
}

/** Runs patterns under time limits. */
export class TimeLimit {
  readonly #patterns: State[] = [];
  readonly #runMs: number;
  /** Patterns that can take long and are in use. */
  #risky = 0;
  #total = 0;
  #current: State | null = null;

  constructor(limits: Limits = {}) {
    this.#runMs = limits.runMs ?? RUN_MS;
  }

  /** Compiles a regex of the configuration (`compileRegex`). Throws a SyntaxError. */
  compile(source: string, where: string): LimitedPattern {
    const plain = isPlainRegex(source);
    const state: State = { source, where, regex: compileRegex(source), plain, spent: 0, strikes: 0, givenUp: false };
    this.#patterns.push(state);
    if (!plain) this.#risky++;
    return state;
  }

  /** True when the pattern is found in the text (16 KiB of it at most). To be called inside `run` only. */
  test(pattern: LimitedPattern, text: string): boolean {
    const state = pattern as State;
    if (state.givenUp) return false;
    const start = performance.now();
    this.#current = state;
    try {
      return state.regex.test(text.slice(0, MAX_TEXT));
    } catch {
      // Too large to compile, or out of backtracking stack: it cannot be used on anything.
      this.#giveUp(state);
      return false;
    } finally {
      this.#current = null;
      this.#charge(state, performance.now() - start);
    }
  }

  /**
   * Gives what `work` gives. `work` may be interrupted anywhere and run again, so it must change nothing outside itself.
   * A pattern that takes too long is given up: it matches nothing from then on.
   */
  run<T>(work: () => T): T {
    for (let stalls = 0; this.#risky > 0; ) {
      try {
        return runWithTimeLimit(this.#runMs, work);
      } catch (error) {
        if (!(error instanceof TimeLimitExceeded)) throw error;
        if (!this.#blame() && ++stalls >= MAX_STALLS) this.#giveUpAll();
      }
    }
    return work();
  }

  /** The patterns that took too long, in the order they are written. */
  givenUp(): readonly LimitedPattern[] {
    return this.#patterns.filter((pattern) => pattern.givenUp);
  }

  /** Holds the interrupted pattern responsible; false when there is none. Interrupted code does not reach its `finally`. */
  #blame(): boolean {
    const state = this.#current;
    this.#current = null;
    if (!state) return false;
    if (++state.strikes >= STRIKES) this.#giveUp(state);
    this.#charge(state, this.#runMs);
    return true;
  }

  #charge(state: State, ms: number): void {
    state.spent += ms;
    this.#total += ms;
    if (state.spent > PATTERN_MS) this.#giveUp(state);
    if (this.#total > TOTAL_MS) this.#giveUpAll();
  }

  #giveUp(state: State): void {
    if (state.givenUp) return;
    state.givenUp = true;
    if (!state.plain) this.#risky--;
  }

  #giveUpAll(): void {
    for (const pattern of this.#patterns) this.#giveUp(pattern);
  }
}
