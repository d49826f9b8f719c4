/** Which markers hold for a place, when the same file is seen in several versions. */
import { markerApplies } from './inline.ts';
import type { Marker } from './inline.ts';
import type { SuppressiblePlace, SuppressibleSecret } from './suppressible.ts';

/** Newest first: what is on disk or staged, what HEAD holds, what is gone. */
type Age = 0 | 1 | 2;
const GONE: Age = 2;

/** Markers, and the place whose text they were read from. */
export interface PlacedMarkers {
  readonly markers: readonly Marker[];
  readonly from: SuppressiblePlace;
}

/**
 * Gives the markers that hold for each place, in the order of the places. A marker is written after the leak was
 * reported, so earlier versions of the file lack it: they go by the newest one, or, where the file is gone, by any
 * version of it.
 */
export function markersByPlace(secret: SuppressibleSecret): readonly PlacedMarkers[] {
  const newest = new Map<string, { age: Age; marked: SuppressiblePlace | null }>();
  for (const place of secret.places) {
    const age = ageOf(place);
    const known = newest.get(place.path);
    const marked = place.markers.some((marker) => markerApplies(marker, secret.rule)) ? place : null;
    if (!known || age < known.age) newest.set(place.path, { age, marked });
    else if (age > known.age) continue;
    // Where the value stands twice in the file as it is now, both need a marker; of versions that are gone one will do.
    else known.marked = age === GONE ? (known.marked ?? marked) : known.marked && marked;
  }
  return secret.places.map((place) => {
    const { age = GONE, marked = null } = newest.get(place.path) ?? {};
    const own = ageOf(place);
    if (own === age && age !== GONE) return { markers: place.markers, from: place };
    if (marked) return { markers: marked.markers, from: marked };
    return { markers: own === age ? place.markers : [], from: place };
  });
}

function ageOf(place: SuppressiblePlace): Age {
  if (!place.current) return GONE;
  return place.commit === null ? 0 : 1;
}
