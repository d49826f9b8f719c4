/** From where a value was seen to where a person finds it: paths and commits of what the history holds. */
import type { Attribution } from '../git/attribution.ts';
import type { Match, Place } from '../model.ts';
import type { OriginSighting } from './sighting.ts';

/** A place that is not final yet: still with its sighting, without an excerpt. */
export interface Spot {
  readonly sighting: OriginSighting;
  readonly verdict: Match['verdict'];
  readonly place: Omit<Place, 'excerpt'>;
  /** True when HEAD holds it, false when not, null when nobody looked. */
  readonly inHead: boolean | null;
  readonly dangling: boolean;
}

/** Judges a candidate at a path; history objects get their paths only afterwards. */
export type Rejudge = (sighting: OriginSighting, path: string) => Match['verdict'];

/** The spots of one sighting: one for files, one per path for blobs of the history. Spots that the path rules out are left out. */
export function spotsOf(sighting: OriginSighting, attribution: Attribution, rejudge: Rejudge): Spot[] {
  const { origin } = sighting;
  switch (origin.kind) {
    case 'worktree':
    case 'stream':
      return [spot(sighting, { path: sighting.path ?? '', current: true }, { inHead: null })];
    case 'index':
      return [spot(sighting, { path: sighting.path ?? '', current: true, blob: origin.blob }, { inHead: false })];
    case 'commit':
      return [spot(sighting, { path: sighting.path ?? '', current: sighting.current === true, blob: origin.object, commit: origin.commit }, { inHead: sighting.current ?? null })];
    case 'object':
      return origin.type === 'blob' ? spotsOfBlob(sighting, origin.object, attribution, rejudge) : [spotOfMessage(sighting, origin.object, origin.type, attribution)];
  }
}

function spotsOfBlob(sighting: OriginSighting, blob: string, attribution: Attribution, rejudge: Rejudge): Spot[] {
  const history = attribution.blobs.get(blob);
  if (history === undefined || history.places.length === 0) {
    return [spot(sighting, { path: `blob ${blob.slice(0, 12)}`, current: false, blob }, { inHead: false, dangling: true })];
  }
  const spots: Spot[] = [];
  for (const found of history.places) {
    const verdict = rejudge(sighting, found.path);
    if (!verdict.keep) continue;
    const { path, introduced, removedIn, refs, inHead, inIndex } = found;
    const known = { path, current: inHead || inIndex, blob, commit: introduced[0] ?? null, removedIn, refs };
    spots.push(spot(sighting, known, { inHead, dangling: history.dangling, verdict }));
  }
  return spots;
}

function spotOfMessage(sighting: OriginSighting, object: string, type: 'commit' | 'tag', attribution: Attribution): Spot {
  const history = attribution.messages.get(object);
  const known = history === undefined ? {} : { commit: history.info, refs: history.refs };
  const dangling = history?.dangling ?? true;
  return spot(sighting, { path: `${type} message`, current: history?.inHead ?? false, blob: object, ...known }, { inHead: history?.inHead ?? false, dangling });
}

function spot(
  sighting: OriginSighting,
  known: Pick<Place, 'path' | 'current'> & Partial<Place>,
  state: { readonly inHead: boolean | null; readonly dangling?: boolean; readonly verdict?: Match['verdict'] },
): Spot {
  const { location, match } = sighting;
  return {
    sighting,
    verdict: state.verdict ?? match.verdict,
    inHead: state.inHead,
    dangling: state.dangling ?? false,
    place: {
      ...location,
      startByte: match.span.start,
      endByte: match.span.end,
      inner: match.inner,
      commit: null,
      blob: null,
      removedIn: null,
      refs: [],
      ...known,
    },
  };
}
