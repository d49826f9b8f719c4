/**
 * Private keys in PEM armour: the body is base64 of a structure that can be read without trusting it.
 * Sources: RFC 7468 (armour), RFC 1421 (headers of the older form); the structures have files of their own.
 */
import type { CheckInput, CheckResult } from './check.ts';
import { checkDerKey } from './der-key.ts';
import { checkOpenSshKey } from './openssh-key.ts';
import { checkPgpKey } from './pgp-key.ts';

/** Passes when the body is the structure its label promises; a cut-off key is `unknown`, text that is no key `failed`. */
export function checkPem(input: CheckInput): CheckResult {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(input.value)?.[1] ?? '';
  const complete = input.value.includes('-----END ');
  const text = bodyOf(input.value);
  // OpenPGP ends its armour with a checksum of its own, `=` and four characters.
  const armourChecksum = /=([A-Za-z0-9+/]{4})$/.exec(text)?.[1];
  const body = text.length < 32 ? null : Buffer.from(label.startsWith('PGP') && armourChecksum !== undefined ? text.slice(0, -5) : text, 'base64');
  if (body === null || body.length < 24) return { outcome: 'failed', reason: 'not-a-key' };
  if (label.startsWith('PGP')) return checkPgpKey(body, complete, armourChecksum ?? null);
  if (label.startsWith('OPENSSH')) return checkOpenSshKey(body);
  if (isEncrypted(input.value, label)) return { outcome: 'passed', reason: 'encrypted-key', severity: 'low' };
  return checkDerKey(body, complete);
}

/** Pieces of a literal that the language puts together: `"…" + "…"`, also over lines. The plus is a character of base64. */
const JOIN = /["'`]\s{0,80}[+.&,]?\s{0,80}["'`]/g;
/** Headers of RFC 1421 and of OpenPGP, a line each. */
const HEADER = /(?:^|\n|\\n)[ \t]*[A-Za-z][A-Za-z0-9-]{1,30}: [^\n\\]*/g;

/** The base64 between the armour lines, freed of line ends, escapes, quotes and headers. */
function bodyOf(pem: string): string {
  const inner = pem.replace(/-----BEGIN [A-Z0-9 ]+-----/, '').replace(/-----END [A-Z0-9 ]+-----[\s\S]*/, '');
  return inner.replace(JOIN, '').replace(HEADER, '').replace(/\\{1,4}[nrt]/g, '').replace(/[^A-Za-z0-9+/=]/g, '');
}

function isEncrypted(pem: string, label: string): boolean {
  return label.startsWith('ENCRYPTED') || pem.includes('Proc-Type: 4,ENCRYPTED');
}
