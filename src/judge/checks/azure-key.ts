/**
 * Keys of Azure services that carry Microsoft's mark: base64 of random bytes, a signature of four characters that names
 * the service, and a Marvin32 checksum of all before it. Two forms:
 *
 * - identifiable: `…<signature><checksum, the last four bytes>`; the checksum's seed tells what the key may do.
 * - annotated: 52 characters, `JQQJ9` and a kind, year and month of making, reserved characters, signature, checksum in
 *   base 62 (four of its six characters in keys of 84 characters, all in those of 88).
 *
 * Source: https://github.com/microsoft/security-utilities (IdentifiableSecrets.cs, IdentifiableMetadata.cs)
 */
import type { CheckInput, CheckResult } from './check.ts';
import { marvin32 } from './marvin.ts';

const MESSAGING = { Send0000: 'send', Listen00: 'listen', Manage00: 'manage', System00: 'system', Unknown0: 'unknown' };
/** Signature → seed of the checksum → what such a key may do. */
const SEEDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '+ASt': { Default0: 'account' },
  '+ABa': { AbAcct00: 'account' },
  '+AMC': { Classic0: 'service' },
  '+ASb': MESSAGING,
  '+AEh': MESSAGING,
  '+ARm': MESSAGING,
  '+ACR': { ACRDflt0: 'registry' },
  ACDb: { MastRW00: 'read-write', MastRO00: 'read-only', SysAll00: 'system', SystRW00: 'system', SystRO00: 'system', Resour00: 'resource', Encryp00: 'encryption' },
  AIoT: { IoTHub00: 'hub', DpsKey00: 'provisioning', Device00: 'device' },
  APIM: { Tenant00: 'management', IoTHub00: 'subscription', Gatewy00: 'gateway', GitKey00: 'repository' },
  AzCa: { Access00: 'access' },
  AzFu: { Functi00: 'function', Master00: 'master', System00: 'system' },
  AzSe: { Query000: 'query', PAdmin00: 'admin' },
  AZEG: { SendRecv: 'send' },
};
/** Services that change keys after making them, or whose seeds are not all published: a wrong checksum says nothing. */
const UNSETTLED: ReadonlySet<string> = new Set(['APIM', 'AzCa', 'AZEG']);
const ANNOTATED_SEED = 'Default0';
const ANNOTATED = /^[A-Za-z0-9+/]{52}JQQJ9[9DH]([A-Za-z0-9])([A-L])[A-Za-z0-9+/]{24}(?:[A-Za-z0-9+/]{2}==)?$/;
const IDENTIFIABLE = /(\+A(?:St|Ba|MC|Sb|Eh|Rm|CR)|ACDb|AIoT|APIM|AzCa|AzFu|AzSe|AZEG)[A-Za-z0-9+/]{6}={0,2}$/;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const YEARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Passes when the checksum is right and says what the key may do or when it was made; keys without a mark are `unknown`. */
export function checkAzureKey(input: CheckInput): CheckResult {
  const value = toStandardBase64(input.value);
  const annotated = ANNOTATED.exec(value);
  if (annotated !== null) return checkAnnotated(value, annotated[1] ?? '', annotated[2] ?? '');
  const signature = IDENTIFIABLE.exec(value)?.[1];
  if (signature === undefined) return { outcome: 'unknown', reason: 'unmarked' };
  for (const [seed, scope] of Object.entries(SEEDS[signature] ?? {})) {
    if (withAzureChecksum(value, seed) === value) return { outcome: 'passed', reason: 'checksum', facts: { 'azure.key-scope': scope } };
  }
  return UNSETTLED.has(signature) ? { outcome: 'unknown', reason: 'checksum-unproven' } : { outcome: 'failed', reason: 'bad-checksum' };
}

function checkAnnotated(value: string, year: string, month: string): CheckResult {
  const tail = value.slice(80);
  if (annotatedChecksum(value.slice(0, 80), tail.length) !== tail && binaryChecksum(value) !== tail) return { outcome: 'failed', reason: 'bad-checksum' };
  const made = `${2024 + YEARS.indexOf(year)}-${String('ABCDEFGHIJKL'.indexOf(month) + 1).padStart(2, '0')}`;
  return { outcome: 'passed', reason: 'checksum', facts: { 'azure.key-created': made } };
}

/** An identifiable key (standard base64) with its last four bytes replaced by the checksum under `seed`. */
export function withAzureChecksum(key: string, seed: string): string {
  const bytes = Buffer.from(key, 'base64');
  bytes.writeUInt32LE(marvin32(bytes.subarray(0, -4), seed), bytes.length - 4);
  return bytes.toString('base64');
}

/** The checksum of an annotated key's first 80 characters, as it stands in keys with `length` (4 or 8) characters after them. */
export function annotatedChecksum(body: string, length: number): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(marvin32(Buffer.from(body, 'base64'), ANNOTATED_SEED));
  let text = '';
  for (let rest = sum.readUInt32BE(); rest > 0; rest = Math.floor(rest / 62)) text = (BASE62[rest % 62] ?? '') + text;
  // The number's leading zero bytes become zeros before it, and what is missing to six characters is filled behind it.
  const zeros = sum.findIndex((byte) => byte !== 0);
  return Buffer.from(`${'0'.repeat(Math.max(0, zeros))}${text}`.padEnd(6, '0'), 'base64').toString('base64').slice(0, length);
}

/** Keys made before the base-62 form end in the plain bytes of the checksum. */
function binaryChecksum(value: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(marvin32(Buffer.from(value.slice(0, 80), 'base64'), ANNOTATED_SEED));
  return sum.subarray(0, value.length === 84 ? 3 : 4).toString('base64');
}

/** Function keys use the alphabet of URLs; connection strings in JSON escape the plus. */
function toStandardBase64(value: string): string {
  return value.replace(/\\u002[Bb]|%2[Bb]/g, '+').replace(/\\u002[Ff]|%2[Ff]/g, '/').replace(/\\u003[Dd]|%3[Dd]/g, '=').replaceAll('-', '+').replaceAll('_', '/');
}
