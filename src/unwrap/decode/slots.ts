import type { EncodedRun } from './run.ts';
import { secretData } from './secret-data.ts';

/**
 * `Authorization: Basic <base64>`, `"auth": "<base64>"` of Docker's config.json, `_auth=<base64>` of .npmrc. Every match
 * holds one of the hints, so that what is found on a line does not depend on other lines.
 */
const CREDENTIALS = /(?:\b[Bb]asic [ \t]*|(?<![A-Za-z0-9])(?:_auth["']?[ \t]*[:=]|(["'])auth\1[ \t]*[:=]|[Aa]uth:)[ \t]*)["']?([A-Za-z0-9+/_-]{6,}={0,2})/g;
const CREDENTIAL_HINTS = ['basic ', '"auth"', "'auth'", 'auth:', '_auth'];

/**
 * Finds base64 by the place where it stands, however short: Basic credentials and the data of Kubernetes Secrets.
 *
 * @param text a binary string
 * @param hints which of DECODE_HINTS the text holds
 */
export function findSlots(text: string, hints: ReadonlySet<string>): EncodedRun[] {
  return [
    ...(CREDENTIAL_HINTS.some((hint) => hints.has(hint)) ? credentials(text) : []),
    ...(hints.has('secret') ? secretData(text) : []),
  ];
}

function credentials(text: string): EncodedRun[] {
  return Array.from(text.matchAll(CREDENTIALS), (match) => {
    const end = match.index + match[0].length;
    const start = end - (match[2] ?? '').length;
    return { start, end, layer: 'base64', content: 'credentials', name: null, proven: false };
  });
}
