/** Offline checks by the name that rule files use. A new check is one file and one line here. */
import { checkAwsKeyId } from './aws-key-id.ts';
import { checkBase64Json } from './base64-json.ts';
import { checkBech32 } from './bech32.ts';
import type { Check, CheckInput, CheckResult } from './check.ts';
import { hasCrc32Base62 } from './crc32-base62.ts';
import { checkCrc32Hex } from './crc32-hex.ts';
import { checkGitlabRoutable } from './gitlab-routable.ts';
import { checkJwt } from './jwt.ts';
import { checkPem } from './pem.ts';

export const CHECKS: Readonly<Record<string, Check>> = {
  'aws-key-id': checkAwsKeyId,
  'base64-json': checkBase64Json,
  bech32: checkBech32,
  'crc32-base62': ({ value }) =>
    hasCrc32Base62(value) ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' },
  'crc32-hex': checkCrc32Hex,
  'gitlab-routable': checkGitlabRoutable,
  jwt: checkJwt,
  pem: checkPem,
};

/** Runs a check by name. Throws RangeError when there is none of that name. */
export function runCheck(name: string, input: CheckInput): CheckResult {
  const check = CHECKS[name];
  if (check === undefined) throw new RangeError(`unknown check ${name}`);
  return check(input);
}
