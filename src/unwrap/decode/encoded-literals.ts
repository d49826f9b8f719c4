/** What a literal looks like inside an encoded text. */
export interface EncodedLiteral {
  /** The characters to search for. Base64 is case-sensitive; hexadecimal digits are given in lower case and are not. */
  readonly literal: string;
  readonly encoding: 'base64' | 'hex';
  /** The literal that it stands for. */
  readonly plain: string;
  /** Base64: characters between the start of the group of four and the first character of `literal`; 0 to 3. */
  readonly lead: number;
}

/** Shorter ones are met by chance in every other long token. */
const SHORTEST = 4;

/**
 * The forms a literal takes inside base64 (its three alignments to the groups of three bytes; only the characters
 * that the literal decides alone) and inside hexadecimal.
 *
 * Every base64 text, of whatever content, that holds one of the `literals` holds one of the forms with its `plain`,
 * unless the literal is so short that the form was left out (under {@link SHORTEST} characters: three- and four-byte
 * literals lose one or two of their alignments). In the URL-safe alphabet the forms read with `-` and `_` are given too.
 *
 * @param literals ASCII, in the letter case in which they occur; give each case that is meant
 */
export function encodedLiterals(literals: readonly string[]): EncodedLiteral[] {
  const forms = new Map<string, EncodedLiteral>();
  const add = (form: EncodedLiteral): void => {
    if (form.literal.length >= SHORTEST) forms.set(`${form.encoding} ${form.lead} ${form.literal}`, form);
  };
  for (const plain of literals) {
    add({ literal: Buffer.from(plain, 'latin1').toString('hex'), encoding: 'hex', plain, lead: 0 });
    for (let shift = 0; shift < 3; shift += 1) {
      const { literal, lead } = alignedForm(plain, shift);
      add({ literal, encoding: 'base64', plain, lead });
      add({ literal: literal.replaceAll('+', '-').replaceAll('/', '_'), encoding: 'base64', plain, lead });
    }
  }
  return [...forms.values()];
}

/** The characters that `plain` decides alone when `shift` bytes of its group of three stand before it. */
function alignedForm(plain: string, shift: number): { literal: string; lead: number } {
  const encoded = Buffer.from('\0'.repeat(shift) + plain, 'latin1').toString('base64').replace(/=+$/, '');
  const lead = Math.ceil((shift * 8) / 6);
  const whole = Math.floor(((shift + plain.length) * 8) / 6);
  return { literal: encoded.slice(lead, whole), lead };
}
