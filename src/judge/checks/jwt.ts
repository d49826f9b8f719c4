/** JSON Web Tokens: header and claims are base64url JSON (RFC 7519, RFC 7515); read without verifying the signature. */
import type { CheckInput, CheckResult } from './check.ts';

/** Claims that say whose token it is and what for: registered ones, and those of Azure (tid), Supabase (ref, role) and OpenID. */
const CLAIMS = ['iss', 'sub', 'aud', 'azp', 'client_id', 'email', 'tid', 'ref', 'role'] as const;

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
  for (const name of CLAIMS) {
    const claim = Array.isArray(claims[name]) ? claims[name].join(', ') : claims[name];
    if (typeof claim === 'string' && claim !== '') facts[`jwt.${name}`] = claim.slice(0, 120);
  }
  Object.assign(facts, serviceAccountOf(claims));
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || !Number.isFinite(expiry) || expiry > 1e11) return { outcome: 'passed', reason: 'jwt-parses', facts };
  facts['jwt.exp'] = new Date(expiry * 1000).toISOString();
  if (expiry * 1000 < input.now.getTime()) return { outcome: 'passed', reason: 'expired', facts, severity: 'low' };
  return { outcome: 'passed', reason: 'jwt-parses', facts };
}

/** Namespace and name in a Kubernetes token: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
function serviceAccountOf(claims: Record<string, unknown>): Record<string, string> {
  const bound = claims['kubernetes.io'] as { namespace?: unknown; serviceaccount?: { name?: unknown } } | undefined;
  const namespace = bound?.namespace ?? claims['kubernetes.io/serviceaccount/namespace'];
  const name = bound?.serviceaccount?.name ?? claims['kubernetes.io/serviceaccount/service-account.name'];
  return { ...(typeof namespace === 'string' && { 'kubernetes.namespace': namespace }), ...(typeof name === 'string' && { 'kubernetes.serviceAccount': name }) };
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
