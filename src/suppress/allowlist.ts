/** The allow entries of keysieve.yaml, compiled, and which of them were of use. */
import { isExpired } from '../config/calendar-day.ts';
import type { AllowEntry, Config } from '../config/config.ts';
import { compileGlob } from '../config/glob.ts';
import { namesRule } from '../config/rule-name.ts';
import { toUnicode } from './binary-text.ts';
import type { SuppressiblePlace, SuppressibleSecret } from './suppressible.ts';
import type { LimitedPattern, TimeLimit } from './time-limit.ts';

/** One allow entry with what became of it. */
export interface CompiledEntry {
  readonly entry: AllowEntry;
  /** `keysieve.yaml:12`. */
  readonly where: string;
  readonly expired: boolean;
  /** True when the entry names paths and nothing narrower. */
  readonly byPathAlone: boolean;
  readonly fits: (secret: SuppressibleSecret, place: SuppressiblePlace) => boolean;
}

/** The entries, in the order of the file. */
export interface Allowlist {
  readonly entries: readonly CompiledEntry[];
  /** Entries that have fitted something, expired ones included. */
  readonly fitted: ReadonlySet<CompiledEntry>;
  /**
   * Gives the entries that fit the secret at one place, without remembering them: to be called inside `TimeLimit.run`.
   * The first one that is not expired is the one that allows. Entries after it are only tried until they have fitted once.
   */
  fitting(secret: SuppressibleSecret, place: SuppressiblePlace): readonly CompiledEntry[];
  /** Remembers that entries fitted. */
  remember(entries: readonly CompiledEntry[]): void;
}

/** Compiles the entries of a configuration. `now` decides which are expired; the regexes run under `limit`. */
export function compileAllowlist(config: Pick<Config, 'allow' | 'file'>, now: Date, limit: TimeLimit): Allowlist {
  const entries = config.allow.map((entry) => compileEntry(entry, `${config.file ?? 'configuration'}:${entry.line}`, now, limit));
  const fitted = new Set<CompiledEntry>();
  return {
    entries,
    fitted,
    fitting(secret, place) {
      const fits: CompiledEntry[] = [];
      let allowed = false;
      for (const entry of entries) {
        if ((allowed && fitted.has(entry)) || !entry.fits(secret, place)) continue;
        fits.push(entry);
        allowed ||= !entry.expired;
      }
      return fits;
    },
    remember: (those) => {
      for (const entry of those) fitted.add(entry);
    },
  };
}

function compileEntry(entry: AllowEntry, where: string, now: Date, limit: TimeLimit): CompiledEntry {
  const globs = entry.paths.map((glob) => compileGlob(glob));
  const regexes = (sources: readonly string[]): readonly LimitedPattern[] => sources.map((source) => limit.compile(source, where));
  const [pathRegexes, values, lines] = [regexes(entry.pathRegexes), regexes(entry.values), regexes(entry.lines)];
  const found = (patterns: readonly LimitedPattern[], text: string): boolean => patterns.some((pattern) => limit.test(pattern, text));

  // Cheapest first. A kind that the entry does not have is no condition.
  const conditions: readonly [present: readonly unknown[], holds: (secret: SuppressibleSecret, place: SuppressiblePlace) => boolean][] = [
    [entry.rules, (secret) => entry.rules.some((name) => namesRule(name.value, secret.rule))],
    [entry.commits, (_, { commit }) => commit !== null && entry.commits.some((id) => commit.toLowerCase().startsWith(id))],
    [entry.fingerprints, (secret) => entry.fingerprints.includes(secret.fingerprint)],
    [globs, (_, { path }) => globs.some((matches) => matches(path))],
    [entry.stopWords, (secret) => containsAny(toUnicode(secret.value).toLowerCase(), entry.stopWords)],
    [pathRegexes, (_, { path }) => found(pathRegexes, path)],
    [values, (secret) => found(values, toUnicode(secret.value))],
    [lines, (_, { lineText }) => found(lines, toUnicode(lineText))],
  ];
  const asked = conditions.filter(([present]) => present.length > 0).map(([, holds]) => holds);
  return {
    entry,
    where,
    expired: isExpired(entry.until, now),
    byPathAlone: asked.length === 1 && entry.paths.length + entry.pathRegexes.length > 0,
    fits: (secret, place) => asked.every((holds) => holds(secret, place)),
  };
}

function containsAny(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.includes(word));
}
