/**
 * What may stand between < and > in a sample. A sample is a recipe, never a value: no file of this repository holds
 * anything that looks like a credential, and each rule is tried with hundreds of values instead of one.
 */
import { bech32Checksum } from '../../judge/checks/bech32.ts';
import { confluentChecksum } from '../../judge/checks/confluent-secret.ts';
import { crc32Base36 } from '../../judge/checks/crc32-base36.ts';
import { crc32Base62, LOWER_FIRST } from '../../judge/checks/crc32-base62.ts';
import { withCrc32InBase64 } from '../../judge/checks/crc32-base64.ts';
import { crc32Hex } from '../../judge/checks/crc32-hex.ts';
import { gitlabChecksum } from '../../judge/checks/gitlab-routable.ts';
import { CREDENTIALS } from './credentials.ts';
import { createKeyText, keyBody } from './keys.ts';
import type { Random } from './random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** Alphabets by name: `<alnum:24>` is 24 characters of letters and digits. */
export const ALPHABETS: Readonly<Record<string, string>> = {
  digits: DIGITS,
  lower: LOWER,
  upper: UPPER,
  alpha: LOWER + UPPER,
  alnum: LOWER + UPPER + DIGITS,
  loweralnum: LOWER + DIGITS,
  upperalnum: UPPER + DIGITS,
  hex: '0123456789abcdef',
  upperhex: '0123456789ABCDEF',
  base32: `${UPPER}234567`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base64chars: `${LOWER}${UPPER}${DIGITS}+/`,
  base64urlchars: `${LOWER}${UPPER}${DIGITS}-_`,
  word: `${LOWER}${UPPER}${DIGITS}_`,
};

const WORDS = ['river', 'copper', 'lantern', 'orbit', 'velvet', 'harbor', 'cactus', 'meadow', 'pepper', 'quartz', 'falcon', 'ember'];

type Generator = (argument: string, random: Random, expand: (recipe: string) => string) => string;

