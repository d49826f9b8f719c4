/**
 * Guards as words of 32 bits, for the interpreters in evaluate.ts and wasm/assembly/guard.ts.
 *
 * A program is two words for the bytes next to the literal, which are asked first: before it (a piece, plus UNLESS_CAPITAL; 0 when
 * it may be any) and behind it (a piece, or 0); the tests that all ways have in common; then a list of ways.
 * Tests in common, and a way: word 0 = how many words they take (0: no further way), then tests, then END.
 * Test: low 8 bits = its kind, the rest an argument; further words as the kind needs:
 *   AT          argument: number of pieces; word: offset from the literal's first byte; pieces
 *   BEFORE      argument: number of pieces; pieces, nearest byte first
 *   TOKEN_START argument: how far before the literal's first byte
 *   RUN         argument: length, plus LINE when it has to stand on the line; word: reach; piece
 *   FOLLOW      argument: reach; word: offset of the automaton in the section's bytes, plus in the high byte how far before the literal's end
 *   PRECEDE     argument and word the same, without the high byte; read backwards from the literal's first byte
 *   NOT_FOLLOW  the same as FOLLOW; holds when the automaton does not match
 *   NOT_AROUND  argument: reach; two words: an automaton that reads backwards, plus in the high byte from how far behind the literal's
 *               first byte on, and one as FOLLOW has it; holds unless both match
 * Piece: bits 0–15 the page (256 bytes, one bit per set), bits 16–18 the bit, bits 24–31 how many bytes in a row.
 * Automaton: byte 0 the number of classes, bytes 1–256 byte → class, then `next`.
 */
import { hasByte, keyOf, type ByteSet } from './byte-set.ts';
import type { Dfa } from './dfa.ts';
import { nextBytes, type Guard, type Test } from './guard.ts';

export const END = 0;
export const AT = 1;
export const BEFORE = 2;
export const TOKEN_START_TEST = 3;
export const RUN = 4;
export const FOLLOW = 5;
export const PRECEDE = 6;
export const NOT_FOLLOW = 7;
export const NOT_AROUND = 8;
/** In the piece of a first test. */
export const UNLESS_CAPITAL = 0x80000;
/** In the argument of RUN. */
export const LINE = 0x10000;

/** The guards' part of an index. */
export interface GuardSections {
  readonly words: Uint32Array;
  readonly pages: Uint8Array;
  readonly automata: Uint8Array;
  readonly ahead: number;
  readonly aheadAcross: number;
}

type EncodedTest = readonly number[];

/** Takes what all ways ask out of them, to be asked once; a row of bytes first, which is the quickest to fail. */
function factored(ways: readonly (readonly EncodedTest[])[]): { common: readonly EncodedTest[]; ways: readonly (readonly EncodedTest[])[] } {
  const isCommon = (test: EncodedTest): boolean => ways.every((way) => way.some((other) => other.join() === test.join()));
  const common = (ways[0] ?? []).filter(isCommon);
  const left = ways.map((way) => way.filter((test) => !isCommon(test)));
  const isRun = (test: EncodedTest): boolean => ((test[0] as number) & 0xff) === RUN;
  const ordered = ways.length === 1 ? common : [...common.filter(isRun), ...common.filter((test) => !isRun(test))];
  return { common: ordered, ways: left.some((way) => way.length === 0) ? [[]] : left };
}

/** Collects guards; equal programs and sets, and automata that are the same object, are kept once. */
export class GuardEncoder {
  private readonly words: number[] = [];
  private readonly programs = new Map<string, number>();
  private readonly sets: ByteSet[] = [];
  private readonly setNumbers = new Map<string, number>();
  private readonly automata: number[] = [];
  private ahead = 0;
  private aheadAcross = 0;
  private readonly automataAt = new Map<Dfa, number>();

