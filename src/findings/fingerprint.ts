/** The name of a secret that may be written down: in reports, baselines, ignore lists. */
import { createHmac, pbkdf2Sync } from 'node:crypto';

/**
 * Public: it only keeps our fingerprints from being comparable with other tools' hashes of the same value. What keeps a
 * guessable password safe is the cost of each guess, see below and docs/decisions/fingerprint.md.
 */
const KEY = 'keysieve fingerprint 1';
/** About a millisecond: nothing for a report, a thousand times the cost for somebody with a word list. */
const ITERATIONS = 2_000;
/** Values at least this long with at least so many different characters are beyond guessing; one hash will do. */
const LONG = 20;
const VARIED = 10;

/**
 * What makes two values the same secret: the value itself, and for private keys their base64 alone, so that a key with
 * real lines and the same key with `\n` escapes are one. Takes and gives binary strings.
 */
export function identityOf(value: string): string {
  if (!value.startsWith('-----BEGIN ')) return value;
  return value.replace(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, '').replace(/\\{1,4}[nrt]/g, '').replace(/[^A-Za-z0-9+/]/g, '');
}

/**
 * 16 hexadecimal digits from a secret's identity. The same secret has the same fingerprint wherever it stands and
 * whatever rule found it: rules, paths, lines and commits are no part of it.
 */
export function fingerprintOf(identity: string): string {
  const bytes = Buffer.from(identity, 'latin1');
  const guessable = identity.length < LONG || new Set(identity).size < VARIED;
  if (guessable) return pbkdf2Sync(bytes, KEY, ITERATIONS, 8, 'sha256').toString('hex');
  return createHmac('sha256', KEY).update(bytes).digest('hex').slice(0, 16);
}
