/** A file of findings that are known: what every format of it can do. */
import type { SuppressiblePlace, SuppressibleSecret } from '../suppressible.ts';

/** Formats that are read. Only the first is written. */
export type BaselineKind = 'keysieve' | 'detect-secrets' | 'gitleaks' | 'gitleaksignore';

/** One record of the file. */
export interface BaselineEntry {
  /** Where it is written: `.gitleaksignore:3`, `.secrets.baseline`. */
  readonly where: string;
  /** What it names, for people; holds no value: `a.py, Secret Keyword`. */
  readonly what: string;
  /** Why it is there, for the report. */
  readonly reason: string;
  /** Last day (UTC) on which it holds; null: no end. */
  readonly until: string | null;
}

/** A baseline that was read. */
export interface Baseline {
  readonly file: string;
  readonly kind: BaselineKind;
  readonly entries: readonly BaselineEntry[];
  /** What people should know about the file: entries that can never be matched, values in the clear. */
  readonly notices: readonly string[];
  /** Gives the records that cover the secret at this place; the first one speaks for them. Changes nothing. */
  match(secret: SuppressibleSecret, place: SuppressiblePlace): readonly BaselineEntry[];
}

/** Gives a path as baselines write it in the form of a place's path: `\` becomes `/`, a leading `./` goes. */
export function normalisePath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}

/** A place's path as gitleaks writes it for archive members: `a.tar.gz!b.tar!.env`. */
export function pathsOf(place: Pick<SuppressiblePlace, 'path' | 'inner'>): readonly string[] {
  return place.inner.length === 0 ? [place.path] : [place.path, [place.path, ...place.inner].join('!')];
}
