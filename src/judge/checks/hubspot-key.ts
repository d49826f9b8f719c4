/**
 * HubSpot's personal access keys: a protocol buffer in base64 whose first field is the region and an id.
 * Source: https://github.com/HubSpot/hubspot-local-dev-lib (the CLI reads the same fields)
 */
import type { CheckInput, CheckResult } from './check.ts';

const FIRST_FIELD = /^\n\$(na[1-9]|eu1|ap1|ca1|jp1|[a-z]{2}[0-9])-[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Passes when the first field reads as region and id; the region is a fact. */
export function checkHubspotKey(input: CheckInput): CheckResult {
  const region = FIRST_FIELD.exec(Buffer.from(input.value, 'base64').toString('latin1'))?.[1];
  return region === undefined ? { outcome: 'failed', reason: 'does-not-decode' } : { outcome: 'passed', reason: 'decodes', facts: { 'hubspot.region': region } };
}
