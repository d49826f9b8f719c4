/**
 * Shared access signatures of Azure: the query says what they open (`sr`, `ss`), which rights (`sp`) and until when (`se`).
 * Source: https://learn.microsoft.com/en-us/rest/api/storageservices/create-service-sas
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when the query names an end; one that has passed makes the severity low. `unknown` when it has none. */
export function checkAzureSas(input: CheckInput): CheckResult {
  const before = /[^\s"'<>`]*$/.exec(input.context.slice(0, input.contextOffset))?.[0] ?? '';
  const after = /^[^\s"'<>`]*/.exec(input.context.slice(input.contextOffset + input.value.length))?.[0] ?? '';
  const parameter = (name: string): string | undefined => new RegExp(`[?&;]${name}=([A-Za-z0-9%:.,_-]{1,60})`).exec(before + after)?.[1];
  const facts: Record<string, string> = {};
  const rights = parameter('sp');
  if (rights !== undefined) facts['azure.rights'] = rights;
  const end = Date.parse((parameter('se') ?? '').replace(/%3[Aa]/g, ':'));
  if (Number.isNaN(end)) return { outcome: 'unknown', reason: 'no-date', facts };
  facts['azure.expiry'] = new Date(end).toISOString();
  return end < input.now.getTime() ? { outcome: 'passed', partial: true, reason: 'expired', facts, severity: 'low' } : { outcome: 'passed', partial: true, reason: 'decodes', facts };
}
