/** Secrets turn up outside of file contents too: in commit subjects, in names of authors and files. */
import type { CommitInfo, Place } from '../model.ts';

/** Shorter values occur in ordinary words. */
const SHORTEST = 6;

/** Replaces values (binary strings) by their masks wherever they occur in a text. */
export type Cover = (text: string) => string;

/** Makes a cover for values with their masks. */
export function createCover(masks: ReadonlyMap<string, string>): Cover {
  const known = [...masks]
    .filter(([value, mask]) => value.length >= SHORTEST && value !== mask)
    .map(([value, mask]) => [Buffer.from(value, 'latin1').toString('utf8'), mask] as const)
    .sort(([a], [b]) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  return (text) => known.reduce((covered, [value, mask]) => (covered.includes(value) ? covered.replaceAll(value, mask) : covered), text);
}

/** Covers everything of a place that is text from the repository, but for the excerpt, which masks itself. */
export function coverPlace<P extends Omit<Place, 'excerpt'>>(place: P, cover: Cover): P {
  const commit = (info: CommitInfo | null): CommitInfo | null =>
    info === null ? null : { ...info, subject: cover(info.subject), author: cover(info.author) };
  return { ...place, path: cover(place.path), commit: commit(place.commit), removedIn: commit(place.removedIn), refs: place.refs.map(cover) };
}
