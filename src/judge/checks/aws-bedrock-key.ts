/**
 * Long-term keys of Amazon Bedrock: `ABSK` and, in base64, the name of the IAM user that was made for the key, its
 * account and the secret: `BedrockAPIKey-<suffix>-at-<account>:<secret>`.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-generate.html
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when user, account and secret can be read; user and account are facts. */
export function checkAwsBedrockKey(input: CheckInput): CheckResult {
  const text = Buffer.from(input.value.replace(/^ABSK/, ''), 'base64').toString('latin1');
  const [, user, account] = /^(BedrockAPIKey-[A-Za-z0-9+=,.@_-]{1,60}?-at-(\d{12})):[\x20-\x7e]{16,120}$/.exec(text) ?? [];
  if (user === undefined || account === undefined) return { outcome: 'failed', reason: 'does-not-decode' };
  return { outcome: 'passed', reason: 'account-decodes', facts: { 'aws.account': account, 'aws.user': user } };
}
