import { asBuffer } from '../native-search.ts';

/** Hints that are looked for together: any of the `probes` may stand for any of them. */
interface HintGroup {
  readonly hints: readonly string[];
  /** As they are spelled in practice; each costs one native search, which is cheapest for a rare first letter. */
  readonly probes: readonly string[];
  /** Looked for in large texts, too. */
  readonly anySize?: true;
}

const GROUPS: readonly HintGroup[] = [
  { hints: ['basic '], probes: ['asic '] },
  { hints: ['"auth"', "'auth'", 'auth:', '_auth'], probes: ['"auth"', "'auth'", '_auth', 'uth:'] },
  { hints: ['secret'], probes: ['Secret'], anySize: true },
  { hints: ['%22', '%25', '%2b', '%2f'], probes: ['%2'] },
  { hints: ['%3a', '%3d'], probes: ['%3'] },
  { hints: ['%40'], probes: ['%40'] },
  { hints: ['\\u00', '\\x'], probes: ['\\u00', '\\x'] },
  { hints: ['&quot;', '&#', '&apos;', '&colon;'], probes: ['&#', '&quot;', '&apos;', '&colon;'] },
];

/**
 * Literals (lower case) that a view must hold, in any case, for encodings that have no long runs to give them away:
 * Basic credentials, Docker's and npm's `auth`, Kubernetes Secrets, percent-encoded delimiters, escapes, entities.
 * A search that looks for the rules' literals anyway can look for these too, and pass on which it saw.
 */
export const DECODE_HINTS: readonly string[] = GROUPS.flatMap((group) => group.hints);

/**
 * From this size on a text is a bundle, a log or data, where looking for every hint costs a tenth of the whole search
 * and marked-up or percent-encoded values are copies of others. Manifests grow that large, so Secrets are looked for.
 */
const LARGE = 64 * 1024;

/** Whether most hints are not looked for in a text of so many bytes. */
export function isLarge(length: number): boolean {
  return length > LARGE;
}

/** The hints that a view may hold, for callers without a search of their own: no fewer than it does hold, large texts aside. */
export function hintsIn(bytes: Uint8Array): ReadonlySet<string> {
  return hintsWithin(bytes, isLarge(bytes.length));
}

/** The same for a part of a text, of which `large` says whether it is a large one. */
export function hintsWithin(bytes: Uint8Array, large: boolean): ReadonlySet<string> {
  const seen = new Set<string>();
  const text = asBuffer(bytes);
  // One search for a letter that several probes begin with, instead of one for each of them.
  const initials = new Map<string, boolean>();
  const begins = (probe: string): boolean => {
    const initial = probe.charAt(0);
    if (!RARE.includes(initial)) return true;
    let present = initials.get(initial);
    if (present === undefined) initials.set(initial, (present = text.includes(initial.charCodeAt(0))));
    return present;
  };
  for (const { hints, probes, anySize } of GROUPS) {
    if (large && anySize !== true) continue;
    if (probes.some((probe) => begins(probe) && text.includes(probe, 0, 'latin1'))) for (const hint of hints) seen.add(hint);
  }
  return seen;
}

/** First letters of several probes that most texts do not hold. */
const RARE = '%\\&';
