/**
 * Discord bot tokens: the first part is the bot's id in base64, and an id holds the moment it was made.
 * Source: https://discord.com/developers/docs/reference#snowflakes
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Milliseconds: the first second of 2015. */
const EPOCH = 1_420_070_400_000;
const DAY = 86_400_000;

/** Passes when the first part is an id that was made between Discord's beginning and now. */
export function checkDiscordToken(input: CheckInput): CheckResult {
  const id = Buffer.from(input.value.split('.')[0] ?? '', 'base64url').toString('latin1');
  if (!/^[1-9][0-9]{16,19}$/.test(id)) return { outcome: 'failed', reason: 'no-id' };
  const made = Number(BigInt(id) >> 22n) + EPOCH;
  if (made > input.now.getTime() + DAY) return { outcome: 'failed', reason: 'id-of-the-future' };
  return { outcome: 'passed', partial: true, reason: 'id-decodes', facts: { 'discord.bot': id, 'discord.created': new Date(made).toISOString().slice(0, 10) } };
}
