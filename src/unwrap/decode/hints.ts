import { latin1 } from '../native-search.ts';

/**
 * Literals (lower case) that a view must hold, in any case, for encodings that have no long runs to give them away:
 * Basic credentials, Docker's and npm's `auth`, Kubernetes Secrets, percent-encoded delimiters, escapes, entities.
 * A search that looks for the rules' literals anyway can look for these too, and pass on which it saw.
 */
export const DECODE_HINTS: readonly string[] = [
  'basic ', '"auth"', 'auth:', '_auth', 'secret',
  '%3a', '%3d', '%22', '%25', '%40', '%2f', '%2b', '\\u00', '\\x', '&quot;', '&#', '&apos;', '&colon;',
];

const ANY_HINT = new RegExp(DECODE_HINTS.map((hint) => hint.replace(/[\\&]/g, '\\$&')).join('|'), 'gi');

/** The hints that a view holds, for callers without a search of their own. */
export function hintsIn(bytes: Uint8Array): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const [hint] of latin1(bytes).matchAll(ANY_HINT)) {
    seen.add(hint.toLowerCase());
    if (seen.size === DECODE_HINTS.length) break;
  }
  return seen;
}
