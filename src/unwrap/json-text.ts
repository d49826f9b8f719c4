import { JsonScanner, OPEN_ARRAY, QUOTE } from './json-scanner.ts';
import type { Sink } from './json-strings.ts';
import { PositionMapBuilder } from './position-map.ts';
import type { PositionMap } from './position-map.ts';

const LF = 0x0a;

/** A text that a JSON document holds in one or several values, each a string or a list of strings. */
export interface JsonText {
  /** Offsets at which the values start. */
  readonly values: readonly number[];
  /** True when its strings are lines without line ends. */
  readonly lines: boolean;
}

/**
 * Consumes the next value, and appends its text to the sink if it is a string or a list of nothing but strings.
 *
 * @param before bytes in the sink before the text: a line feed is put between strings but not in front of it
 * @returns false when it is anything else; the sink is then as it was
 * @throws JsonSyntaxError
 */
export function readText(scanner: JsonScanner, lines: boolean, sink: Sink, before: number, map: PositionMapBuilder | null): boolean {
  const length = sink.length;
  const string = (): void => {
    if (lines && sink.length > before) {
      sink.out[sink.length] = LF;
      sink.length += 1;
      map?.inserted(1, scanner.at + 1);
    }
    scanner.text(sink, map);
  };
  const first = scanner.peek();
  let isText = true;
  if (first === QUOTE) {
    string();
  } else if (first === OPEN_ARRAY) {
    scanner.array(() => {
      if (scanner.peek() === QUOTE && isText) string();
      else isText = false;
    });
  } else {
    scanner.skip();
    isText = false;
  }
  if (!isText) sink.length = length;
  return isText;
}

/** Appends a text that was read before. */
export function appendText(item: Uint8Array, { values, lines }: JsonText, sink: Sink, map: PositionMapBuilder | null): void {
  const before = sink.length;
  for (const value of values) readText(new JsonScanner(item, value), lines, sink, before, map);
}

/** Positions of a text that was read before. */
export function mapText(item: Uint8Array, text: JsonText, room: number): PositionMap {
  const map = new PositionMapBuilder();
  appendText(item, text, { out: new Uint8Array(room), length: 0 }, map);
  return map.build();
}
