/**
 * Vault service tokens with server-side consistency, `hvs.CAES…`: a signed message (version, a MAC of 32 bytes, the
 * token) in base64url.
 * Source: https://github.com/hashicorp/vault/blob/main/vault/tokens/token.proto
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Field 1, number 1; field 2, 32 bytes; field 3, a message. */
const HEAD = Buffer.from([0x08, 0x01, 0x12, 0x20]);
const INNER = { at: 36, tag: 0x1a };

/** Passes when the message reads to its end; `unknown` for short tokens and those of a namespace, which are random alone. */
export function checkVaultToken(input: CheckInput): CheckResult {
  const body = input.value.slice(input.value.indexOf('.') + 1);
  if (!body.startsWith('CAES')) return { outcome: 'unknown', reason: 'no-structure' };
  const bytes = Buffer.from(body.split('.')[0] ?? '', 'base64url');
  const inner = bytes[INNER.at + 1] ?? 0;
  const whole = bytes.subarray(0, 4).equals(HEAD) && bytes[INNER.at] === INNER.tag && inner > 0 && INNER.at + 2 + inner === bytes.length;
  return whole ? { outcome: 'passed', reason: 'decodes' } : { outcome: 'failed', reason: 'does-not-decode' };
}
