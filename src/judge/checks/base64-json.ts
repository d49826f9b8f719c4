/** Tokens whose value, or whose part before the first separator, is base64 of a JSON object. */
import type { CheckInput, CheckResult } from './check.ts';

/** Members that describe a token and are no part of its secret: name → fact. */
const FACTS: Readonly<Record<string, string>> = {
  o: 'token.organization', org: 'token.organization', organization: 'token.organization', n: 'token.name', u: 'token.user', host: 'token.host',
  url: 'token.url', region: 'token.region', region_url: 'token.region-url', api_address: 'token.url', 'miro.origin': 'token.region',
};

/** Passes when the value decodes to a JSON object; a prefix such as `ops_` or `glc_` is passed over. An `exp` that has passed lowers it. */
export function checkBase64Json(input: CheckInput): CheckResult {
  const start = input.value.indexOf('eyJ');
  const body = start < 0 ? input.value : input.value.slice(start);
  // `_` is a character of base64url and a separator: the longest part that decodes is the object.
  const first = body.split(/[.=]/)[0] ?? '';
  const object = parseObject(first) ?? parseObject(first.split('_')[0] ?? '');
  if (object === null) return { outcome: 'failed', reason: 'does-not-decode' };
  const facts: Record<string, string> = {};
  for (const [member, fact] of Object.entries(FACTS)) {
    const value = object[member];
    if (typeof value === 'string' && value !== '') facts[fact] = value.slice(0, 120);
  }
  const expiry = object['exp'];
  if (typeof expiry === 'number' && expiry > 0 && expiry < 1e11) {
    facts['token.expiry'] = new Date(expiry * 1000).toISOString();
    if (expiry * 1000 < input.now.getTime()) return { outcome: 'passed', reason: 'expired', facts, severity: 'low' };
  }
  return { outcome: 'passed', reason: 'decodes', ...(Object.keys(facts).length > 0 && { facts }) };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
