/**
 * `primaryLocationLineHash` as GitHub's upload action computes it, so that an alert keeps its identity when lines move.
 *
 * Algorithm: github/codeql-action, src/fingerprints.ts. Every line is hashed from its first character that is not
 * blank over the next hundred such characters of the file, its own and the following lines'. Spaces and tabs do not
 * count; CR and CR LF count as LF; the end counts as one character 65535, then zeros. The hash is the polynomial
 * Σ c·37^i modulo 2^64, rolled on by one character. Lines with the same hash are told apart by a running number.
 * The file is decoded as UTF-8; a byte order mark is a character like any other.
 */

const BLOCK = 100;
const FACTOR = 37;
const TWO_32 = 2 ** 32;
const END_OF_FILE = 65535;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** 37^100 modulo 2^64, as its two halves: what a character weighs when it leaves the block. */
const [LEAVING_HIGH, LEAVING_LOW] = leavingWeight();

/**
 * Hashes the lines of a file.
 *
 * @param bytes the file as it is on disk
 * @param wanted 1-based line numbers
 * @returns line number → `hash:count`; a line that the file does not have is left out
 */
export function lineHashes(bytes: Uint8Array, wanted: ReadonlySet<number>): Map<number, string> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const found = new Map<number, string>();
  const seen = new Map<string, number>();
  const block = new Uint16Array(BLOCK);
  const lineAt = new Float64Array(BLOCK);
  let index = 0;
  let high = 0;
  let low = 0;
  let line = 0;
  let atLineStart = true;
  let afterCr = false;

  const finishLine = (): void => {
    const number = lineAt[index] ?? 0;
    if (number === 0) return;
    lineAt[index] = 0;
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    if (wanted.has(number)) found.set(number, `${hash}:${times}`);
  };

  // All products stay below 2^53: a half is 32 bits, a character 16.
  const roll = (character: number): void => {
    const leaving = block[index] ?? 0;
    block[index] = character;
    const lowSum = FACTOR * low + character - LEAVING_LOW * leaving;
    const carry = Math.floor(lowSum / TWO_32);
    low = lowSum - carry * TWO_32;
    const highSum = FACTOR * high + carry - LEAVING_HIGH * leaving;
    high = highSum - Math.floor(highSum / TWO_32) * TWO_32;
    index = (index + 1) % BLOCK;
  };

  const take = (unit: number): void => {
    if (unit === SPACE || unit === TAB || (afterCr && unit === LF)) {
      afterCr = false;
      return;
    }
    afterCr = unit === CR;
    const character = afterCr ? LF : unit;
    finishLine();
    if (atLineStart) {
      line++;
      lineAt[index] = line;
    }
    atLineStart = character === LF;
    roll(character);
  };

  for (let i = 0; i < text.length; i++) take(text.charCodeAt(i));
  take(END_OF_FILE);
  for (let i = 0; i < BLOCK; i++) {
    finishLine();
    roll(0);
  }
  return found;
}

function leavingWeight(): readonly [number, number] {
  const weight = BigInt.asUintN(64, BigInt(FACTOR) ** BigInt(BLOCK));
  return [Number(weight >> 32n), Number(weight & 0xffffffffn)];
}
