/**
 * JFrog's reference tokens: `reftkn:<version>:<expiry>:<random>` in base64, the expiry in seconds, zero for none.
 * Source: https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-tokens
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when the four parts are there; an expired one is of low severity. */
export function checkJfrogReferenceToken(input: CheckInput): CheckResult {
  const expiry = /^reftkn:[0-9]{2}:([0-9]{10}):[A-Za-z0-9+/=_-]{16,64}$/.exec(Buffer.from(input.value, 'base64').toString('latin1'))?.[1];
  if (expiry === undefined) return { outcome: 'failed', reason: 'does-not-decode' };
  if (Number(expiry) === 0) return { outcome: 'passed', reason: 'decodes' };
  const facts = { 'jfrog.expiry': new Date(Number(expiry) * 1000).toISOString() };
  const expired = Number(expiry) * 1000 < input.now.getTime();
  return expired ? { outcome: 'passed', reason: 'expired', facts, severity: 'low' } : { outcome: 'passed', reason: 'decodes', facts };
}
