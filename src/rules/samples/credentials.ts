/**
 * Generators of whole credentials whose structure or checksum holds, for rules with a check. Each one is written with
 * the encoder of its check, from random parts.
 */
import { azureDevopsToken } from '../../judge/checks/azure-devops-token.ts';
import { annotatedChecksum, withAzureChecksum } from '../../judge/checks/azure-key.ts';
import { base58Check } from '../../judge/checks/base58check.ts';
import { crc16Base32 } from '../../judge/checks/crc16-base32.ts';
import { entraChecksum } from '../../judge/checks/entra-secret.ts';
import type { Random } from './random.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ALNUM = `${LETTERS}0123456789`;
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';

export const CREDENTIALS: Readonly<Record<string, (argument: string, random: Random) => string>> = {
  /** `<azure-key:64:+ASt:Default0>`: so many bytes in base64, Microsoft's mark and the checksum under a seed; `-url` in the alphabet of URLs, `-alnum` without its special characters. */
  'azure-key': azureKey,
  'azure-key-url': (argument, random) => azureKey(argument, random).replaceAll('+', '-').replaceAll('/', '_'),
  'azure-key-alnum': (argument, random) => {
    for (;;) {
      const key = azureKey(argument, random);
      if (/^[A-Za-z0-9]+$/.test(key)) return key;
    }
  },
  /** `<azure-annotated:99:AAAAAZMP:4>`: kind of the key, the last four reserved characters with the service's mark, length of the checksum (4 or 8). */
  'azure-annotated': (argument, random) => {
    const [kind = '', mark = '', length = ''] = argument.split(':');
    const body = `${random.text(ALNUM, 52)}JQQJ${kind}${random.pick('ABCD')}${random.pick('ABCDEFGHIJKL')}${random.text(ALNUM, 20 - mark.length)}${mark}`;
    return body + annotatedChecksum(body, Number(length));
  },
  /** `<entra-secret>`: an app registration's secret with its checksum. */
  'entra-secret': (_argument, random) => {
    const body = `${random.text(ALNUM, 3)}8Q~${random.text(`${ALNUM}._~-`, 31)}`;
    const secret = body + entraChecksum(body);
    // Rules end a value at a letter or digit; one secret in fourteen ends otherwise.
    return /[A-Za-z0-9]$/.test(secret) ? secret : (CREDENTIALS['entra-secret'] as (argument: string, random: Random) => string)('', random);
  },
  'azure-devops-token': (_argument, random) => azureDevopsToken(bytesOf(32, random)),
  /** `<base58check:0488ade4:74>`: version bytes in hexadecimal digits, so many random bytes, the checksum. */
  base58check: (argument, random) => base58Check(headed(argument, random)),
  /** `<crc16-base32:90:32>`: the same in base 32 (Stellar, NATS). */
  'crc16-base32': (argument, random) => crc16Base32(headed(argument, random)),
  /** `<pypi-token:pypi.org>`: a macaroon for this index with one caveat. */
  'pypi-token': (argument, random) => {
    const hex = random.text('0123456789abcdef', 32);
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    const head = [Buffer.from([2]), field(1, argument), field(2, id), Buffer.from([0])];
    const caveat = [field(2, `[3, "${id}"]`), Buffer.from([0, 0])];
    return `pypi-${Buffer.concat([...head, ...caveat, Buffer.from([6, 32]), bytesOf(32, random)]).toString('base64url')}`;
  },
  /** `<vault-token>`: the signed message of a service token, without `hvs.`. */
  'vault-token': (_argument, random) => {
    const token = field(0x0a, random.text(ALNUM, 24));
    return Buffer.concat([Buffer.from([8, 1, 0x12, 0x20]), bytesOf(32, random), Buffer.from([0x1a, token.length]), token]).toString('base64url');
  },
  /** `<swarm-token>`: digest and secret of a join token, without `SWMTKN-1-`. */
  'swarm-token': (_argument, random) => `${random.pick('012')}${random.text(BASE36, 49)}-${random.pick('0123456789')}${random.text(BASE36, 24)}`,
};

function azureKey(argument: string, random: Random): string {
  const [size = '', signature = '', seed = ''] = argument.split(':');
  const text = bytesOf(Number(size), random).toString('base64').replace(/=+$/, '');
  // Neighbours of the value end at a letter: a key that begins with a special character is cut off in some syntaxes. The
  // bits between mark and checksum are zero, as `A` has them.
  const body = `${random.pick(LETTERS)}${text.slice(1, -10)}${signature}A${text.slice(-5)}`;
  return withAzureChecksum(body, seed);
}

/** Bytes in hexadecimal digits, a colon and a number of random bytes. */
function headed(argument: string, random: Random): Buffer {
  const [head = '', size = ''] = argument.split(':');
  return Buffer.concat([Buffer.from(head, 'hex'), bytesOf(Number(size), random)]);
}

/** A tag, a length below 128 and a text. */
function field(tag: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([tag, text.length]), Buffer.from(text, 'latin1')]);
}

function bytesOf(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}
