import type { Decoded } from './decoded.ts';
import { replaceRuns, utf8Text } from './replace-runs.ts';

/** Named references to ASCII characters and the no-break space (HTML Standard, section 13.5). */
const NAMED: Readonly<Record<string, string>> = {
  Tab: '\t', NewLine: '\n', excl: '!', quot: '"', QUOT: '"', num: '#', dollar: '$', percnt: '%', amp: '&', AMP: '&', apos: "'",
  lpar: '(', rpar: ')', ast: '*', midast: '*', plus: '+', comma: ',', period: '.', sol: '/', colon: ':', semi: ';',
  lt: '<', LT: '<', equals: '=', gt: '>', GT: '>', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']',
  rbrack: ']', Hat: '^', lowbar: '_', UnderBar: '_', grave: '`', lcub: '{', lbrace: '{', verbar: '|', vert: '|', VerticalLine: '|',
  rcub: '}', rbrace: '}', nbsp: '\xc2\xa0', hyphen: '\xe2\x80\x90',
};

/**
 * Decodes character references of HTML and XML: decimal, hexadecimal, and the names of ASCII characters.
 *
 * @param text a binary string; `start` and `end` are byte offsets in it
 * @returns null when nothing is encoded
 */
export function decodeHtmlEntities(text: string, start: number, end: number): Decoded | null {
  return replaceRuns(text, start, end, /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,12}));/g, ([, decimal, hex, name]) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? null) : null;
    return utf8Text(decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10));
  });
}
