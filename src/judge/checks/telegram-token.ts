/**
 * Telegram bot tokens, `<bot's id>:<35 characters>`. Ids are numbers of at most 52 bits; those given to bots until now
 * have at most ten digits.
 * Source: https://core.telegram.org/bots/api#user, https://core.telegram.org/bots/features#generating-an-authentication-token
 */
import type { CheckInput, CheckResult } from './check.ts';

const LARGEST_ID = 2 ** 52 - 1;
const SMALLEST_ID = 10_000_000;

/** Passes when the part before the colon is a number that can be an id: without leading zeros, and in range. */
export function checkTelegramToken(input: CheckInput): CheckResult {
  const digits = /^[0-9]+(?=:)/.exec(input.value)?.[0] ?? '';
  const inRange = /^[1-9]/.test(digits) && Number(digits) >= SMALLEST_ID && Number(digits) <= LARGEST_ID;
  return inRange ? { outcome: 'passed', partial: true, reason: 'id-in-range' } : { outcome: 'failed', reason: 'no-id' };
}
