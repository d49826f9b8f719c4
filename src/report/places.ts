/** Places in words, and which of them stand in a file that is there now. */
import type { Finding, Place } from '../model.ts';
import { withoutEmail } from './people.ts';
import { day, shortId } from './words.ts';

/** Names that stand for text of git outside files, see `Place.path`. */
const NOT_FILES: ReadonlySet<string> = new Set(['commit message', 'tag message', 'note']);

/** True when the place is in a file, not in a message of git. */
export function isInFile(place: Place): boolean {
  return !NOT_FILES.has(place.path);
}

/** True when a file holds it now: an editor, a code frame or an annotation can go there. */
export function isThere(place: Place): boolean {
  return place.current && isInFile(place);
}

/** The place to show first. Findings always have one. */
export function firstPlace(finding: Finding): Place {
  const place = finding.places[0];
  if (place === undefined) throw new Error(`finding ${finding.fingerprint} has no place`);
  return place;
}

/** `src/a.ts:14:22`: what editors and terminals turn into a link. Not yet made harmless. */
export function position(place: Place): string {
  return `${place.path}:${place.startLine}:${place.startColumn}`;
}

/** The position with what is inside the file, and the commit when the file of today is not meant. */
export function placeInWords(place: Place, inside: string): string {
  if (!isInFile(place)) return `${place.path}${place.commit === null ? '' : ` of ${shortId(place.commit.id)}`}, line ${place.startLine}`;
  const where = [position(place), ...place.inner].join(` ${inside} `);
  return place.current || place.commit === null ? where : `${where} at ${shortId(place.commit.id)}`;
}

/** `3f2a91c0d1e2 by Ada Lovelace on 2024-03-01`. */
export function commitInWords(commit: { readonly id: string; readonly author: string; readonly date: string }): string {
  return `${shortId(commit.id)} by ${withoutEmail(commit.author)} on ${day(commit.date)}`;
}

/** The earliest commit among the places that brought the secret in; null outside history. */
export function firstCommit(finding: Finding): Place['commit'] {
  let first: Place['commit'] = null;
  for (const { commit } of finding.places) {
    if (commit !== null && (first === null || timeOf(commit.date) < timeOf(first.date))) first = commit;
  }
  return first;
}

/** The latest removal, when every place is gone; null while one is left or not known to be gone. */
export function lastRemoval(finding: Finding): Place['removedIn'] {
  let last: Place['removedIn'] = null;
  for (const { current, removedIn } of finding.places) {
    if (current || removedIn === null) return null;
    if (last === null || timeOf(removedIn.date) > timeOf(last.date)) last = removedIn;
  }
  return last;
}

/** Branches and tags that still hold it, each once, in order. */
export function refsOf(finding: Finding): string[] {
  return [...new Set(finding.places.flatMap((place) => place.refs))].sort();
}

function timeOf(date: string): number {
  const time = Date.parse(date);
  return Number.isNaN(time) ? 0 : time;
}
