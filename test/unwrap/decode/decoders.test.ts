import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/unwrap/decode/base64.ts';
import type { Decoded } from '../../../src/unwrap/decode/decoded.ts';
import { decodeEscapes } from '../../../src/unwrap/decode/escapes.ts';
import { decodeHex } from '../../../src/unwrap/decode/hex.ts';
import { decodeHtmlEntities } from '../../../src/unwrap/decode/html-entities.ts';
import { decodePercent } from '../../../src/unwrap/decode/percent.ts';

type Decode = (text: string, start: number, end: number) => Decoded | null;

/** The decoded text, or null. */
function decoded(decode: Decode, text: string): string | null {
  const result = decode(text, 0, text.length);
  return result === null ? null : Buffer.from(result.bytes).toString('utf8');
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((content) => Buffer.from(content));

describe('decodeBase64', () => {
  const wrap = (text: string, width: number, lineEnd: string): string => text.replace(new RegExp(`(.{${width}})`, 'g'), `$1${lineEnd}`);

  it('reads every way of writing it', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.boolean(), fc.constantFrom('', '\n', '\r\n', '\n    ', '\\n', '\\r\\n'), fc.integer({ min: 1, max: 20 }), (content, urlSafe, padded, lineEnd, width) => {
        const plain = content.toString(urlSafe ? 'base64url' : 'base64').replace(/=+$/, '');
        const padding = padded ? '='.repeat((4 - (plain.length % 4)) % 4) : '';
        const text = `<${wrap(plain, width, lineEnd)}${padding}>`;
        expect(Buffer.from(decodeBase64(text, 1, text.length - 1)?.bytes ?? [1])).toEqual(content);
      }),
    );
  });

  it('maps a byte to the characters that hold its bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(), fc.nat({ max: 5 }), (content, a, b, offset) => {
        const text = ' '.repeat(offset) + Buffer.from(content).toString('base64');
        const start = a % content.length;
        const end = start + 1 + (b % (content.length - start));
        const span = decodeBase64(text, offset, text.length)?.map.toItem(start, end);
        expect(span).toEqual({ start: offset + Math.floor((start * 8) / 6), end: offset + Math.ceil((end * 8) / 6) });
      }),
    );
  });

  it('maps a group that a line break tears to the whole of it', () => {
    expect(decodeBase64('YW\nJjZGVm', 0, 9)?.map.toItem(1, 2)).toEqual({ start: 0, end: 5 });
    expect(decodeBase64('YWJj\nZGVm', 0, 9)?.map.toItem(2, 4)).toEqual({ start: 2, end: 7 });
  });

  it('refuses what is not base64', () => {
    for (const text of ['YWJ*', 'YWJjZ', 'YW==YW==', 'a+b_', 'YQ===', 'YWJj\\t']) expect(decodeBase64(text, 0, text.length), text).toBeNull();
  });
});

describe('decodeHex', () => {
  it('reads pairs of digits in either case, and maps each byte to its pair', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.constantFrom('', '0x', '0X'), (content, a, prefix) => {
        const text = `"${prefix}${Buffer.from(content).toString('hex')}"`;
        const result = decodeHex(text, 1, text.length - 1);
        const at = a % content.length;
        expect(Buffer.from(result?.bytes ?? [])).toEqual(Buffer.from(content));
        expect(Buffer.from(decodeHex(text.toUpperCase(), 1, text.length - 1)?.bytes ?? [])).toEqual(Buffer.from(content));
        expect(result?.map.toItem(at, at + 1)).toEqual({ start: 1 + prefix.length + at * 2, end: 3 + prefix.length + at * 2 });
      }),
    );
  });

  it('refuses odd numbers of digits and other characters', () => {
    for (const text of ['', '0x', 'abc', 'ab cd', 'zz']) expect(decodeHex(text, 0, text.length), text).toBeNull();
  });
});

describe('decoders that replace runs', () => {
  const word = fc.stringMatching(/^[ -~]{1,12}$/);
  const cases: [string, Decode, (text: string) => string][] = [
    ['percent', decodePercent, (text) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')],
    ['\\u', decodeEscapes, (text) => Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')],
    ['\\u{}', decodeEscapes, (text) => Array.from(text, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join('')],
    ['\\U', decodeEscapes, (text) => Array.from(text, (character) => `\\U${character.codePointAt(0)?.toString(16).padStart(8, '0')}`).join('')],
    ['\\x', decodeEscapes, (text) => Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')],
    ['&#', decodeHtmlEntities, (text) => Array.from(text, (character) => `&#${character.codePointAt(0)};`).join('')],
    ['&#x', decodeHtmlEntities, (text) => Array.from(text, (character) => `&#X${character.codePointAt(0)?.toString(16)};`).join('')],
  ];

  it.each(cases)('reads %s, and maps it to where it is written', (_, decode, encode) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{0,5}$/), fc.oneof(word, fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 5 })), fc.stringMatching(/^[a-z]{0,5}$/), (before, content, after) => {
        fc.pre(!/\p{Cs}/u.test(content));
        const text = `${before}${encode(content)}${after}`;
        const result = decode(text, 0, text.length);
        expect(Buffer.from(result?.bytes ?? []).toString('utf8')).toBe(before + content + after);
        const span = result?.map.toItem(before.length, before.length + Buffer.byteLength(content));
        expect(text.slice(span?.start, span?.end)).toBe(encode(content));
      }),
    );
  });

  it('leaves what is plain or no character alone', () => {
    expect(decoded(decodePercent, 'a+b 100% %zz')).toBeNull();
    expect(decoded(decodePercent, 'p%40ss+%zz')).toBe('p@ss+%zz');
    expect(decoded(decodeEscapes, String.raw`\n \" \u12 \xg1`)).toBeNull();
    expect(decoded(decodeEscapes, String.raw`\ud83d\u0041\u{110000}`)).toBe('\ufffdA\ufffd');
    expect(decoded(decodeHtmlEntities, 'a & b &unknown; &constructor; &#; &;')).toBeNull();
    expect(decoded(decodeHtmlEntities, '{&quot;a&quot;&colon;&apos;b&apos;&#55296;&#1114112;')).toBe('{"a":\'b\'\ufffd\ufffd');
  });

  it('reads only between start and end, with offsets in the whole text', () => {
    const result = decodePercent('%41 %42 %43', 4, 7);
    expect(Buffer.from(result?.bytes ?? []).toString()).toBe('B');
    expect(result?.map.toItem(0, 1)).toEqual({ start: 4, end: 7 });
  });
});
