/**
 * What the end of a range still holds of what its commits brought. A person wants the line as it is now, with the marker
 * that was put there after the first complaint; and "removed again" must only be said of what is gone.
 */
import type { ItemDetector } from './detect.ts';
import { identityOf } from './findings/fingerprint.ts';
import type { OriginSighting } from './findings/sighting.ts';

/** Files to look for: by path, and by the blob that any path may hold. */
export interface WantedFiles {
  readonly paths: ReadonlySet<string>;
  readonly blobs: ReadonlySet<string>;
}

/** A file at the end of the range. */
export interface TipFile {
  readonly path: string;
  readonly blob: string;
  readonly bytes: Uint8Array;
}

/** Reads those of the wanted files that are there; what cannot be read is left out. */
export type ReadTip = (wanted: WantedFiles) => Promise<readonly TipFile[]>;

/** Files in which commits of a range kept a value that was there before: where a file is renamed, its values go on there. */
export class CarriedValues {
  readonly #files = new Map<string, { readonly paths: Set<string>; readonly blobs: Set<string> }>();

  /** Notes that `path` in the version `blob` holds a value (binary string) that an older version held. */
  note(value: string, path: string, blob: string): void {
    const identity = identityOf(value);
    const files = this.#files.get(identity) ?? { paths: new Set(), blobs: new Set() };
    files.paths.add(path);
    files.blobs.add(blob);
    this.#files.set(identity, files);
  }

  /** The files that kept the value with this identity. */
  filesOf(identity: string): WantedFiles {
    return this.#files.get(identity) ?? { paths: new Set(), blobs: new Set() };
  }
}

/**
 * Gives the sightings, and beside them those in the files of today, marked `current`: at their own paths, or else where
 * the values were carried to.
 */
export async function followToTip(
  sightings: readonly OriginSighting[],
  carried: CarriedValues,
  readTip: ReadTip,
  detector: ItemDetector,
): Promise<OriginSighting[]> {
  const followed = sightings.map((sighting) => (isMessage(sighting) ? { ...sighting, current: true } : sighting));
  const seen = filesByIdentity(sightings);
  if (seen.size === 0) return followed;
  const now = identitiesIn(await readTip(wantedFor(seen, carried)), seen, detector);
  for (const [identity, inFiles] of seen) {
    const here = now.get(identity) ?? [];
    const paths = new Set(inFiles.map((sighting) => sighting.path));
    const stayed = here.filter((found) => paths.has(found.path));
    // Elsewhere only counts when it moved there: another file may have held the value since before the range.
    for (const found of stayed.length > 0 ? stayed : here) {
      const origin = (inFiles.find((sighting) => sighting.path === found.path) ?? inFiles[0])?.origin;
      if (origin?.kind === 'commit') followed.push({ ...found, origin: { ...origin, object: found.blob, bases: [] }, current: true });
    }
  }
  return followed;
}

/** The message of a commit of the range stays as long as the commit does. */
function isMessage({ origin }: OriginSighting): boolean {
  return origin.kind === 'commit' && origin.object === origin.commit.id;
}

function filesByIdentity(sightings: readonly OriginSighting[]): ReadonlyMap<string, OriginSighting[]> {
  const seen = new Map<string, OriginSighting[]>();
  for (const sighting of sightings) {
    if (sighting.origin.kind !== 'commit' || isMessage(sighting)) continue;
    const identity = identityOf(sighting.match.candidate.value);
    const others = seen.get(identity);
    if (others === undefined) seen.set(identity, [sighting]);
    else others.push(sighting);
  }
  return seen;
}

function wantedFor(seen: ReadonlyMap<string, readonly OriginSighting[]>, carried: CarriedValues): WantedFiles {
  const paths = new Set<string>();
  const blobs = new Set<string>();
  for (const [identity, sightings] of seen) {
    const kept = carried.filesOf(identity);
    for (const path of kept.paths) paths.add(path);
    for (const blob of kept.blobs) blobs.add(blob);
    for (const { path, origin } of sightings) {
      if (path !== null) paths.add(path);
      if (origin.kind === 'commit') blobs.add(origin.object);
    }
  }
  return { paths, blobs };
}

type Found = OriginSighting & { readonly path: string; readonly blob: string };

function identitiesIn(files: readonly TipFile[], seen: ReadonlyMap<string, readonly OriginSighting[]>, detector: ItemDetector): ReadonlyMap<string, Found[]> {
  const found = new Map<string, Found[]>();
  for (const { path, blob, bytes } of files) {
    for (const sighting of detector.detect(bytes, path).sightings) {
      const identity = identityOf(sighting.match.candidate.value);
      const origin = seen.get(identity)?.[0]?.origin;
      if (origin === undefined) continue;
      const here = { ...sighting, origin, path, blob };
      const others = found.get(identity);
      if (others === undefined) found.set(identity, [here]);
      else others.push(here);
    }
  }
  return found;
}
