import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner, JsonSyntaxError } from '../../src/unwrap/json-scanner.ts';
import { unescapeJson } from '../../src/unwrap/json-strings.ts';
import type { Sink } from '../../src/unwrap/json-strings.ts';
import { PositionMapBuilder } from '../../src/unwrap/position-map.ts';

function unescape(json: string): { text: Uint8Array; map: ReturnType<PositionMapBuilder['build']> } {
  const bytes = Buffer.from(json, 'utf8');
  const sink: Sink = { out: new Uint8Array(bytes.length), length: 0 };
  const builder = new PositionMapBuilder();
  unescapeJson(bytes, 1, bytes.length - 1, sink, builder);
  return { text: sink.out.subarray(0, sink.length), map: builder.build() };
}

/** Writes every character as an escape that JSON knows for it. */
function escapeAll(text: string): string {
  return `"${Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')}"`;
}

describe('unescapeJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, all) => {
        const json = all ? escapeAll(text) : JSON.stringify(text);
        expect(Buffer.from(unescape(json).text).toString('utf8')).toBe(text);
      }),
    );
  });

  it('maps every part back to the escapes that it was written with', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (before, part, after) => {
        const json = JSON.stringify(before + part + after);
        const start = Buffer.byteLength(before);
        const span = unescape(json).map.toItem(start, start + Buffer.byteLength(part));
        const written = Buffer.from(json, 'utf8').subarray(span.start, span.end).toString('utf8');
        expect(JSON.parse(`"${written}"`)).toBe(part);
      }),
    );
  });

  it('replaces lone surrogates and keeps what is no escape', () => {
    expect(Buffer.from(unescape(String.raw`"\ud83dx\ude00"`).text).toString('utf8')).toBe('\ufffdx\ufffd');
    expect(Buffer.from(unescape(String.raw`"a\qb\u12"`).text).toString('utf8')).toBe(String.raw`a\qb\u12`);
  });
});

describe('JsonScanner', () => {
  it('skips any value exactly, and sees each member and element', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ stringUnit: 'binary' })), fc.constantFrom(undefined, 1, '\t'), (values, indent) => {
        const bytes = Buffer.from(JSON.stringify(values, null, indent), 'utf8');
        const seen: unknown[] = [];
        const scanner = new JsonScanner(bytes);
        scanner.array(() => {
          const { start, end } = scanner.skip();
          seen.push(JSON.parse(bytes.subarray(start, end).toString('utf8')));
        });
        scanner.end();
        expect(JSON.stringify(seen)).toBe(JSON.stringify(values));
      }),
    );
  });

  it('skips what a callback leaves alone', () => {
    const scanner = new JsonScanner(Buffer.from('{"a": [1, {"b": "]"}], "c": "d", "e": {}} '));
    const keys: string[] = [];
    scanner.object((key) => {
      keys.push(key);
      if (key === 'c') scanner.string();
    });
    scanner.end();
    expect(keys).toEqual(['a', 'c', 'e']);
  });

  it('finds the end of long strings full of quotes and backslashes', () => {
    for (const content of ['"'.repeat(300), '\\'.repeat(301), '\\"'.repeat(200), `${'a'.repeat(95)}\\`, `${'a'.repeat(96)}\\"`, `${'x'.repeat(500)}\\\\`]) {
      const json = Buffer.from(`[${JSON.stringify(content)},1]`);
      const scanner = new JsonScanner(json, 1);
      const start = scanner.string();
      expect(JSON.parse(`"${json.subarray(start, scanner.at - 1).toString()}"`)).toBe(content);
    }
  });

  it('does not run out of stack on deep nesting', () => {
    const deep = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
    expect(new JsonScanner(deep).skip()).toEqual({ start: 0, end: 400_000 });
  });

  it('says where it stops being JSON, and what it expected', () => {
    const failures = ['{"a" 1}', '[1 2]', '["open', '{"a": }', '[1, 2', '{1: 2}', '[] x', ''].map((json) => {
      const scanner = new JsonScanner(Buffer.from(json));
      try {
        if (json.startsWith('{')) scanner.object(() => {});
        else scanner.array(() => {});
        scanner.end();
        return 'read';
      } catch (error) {
        if (!(error instanceof JsonSyntaxError)) throw error;
        return `${json} → ${error.message}`;
      }
    });
    expect(failures).toMatchInlineSnapshot(`
      [
        "{"a" 1} → expected ":" at byte 5",
        "[1 2] → expected "," or a closing bracket at byte 3",
        "["open → expected the end of a string at byte 6",
        "{"a": } → expected a value at byte 6",
        "[1, 2 → expected "," or a closing bracket at byte 5",
        "{1: 2} → expected a string at byte 1",
        "[] x → expected the end at byte 3",
        " → expected "[" at byte 0",
      ]
    `);
  });
});
