/** Offline checks by the name that rule files use. A new check is one file and one line here. */
import { checkAwsBedrockKey } from './aws-bedrock-key.ts';
import { checkAwsEcrPassword } from './aws-ecr-password.ts';
import { checkAwsKeyId } from './aws-key-id.ts';
import { checkAwsPresigned } from './aws-presigned.ts';
import { checkAzureDevopsToken } from './azure-devops-token.ts';
import { checkAzureKey } from './azure-key.ts';
import { checkAzureSas } from './azure-sas.ts';
import { checkBase58Check } from './base58check.ts';
import { checkBase64Json } from './base64-json.ts';
import { checkBech32 } from './bech32.ts';
import type { Check, CheckInput, CheckResult } from './check.ts';
import { checkCrc16Base32 } from './crc16-base32.ts';
import { checkConfluentSecret } from './confluent-secret.ts';
import { checkCrc32Base36 } from './crc32-base36.ts';
import { hasCrc32Base62 } from './crc32-base62.ts';
import { checkCrc32Base64 } from './crc32-base64.ts';
import { checkCrc32Hex } from './crc32-hex.ts';
import { checkDiscordToken } from './discord-token.ts';
import { checkEntraSecret } from './entra-secret.ts';
import { checkGitlabRoutable } from './gitlab-routable.ts';
import { checkHubspotKey } from './hubspot-key.ts';
import { checkJfrogReferenceToken } from './jfrog-reference-token.ts';
import { checkJwt } from './jwt.ts';
import { checkPem } from './pem.ts';
import { checkPuttyKey } from './putty-key.ts';
import { checkPypiToken } from './pypi-token.ts';
import { checkSwarmToken } from './swarm-token.ts';
import { checkTelegramToken } from './telegram-token.ts';
import { checkVaultToken } from './vault-token.ts';

export const CHECKS: Readonly<Record<string, Check>> = {
  'aws-bedrock-key': checkAwsBedrockKey,
  'aws-ecr-password': checkAwsEcrPassword,
  'aws-key-id': checkAwsKeyId,
  'aws-presigned': checkAwsPresigned,
  'azure-devops-token': checkAzureDevopsToken,
  'azure-key': checkAzureKey,
  'azure-sas': checkAzureSas,
  base58check: checkBase58Check,
  'base64-json': checkBase64Json,
  bech32: checkBech32,
  'confluent-secret': checkConfluentSecret,
  'crc16-base32': checkCrc16Base32,
  'crc32-base36': checkCrc32Base36,
  'crc32-base62': ({ value }) =>
    hasCrc32Base62(value) ? { outcome: 'passed', reason: 'checksum' } : { outcome: 'failed', reason: 'bad-checksum' },
  'crc32-base64': checkCrc32Base64,
  'crc32-hex': checkCrc32Hex,
  'discord-token': checkDiscordToken,
  'entra-secret': checkEntraSecret,
  'gitlab-routable': checkGitlabRoutable,
  'hubspot-key': checkHubspotKey,
  'jfrog-reference-token': checkJfrogReferenceToken,
  jwt: checkJwt,
  pem: checkPem,
  'putty-key': checkPuttyKey,
  'pypi-token': checkPypiToken,
  'swarm-token': checkSwarmToken,
  'telegram-token': checkTelegramToken,
  'vault-token': checkVaultToken,
};

/** Runs a check by name. Throws RangeError when there is none of that name. */
export function runCheck(name: string, input: CheckInput): CheckResult {
  const check = CHECKS[name];
  if (check === undefined) throw new RangeError(`unknown check ${name}`);
  return check(input);
}
