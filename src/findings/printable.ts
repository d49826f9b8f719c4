/** Control, format, private-use and separator characters, and lone surrogates: nothing a line of code needs to be read. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const TAB = 4;

/**
 * Text for one line of a frame: tabs become spaces up to the next stop (every 4 units), C0 controls their pictures
 * (U+2400 and on), anything else that would not show or would change how the rest shows becomes U+FFFD.
 *
 * @param column UTF-16 units that stand before the text in its line
 */
export function printable(text: string, column = 0): string {
  return spreadTabs(text, column).replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

function spreadTabs(text: string, column: number): string {
  const [first = '', ...rest] = text.split('\t');
  let out = first;
  for (const part of rest) out += ' '.repeat(TAB - ((column + out.length) % TAB)) + part;
  return out;
}
