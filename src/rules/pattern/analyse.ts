/**
 * What a regex tells about itself before it is run: how many bytes it can read, and which literals it cannot do without.
 * Built on the syntax tree of @eslint-community/regexpp; used when rules are compiled, never while scanning.
 */
import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Widths in characters of binary text, which are bytes. `max` is Infinity for an unbounded repeat. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

export interface PatternFacts {
  readonly width: Width;
  /** The widest lookbehind and lookahead, which read outside the match. */
  readonly look: { readonly behind: number; readonly ahead: number };
  /** True when ^, $ or an unbounded repeat occurs: the window must end at line ends. */
  readonly lines: boolean;
  /** Sets of literals, lower case: every match contains at least one member. Empty when none could be derived. */
  readonly literals: readonly string[];
  readonly groupNames: readonly string[];
  /** A repeat inside a repeat that can match the same text in many ways; null when there is none. */
  readonly nestedRepeat: string | null;
}

const parser = new RegExpParser({ ecmaVersion: 2024 });
/** A literal set larger than this searches for more than it saves. */
const MAX_LITERALS = 64;
const MIN_LITERAL = 3;

/** Parses a pattern (JavaScript syntax, no inline flags). Throws SyntaxError with the parser's message. */
export function parsePattern(source: string): AST.Pattern {
  return parser.parsePattern(source, 0, source.length, { unicode: false });
}

/** Reads width, reach and literals off a pattern. Throws SyntaxError when it does not parse. */
export function analysePattern(source: string): PatternFacts {
  const tree = parsePattern(source);
  const look = { behind: 0, ahead: 0 };
  const state = { lines: false, nested: null as string | null };
  const groupNames: string[] = [];
  const width = widthOfAlternatives(tree.alternatives, { look, state, groupNames, inRepeat: false });
  const literals = best(tree.alternatives.map(literalsOfAlternative)) ?? [];
  return { width, look, lines: state.lines || width.max === Infinity, literals, groupNames, nestedRepeat: state.nested };
}

interface Walk {
  readonly look: { behind: number; ahead: number };
  readonly state: { lines: boolean; nested: string | null };
  readonly groupNames: string[];
  readonly inRepeat: boolean;
}

function widthOfAlternatives(alternatives: readonly AST.Alternative[], walk: Walk): Width {
  let min = Infinity;
  let max = 0;
  for (const alternative of alternatives) {
    let low = 0;
    let high = 0;
    for (const element of alternative.elements) {
      const width = widthOfElement(element, walk);
      low += width.min;
      high += width.max;
    }
    min = Math.min(min, low);
    max = Math.max(max, high);
  }
  return { min: min === Infinity ? 0 : min, max };
}

function widthOfElement(element: AST.Element, walk: Walk): Width {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return { min: 1, max: 1 };
    case 'Group':
      return widthOfAlternatives(element.alternatives, walk);
    case 'CapturingGroup':
      if (element.name !== null) walk.groupNames.push(element.name);
      return widthOfAlternatives(element.alternatives, walk);
    case 'Quantifier': {
      const unbounded = element.max === Infinity || element.max > 200;
      if (walk.inRepeat && unbounded && element.max !== element.min) walk.state.nested ??= element.raw;
      const inner = widthOfElement(element.element, { ...walk, inRepeat: walk.inRepeat || unbounded });
      return { min: inner.min * element.min, max: inner.max === 0 ? 0 : inner.max * element.max };
    }
    case 'Assertion':
      return widthOfAssertion(element, walk);
    case 'Backreference':
      return { min: 0, max: Infinity };
  }
}

function widthOfAssertion(assertion: AST.Assertion, walk: Walk): Width {
  if (assertion.kind === 'start' || assertion.kind === 'end') {
    walk.state.lines = true;
  } else if (assertion.kind === 'word') {
    walk.look.behind = Math.max(walk.look.behind, 1);
    walk.look.ahead = Math.max(walk.look.ahead, 1);
  } else if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') {
    const inner = widthOfAlternatives(assertion.alternatives, walk);
    if (inner.max === Infinity) walk.state.lines = true;
    const side = assertion.kind === 'lookbehind' ? 'behind' : 'ahead';
    if (inner.max !== Infinity) walk.look[side] = Math.max(walk.look[side], inner.max);
  }
  return { min: 0, max: 0 };
}

/** The most selective set among those of a sequence's parts; each part must be matched, so any set will do. */
function literalsOfAlternative(alternative: AST.Alternative): readonly string[] | null {
  let chosen: readonly string[] | null = null;
  let run = '';
  const offer = (set: readonly string[] | null): void => {
    if (set !== null && (chosen === null || weight(set) > weight(chosen))) chosen = set;
  };
  for (const element of alternative.elements) {
    const character = singleCharacter(element);
    if (character !== null) {
      run += character;
      continue;
    }
    if (run.length >= MIN_LITERAL) offer([run]);
    run = '';
    offer(literalsOfElement(element));
  }
  if (run.length >= MIN_LITERAL) offer([run]);
  return chosen;
}

function literalsOfElement(element: AST.Element): readonly string[] | null {
  if (element.type === 'Group' || element.type === 'CapturingGroup') {
    return best(element.alternatives.map(literalsOfAlternative));
  }
  if (element.type === 'Quantifier' && element.min >= 1) return literalsOfElement(element.element);
  return null;
}

/** The union of one set per alternative; null when any alternative has none or the union is too large. */
function best(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  const union = new Set<string>();
  for (const set of sets) {
    if (set === null) return null;
    for (const literal of set) union.add(literal);
  }
  return union.size === 0 || union.size > MAX_LITERALS ? null : [...union];
}

/** Shortest member first: one short literal makes a set as weak as itself. */
function weight(set: readonly string[]): number {
  return Math.min(...set.map((literal) => literal.length)) - set.length / MAX_LITERALS;
}

/** The lower-case ASCII character an element stands for, when it stands for one (letters in both cases count as one). */
function singleCharacter(element: AST.Element): string | null {
  if (element.type === 'Character') return element.value < 128 ? String.fromCharCode(element.value).toLowerCase() : null;
  if (element.type !== 'CharacterClass' || element.negate || element.elements.length !== 2) return null;
  const [first, second] = element.elements;
  if (first?.type !== 'Character' || second?.type !== 'Character') return null;
  const a = String.fromCharCode(first.value).toLowerCase();
  return first.value < 128 && a === String.fromCharCode(second.value).toLowerCase() ? a : null;
}
