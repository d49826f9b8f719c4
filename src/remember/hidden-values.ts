/** Writes down names that may quote a value without the value: it stands where it was found, and can be read there again. */

/** Stands around the number of a value; neither paths nor names of refs hold it. */
const MARK = '\0';

/** Puts numbers in the place of values. */
export class ValueHider {
  /** Longest first, so that no part of a value is left over. Binary strings with what stands for them. */
  readonly #values: readonly (readonly [string, string])[];
  /** Most names come many times. */
  readonly #hidden = new Map<string, string>();

  /** @param values binary strings by their numbers; those that are the same may have several. */
  constructor(values: ReadonlyMap<string, number>) {
    this.#values = [...values].filter(([value]) => value !== '').sort(([a], [b]) => b.length - a.length).map(([value, number]) => [value, `${MARK}${number}${MARK}`]);
  }

  /** A name (text) as it may be written down: a binary string. */
  hide(name: string): string {
    const known = this.#hidden.get(name);
    if (known !== undefined) return known;
    const hidden = this.#replace(name);
    this.#hidden.set(name, hidden);
    return hidden;
  }

  #replace(name: string): string {
    const bytes = Buffer.from(name, 'utf8').toString('latin1');
    let parts = [bytes];
    for (const [value, mark] of this.#values) {
      if (value.length <= bytes.length && bytes.includes(value)) parts = parts.flatMap((part) => (part.startsWith(MARK) ? [part] : part.split(value).flatMap((piece, at) => (at === 0 ? [piece] : [mark, piece]))));
    }
    return parts.join('');
  }
}

/** The name that was hidden. Null when it holds a value that is not known. */
export function uncover(hidden: string, values: readonly (string | undefined)[]): string | null {
  const parts = hidden.split(MARK).map((part, at) => (at % 2 === 0 ? part : values[Number(part)]));
  return parts.includes(undefined) ? null : Buffer.from(parts.join(''), 'latin1').toString('utf8');
}
