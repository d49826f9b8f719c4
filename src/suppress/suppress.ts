/** Decides what of a secret is excepted, by what and why, and which exceptions were of no use. */
import { printable } from '../config/code-frame.ts';
import type { Config } from '../config/config.ts';
import { isExpired } from '../config/calendar-day.ts';
import type { Status, Suppression } from '../model.ts';
import { compileAllowlist } from './allowlist.ts';
import type { Allowlist, CompiledEntry } from './allowlist.ts';
import type { Baseline, BaselineEntry } from './baseline/baseline.ts';
import { markerApplies } from './inline.ts';
import type { Marker } from './inline.ts';
import { markersByPlace } from './marker-history.ts';
import type { PlacedMarkers } from './marker-history.ts';
import type { SuppressiblePlace, SuppressibleSecret } from './suppressible.ts';
import { TimeLimit } from './time-limit.ts';
import type { Limits } from './time-limit.ts';

/** What became of a secret. */
export interface Judgement {
  /** `allowed`: every place is, by entry or marker. `baselined`: every place is excepted, one at least by a baseline. Else `new`. */
  readonly status: Status;
  /** The one that speaks for the secret; null when it is new. */
  readonly suppression: Suppression | null;
  /** By place, in the order given: what excepts it, also when another place keeps the secret new. */
  readonly places: readonly (Suppression | null)[];
  /** What people should know: markers without effect or reason, expired entries, paths that allow a good checksum. */
  readonly notes: readonly string[];
}

/** An exception that excepts nothing. */
export interface StaleException {
  /** `keysieve.yaml:12`. */
  readonly where: string;
  /** What it is about, for people: its reason or its record. */
  readonly what: string;
  /** `unmatched`: the whole scan met nothing that it fits. `expired`: its last day is over. */
  readonly why: 'unmatched' | 'expired';
  /** The last day of an expired one, YYYY-MM-DD. */
  readonly until: string | null;
}

/** How much was scanned: `whole` is everything (history and working tree, complete); anything else cannot tell what is stale. */
export type Coverage = 'whole' | 'part';

/** The exceptions of one scan. */
export interface Suppressor {
  judge(secret: SuppressibleSecret): Judgement;
  /** After the last `judge`: expired exceptions always, unmatched ones after a whole scan only. In the order they are written. */
  unused(coverage: Coverage): readonly StaleException[];
  /** After the last `judge`: patterns that took too long, and what baselines have to say. */
  notices(): readonly string[];
}

/** What createSuppressor needs. */
export interface SuppressorOptions {
  readonly config: Pick<Config, 'allow' | 'file'>;
  readonly baselines: readonly Baseline[];
  readonly now: Date;
  /** For tests. */
  readonly limits?: Limits;
}

/** Compiles the exceptions of a scan. */
export function createSuppressor(options: SuppressorOptions): Suppressor {
  const { config, baselines, now } = options;
  const limit = new TimeLimit(options.limits);
  const allowlist = compileAllowlist(config, now, limit);
  const matched = new Set<BaselineEntry>();
  return {
    judge(secret) {
      const entries = fittingEntries(secret, allowlist, limit);
      const markers = markersByPlace(secret);
      const examined = secret.places.map((place, index): Examined => ({
        marked: markers[index]!,
        entries: entries[index]!,
        records: baselines.flatMap((baseline) => baseline.match(secret, place)),
      }));
      for (const record of examined.flatMap((each) => each.records)) matched.add(record);
      return conclude(secret, examined);
    },
    unused: (coverage) => [...staleEntries(allowlist, coverage), ...baselines.flatMap((baseline) => staleRecords(baseline, matched, coverage, now))],
    notices: () => [
      ...new Set(limit.givenUp().map(({ where }) => `${where}: a regex of this entry takes too long and was given up; it allows nothing`)),
      ...baselines.flatMap((baseline) => baseline.notices),
    ],
  };
}

/** What bears on one place. */
interface Examined {
  readonly marked: PlacedMarkers;
  /** Entries that fit, expired ones included. */
  readonly entries: readonly CompiledEntry[];
  readonly records: readonly BaselineEntry[];
}

