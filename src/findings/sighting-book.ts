/**
 * Keeps sightings for as long as a scan lasts. Two things make them heavy: a string that was cut out of a text keeps the
 * whole text in memory (V8's sliced strings), and every version of a file brings the same sightings again. So what is kept
 * is a copy, and one copy for all sightings that differ in nothing but their place.
 */
import type { Candidate, Match } from '../model.ts';
import type { Location } from './locate.ts';
import type { Sighting } from './sighting.ts';

/** Where a value stands: in its view, in its item, for people. */
export interface SightingPlace {
  /** See Candidate: offsets in the view. */
  readonly start: number;
  readonly end: number;
  readonly matchStart: number;
  readonly matchEnd: number;
  /** Bytes of the item. */
  readonly span: Match['span'];
  readonly location: Location;
}

/** All of a sighting but its place. The same object for all sightings that say the same. */
export interface SightingContent extends Omit<Sighting, 'match' | 'location'> {
  readonly candidate: Omit<Candidate, 'start' | 'end' | 'matchStart' | 'matchEnd'>;
  readonly verdict: Match['verdict'];
  readonly inner: readonly string[];
}

/** Takes a sighting apart; `joinSighting` puts it together again. The parts still hold the sighting's own strings. */
export function splitSighting({ match, location, ...rest }: Sighting): { content: SightingContent; place: SightingPlace } {
  const { start, end, matchStart, matchEnd, ...candidate } = match.candidate;
  return { content: { ...rest, candidate, verdict: match.verdict, inner: match.inner }, place: { start, end, matchStart, matchEnd, span: match.span, location } };
}

/** The sighting with this content at this place. */
export function joinSighting(content: SightingContent, place: SightingPlace): Sighting {
  const { candidate, verdict, inner, ...rest } = content;
  const { start, end, matchStart, matchEnd, span, location } = place;
  return { ...rest, match: { candidate: { ...candidate, start, end, matchStart, matchEnd }, verdict, span, inner }, location };
}

/** Contents of sightings, each once and with strings of its own. */
export class SightingBook {
  readonly #contents = new Map<string, SightingContent>();

  /** The one copy of what a sighting says. */
  contentOf(content: SightingContent): SightingContent {
    const key = keyOf(content);
    const known = this.#contents.get(key);
    if (known !== undefined) return known;
    const { rule } = content.candidate;
    // Read back from JSON, no string shares memory with the text it came from.
    const copy = JSON.parse(key) as SightingContent;
    const kept: SightingContent = { ...copy, candidate: { ...copy.candidate, rule } };
    this.#contents.set(key, kept);
    return kept;
  }
}

/** All of a content; of its rule, which is in memory anyway, the name. */
function keyOf(content: SightingContent): string {
  return JSON.stringify({ ...content, candidate: { ...content.candidate, rule: content.candidate.rule.id } });
}
