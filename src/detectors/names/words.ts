/**
 * Splits an identifier into lower-case words: `dbPassword2` → db, password, 2; `MYSQL_ROOT_PASSWORD`, `api-key`,
 * `spring.datasource.password`, `APIKey` → api, key. Everything that is no letter or digit separates.
 */
export function splitWords(name: string): string[] {
  const words: string[] = [];
  let start = -1;
  let previous = SEPARATOR;
  for (let at = 0; at < name.length; at++) {
    const kind = kindOf(name.charCodeAt(at));
    if (kind === SEPARATOR) {
      if (start >= 0) words.push(lower(name.slice(start, at)));
      start = -1;
    } else if (start < 0) {
      start = at;
    } else if (
      (kind === UPPER && previous === LOWER) ||
      (kind === DIGIT) !== (previous === DIGIT) ||
      // The last capital of a run begins the next word: APIKey → API, Key.
      (kind === UPPER && previous === UPPER && at + 2 < name.length && kindOf(name.charCodeAt(at + 1)) === LOWER && kindOf(name.charCodeAt(at + 2)) === LOWER)
    ) {
      words.push(lower(name.slice(start, at)));
      start = at;
    }
    previous = kind;
  }
  if (start >= 0) words.push(lower(name.slice(start)));
  return words;
}

/** Lower case of ASCII only: the bytes of other scripts are no Latin-1 letters. */
function lower(word: string): string {
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const SEPARATOR = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  if (code >= 48 && code <= 57) return DIGIT;
  // Bytes of other scripts belong to words.
  return code >= 128 ? LOWER : SEPARATOR;
}