/** Places that are tried in one run under the time limit: starting the limit costs as much as trying some hundred patterns. */
const PLACES_IN_A_RUN = 50;

function fittingEntries(secret: SuppressibleSecret, allowlist: Allowlist, limit: TimeLimit): readonly (readonly CompiledEntry[])[] {
  const all: (readonly CompiledEntry[])[] = [];
  if (allowlist.entries.length === 0) return secret.places.map(() => []);
  for (let from = 0; from < secret.places.length; from += PLACES_IN_A_RUN) {
    const some = secret.places.slice(from, from + PLACES_IN_A_RUN);
    const fitting = limit.run(() => some.map((place) => allowlist.fitting(secret, place)));
    allowlist.remember(fitting.flat());
    all.push(...fitting);
  }
  return all;
}

function conclude(secret: SuppressibleSecret, examined: readonly Examined[]): Judgement {
  const places = examined.map((each) => suppressionOf(secret, each));
  const notes = [...new Set(examined.flatMap((each) => [...notesOn(secret, each)]))];
  if (places.some((suppression) => suppression === null)) return { status: 'new', suppression: null, places, notes };
  const baselined = places.find((suppression) => suppression?.by === 'baseline');
  return { status: baselined ? 'baselined' : 'allowed', suppression: baselined ?? places[0] ?? null, places, notes };
}

/** The nearest exception speaks: the marker beside the value, then the configuration, then a baseline. */
function suppressionOf(secret: SuppressibleSecret, { marked, entries, records }: Examined): Suppression | null {
  const marker = marked.markers.find((each) => markerApplies(each, secret.rule));
  if (marker) return { by: 'inline', where: whereIs(marker, marked.from), reason: marker.reason || (marker.tool === 'keysieve' ? 'no reason given' : `marked for ${marker.tool}`) };
  const entry = entries.find((each) => !each.expired);
  if (entry) return { by: 'config', where: entry.where, reason: printable(entry.entry.reason) };
  const [record] = records;
  return record ? { by: 'baseline', where: record.where, reason: printable(record.reason) } : null;
}

function whereIs(marker: Marker, place: SuppressiblePlace): string {
  return `${place.path}:${Math.min(Math.max(1, place.startLine + marker.line), place.endLine)}`;
}

function* notesOn(secret: SuppressibleSecret, { marked, entries }: Examined): Generator<string> {
  for (const marker of marked.markers.filter((each) => each.tool === 'keysieve')) {
    const where = whereIs(marker, marked.from);
    const names = printable(marker.rules.join(', '));
    if (marker.rules.length === 0) yield `${where}: the marker names no rule and allows nothing; write keysieve:allow ${secret.rule.id} and the reason`;
    else if (!markerApplies(marker, secret.rule)) yield `${where}: the marker allows ${names}, and this is ${secret.rule.id}: the rule stands first, then the reason`;
    else if (marker.reason === '') yield `${where}: the marker gives no reason`;
  }
  for (const entry of entries) {
    if (entry.expired) yield `${entry.where}: allowed this until ${entry.entry.until}`;
    else if (entry.byPathAlone && secret.reasons.includes('checksum')) yield `${entry.where}: allows this by its path alone, and its checksum is that of a real credential`;
  }
}

function staleEntries(allowlist: Allowlist, coverage: Coverage): readonly StaleException[] {
  return allowlist.entries.flatMap((compiled): StaleException[] => {
    const { entry, where, expired } = compiled;
    const about = { where, what: printable(entry.reason) };
    if (expired) return [{ ...about, why: 'expired', until: entry.until }];
    return coverage === 'whole' && !allowlist.fitted.has(compiled) ? [{ ...about, why: 'unmatched', until: null }] : [];
  });
}

function staleRecords(baseline: Baseline, matched: ReadonlySet<BaselineEntry>, coverage: Coverage, now: Date): readonly StaleException[] {
  return baseline.entries.flatMap((entry): StaleException[] => {
    const about = { where: entry.where, what: printable(entry.what) };
    if (isExpired(entry.until, now)) return [{ ...about, why: 'expired', until: entry.until }];
    return coverage === 'whole' && !matched.has(entry) ? [{ ...about, why: 'unmatched', until: null }] : [];
  });
}
