/**
 * The six-character checksum at the end of GitHub's and npm's tokens: CRC-32 of the random part, written in base 62.
 * Sources: https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/,
 * https://github.blog/2021-09-23-announcing-npms-new-access-token-format/.
 */
import { crc32 } from 'node:zlib';

const DIGITS_FIRST = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The announcements do not name the order of the alphabet; a second order costs one false pass in 57 thousand million. */
const LOWER_FIRST = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

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

/** True when the last six characters of `token` after its last `_` are the checksum of what stands before them. */
export function hasCrc32Base62(token: string): boolean {
  const body = token.slice(token.lastIndexOf('_') + 1);
  if (body.length <= 6) return false;
  const [random, checksum] = [body.slice(0, -6), body.slice(-6)];
  return crc32Base62(random) === checksum || crc32Base62(random, LOWER_FIRST) === checksum;
}
