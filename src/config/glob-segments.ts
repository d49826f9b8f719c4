/** Matches one glob without braces against a path's names, in at most glob × path steps: there is nothing to backtrack for ever. */

/** What one character of a name must be: itself, any, or one of a class. `*` stands between. */
type Token = string | { readonly any: true } | { readonly ranges: readonly (readonly [from: string, to: string])[]; readonly negated: boolean };

/** Any number of characters in a name, or of names in a path. */
const STAR = Symbol('star');
type NameTest = (name: string) => boolean;

/** Compiles a glob without braces. The test takes a path split at its slashes. Throws a SyntaxError. */
export function compileSegments(glob: string): (names: readonly string[]) => boolean {
  const wanted: (NameTest | typeof STAR)[] = splitNames(glob).map((name) => (name === '**' ? STAR : compileName(name)));
  // `docs/**` is what lies in docs, not a file of that name.
  if (wanted.at(-1) === STAR) wanted.push(() => true);
  return (names) => matchGreedy(names, wanted, (name, test) => test(name));
}

function splitNames(glob: string): readonly string[] {
  return glob.match(/(?:\\.|[^/\\]|\\$)+/g) ?? [];
}

function compileName(name: string): NameTest {
  const tokens = [...tokenize(name)];
  if (tokens.every((token) => typeof token === 'string')) {
    const literal = tokens.join('');
    return (given) => given === literal;
  }
  return (given) => matchGreedy([...given], tokens, accepts);
}

/**
 * Matches a list against a pattern in which STAR stands for any number of items. After a star the shortest stretch
 * that lets the rest match up to the next star will do, so that only the last star is ever tried again.
 */
function matchGreedy<Item, Wanted>(items: readonly Item[], pattern: readonly (Wanted | typeof STAR)[], fits: (item: Item, wanted: Wanted) => boolean): boolean {
  let at = 0;
  let lastStar = -1;
  let resume = 0;
  for (let i = 0; i < items.length; ) {
    const wanted = pattern[at];
    if (wanted === STAR) {
      lastStar = at++;
      resume = i;
    } else if (wanted !== undefined && fits(items[i]!, wanted)) {
      at++;
      i++;
    } else if (lastStar >= 0) {
      at = lastStar + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[at] === STAR) at++;
  return at === pattern.length;
}

function accepts(character: string, token: Token): boolean {
  if (typeof token === 'string') return character === token;
  if ('any' in token) return true;
  return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.negated;
}

function* tokenize(name: string): Generator<Token | typeof STAR> {
  const characters = [...name];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    if (character === '*') {
      while (characters[i + 1] === '*') i++;
      yield STAR;
    } else if (character === '?') yield { any: true };
    else if (character === '\\') yield characters[++i] ?? '\\';
    else if (character === '[') {
      const { token, end } = readClass(characters, i);
      yield token;
      i = end;
    } else yield character;
  }
}

/** Reads `[…]` from its opening bracket at `start`. */
function readClass(characters: readonly string[], start: number): { token: Token; end: number } {
  let i = start + 1;
  const negated = characters[i] === '!' || characters[i] === '^';
  if (negated) i++;
  const ranges: [string, string][] = [];
  // A bracket that comes first belongs to the class.
  for (let first = true; characters[i] !== ']' || first; first = false) {
    const [from, afterFrom] = readMember(characters, i);
    i = afterFrom;
    if (characters[i] === '-' && characters[i + 1] !== undefined && characters[i + 1] !== ']') {
      const [to, afterTo] = readMember(characters, i + 1);
      if (to < from) throw new SyntaxError(`has a class with the range ${from}-${to}, which is empty`);
      ranges.push([from, to]);
      i = afterTo;
    } else ranges.push([from, from]);
  }
  return { token: { ranges, negated }, end: i };
}

function readMember(characters: readonly string[], at: number): readonly [member: string, next: number] {
  const escaped = characters[at] === '\\' && characters[at + 1] !== undefined;
  const member = characters[escaped ? at + 1 : at];
  if (member === undefined) throw new SyntaxError('has a "[" without its "]"; write "\\[" for the character itself');
  return [member, at + (escaped ? 2 : 1)];
}
