/**
 * The six-character checksum at the end of GitHub's and npm's tokens: CRC-32 of the random part, written in base 62.
 * Sources: https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/,
 * https://github.blog/2021-09-23-announcing-npms-new-access-token-format/.
 *
 * Others took it over: NetBird, Polar and Thunderstore say so in the source code that the rules name; Vercel, Prefect
 * and SaladCloud do not document it, and it holds for every token of theirs that was looked at. So does that of Deno
 * Deploy and Apify, whose checksum is of the prefix too.
 */
import { crc32 } from 'node:zlib';

export const DIGITS_FIRST = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The announcements do not name the order of the alphabet; a second order costs one false pass in 57 thousand million. */
export const LOWER_FIRST = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The checksum of `body`, six characters, padded with zeros. */
export function crc32Base62(body: string, alphabet: string = DIGITS_FIRST): string {
  let rest = crc32(body);
  let text = '';
  for (let place = 0; place < 6; place += 1) {
    text = (alphabet[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** True when the last six characters of `token` are the checksum of what stands before them, from its last `_` or from its start. */
export function hasCrc32Base62(token: string): boolean {
  const start = token.lastIndexOf('_') + 1;
  if (token.length - start <= 6) return false;
  const checksum = token.slice(-6);
  return [token.slice(start, -6), token.slice(0, -6)].some(
    (body) => crc32Base62(body) === checksum || crc32Base62(body, LOWER_FIRST) === checksum,
  );
}
