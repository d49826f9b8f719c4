/**
 * A finite automaton over bytes that accepts at least what a pattern matches: assertions are left out, back references
 * read anything, long repeats have no upper bound. Good for proving what every match must contain.
 * Construction: Thompson, "Regular expression search algorithm", CACM 11(6), 1968.
 */
import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from '../../rules/pattern/analyse.ts';
import { byteSet, fullSet, type ByteSet } from './byte-set.ts';

export interface Edge {
  readonly to: number;
  readonly set: ByteSet;
}

export interface Nfa {
  readonly start: number;
  readonly accept: number;
  /** Edges that read a byte, by state. */
  readonly edges: readonly (readonly Edge[])[];
  /** States reached without reading, by state; the state itself included. */
  closure(state: number): readonly number[];
}

/** More states than this are not worth a proof. */
const MAX_STATES = 4000;
/** Repeats are copied out up to here; what goes beyond is a loop, which accepts more. */
const MAX_COPIES = 160;
const MAX_OPTIONAL_COPIES = 24;

/** Builds the automaton of a pattern on binary text. Null when it would be too large. Throws SyntaxError as the parser does. */
export function buildNfa(pattern: string, flags: string): Nfa | null {
  const builder = new Builder(flags);
  const start = builder.state();
  const accept = builder.alternatives(parsePattern(pattern).alternatives, start);
  return builder.overflow ? null : finish(builder, start, accept);
}

class Builder {
  readonly edges: Edge[][] = [];
  readonly empty: number[][] = [];
  overflow = false;
  private readonly flags: string;
  private readonly sets = new Map<string, ByteSet>();

  constructor(flags: string) {
    this.flags = flags.replace(/[^ims]/g, '');
  }

  state(): number {
    if (this.edges.length >= MAX_STATES) {
      this.overflow = true;
      return 0;
    }
    this.empty.push([]);
    return this.edges.push([]) - 1;
  }

  /** Adds a part that begins at `from`; gives the state in which it ends. */
  alternatives(alternatives: readonly AST.Alternative[], from: number): number {
    const end = this.state();
    for (const alternative of alternatives) {
      let at = from;
      for (const element of alternative.elements) {
        if (this.overflow) return end;
        at = this.element(element, at);
      }
      this.empty[at]?.push(end);
    }
    return end;
  }

  private element(element: AST.Element, from: number): number {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass': {
        const end = this.state();
        this.edges[from]?.push({ to: end, set: this.setOf(element.raw) });
        return end;
      }
      case 'Group':
      case 'CapturingGroup':
        return this.alternatives(element.alternatives, from);
      case 'Quantifier':
        return this.repeat(element, from);
      case 'Assertion':
        return from;
      case 'Backreference':
        return this.loop(from, (at) => {
          this.edges[at]?.push({ to: at, set: fullSet() });
          return at;
        });
    }
  }

  private repeat({ element, min, max }: AST.Quantifier, from: number): number {
    let at = from;
    const copies = Math.min(min, MAX_COPIES);
    for (let copy = 0; copy < copies && !this.overflow; copy += 1) at = this.element(element, at);
    const optional = max - copies;
    if (optional > MAX_OPTIONAL_COPIES) return this.loop(at, (inner) => this.element(element, inner));
    const end = this.state();
    this.empty[at]?.push(end);
    for (let copy = 0; copy < optional && !this.overflow; copy += 1) {
      at = this.element(element, at);
      this.empty[at]?.push(end);
    }
    return end;
  }

  private loop(from: number, body: (at: number) => number): number {
    const start = this.state();
    this.empty[from]?.push(start);
    const end = body(start);
    if (end !== start) this.empty[end]?.push(start);
    return start;
  }

  /** The bytes that one element matches: JavaScript itself is asked, so that case folding and `.` are exactly its own. */
  private setOf(raw: string): ByteSet {
    let set = this.sets.get(raw);
    if (set === undefined) {
      const regex = new RegExp(`^(?:${raw})$`, this.flags.replace('m', ''));
      set = byteSet((byte) => regex.test(String.fromCharCode(byte)));
      this.sets.set(raw, set);
    }
    return set;
  }
}

function finish(builder: Builder, start: number, accept: number): Nfa {
  const closures: (readonly number[] | undefined)[] = [];
  const closure = (state: number): readonly number[] => {
    let reached = closures[state];
    if (reached === undefined) {
      const seen = new Set([state]);
      for (const one of seen) for (const next of builder.empty[one] ?? []) seen.add(next);
      reached = [...seen];
      closures[state] = reached;
    }
    return reached;
  };
  return { start, accept, edges: builder.edges, closure };
}
