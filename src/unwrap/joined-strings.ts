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

/** The strings' text, unescaped and joined, as UTF-8. */
export function joinStrings(item: Uint8Array, text: JoinedStrings): Uint8Array {
  return join(item, text, null);
}

/** Positions of `joinStrings`. */
export function mapJoinedStrings(item: Uint8Array, text: JoinedStrings): PositionMap {
  const map = new PositionMapBuilder();
  join(item, text, map);
  return map.build();
}

function join(item: Uint8Array, { parts, lines }: JoinedStrings, map: PositionMapBuilder | null): Uint8Array {
  let room = lines ? parts.length : 0;
  for (let index = 0; index < parts.length; index += 2) room += (parts[index + 1] ?? 0) - (parts[index] ?? 0);
  const sink: Sink = { out: new Uint8Array(room), length: 0 };
  for (let index = 0; index < parts.length; index += 2) {
    const start = parts[index] ?? 0;
    if (lines && index > 0) {
      sink.out[sink.length] = 0x0a;
      sink.length += 1;
      map?.inserted(1, start);
    }
    unescapeJson(item, start, parts[index + 1] ?? 0, sink, map);
  }
  return sink.out.subarray(0, sink.length);
}
