/** Tokens whose whole value, or whose part before the first dot, is base64 of a JSON object. */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when the value decodes to a JSON object; a prefix such as `ops_` or `glc_` is passed over. */
export function checkBase64Json(input: CheckInput): CheckResult {
  const start = input.value.indexOf('eyJ');
  const body = start < 0 ? input.value : input.value.slice(start);
  try {
    const value: unknown = JSON.parse(Buffer.from(body.split('.')[0] ?? '', 'base64').toString('utf8'));
    if (typeof value === 'object' && value !== null) return { outcome: 'passed', reason: 'decodes' };
  } catch {
    // Not JSON: answered below, as for JSON that is no object.
  }
  return { outcome: 'failed', reason: 'does-not-decode' };
}
