/**
 * Requests that AWS signed in advance: the query says who signed, for which region and service, and until when. A
 * Bedrock short-term key is such a request in base64.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when the query has a date; one that has expired is of low severity. `unknown` when the query is cut off. */
export function checkAwsPresigned(input: CheckInput): CheckResult {
  const query = queryOf(input);
  const facts: Record<string, string> = {};
  const [key, , region, service] = decode(parameter(query, 'Credential')).split('/');
  if (key !== undefined && /^A[A-Z]{3}[A-Z0-9]{16}$/.test(key)) facts['aws.keyId'] = key;
  if (region !== undefined && /^[a-z]{2}(?:-[a-z]{3,9}){1,2}-\d$/.test(region)) facts['aws.region'] = region;
  if (service !== undefined && /^[a-z0-9-]{2,30}$/.test(service)) facts['aws.service'] = service;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(parameter(query, 'Date')) ?? [];
  const seconds = Number(parameter(query, 'Expires') || 'NaN');
  const from = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(from) || !(seconds >= 0 && seconds <= 604_800)) return { outcome: 'unknown', reason: 'no-date', facts };
  const until = from + seconds * 1000;
  facts['aws.expiry'] = new Date(until).toISOString();
  return until < input.now.getTime() ? { outcome: 'passed', partial: true, reason: 'expired', facts, severity: 'low' } : { outcome: 'passed', partial: true, reason: 'decodes', facts };
}

/** The query around a signature, or inside of a Bedrock key. */
function queryOf(input: CheckInput): string {
  const bedrock = /^bedrock-api-key-(.+)$/s.exec(input.value)?.[1];
  if (bedrock !== undefined) return Buffer.from(bedrock, 'base64').toString('latin1');
  const before = /[^\s"'<>`]*$/.exec(input.context.slice(0, input.contextOffset))?.[0] ?? '';
  const after = /^[^\s"'<>`]*/.exec(input.context.slice(input.contextOffset + input.value.length))?.[0] ?? '';
  return before + after;
}

/** The value of `X-Amz-<name>`; empty when it is not there. `&` may be escaped for HTML or JSON. */
function parameter(query: string, name: string): string {
  return new RegExp(`X-Amz-${name}=([A-Za-z0-9%/+=_.-]{1,400}?)(?:&|\\\\u0026|$)`).exec(query)?.[1] ?? '';
}

function decode(text: string): string {
  return text.replace(/%2[Ff]/g, '/');
}
