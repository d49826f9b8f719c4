/**
 * Registry passwords of Amazon ECR: base64 of a JSON object with an encrypted payload and, in most of them, the second
 * at which it stops to work; written behind `AWS:` and encoded once more for Docker's configuration.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when the object can be read; one that has expired is of low severity. */
export function checkAwsEcrPassword(input: CheckInput): CheckResult {
  let text = Buffer.from(input.value, 'base64').toString('latin1');
  if (text.startsWith('AWS:')) text = Buffer.from(text.slice(4), 'base64').toString('latin1');
  let fields: { payload?: unknown; expiration?: unknown };
  try {
    fields = JSON.parse(text) as typeof fields;
  } catch {
    return { outcome: 'failed', reason: 'does-not-decode' };
  }
  if (typeof fields.payload !== 'string') return { outcome: 'failed', reason: 'does-not-decode' };
  const { expiration } = fields;
  if (typeof expiration !== 'number' || !(expiration > 0 && expiration < 1e11)) return { outcome: 'passed', reason: 'decodes' };
  const facts = { 'aws.expiry': new Date(expiration * 1000).toISOString() };
  return expiration * 1000 < input.now.getTime() ? { outcome: 'passed', reason: 'expired', facts, severity: 'low' } : { outcome: 'passed', reason: 'decodes', facts };
}
