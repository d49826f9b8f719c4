/**
 * The search index as one block of bytes: the automaton's table, what its literals mean, their guards. It is made when
 * the product is bundled, read with one call, used in place by the search in JavaScript (find.ts) and copied once into
 * the memory of the search in WASM. All offsets are bytes from the block's start; words are little-endian.
 */

/** Word numbers of the header. */
export const HEADER = {
  magic: 0,
  version: 1,
  /** Length of the block. */
  length: 2,
  /** Byte → twice its class: where its column stands in a row of the table (256 bytes). */
  classes: 3,
  /**
   * The table, at the end of the block: rows of 32 columns of 16 bits, a row for each state; what stands in a column is
   * the number of the next state's row. First the rows of quiet states, numbered from 0, then those of states that end
   * literals, numbered from REPORT.
   */
  table: 4,
  quietRows: 5,
  reportRows: 6,
  /**
   * For each state that ends literals: where its list of marks stands. A list is a count, then entries of six words, all
   * that is needed to say no: number of the mark; length of the literal; which bytes may stand before it, and behind it
   * (see guard/encode.ts); first word of the tests of its guard, or NO_GUARD; where its text stands when it has to be
   * compared, else 0.
   */
  lists: 7,
  /** Bytes of the longest literal. */
  longest: 8,
  /** Marks, three words each: length of the literal; first word of the guard's program or NO_GUARD; the literal's number. */
  marks: 9,
  markCount: 10,
  /** Words: programs of the guards. */
  guards: 11,
  /** Pages of byte sets. */
  pages: 12,
  /** Automata of the guards. */
  automata: 13,
  /** Rules of each mark: markCount + 1 words (where they start in the list behind), then rule numbers. */
  rulesOfMark: 14,
  /** Count of the rules without literals, then their numbers. */
  unindexed: 15,
  /** One byte per rule: 1 when every match is proved to contain a literal. */
  inside: 16,
  ruleCount: 17,
  /** The literals, separated by line feeds; and the digest of the rule book. Each is a length in bytes, then ASCII. */
  literals: 18,
  digest: 19,
  /** So many bytes from a literal's first one on may a guard look at. */
  ahead: 20,
  /** The same for what may stand beyond the literal's line. */
  aheadAcross: 21,
} as const;

export const HEADER_WORDS = 22;
export const MAGIC = 0x5849534b;
/** Raise it with every change of the layout: an index of another version is not opened. */
export const VERSION = 4;
/** Rows of states that end literals are numbered from here. */
export const REPORT = 0x8000;
/** Bytes of a row. */
export const ROW = 64;
export const NO_GUARD = 0xffffffff;
export const MARK_WORDS = 3;
export const ENTRY_WORDS = 6;

/** An opened index. Numbers of rules are those of the rule book that it was built from. */
export interface SearchIndex {
  /** The whole block; `words` is the same memory. */
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly ruleCount: number;
  /** Digest of the rule book, as given to buildIndex. */
  readonly digest: string;
}

/** Opens a block that serialiseIndex gave, without copying when it is aligned. Throws RangeError when it is no index of this version. */
export function openIndex(block: Uint8Array): SearchIndex {
  const bytes = block.byteOffset % 4 === 0 ? block : Uint8Array.from(block);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  if (words[HEADER.magic] !== MAGIC || words[HEADER.version] !== VERSION || words[HEADER.length] !== bytes.byteLength) {
    throw new RangeError('this is not a search index of this version of keysieve');
  }
  return { bytes, words, ruleCount: words[HEADER.ruleCount] as number, digest: textAt(bytes, words, HEADER.digest) };
}

/** The block of an index, to be written to a file. */
export function serialiseIndex(index: SearchIndex): Uint8Array {
  return index.bytes;
}

/** The literals of an index, by their number. */
export function literalsOf(index: SearchIndex): string[] {
  const text = textAt(index.bytes, index.words, HEADER.literals);
  return text === '' ? [] : text.split('\n');
}

/** A literal with one guard, and the rules that it opens windows for. */
export interface Mark {
  /** Number of the literal. */
  readonly literal: number;
  /** First word of the guard's program, or NO_GUARD. */
  readonly guard: number;
  /** Numbers of the rules. */
  readonly rules: readonly number[];
}

/** The marks of an index, by their number. */
export function marksOf(index: SearchIndex): Mark[] {
  const { words } = index;
  const rules = new MarkedRules(index);
  const first = (words[HEADER.marks] as number) >>> 2;
  return Array.from({ length: words[HEADER.markCount] as number }, (_, mark) => ({
    literal: words[first + mark * MARK_WORDS + 2] as number,
    guard: words[first + mark * MARK_WORDS + 1] as number,
    rules: [...rules.rulesOf(mark)],
  }));
}

/** Numbers of the rules that a mark opens windows for, without copying. */
export class MarkedRules {
  private readonly words: Uint32Array;
  private readonly starts: number;
  private readonly list: number;

  constructor({ words }: SearchIndex) {
    this.words = words;
    this.starts = (words[HEADER.rulesOfMark] as number) >>> 2;
    this.list = this.starts + (words[HEADER.markCount] as number) + 1;
  }

  rulesOf(mark: number): Uint32Array {
    return this.words.subarray(this.list + (this.words[this.starts + mark] as number), this.list + (this.words[this.starts + mark + 1] as number));
  }
}

/** Numbers of the rules without literals. */
export function unindexedOf({ words }: SearchIndex): number[] {
  const at = (words[HEADER.unindexed] as number) >>> 2;
  return [...words.subarray(at + 1, at + 1 + (words[at] as number))];
}

/** True when every match of the rule is proved to contain one of its literals. */
export function isInside({ bytes, words }: SearchIndex, rule: number): boolean {
  return bytes[(words[HEADER.inside] as number) + rule] === 1;
}

function textAt(bytes: Uint8Array, words: Uint32Array, header: number): string {
  const at = words[header] as number;
  const length = words[at >>> 2] as number;
  return Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, length).toString('latin1');
}
