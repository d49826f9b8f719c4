import type { Span } from '../../model.ts';

/** The encodings that are looked into, named as reports name the layer. */
export type Layer = 'base64' | 'hex' | 'percent-encoding' | 'escapes' | 'HTML entities';

/** An encoded stretch of a view that is worth decoding. Offsets are bytes from the view's start. */
export interface EncodedRun extends Span {
  readonly layer: Layer;
  /** What the place says of the decoded text: nothing, or that it is `user:password`. */
  readonly content: 'text' | 'credentials';
  /** The name that the run is the value of (`db-password: <run>`); null when there is none. */
  readonly name: Span | null;
  /** True when it is known to hold text; otherwise the decoded bytes must prove it. */
  readonly proven: boolean;
}
