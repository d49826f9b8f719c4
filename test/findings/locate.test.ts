import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocator } from '../../src/findings/locate.ts';
import type { Encoding } from '../../src/unwrap/content-kind.ts';

const NO_BOM = '';

/** Line and column by the plainest reading: split the text before an offset at LF. */
function plainly(before: string): { line: number; column: number } {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    default: {
      const out = Buffer.alloc([...text].length * 4);
      for (const [index, character] of [...text].entries()) {
        const code = character.codePointAt(0) ?? 0;
        if (encoding === 'utf-32le') out.writeUInt32LE(code, index * 4);
        else out.writeUInt32BE(code, index * 4);
      }
      return out;
    }
  }
}

const text = fc.string({ unit: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('a', ' ', '\n', '\r\n', '\r', 'é', '語', '😀', '\t', '\0') }, { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) }) });
const encoding = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be');

describe('createLocator', () => {
  it('agrees with splitting the text, in every encoding, with and without a byte order mark', () => {
    fc.assert(
      fc.property(text, text, text, encoding, fc.constantFrom(NO_BOM, '\ufeff'), (before, value, after, format, bom) => {
        // A text that begins with U+FEFF has a byte order mark whether it means it or not.
        fc.pre(!(before + value + after).startsWith('\ufeff'));
        const bytes = encode(bom + before + value + after, format);
        const start = encode(bom + before, format).length;
        const end = start + encode(value, format).length;
        const from = plainly(before);
        const to = plainly(before + value);
        expect(createLocator(bytes, format).locate({ start, end })).toEqual({ startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column });
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same answers in any order, and in one line of many kilobytes', () => {
    const line = 'x="é😀語";'.repeat(3000);
    const content = `first\n${line}\nlast ${line}`;
    const bytes = Buffer.from(content);
    const points = fc.array(fc.nat({ max: content.length }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(points, (offsets) => {
        const locator = createLocator(bytes);
        for (const offset of offsets) {
          const whole = content.slice(0, offset);
          fc.pre(!/\p{Cs}/u.test(whole));
          const start = Buffer.byteLength(whole);
          const { line: startLine, column: startColumn } = plainly(whole);
          expect(locator.locate({ start, end: start })).toMatchObject({ startLine, startColumn });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same answers however far apart the lines are', () => {
    const lines = Array.from({ length: 400 }, (_, n) => 'é'.repeat((n * 37) % 500));
    const bytes = Buffer.from(lines.join('\n'));
    const locator = createLocator(bytes);
    for (const [index, line] of lines.entries()) {
      const end = Buffer.byteLength(lines.slice(0, index + 1).join('\n'));
      const start = end - Buffer.byteLength(line);
      expect(locator.locate({ start, end: Math.max(end, start + 1) })).toMatchObject({ startLine: index + 1, startColumn: 1 });
      expect(createLocator(bytes).locate({ start: end, end })).toMatchObject({ startLine: index + 1, startColumn: line.length + 1 });
    }
  });

  it('counts a CR as a character, before LF and alone', () => {
    const bytes = Buffer.from('a=1\r\nbb=22\rcc=3\r\n');
    const locate = (word: string): object => createLocator(bytes).locate({ start: bytes.indexOf(word), end: bytes.indexOf(word) + word.length });
    expect(locate('1')).toEqual({ startLine: 1, startColumn: 3, endLine: 1, endColumn: 4 });
    expect(locate('cc')).toEqual({ startLine: 2, startColumn: 7, endLine: 2, endColumn: 9 });
  });

  it('counts each byte outside well-formed UTF-8 as one unit', () => {
    const bytes = Buffer.from('\xe9\xff\xe2\x82 \xed\xa0\x80\xf0\x9f\x98\x80=v', 'latin1');
    // é in Latin-1, a byte of no use, a cut sequence, a space, a surrogate in three bytes, 😀, an equals sign.
    expect(createLocator(bytes).locate({ start: bytes.length - 1, end: bytes.length })).toMatchObject({ startColumn: 1 + 1 + 1 + 2 + 1 + 3 + 2 + 1, endColumn: 13 });
  });

  it('puts an offset inside a character at its start', () => {
    const bytes = Buffer.from('é😀x');
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((start) => createLocator(bytes).locate({ start, end: start }).startColumn)).toEqual([1, 1, 2, 2, 2, 2, 4, 5]);
  });

  it('spans several lines, and clamps what lies outside', () => {
    const bytes = Buffer.from('a\nbc\nd');
    expect(createLocator(bytes).locate({ start: 0, end: 4 })).toEqual({ startLine: 1, startColumn: 1, endLine: 2, endColumn: 3 });
    expect(createLocator(bytes).locate({ start: 3, end: 5 })).toEqual({ startLine: 2, startColumn: 2, endLine: 3, endColumn: 1 });
    expect(createLocator(bytes).locate({ start: -1, end: 99 })).toEqual({ startLine: 1, startColumn: 1, endLine: 3, endColumn: 2 });
    expect(createLocator(Buffer.alloc(0)).locate({ start: 0, end: 0 })).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
  });
});
