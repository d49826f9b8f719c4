/**
 * AWS access key ids carry their account's number: the characters after the four-letter prefix are base 32, and bits
 * 7 to 47 of the first six bytes are the account id. Ids made before March 2019 (fifth character below I) use an older
 * numbering and say nothing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids (prefixes);
 * `aws sts get-access-key-info` gives the same account for an id.
 */
import type { CheckInput, CheckResult } from './check.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Passes when the id decodes; `failed` when a character is outside base 32, which no real id has. */
export function checkAwsKeyId(input: CheckInput): CheckResult {
  const body = input.value.slice(4);
  let bits = 0n;
  for (const character of body) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return { outcome: 'failed', reason: 'not-base32' };
    bits = (bits << 5n) | BigInt(digit);
  }
  if (body.length !== 16) return { outcome: 'unknown', reason: 'length' };
  if ((body[0] ?? '') < 'I' && (body[0] ?? '') >= 'A') return { outcome: 'unknown', reason: 'old-numbering' };
  const firstSixBytes = bits >> 32n;
  const account = (firstSixBytes & 0x7fffffffff80n) >> 7n;
  if (account > 999999999999n) return { outcome: 'unknown', reason: 'account-out-of-range' };
  return { outcome: 'passed', reason: 'account-decodes', facts: { 'aws.account': account.toString().padStart(12, '0') } };
}