const GENERATORS: Readonly<Record<string, Generator>> = {
  /** `<one:a|b|c>`: one of them. */
  one: (argument, random) => {
    const choices = argument.split('|');
    return choices[random.below(choices.length)] ?? '';
  },
  /** `<set:ABC123:16>`: 16 characters out of ABC123. */
  set: (argument, random) => {
    const at = argument.lastIndexOf(':');
    return random.text(argument.slice(0, at), lengthOf(argument.slice(at + 1), random));
  },
  uuid: (_argument, random) => {
    const hex = random.text('0123456789abcdef', 32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${random.pick('89ab')}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  },
  /** `<base64:32>`: 32 random bytes in base64 with padding; `<base64url:32>` without. */
  base64: (argument, random) => bytes(lengthOf(argument, random), random).toString('base64'),
  base64url: (argument, random) => bytes(lengthOf(argument, random), random).toString('base64url'),
  /** `<base64-of:recipe>`: the recipe's text in base64. */
  'base64-of': (argument, _random, expand) => Buffer.from(expand(argument)).toString('base64'),
  'base64url-of': (argument, _random, expand) => Buffer.from(expand(argument)).toString('base64url'),
  /** `<crc32-base62:30>`: 30 random letters and digits and their six-character checksum, as GitHub and npm write them. */
  'crc32-base62': (argument, random) => {
    const body = random.text(ALPHABETS['alnum'] ?? '', lengthOf(argument, random));
    return body + crc32Base62(body);
  },
  /** `<crc32-base62-of:RECIPE>`: the text and its checksum, of the prefix too (Deno Deploy); `-lower-first` with small letters first in the alphabet (Apify). */
  'crc32-base62-of': (argument, _random, expand) => withChecksum(expand(argument), (body) => crc32Base62(body)),
  'crc32-base62-of-lower-first': (argument, _random, expand) => withChecksum(expand(argument), (body) => crc32Base62(body, LOWER_FIRST)),
  /** `<confluent-secret:RECIPE>`: the text, which has 54 characters, and its checksum, without `cflt`. */
  'confluent-secret': (argument, _random, expand) => withChecksum(expand(argument), confluentChecksum),
  /** `<crc32-base36:RECIPE>`: the text and its checksum (RunPod); `<crc32-base64:RECIPE>`: both in base64 (Elastic Cloud). */
  'crc32-base36': (argument, _random, expand) => withChecksum(expand(argument), crc32Base36),
  'crc32-base64': (argument, _random, expand) => withCrc32InBase64(expand(argument)),
  /** `<crc32-hex:RECIPE>`: the text and its CRC-32 as eight digits (Cloudflare); `-upper` (Atlassian), `-apart` behind `_` (Zuplo), `-lowest-first` behind `_` (Grafana). */
  'crc32-hex': (argument, _random, expand) => withChecksum(expand(argument), (body) => crc32Hex(body)),
  'crc32-hex-upper': (argument, _random, expand) => withChecksum(expand(argument), (body) => crc32Hex(body).toUpperCase()),
  'crc32-hex-apart': (argument, _random, expand) => withChecksum(expand(argument), (body) => `_${crc32Hex(body)}`),
  'crc32-hex-lowest-first': (argument, _random, expand) => withChecksum(expand(argument), (body) => `_${crc32Hex(body, true)}`),
  /** `<gitlab-routable:glpat->`: prefix, payload, its length and the checksum. */
  'gitlab-routable': (argument, random) => {
    const payload = Buffer.concat([Buffer.from(`o:1\nu:${random.text('0123456789abcdefghijklmnopqrstuvwxyz', 2)}`), bytes(16, random), Buffer.from([16])]).toString('base64url');
    return withChecksum(`${argument}${payload}.01.${payload.length.toString(36).padStart(2, '0')}`, gitlabChecksum);
  },
  /** `<bech32:nsec:52>`: human-readable part, `1`, so many characters of data and the checksum; `-upper` as age writes it. */
  bech32,
  'bech32-upper': (argument, random) => bech32(argument, random).toUpperCase(),
  /** `<jwt>` or `<jwt:{"iss":"x"}>`: header, the claims given, a random signature. */
  jwt: (argument, random) => {
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const claims = argument === '' ? `{"sub":"${random.text(DIGITS, 10)}","iat":${1700000000 + random.below(9999999)}}` : argument;
    return `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(claims)}.${bytes(32, random).toString('base64url')}`;
  },
  /** `<aws-key-id:AKIA>`: a key id that decodes to an account number. */
  'aws-key-id': (argument, random) => argument + random.pick('IJKLMNOPQRSTUVWXYZ') + random.text(`${UPPER}234567`, 15),
  /**
   * `<key:rsa>`: a private key that parses; see keys.ts for the kinds. `<key-escaped:…>` has `\\n` for its line ends,
   * `<key-body:…>` is its base64 on one line, without the armour.
   */
  key: (argument, random) => createKeyText(argument, random),
  'key-escaped': (argument, random) => createKeyText(argument, random).replaceAll('\n', '\\n'),
  'key-body': (argument, random) => keyBody(argument, random),
  ...CREDENTIALS,
  /** `<word>`: an ordinary word; `<password>`: what people type. */
  word: (argument, random) => (argument === '' ? (WORDS[random.below(WORDS.length)] ?? '') : random.text(ALPHABETS['word'] ?? '', lengthOf(argument, random))),
  password: (_argument, random) => {
    const word = WORDS[random.below(WORDS.length)] ?? '';
    return word[0]?.toUpperCase() + word.slice(1) + random.pick('!#%*?') + random.text(DIGITS, 3) + random.pick(LOWER) + random.pick(UPPER);
  },
};

/** Expands every `<generator:argument>` of a recipe; `<<` stands for a plain `<`. Throws RangeError on an unknown generator. */
export function expandRecipe(recipe: string, random: Random): string {
  let result = '';
  for (let at = 0; at < recipe.length; ) {
    const open = recipe.indexOf('<', at);
    if (open < 0) return result + recipe.slice(at);
    result += recipe.slice(at, open);
    if (recipe[open + 1] === '<') {
      result += '<';
      at = open + 2;
      continue;
    }
    const close = closing(recipe, open);
    result += generate(recipe.slice(open + 1, close), random);
    at = close + 1;
  }
  return result;
}

function bech32(argument: string, random: Random): string {
  const at = argument.lastIndexOf(':');
  const human = argument.slice(0, at);
  const data = random.text('qpzry9x8gf2tvdw0s3jn54khce6mua7l', lengthOf(argument.slice(at + 1), random));
  return `${human}1${data}${bech32Checksum(human, data)}`;
}

function withChecksum(body: string, checksum: (body: string) => string): string {
  return body + checksum(body);
}

function generate(call: string, random: Random): string {
  const colon = call.indexOf(':');
  const name = colon < 0 ? call : call.slice(0, colon);
  const argument = colon < 0 ? '' : call.slice(colon + 1);
  const generator = GENERATORS[name];
  if (generator !== undefined) return generator(argument, random, (recipe) => expandRecipe(recipe, random));
  const alphabet = ALPHABETS[name];
  if (alphabet === undefined) throw new RangeError(`unknown sample generator <${call}>`);
  return random.text(alphabet, lengthOf(argument, random));
}

/** The `>` that closes the `<` at `open`; generators nest in base64-of. */
function closing(recipe: string, open: number): number {
  let depth = 0;
  for (let at = open; at < recipe.length; at += 1) {
    if (recipe[at] === '<') depth += 1;
    if (recipe[at] === '>') depth -= 1;
    if (depth === 0) return at;
  }
  throw new RangeError(`no > for the < at ${open} in a sample`);
}

/** `24` or `20-40`. */
function lengthOf(argument: string, random: Random): number {
  const range = /^(\d+)(?:-(\d+))?$/.exec(argument);
  if (range === null) throw new RangeError(`a sample generator needs a length, not "${argument}"`);
  const low = Number(range[1]);
  const high = Number(range[2] ?? range[1]);
  return low + random.below(high - low + 1);
}

function bytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}
