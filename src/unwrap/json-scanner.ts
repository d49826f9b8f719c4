import type { Span } from '../model.ts';
import { unescapeJson } from './json-strings.ts';
import type { Sink } from './json-strings.ts';
import { indexOfBytes, latin1 } from './native-search.ts';
import type { PositionMapBuilder } from './position-map.ts';

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
export const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** How far a string is followed byte by byte before the native search takes over: calling it has a price. */
const NEAR = 96;

/** Thrown where the bytes stop being JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  /** 0-based byte offset. */
  readonly offset: number;
  /** What should have stood there. */
  readonly expected: string;

  constructor(expected: string, offset: number) {
    super(`expected ${expected} at byte ${offset}`);
    this.expected = expected;
    this.offset = offset;
  }
}

/**
 * Walks over JSON bytes and keeps positions; builds no tree. The caller goes down where it wants to look and
 * skips the rest. Structure is checked (brackets, commas, colons on the way the caller takes), literals inside
 * skipped values are not: what is skipped is searched as text anyway.
 */
export class JsonScanner {
  readonly bytes: Uint8Array;
  /** 0-based offset of the next byte. */
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The next byte after white space, not consumed; -1 at the end. */
  peek(): number {
    const { bytes } = this;
    let at = this.at;
    for (;;) {
      const byte = bytes[at];
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at += 1;
      else {
        this.at = at;
        return byte ?? -1;
      }
    }
  }

  /**
   * Consumes a string.
   *
   * @returns offset of its first byte after the opening quote; the closing quote then stands at `at - 1`
   * @throws JsonSyntaxError
   */
  string(): number {
    if (this.peek() !== QUOTE) throw new JsonSyntaxError('a string', this.at);
    const start = this.at + 1;
    const end = stringEnd(this.bytes, start);
    if (end === -1) throw new JsonSyntaxError('the end of a string', this.bytes.length);
    this.at = end + 1;
    return start;
  }

  /**
   * Consumes a string and appends its text to the sink.
   *
   * @param map gets the positions in the document, when they are wanted
   * @throws JsonSyntaxError
   */
  text(sink: Sink, map: PositionMapBuilder | null): void {
    if (this.peek() !== QUOTE) throw new JsonSyntaxError('a string', this.at);
    const end = unescapeJson(this.bytes, this.at + 1, this.bytes.length, sink, map);
    if (end === this.bytes.length) throw new JsonSyntaxError('the end of a string', end);
    this.at = end + 1;
  }

  /**
   * Consumes an object. `member` is called before each value, with the key as it is written; a value that it does not
   * consume is skipped.
   *
   * @throws JsonSyntaxError
   */
  object(member: (key: string) => void): void {
    this.#sequence(OPEN_OBJECT, CLOSE_OBJECT, () => {
      const start = this.string();
      const key = latin1(this.bytes, start, this.at - 1);
      this.#expect(COLON, '":"');
      this.#offer(() => member(key));
    });
  }

  /**
   * Consumes an array. `element` is called before each value; a value that it does not consume is skipped.
   *
   * @throws JsonSyntaxError
   */
  array(element: () => void): void {
    this.#sequence(OPEN_ARRAY, CLOSE_ARRAY, () => this.#offer(element));
  }

  /** Consumes the end of the document. @throws JsonSyntaxError */
  end(): void {
    if (this.peek() !== -1) throw new JsonSyntaxError('the end', this.at);
  }

  /** Consumes any value, however deep, without recursion. @returns its span. @throws JsonSyntaxError */
  skip(): Span {
    const first = this.peek();
    const start = this.at;
    if (first === QUOTE) this.string();
    else if (first === OPEN_OBJECT || first === OPEN_ARRAY) this.#skipNested();
    else this.#skipLiteral();
    return { start, end: this.at };
  }

  /** Lets `take` consume the next value, or skips it. */
  #offer(take: () => void): void {
    this.peek();
    const before = this.at;
    take();
    if (this.at === before) this.skip();
  }

  #skipNested(): void {
    const { bytes } = this;
    let depth = 0;
    let at = this.at;
    while (at < bytes.length) {
      const byte = bytes[at];
      at += 1;
      if (byte === QUOTE) {
        const end = stringEnd(bytes, at);
        if (end === -1) break;
        at = end + 1;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        depth -= 1;
        if (depth === 0) {
          this.at = at;
          return;
        }
      }
    }
    throw new JsonSyntaxError('a closing bracket', bytes.length);
  }

  /** A number, true, false or null. */
  #skipLiteral(): void {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    while (at < bytes.length && isLiteralByte(bytes[at] ?? 0)) at += 1;
    if (at === start) throw new JsonSyntaxError('a value', start);
    this.at = at;
  }

  #sequence(open: number, close: number, item: () => void): void {
    this.#expect(open, open === OPEN_OBJECT ? '"{"' : '"["');
    if (this.peek() === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
      const next = this.peek();
      if (next !== COMMA && next !== close) throw new JsonSyntaxError('"," or a closing bracket', this.at);
      this.at += 1;
      if (next === close) return;
    }
  }

  #expect(byte: number, name: string): void {
    if (this.peek() !== byte) throw new JsonSyntaxError(name, this.at);
    this.at += 1;
  }
}

/** Offset of the quote that ends the string whose content starts at `start`; -1 when nothing ends it. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  const near = start + NEAR;
  while (at < near) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === undefined) return -1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = indexOfBytes(bytes, QUOTE, at);
    if (quote === -1) return -1;
    let slashes = 0;
    while (quote - slashes > at && bytes[quote - slashes - 1] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

function isLiteralByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x2e || byte === 0x2b || (byte >= 0x41 && byte <= 0x5a);
}
