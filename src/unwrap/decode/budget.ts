import type { Note } from '../note.ts';

export interface DecodeLimits {
  /** Layers inside each other. */
  readonly depth: number;
  /** Encoded runs in one item. */
  readonly runs: number;
  /** Bytes of encoded text in one item, all layers counted. */
  readonly bytes: number;
}

export const DECODE_LIMITS: DecodeLimits = { depth: 3, runs: 20_000, bytes: 16 * 1024 * 1024 };

/** What may still be decoded of one item, and what was refused. */
export class DecodeBudget {
  readonly depth: number;
  readonly notes: Note[] = [];
  readonly #limits: DecodeLimits;
  #runs = 0;
  #bytes = 0;

  constructor(limits: DecodeLimits = DECODE_LIMITS) {
    this.#limits = limits;
    this.depth = limits.depth;
  }

  /** Asks for one run of so many bytes, with `depth` layers left. A refusal is noted, once for each bound. */
  take(bytes: number, depth: number): boolean {
    const { runs: maxRuns, bytes: maxBytes, depth: maxDepth } = this.#limits;
    if (depth <= 0) return this.#refuse(`text in more than ${maxDepth} layers of encoding was not decoded further`);
    if (this.#runs >= maxRuns) return this.#refuse(`there are more than ${maxRuns} encoded texts; the others were not decoded`);
    if (this.#bytes + bytes > maxBytes) return this.#refuse(`there are more than ${maxBytes} bytes of encoded text; the rest was not decoded`);
    this.#runs += 1;
    this.#bytes += bytes;
    return true;
  }

  #refuse(message: string): false {
    if (!this.notes.some((note) => note.message === message)) this.notes.push({ kind: 'limit', message });
    return false;
  }
}
