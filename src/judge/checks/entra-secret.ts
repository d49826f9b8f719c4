/**
 * Client secrets of Microsoft Entra ID: `<3 characters>8Q~<31 characters><checksum>`. The checksum is the first three of
 * the six digits of a Marvin32 hash of all before it, in base 66. The older form, with `7Q~`, has none. Whose secret it is
 * stands beside it, in the JSON of `az ad sp create-for-rbac` as in an .env file: tenant, client, subscription.
 * Sources: https://github.com/microsoft/security-utilities (IdentifiableMetadata.cs, CustomAlphabetEncoder.cs),
 * https://learn.microsoft.com/en-us/cli/azure/azure-cli-sp-tutorial-1
 */
import type { CheckInput, CheckResult } from './check.ts';
import { marvin32 } from './marvin.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';
const SEED = 'AadPwd00';

/** The three characters that follow `body`, the secret's first 37. */
export function entraChecksum(body: string): string {
  let rest = marvin32(Buffer.from(body, 'latin1'), SEED);
  let text = '';
  for (let place = 0; place < 6; place += 1) {
    text = (ALPHABET[rest % 66] ?? '') + text;
    rest = Math.floor(rest / 66);
  }
  return text.slice(0, 3);
}

/** Passes on a right checksum; `unknown` for the form without one. Gives the ids beside it as facts. */
export function checkEntraSecret(input: CheckInput): CheckResult {
  const { value } = input;
  const facts = idsBeside(input.context);
  if (value.length !== 40 || value.slice(3, 6) !== '8Q~') return { outcome: 'unknown', reason: 'no-checksum', facts };
  const right = entraChecksum(value.slice(0, -3)) === value.slice(-3);
  return right ? { outcome: 'passed', reason: 'checksum', facts } : { outcome: 'failed', reason: 'bad-checksum', facts };
}

/** The first tenant, client and subscription id in the text around a secret. */
function idsBeside(context: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, fact] of [['tenant', 'azure.tenant'], ['(?:client|app|application)', 'azure.client'], ['subscription', 'azure.subscription']] as const) {
    const id = new RegExp(`${name}(?:[_-]?id)?[\\\\"' ]{0,4}[:=][\\\\"' ]{0,4}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`, 'i').exec(context)?.[1];
    if (id !== undefined) facts[fact] = id;
  }
  return facts;
}