  /** Adds the guard of a literal of `length` bytes; gives the index of its program's first word. */
  add(guard: Guard, length: number): number {
    const first = guard.first === undefined ? 0 : (this.piece(guard.first.set, 1) | (guard.first.unlessCapital ? UNLESS_CAPITAL : 0)) >>> 0;
    const next = nextBytes(guard, length);
    const { common, ways } = factored(guard.ways.map((way) => way.map((test) => this.encodeTest(test))));
    const program: number[] = [first, next === null ? 0 : this.piece(next, 1)];
    for (const tests of [common, ...ways]) program.push(tests.flat().length + 2, ...tests.flat(), END);
    program.push(0);
    const key = program.join();
    let at = this.programs.get(key);
    if (at === undefined) {
      at = this.words.length;
      this.words.push(...program);
      this.programs.set(key, at);
    }
    return at;
  }

  /** The sections; and how many bytes behind a literal they look, and how many when it may be beyond the literal's line. */
  finish(): GuardSections {
    const pages = new Uint8Array(256 * Math.ceil(this.sets.length / 8));
    this.sets.forEach((set, number) => {
      const page = 256 * (number >>> 3);
      for (let byte = 0; byte < 256; byte += 1) if (hasByte(set, byte)) pages[page + byte] = (pages[page + byte] as number) | (1 << (number & 7));
    });
    return { words: Uint32Array.from(this.words), pages, automata: Uint8Array.from(this.automata), ahead: this.ahead, aheadAcross: this.aheadAcross };
  }

  private encodeTest(test: Test): number[] {
    switch (test.kind) {
      case 'at': {
        const pieces = this.pieces(test.sets);
        this.looks(test.offset + test.sets.length, false);
        return [AT | (pieces.length << 8), test.offset, ...pieces];
      }
      case 'before': {
        const pieces = this.pieces(test.sets);
        return [BEFORE | (pieces.length << 8), ...pieces];
      }
      case 'token-start':
        return [TOKEN_START_TEST | (test.back << 8)];
      case 'run':
        this.looks(test.reach, test.line);
        return [RUN | ((test.length | (test.line ? LINE : 0)) << 8), test.reach, this.piece(test.set, 1)];
      case 'follow':
        this.looks(test.reach, false);
        return [FOLLOW | (test.reach << 8), (this.automaton(test.dfa) | (test.back << 24)) >>> 0];
      case 'not-follow':
        this.looks(test.reach, false);
        return [NOT_FOLLOW | (test.reach << 8), (this.automaton(test.dfa) | (test.back << 24)) >>> 0];
      case 'precede':
        return [PRECEDE | (test.reach << 8), this.automaton(test.dfa)];
      case 'not-around':
        this.looks(test.reach, false);
        return [NOT_AROUND | (test.reach << 8), (this.automaton(test.before) | (test.inside << 24)) >>> 0, (this.automaton(test.behind) | (test.back << 24)) >>> 0];
    }
  }

  private looks(ahead: number, line: boolean): void {
    this.ahead = Math.max(this.ahead, ahead);
    if (!line) this.aheadAcross = Math.max(this.aheadAcross, ahead);
  }

  private pieces(sets: readonly ByteSet[]): number[] {
    const pieces: number[] = [];
    for (let at = 0; at < sets.length; ) {
      const set = sets[at] as ByteSet;
      let count = 1;
      while (count < 255 && at + count < sets.length && keyOf(sets[at + count] as ByteSet) === keyOf(set)) count += 1;
      pieces.push(this.piece(set, count));
      at += count;
    }
    return pieces;
  }

  private piece(set: ByteSet, count: number): number {
    const key = keyOf(set);
    let number = this.setNumbers.get(key);
    if (number === undefined) {
      number = this.sets.push(set) - 1;
      this.setNumbers.set(key, number);
    }
    return ((number >>> 3) | ((number & 7) << 16) | (count << 24)) >>> 0;
  }

  private automaton(dfa: Dfa): number {
    let at = this.automataAt.get(dfa);
    if (at === undefined) {
      at = this.automata.length;
      for (const bytes of [[dfa.classCount], dfa.classes, dfa.next]) for (const byte of bytes) this.automata.push(byte);
      if (this.automata.length > 0xffffff) throw new RangeError('these are more automata than one index can hold');
      this.automataAt.set(dfa, at);
    }
    return at;
  }
}
