import { unescapeJson } from './json-strings.ts';
import type { Sink } from './json-strings.ts';
import { PositionMapBuilder } from './position-map.ts';
import type { PositionMap } from './position-map.ts';

/** A text that a JSON document holds in one or several strings. */
export interface JoinedStrings {
  /** Offsets of the strings' content, in order: start, end, start, end, … */
  readonly parts: readonly number[];
  /** True when a line feed belongs between the strings. */
  readonly lines: boolean;
}

/** Bytes that the text needs at most. */
export function roomFor({ parts, lines }: JoinedStrings): number {
  let room = lines ? parts.length : 0;
  for (let index = 0; index < parts.length; index += 2) room += (parts[index + 1] ?? 0) - (parts[index] ?? 0);
  return room;
}

/** Appends the strings' text to the sink, unescaped and joined, as UTF-8. */
export function joinStrings(item: Uint8Array, text: JoinedStrings, sink: Sink): void {
  join(item, text, sink, null);
}

/** Positions of the text that `joinStrings` appends. */
export function mapJoinedStrings(item: Uint8Array, text: JoinedStrings): PositionMap {
  const map = new PositionMapBuilder();
  join(item, text, { out: new Uint8Array(roomFor(text)), length: 0 }, map);
  return map.build();
}

function join(item: Uint8Array, { parts, lines }: JoinedStrings, sink: Sink, map: PositionMapBuilder | null): void {
  for (let index = 0; index < parts.length; index += 2) {
    const start = parts[index] ?? 0;
    if (lines && index > 0) {
      sink.out[sink.length] = 0x0a;
      sink.length += 1;
      map?.inserted(1, start);
    }
    unescapeJson(item, start, parts[index + 1] ?? 0, sink, map);
  }
}
