/** How much a value reads like English or like names in code: dictionary coverage and letter-triple surprise. */
import tables from './language.json' with { type: 'json' };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LONGEST_WORD = 14;
const SHORTEST_WORD = 4;
const SLOTS = 1 << 15;

/** Words by hash, open addressing: a set of strings would need a slice for every look-up. */
const slots = new Int32Array(SLOTS);
for (const word of tables.words.split(' ')) {
  let hash = START();
  for (let at = 0; at < word.length; at++) hash = step(hash, word.charCodeAt(at));
  insert(hash);
}

/** Surprise in quarter bits of each triple of `a`–`z` and the word boundary. */
const surprises = new Uint8Array(tables.trigrams.length);
for (let at = 0; at < tables.trigrams.length; at++) surprises[at] = ALPHABET.indexOf(tables.trigrams[at] as string);

function START(): number {
  return 0x811c9dc5 | 0;
}

/** FNV-1a, 32 bits. */
function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function insert(hash: number): void {
  const key = hash === 0 ? 1 : hash;
  for (let at = key & (SLOTS - 1); ; at = (at + 1) & (SLOTS - 1)) {
    if (slots[at] === key) return;
    if (slots[at] === 0) {
      slots[at] = key;
      return;
    }
  }
}

function has(hash: number): boolean {
  const key = hash === 0 ? 1 : hash;
  for (let at = key & (SLOTS - 1); ; at = (at + 1) & (SLOTS - 1)) {
    const held = slots[at];
    if (held === key) return true;
    if (held === 0) return false;
  }
}

export interface Language {
  /** Share of the value's characters that lie in dictionary words of four letters and more. */
  readonly words: number;
  /** Mean surprise of its letter triples in bits; English lies near 3, random letters near 6. 0 without letters. */
  readonly surprise: number;
  /** Longest run of letters. */
  readonly run: number;
}

/** Reads the first 64 characters of the value. */
export function readLanguage(value: string): Language {
  const length = Math.min(value.length, 64);
  let covered = 0;
  let sum = 0;
  let triples = 0;
  let run = 0;
  let longest = 0;
  let first = 0;
  let second = 0;
  let next = 0;
  for (let at = 0; at <= length; at++) {
    const letter = at < length ? letterOf(value.charCodeAt(at)) : 0;
    if (letter > 0) {
      run++;
      if (run === 1) first = second = 0;
      sum += surprises[first * 729 + second * 27 + letter] as number;
      triples++;
      first = second;
      second = letter;
      if (at >= next) {
        const end = longestWord(value, at, length);
        if (end > at) {
          covered += end - at;
          next = end;
        }
      }
    } else if (run > 0) {
      if (run > longest) longest = run;
      run = 0;
    }
  }
  if (run > longest) longest = run;
  return { words: length === 0 ? 0 : covered / length, surprise: triples === 0 ? 0 : sum / triples / 4, run: longest };
}

/** End of the longest dictionary word that begins at `at`, or `at`. */
function longestWord(value: string, at: number, length: number): number {
  const limit = Math.min(length, at + LONGEST_WORD);
  let hash = START();
  let best = at;
  for (let index = at; index < limit; index++) {
    const letter = letterOf(value.charCodeAt(index));
    if (letter === 0) break;
    hash = step(hash, letter + 96);
    if (index - at + 1 >= SHORTEST_WORD && has(hash)) best = index + 1;
  }
  return best;
}

/** 1–26 for an ASCII letter of either case, 0 for anything else. */
function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  return 0;
}
