/** A match together with everything about its item that is needed after the item's bytes are gone. */
import type { Match, Origin } from '../model.ts';
import type { Marker } from '../suppress/inline.ts';
import type { Location } from './locate.ts';

export interface Sighting {
  readonly match: Match;
  /** Lines and columns in the file as it is on disk. */
  readonly location: Location;
  /** Values (binary strings) found near this one in the same item: an excerpt has to mask them too. */
  readonly neighbours: readonly string[];
  /** Inline markers that concern it. */
  readonly markers: readonly Marker[];
  /** The whole lines it stands on, binary text, bounded. */
  readonly lineText: string;
}

/** A sighting in an item that came from somewhere. */
export interface OriginSighting extends Sighting {
  readonly origin: Origin;
  /** Null for history objects until they are attributed. */
  readonly path: string | null;
  /** For what was seen in the commits of a range: true when the end of the range still holds it (src/follow.ts). */
  readonly current?: boolean;
}
