import type { PositionMap } from '../position-map.ts';

/** What came out of a decoder. */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** From offsets in `bytes` to offsets in the text that was decoded. */
  readonly map: PositionMap;
}
