/** Lays an index out as one block of bytes, see image.ts. */
import type { GuardSections } from '../guard/encode.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { FOLDED, isAmbiguous, isFoldable } from './folding.ts';
import { HEADER, HEADER_WORDS, MAGIC, NO_GUARD, openIndex, REPORT, ROW, VERSION, type Mark, type SearchIndex } from './image.ts';

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

/** Builds the automaton of the literals and lays everything out. Throws RangeError for literals that cannot be searched for. */
export function assembleIndex(parts: IndexParts): SearchIndex {
  const odd = parts.literals.find((literal) => literal.length > LONGEST_LITERAL || !isFoldable(literal));
  if (odd !== undefined) throw new RangeError(`literal ${JSON.stringify(odd)} is too long or holds what is no printable ASCII`);
  const automaton = buildAutomaton(parts.literals, FOLDED);
  const rows = numberRows(automaton, parts.literals);
  const longest = Math.max(1, ...parts.literals.map((literal) => literal.length));
  const block = new Block();
  block.word(HEADER.magic, MAGIC);
  block.word(HEADER.version, VERSION);
  block.word(HEADER.quietRows, rows.quiet.length);
  block.word(HEADER.reportRows, rows.reporting.length);
  block.word(HEADER.longest, longest);
  block.word(HEADER.ahead, parts.guards.ahead + longest);
  block.word(HEADER.aheadAcross, parts.guards.aheadAcross + longest);
  block.word(HEADER.markCount, parts.marks.length);
  block.word(HEADER.ruleCount, parts.inside.length);
  block.bytes(HEADER.classes, FOLDED.map((c) => c * 2));
  const texts = block.text(HEADER.literals, parts.literals.join('\n'));
  block.words(HEADER.marks, parts.marks.flatMap(({ literal, guard }) => [(parts.literals[literal] as string).length, guard, literal]));
  block.words(HEADER.guards, parts.guards.words);
  block.bytes(HEADER.pages, parts.guards.pages);
  block.bytes(HEADER.automata, parts.guards.automata);
  block.words(HEADER.rulesOfMark, rulesOfMarks(parts.marks));
  block.words(HEADER.unindexed, [parts.unindexed.length, ...parts.unindexed]);
  block.bytes(HEADER.inside, parts.inside);
  block.text(HEADER.digest, parts.digest);
  const marks = marksByLiteral(parts);
  const entries = listEntries(parts, texts);
  const lists = rows.reporting.map((state) => {
    const own = (automaton.ends[state] as readonly number[]).flatMap((literal) => marks[literal] as number[]);
    return block.words(null, [own.length, ...own.flatMap((mark) => entries[mark] as readonly number[])]);
  });
  block.words(HEADER.lists, lists);
  block.bytes(HEADER.table, tableOf(automaton, rows));
  return openIndex(block.finish());
}

/** Grows as sections are added; every section starts at a cache line. */
class Block {
  private readonly header = new Uint32Array(HEADER_WORDS);
  private readonly parts: { at: number; bytes: Uint8Array }[] = [];
  private length = HEADER_WORDS * 4;

  word(header: number, value: number): void {
    this.header[header] = value;
  }

  bytes(header: number | null, bytes: Uint8Array): number {
    // Lists of marks are many and short; they stand close together.
    const alignment = header === null ? 4 : CACHE_LINE;
    const at = (this.length + alignment - 1) & -alignment;
    this.length = at + bytes.length;
    if (header !== null) this.header[header] = at;
    this.parts.push({ at, bytes });
    return at;
  }

  words(header: number | null, words: ArrayLike<number>): number {
    return this.bytes(header, new Uint8Array(Uint32Array.from(words).buffer));
  }

  /** Gives where the text's first character stands. */
  text(header: number, text: string): number {
    const content = Buffer.from(text, 'latin1');
    return this.bytes(header, Buffer.concat([new Uint8Array(Uint32Array.of(content.length).buffer), content])) + 4;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array((this.length + CACHE_LINE - 1) & -CACHE_LINE);
    this.header[HEADER.length] = bytes.length;
    bytes.set(new Uint8Array(this.header.buffer));
    for (const part of this.parts) bytes.set(part.bytes, part.at);
    return bytes;
  }
}

const CACHE_LINE = 64;

/** Rough frequency of characters in source text, most frequent first. */
const FREQUENT = 'etanirsoldcupmfghbyvx_.wk(),"=;:/-01\'2345678zqj9{}[]*<>$#+&|!?@%~^\\`';

interface Rows {
  /** States in the order of their rows. */
  readonly quiet: readonly number[];
  readonly reporting: readonly number[];
  /** State → number of its row. */
  readonly numbers: Uint16Array;
}

/** Numbers the rows. The likelier a state, the nearer to the start: rows that text visits all the time stand together. */
function numberRows(automaton: Automaton, literals: readonly string[]): Rows {
  const { classCount, stateCount, ends } = automaton;
  const chance = new Float64Array(stateCount);
  for (const literal of literals) {
    let state = 0;
    let own = 1;
    for (const character of literal) {
      state = automaton.next[state * classCount + (automaton.classes[character.charCodeAt(0)] ?? 0)] as number;
      const rank = FREQUENT.indexOf(character);
      own *= 0.08 / (1 + (rank < 0 ? FREQUENT.length : rank) / 4);
      chance[state] = own;
    }
  }
  chance[0] = 1;
  const order = Array.from({ length: stateCount }, (_, state) => state).sort((a, b) => (chance[b] as number) - (chance[a] as number) || a - b);
  const quiet = order.filter((state) => ends[state]?.length === 0);
  const reporting = order.filter((state) => (ends[state]?.length ?? 0) > 0);
  if (quiet.length > REPORT || reporting.length > REPORT) throw new RangeError('these are more literals than one index can hold');
  const numbers = new Uint16Array(stateCount);
  quiet.forEach((state, row) => (numbers[state] = row));
  reporting.forEach((state, row) => (numbers[state] = REPORT + row));
  return { quiet, reporting, numbers };
}

function tableOf({ classCount, next }: Automaton, { quiet, reporting, numbers }: Rows): Uint8Array {
  const columns = ROW / 2;
  const table = new Uint16Array((quiet.length + reporting.length) * columns);
  [...quiet, ...reporting].forEach((state, row) => {
    for (let c = 0; c < classCount; c += 1) table[row * columns + c] = numbers[next[state * classCount + c] as number] as number;
  });
  return new Uint8Array(table.buffer);
}

/** What a list tells of each mark, see HEADER.lists. `texts` is where the text of all literals begins. */
function listEntries({ literals, marks, guards }: IndexParts, texts: number): readonly (readonly number[])[] {
  const textOf = textPlaces(literals, texts);
  return marks.map(({ literal, guard }, number) => {
    const text = literals[literal] as string;
    const place = isAmbiguous(text) ? (textOf[literal] as number) : 0;
    if (guard === NO_GUARD) return [number, text.length, 0, 0, NO_GUARD, place];
    return [number, text.length, guards.words[guard] as number, guards.words[guard + 1] as number, guard + 2, place];
  });
}

/** Where each literal stands in the text of all of them. */
function textPlaces(literals: readonly string[], start: number): number[] {
  let at = start;
  return literals.map((literal) => {
    const own = at;
    at += literal.length + 1;
    return own;
  });
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

