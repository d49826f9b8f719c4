/** JSON Web Tokens: header and claims are base64url JSON (RFC 7519, RFC 7515); read without verifying the signature. */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when header and payload parse, behind a prefix or without one; an expired token is of low severity, one signed with `none` proves nothing. */
export function checkJwt(input: CheckInput): CheckResult {
  // A provider's prefix (`ghs_1234_`, `bkaj_`) stands before the header, which begins with `{"`.
  const [head, payload, signature] = input.value.slice(Math.max(0, input.value.search(/eyJ/))).split('.');
  const header = parseObject(head);
  if (header === null || (header['alg'] === undefined && header['enc'] === undefined)) return { outcome: 'failed', reason: 'not-a-jwt' };
  if (header['enc'] !== undefined) return { outcome: 'unknown', reason: 'encrypted-jwt' };
  const claims = parseObject(payload);
  if (claims === null) return { outcome: 'failed', reason: 'not-a-jwt' };
  if (header['alg'] === 'none' || signature === undefined || signature === '') return { outcome: 'failed', reason: 'unsigned-jwt' };
  const facts: Record<string, string> = { 'jwt.alg': String(header['alg']) };
  for (const name of ['iss', 'sub', 'aud']) {
    const claim = claims[name];
    if (typeof claim === 'string') facts[`jwt.${name}`] = claim.slice(0, 120);
  }
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || !Number.isFinite(expiry) || expiry > 1e11) return { outcome: 'passed', reason: 'jwt-parses', facts };
  facts['jwt.exp'] = new Date(expiry * 1000).toISOString();
  if (expiry * 1000 < input.now.getTime()) return { outcome: 'passed', reason: 'expired', facts, severity: 'low' };
  return { outcome: 'passed', reason: 'jwt-parses', facts };
}

function parseObject(part: string | undefined): Record<string, unknown> | null {
  if (part === undefined || part === '') return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
