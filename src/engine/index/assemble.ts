/** Lays an index out as one block of bytes, see image.ts. */
import type { GuardSections } from '../guard/encode.ts';
import { buildAutomaton, REPORT, type Automaton } from './automaton.ts';
import { HEADER, HEADER_WORDS, MAGIC, openIndex, REPORT_BIT, VERSION, type Mark, type SearchIndex } from './image.ts';

/** Bytes. Longer literals find nothing that their first part does not find. */
export const LONGEST_LITERAL = 256;

export interface IndexParts {
  readonly literals: readonly string[];
  readonly marks: readonly Mark[];
  readonly guards: GuardSections;
  readonly unindexed: readonly number[];
  readonly inside: Uint8Array;
  readonly digest: string;
}

/** Builds the automaton of the literals and lays everything out. Throws RangeError for literals that are not lower-case ASCII on one line. */
export function assembleIndex(parts: IndexParts): SearchIndex {
  const odd = parts.literals.find((literal) => literal.includes('\n') || literal.length > LONGEST_LITERAL);
  if (odd !== undefined) throw new RangeError(`literal ${JSON.stringify(odd)} holds a line feed or is too long`);
  const automaton = buildAutomaton(parts.literals, FREQUENT);
  const block = new Block();
  const rows = orderRows(automaton, parts.literals);
  const listOf = marksByLiteral(parts);
  block.word(HEADER.magic, MAGIC);
  block.word(HEADER.version, VERSION);
  block.word(HEADER.outputColumn, automaton.classCount * 4);
  const longest = Math.max(1, ...parts.literals.map((literal) => literal.length));
  block.word(HEADER.longest, longest);
  block.word(HEADER.ahead, parts.guards.ahead + longest);
  block.word(HEADER.aheadAcross, parts.guards.aheadAcross + longest);
  block.word(HEADER.markCount, parts.marks.length);
  block.word(HEADER.ruleCount, parts.inside.length);
  block.bytes(HEADER.classes, automaton.classes);
  const table = block.reserve(HEADER.table, rows.size);
  block.words(HEADER.marks, parts.marks.flatMap(({ literal, guard }) => [(parts.literals[literal] as string).length, guard, literal, 0]));
  block.words(HEADER.guards, parts.guards.words);
  block.bytes(HEADER.pages, parts.guards.pages);
  block.bytes(HEADER.automata, parts.guards.automata);
  block.words(HEADER.rulesOfMark, rulesOfMarks(parts.marks));
  block.words(HEADER.unindexed, [parts.unindexed.length, ...parts.unindexed]);
  block.bytes(HEADER.inside, parts.inside);
  block.text(HEADER.literals, parts.literals.join('\n'));
  block.text(HEADER.digest, parts.digest);
  const outputs = new Map<number, number>();
  automaton.ends.forEach((ends, state) => {
    const marks = ends.flatMap((literal) => listOf[literal] ?? []);
    if (ends.length > 0) outputs.set(state, block.words(null, [marks.length, ...marks]));
  });
  const bytes = block.finish();
  fillTable(new Uint32Array(bytes.buffer, table, rows.size / 4), automaton, rows.offsets, outputs);
  return openIndex(bytes);
}

/** Grows as sections are added; every section starts at a cache line. */
class Block {
  private readonly header = new Uint32Array(HEADER_WORDS);
  private readonly parts: { at: number; bytes: Uint8Array }[] = [];
  private length = HEADER_WORDS * 4;

  word(header: number, value: number): void {
    this.header[header] = value;
  }

  reserve(header: number | null, size: number): number {
    const at = (this.length + CACHE_LINE - 1) & -CACHE_LINE;
    this.length = at + size;
    if (header !== null) this.header[header] = at;
    return at;
  }

  bytes(header: number | null, bytes: Uint8Array): number {
    const at = this.reserve(header, bytes.length);
    this.parts.push({ at, bytes });
    return at;
  }

  words(header: number | null, words: ArrayLike<number>): number {
    return this.bytes(header, new Uint8Array(Uint32Array.from(words).buffer));
  }

  text(header: number, text: string): void {
    const content = Buffer.from(text, 'latin1');
    this.bytes(header, Buffer.concat([new Uint8Array(Uint32Array.of(content.length).buffer), content]));
  }

  finish(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array((this.length + CACHE_LINE - 1) & -CACHE_LINE);
    this.header[HEADER.length] = bytes.length;
    bytes.set(new Uint8Array(this.header.buffer));
    for (const part of this.parts) bytes.set(part.bytes, part.at);
    return bytes;
  }
}

/** So many rows start at a cache line of their own; the columns that are read most stand in it. */
const HOT_ROWS = 1024;
const CACHE_LINE = 64;

/** Rough frequency of characters in source text, most frequent first. */
const FREQUENT = 'etanirsoldcupmfghbyvx_.wk(),"=;:/-01\'2345678zqj9{}[]*<>$#+&|!?@%~^\\`';

/**
 * Where each state's row stands. The likelier a state, the nearer to the start: states that text visits all the time
 * share cache lines then. Rows of states that end literals are shifted by one word, so that one bit of an offset tells them.
 */
function orderRows(automaton: Automaton, literals: readonly string[]): { offsets: Uint32Array; size: number } {
  const { classCount, stateCount, ends } = automaton;
  const chance = new Float64Array(stateCount);
  for (const literal of literals) {
    let state = 0;
    let own = 1;
    for (const character of literal) {
      state = (automaton.next[state * classCount + (automaton.classes[character.charCodeAt(0)] ?? 0)] as number) % REPORT;
      const rank = FREQUENT.indexOf(character);
      own *= 0.08 / (1 + (rank < 0 ? FREQUENT.length : rank) / 4);
      chance[state] = own;
    }
  }
  chance[0] = 1;
  const order = Array.from({ length: stateCount }, (_, state) => state).sort((a, b) => (chance[b] as number) - (chance[a] as number) || a - b);
  // One word for the list of marks, one for the shift, and an even number of words.
  const row = ((classCount + 3) & ~1) * 4;
  const offsets = new Uint32Array(stateCount);
  let size = 0;
  order.forEach((state, at) => {
    if (at < HOT_ROWS) size = (size + CACHE_LINE - 1) & -CACHE_LINE;
    offsets[state] = size + (ends[state]?.length === 0 ? 0 : REPORT_BIT);
    size += row;
  });
  return { offsets, size };
}

function fillTable(table: Uint32Array, automaton: Automaton, offsets: Uint32Array, outputs: ReadonlyMap<number, number>): void {
  const { classCount, next, stateCount } = automaton;
  for (let state = 0; state < stateCount; state += 1) {
    const row = (offsets[state] as number) >>> 2;
    for (let c = 0; c < classCount; c += 1) table[row + c] = offsets[(next[state * classCount + c] as number) % REPORT] as number;
    table[row + classCount] = outputs.get(state) ?? 0;
  }
}

function marksByLiteral(parts: IndexParts): number[][] {
  const list: number[][] = parts.literals.map(() => []);
  parts.marks.forEach((mark, number) => list[mark.literal]?.push(number));
  return list;
}

function rulesOfMarks(marks: readonly Mark[]): number[] {
  const starts: number[] = [];
  const rules: number[] = [];
  for (const mark of marks) {
    starts.push(rules.length);
    rules.push(...mark.rules);
  }
  return [...starts, rules.length, ...rules];
}

