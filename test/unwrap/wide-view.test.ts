import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wideView } from '../../src/unwrap/wide-view.ts';
import type { WideEncoding } from '../../src/unwrap/wide-encoding.ts';

function encode(text: string, encoding: WideEncoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const out = Buffer.alloc([...text].length * 4);
  for (const [index, character] of [...text].entries()) {
    const code = character.codePointAt(0) ?? 0;
    if (encoding === 'utf-32be') out.writeUInt32BE(code, index * 4);
    else out.writeUInt32LE(code, index * 4);
  }
  return out;
}

const encodings = ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;

describe('wideView', () => {
  it('reads the text and maps any part of it back to its bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...encodings), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (encoding, before, part, after) => {
        const file = encode(`\ufeff${before}${part}${after}`, encoding);
        const bom = encode('\ufeff', encoding).length;
        const view = wideView(file, encoding, bom);
        expect(Buffer.from(view.bytes).toString('utf8')).toBe(before + part + after);
        const start = Buffer.byteLength(before);
        const span = view.toItem(start, start + Buffer.byteLength(part));
        expect(span.start).toBe(encode(`\ufeff${before}`, encoding).length);
        expect(file.subarray(span.start, span.end)).toEqual(encode(part, encoding));
      }),
    );
  });

  it('replaces what is no character, one for one, and keeps the positions after it', () => {
    const lone = Buffer.from([0x00, 0xd8, 0x61, 0x00, 0x00, 0xdc, 0x62, 0x00, 0x7a]);
    const view = wideView(lone, 'utf-16le', 0);
    expect(Buffer.from(view.bytes).toString('utf8')).toBe('\ufffda\ufffdb\ufffd');
    expect(view.toItem(3, 4)).toEqual({ start: 2, end: 4 });
    expect(view.toItem(7, 8)).toEqual({ start: 6, end: 8 });
    expect(view.toItem(8, 11)).toEqual({ start: 8, end: 9 });
    const beyond = Buffer.from([0xff, 0xff, 0xff, 0x00, 0x61, 0x00, 0x00, 0x00]);
    expect(Buffer.from(wideView(beyond, 'utf-32le', 0).bytes).toString('utf8')).toBe('\ufffda');
  });
});
