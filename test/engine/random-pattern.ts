/** Random rules and texts in which they have something to find. */
import * as fc from 'fast-check';

/** A part of a pattern, and a way to write text that it matches. */
interface Part {
  readonly source: string;
  readonly text: string;
}

const CLASSES: readonly (readonly [source: string, characters: string])[] = [
  ['[a-c]', 'abc'],
  ['[A-Z0-9]', 'AKB01'],
  ['[A-Za-z0-9_-]', 'abAB01_-'],
  ['\\d', '0123'],
  ['[^\\n]', 'ab _-=A1'],
  ['\\w', 'aA1_'],
];

const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'k', 'A', 'B', 'K', '_', '1'), minLength: 3, maxLength: 5 }).map((text): Part => ({ source: text, text }));

const repeat = fc
  .record({ kind: fc.constantFrom(...CLASSES), min: fc.nat({ max: 4 }), more: fc.nat({ max: 5 }), take: fc.nat({ max: 100 }), picks: fc.array(fc.nat({ max: 100 }), { minLength: 9, maxLength: 9 }) })
  .map(({ kind: [source, characters], min, more, take, picks }): Part => {
    const length = min + (take % (more + 1));
    return { source: `${source}{${min},${min + more}}`, text: picks.slice(0, length).map((pick) => characters[pick % characters.length] ?? '').join('') };
  });

const simple = fc.oneof({ weight: 3, arbitrary: literal }, { weight: 4, arbitrary: repeat });

const choice = fc.tuple(simple, simple, fc.boolean()).map(([one, other, first]): Part => ({ source: `(?:${one.source}|${other.source})`, text: first ? one.text : other.text }));
const optional = fc.tuple(simple, fc.boolean()).map(([one, present]): Part => ({ source: `(?:${one.source})?`, text: present ? one.text : '' }));
const look = fc.constantFrom<Part>({ source: '(?![0-9])', text: '' }, { source: '(?<!k)', text: '' }, { source: '\\b', text: '' }, { source: '(?=[A-Z_a-z])', text: '' });

/** A pattern as a rule file would have it, and texts that it may match. */
export const pattern: fc.Arbitrary<{ source: string; texts: string[] }> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 8, arbitrary: simple }, { weight: 2, arbitrary: choice }, { weight: 2, arbitrary: optional }, { weight: 1, arbitrary: look }), { minLength: 2, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([parts, ignoreCase]) => {
    const text = parts.map((part) => part.text).join('');
    return { source: (ignoreCase ? '(?i)' : '') + parts.map((part) => part.source).join(''), texts: [text, text.toLowerCase(), text.toUpperCase(), text.slice(1), text.slice(0, -1)] };
  });

/** What stands between: things that look like parts of tokens, escapes, line ends. */
export const glue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(' ', '"', '\n', '=', '\\n', '%3D', '\\u003d', '\x1b[32m', '-', '_', 'a', 'K', '1', '', ', "', '\xe9'),
  fc.string({ unit: fc.constantFrom('a', 'b', 'k', 'A', 'B', 'K', '_', '1', '0', ' ', '-'), maxLength: 12 }),
);
