import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextExcerpt, EXCERPT_WIDTH } from '../../src/findings/excerpt.ts';
import type { Excerpt } from '../../src/model.ts';

const mask = (value: string): string => `…(${value.length})`;
const binary = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The excerpt around the first `value` of a text that starts at line 10; `secrets` are masked too. */
function excerpt(text: string, value: string, secrets: readonly string[] = [], around = 1): Excerpt {
  const context = binary(text);
  const start = context.indexOf(binary(value));
  const startLine = 10 + context.slice(0, start).split('\n').length - 1;
  return contextExcerpt({ context, start, end: start + binary(value).length, startLine, secrets: secrets.map(binary), mask, around });
}

/** The lines with their numbers, carets under the mark. */
function drawn({ firstLine, lines, mark: { line, start, end } }: Excerpt): string {
  const rows = lines.flatMap((text, index) => [`${firstLine + index} ${text}`, ...(index === line ? [`   ${' '.repeat(start)}${'^'.repeat(end - start)}`] : [])]);
  return `\n${rows.join('\n')}\n`;
}

describe('contextExcerpt', () => {
  it('shows the lines around a value, masked, with the mark under it', () => {
    expect(drawn(excerpt('zero\none\nkey = "grüße-geheim" # why\r\nthree\nfour', 'grüße-geheim'))).toMatchInlineSnapshot(`
      "
      11 one
      12 key = "…(14)" # why
                ^^^^^
      13 three
      "
    `);
  });

  it('masks the other values near it, and each further occurrence', () => {
    expect(drawn(excerpt('user = "first-value"\nitem = "second-value" # was second-value, first-value\nsecond-value', 'second-value', ['first-value']))).toMatchInlineSnapshot(`
      "
      10 user = "…(11)"
      11 item = "…(12)" # was …(12), …(11)
                 ^^^^^
      12 …(12)
      "
    `);
  });

  it('covers what overlaps it', () => {
    expect(drawn(excerpt('url = scheme<user>the-value<host', 'the-value', ['user>the-value<host', 'scheme<user']))).toMatchInlineSnapshot(`
      "
      10 url = ……(9)…
                ^^^^
      "
    `);
    expect(excerpt('ababab = the-value', 'the-value', ['abab']).lines).toEqual(['…(4)… = …(9)']);
    expect(drawn(excerpt('a = abcdabcdab', 'abcdabcdab', ['abcd']))).toMatchInlineSnapshot(`
      "
      10 a = …(10)
             ^^^^^
      "
    `);
  });

  it('covers the part of a neighbour that the context cuts off', () => {
    expect(drawn(excerpt('end-of-one = x\nkey = the-value\nother = start-of', 'the-value', ['the-end-of-one', 'start-of-two\nlines']))).toMatchInlineSnapshot(`
      "
      10 … = x
      11 key = …(9)
               ^^^^
      12 other = …
      "
    `);
  });

  it('shows a value over several lines by its mask, one line for each of its lines', () => {
    const key = 'BEGIN\nline two\nline three\nEND';
    expect(drawn(excerpt(`before\nkey: |${key}, after\nnext`, key))).toMatchInlineSnapshot(`
      "
      10 before
      11 key: |…(29)
               ^^^^^
      12 …
      13 …
      14 …, after
      15 next
      "
    `);
    expect(drawn(excerpt(`${key}\nvalue = short\n${key}`, 'short', [key], 2))).toMatchInlineSnapshot(`
      "
      12 …
      13 …
      14 value = …(5)
                 ^^^^
      15 …(29)
      16 …
      "
    `);
    const long = Array.from({ length: 500 }, (_, index) => `row ${index}`).join('\n');
    expect(drawn(excerpt(`a\nb ${long} c\nd`, long))).toMatchInlineSnapshot(`
      "
      10 a
      11 b …(3889)
           ^^^^^^^
      "
    `);
  });

  it('cuts long lines around the value, between characters', () => {
    const { lines, mark: at } = excerpt(`${'😀'.repeat(300)}the-value${'😀'.repeat(300)}\n${'long '.repeat(100)}`, 'the-value');
    const [line = '', next = ''] = lines;
    expect(line.length).toBeLessThanOrEqual(EXCERPT_WIDTH);
    expect(line.length).toBeGreaterThan(EXCERPT_WIDTH - 4);
    expect(line).not.toMatch(/\p{Cs}/u);
    expect(line.slice(at.start, at.end)).toBe('…(9)');
    expect(next).toBe(`${'long '.repeat(100).slice(0, EXCERPT_WIDTH - 1)}…`);
    expect(excerpt(`${'x'.repeat(400)}the-value`, 'the-value').lines[0]).toBe(`…${'x'.repeat(EXCERPT_WIDTH - 5)}…(9)`);
    expect(excerpt(`the-value${'x'.repeat(400)}`, 'the-value').lines[0]).toBe(`…(9)${'x'.repeat(EXCERPT_WIDTH - 5)}…`);
  });

  it('shows no control characters, and tabs as spaces', () => {
    const hostile = excerpt('\ta\tb\u001b[31m\u0007\u202e\u200b\u2028\0 the-value \u009b\ufeff\r\rx', 'the-value');
    expect(hostile.lines).toEqual(['    a   b␛[31m␇\ufffd\ufffd\ufffd␀ …(9) \ufffd\ufffd␍␍x']);
    expect(hostile.lines[0]?.slice(hostile.mark.start, hostile.mark.end)).toBe('…(9)');
  });

  it('numbers lines from 1 when there is more text before the value than the file has lines', () => {
    const context = 'a\nb\nc\nvalue';
    expect(contextExcerpt({ context, start: 6, end: 11, startLine: 2, secrets: [], mask })).toMatchObject({ firstLine: 1, lines: ['c', '…(5)'] });
  });

  it('shows the value itself to somebody who asked for that', () => {
    const context = binary('a\nkey = wört\nsecond; more');
    const start = context.indexOf('w');
    const shown = contextExcerpt({ context, start, end: context.indexOf(';'), startLine: 5, secrets: [], mask: (value) => value });
    expect(shown.lines).toEqual(['a', 'key = wört', 'second; more']);
    expect(shown.mark).toEqual({ line: 1, start: 6, end: 10 });
  });

  it('never shows a masked value of four characters or more, and always has its mark in a clean line', () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('ab', 'abab', 'pass', 'pass word', '\n', '\r\n', '\t', ' ', '…', '(4)', '=', '"', 'é', '😀', '\u001b', '\u2400') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    );
    const joined = (maxLength: number): fc.Arbitrary<string> => fc.array(piece, { maxLength }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(joined(30), joined(4), joined(30), fc.array(joined(4), { maxLength: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 5 }), (before, value, after, others, around, startLine) => {
        const context = binary(before + value + after);
        const start = binary(before).length;
        const secrets = others.map(binary);
        const result = contextExcerpt({ context, start, end: start + binary(value).length, startLine, secrets, mask, around });
        const all = result.lines.join('\n');
        for (const secret of [value, ...others]) if (secret.length >= 4) expect(all.includes(secret), JSON.stringify(secret)).toBe(false);
        for (const line of result.lines) {
          expect(line.length).toBeLessThanOrEqual(EXCERPT_WIDTH);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
        const marked = result.lines[result.mark.line] ?? '';
        expect(result.mark.start).toBeGreaterThanOrEqual(0);
        expect(result.mark.end).toBeGreaterThanOrEqual(result.mark.start);
        expect(result.mark.end).toBeLessThanOrEqual(marked.length);
        expect(result.firstLine).toBeGreaterThanOrEqual(1);
        expect(result.firstLine + result.mark.line).toBe(startLine);
      }),
      { numRuns: 2000 },
    );
  });
});
