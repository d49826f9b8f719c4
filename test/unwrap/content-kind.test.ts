import { readFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentKind } from '../../src/unwrap/content-kind.ts';

const utf8 = { kind: 'text', encoding: 'utf-8', bom: 0 };
const text = (content: string): Buffer => Buffer.from(content, 'utf8');
const latin1 = (content: string): Buffer => Buffer.from(content, 'latin1');

/** Bytes without any pattern, the same in every run. */
function noise(length: number, seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let size = 0; size < length; size += 32) blocks.push(createHash('sha256').update(`${seed} ${size}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

function utf16be(content: string): Buffer {
  return Buffer.from(content, 'utf16le').swap16();
}

function utf32(content: string, bigEndian: boolean): Buffer {
  const out = Buffer.alloc([...content].length * 4);
  for (const [index, character] of [...content].entries()) {
    const code = character.codePointAt(0) ?? 0;
    if (bigEndian) out.writeUInt32BE(code, index * 4);
    else out.writeUInt32LE(code, index * 4);
  }
  return out;
}

describe('contentKind: text', () => {
  it('takes every string in UTF-8 without NUL for text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        const printable = content.replaceAll('\0', '');
        // Letters that happen to be a signature are settled in another test.
        expect(contentKind(text(`# ${printable}`))).toEqual(utf8);
      }),
    );
  });

  it('takes the empty file and 8-bit code pages for text', () => {
    expect(contentKind(Buffer.alloc(0))).toEqual(utf8);
    expect(contentKind(latin1('contrase\xf1a = "caf\xe9"\n'))).toEqual(utf8);
  });

  it('takes a PEM for text, and this file', () => {
    expect(contentKind(text(`-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`))).toEqual(utf8);
    expect(contentKind(readFileSync(new URL(import.meta.url)))).toEqual(utf8);
  });

  it('does not lose a text to a stray NUL, early or late', () => {
    expect(contentKind(text(`A=1\nB=2\0\n${'# comment\n'.repeat(20)}`))).toEqual(utf8);
    expect(contentKind(text('abc\0'))).toEqual(utf8);
    expect(contentKind(text(`${'# comment\n'.repeat(2000)}\0\0\0\0`))).toEqual(utf8);
  });

  it('takes NUL-separated variables for text', () => {
    expect(contentKind(text('HOME=/root\0PATH=/bin\0LANG=C\0'))).toEqual(utf8);
    expect(contentKind(text('src\0lib\0doc\0'))).toEqual(utf8);
  });

  it('takes a text that begins with the letters of a signature for text', () => {
    for (const start of ['GIF89a is a format', 'BZh is bzip2', '%PDF-1.4 as text only', 'RIFF', 'OTTO = "name"', 'PAR1', 'wOFF', 'OggS']) {
      expect(contentKind(text(`${start}\n${'line\n'.repeat(50)}`)), start).toEqual(utf8);
    }
  });

  it('says how long the byte order mark is', () => {
    expect(contentKind(text('\ufeffA=1'))).toEqual({ kind: 'text', encoding: 'utf-8', bom: 3 });
  });
});

describe('contentKind: wide encodings', () => {
  const sample = 'colour = "grün"\r\nname = "Žluťoučký 😀"\r\n';

  it('knows them by their byte order mark', () => {
    expect(contentKind(Buffer.from(`\ufeff${sample}`, 'utf16le'))).toEqual({ kind: 'text', encoding: 'utf-16le', bom: 2 });
    expect(contentKind(utf16be(`\ufeff${sample}`))).toEqual({ kind: 'text', encoding: 'utf-16be', bom: 2 });
    expect(contentKind(utf32(`\ufeff${sample}`, false))).toEqual({ kind: 'text', encoding: 'utf-32le', bom: 4 });
    expect(contentKind(utf32(`\ufeff${sample}`, true))).toEqual({ kind: 'text', encoding: 'utf-32be', bom: 4 });
    expect(contentKind(Buffer.from('\ufeff日本語の文', 'utf16le'))).toEqual({ kind: 'text', encoding: 'utf-16le', bom: 2 });
    expect(contentKind(Buffer.from('\ufeff', 'utf16le'))).toEqual({ kind: 'text', encoding: 'utf-16le', bom: 2 });
  });

  it('knows them without a mark by their alternating NULs', () => {
    expect(contentKind(Buffer.from(sample, 'utf16le'))).toEqual({ kind: 'text', encoding: 'utf-16le', bom: 0 });
    expect(contentKind(utf16be(sample))).toEqual({ kind: 'text', encoding: 'utf-16be', bom: 0 });
    expect(contentKind(utf32(sample, false))).toEqual({ kind: 'text', encoding: 'utf-32le', bom: 0 });
    expect(contentKind(utf32(sample, true))).toEqual({ kind: 'text', encoding: 'utf-32be', bom: 0 });
    expect(contentKind(Buffer.from('名前=山田; パスワード=abc;\n'.repeat(9), 'utf16le'))).toMatchObject({ encoding: 'utf-16le' });
  });

  it('knows every UTF-16 text of ASCII letters, cut anywhere', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~\n]{4,80}$/), fc.boolean(), (content, cut) => {
        const bytes = Buffer.from(content, 'utf16le');
        expect(contentKind(cut ? bytes.subarray(0, -1) : bytes)).toEqual({ kind: 'text', encoding: 'utf-16le', bom: 0 });
      }),
    );
  });

  it('does not take numbers for UTF-16', () => {
    const samples = Buffer.alloc(4000);
    for (let index = 0; index < 2000; index += 1) samples.writeInt16LE((index * 7) % 256, index * 2);
    expect(contentKind(samples).kind).toBe('binary');
    expect(contentKind(Buffer.concat([latin1('\xff\xfe'), Buffer.alloc(100), noise(2000, 'audio')])).kind).toBe('binary');
  });
});

describe('contentKind: binary', () => {
  const body = noise(4000, 'body');

  it('names what it knows by its signature, also where no NUL is near', () => {
    const known: [string, Buffer][] = [
      ['PNG image', latin1('\x89PNG\r\n\x1a\n')],
      ['JPEG image', latin1('\xff\xd8\xff\xe0')],
      ['GIF image', latin1('GIF89a\x10\x20')],
      ['PDF document', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')],
      ['zip archive', latin1('PK\x03\x04')],
      ['gzip data', gzipSync('text')],
      ['xz data', latin1('\xfd7zXZ\0')],
      ['ELF executable', latin1('\x7fELF\x02\x01')],
      ['Java class or Mach-O executable', latin1('\xca\xfe\xba\xbe')],
      ['WebAssembly module', latin1('\0asm\x01')],
      ['SQLite database', latin1('SQLite format 3\0')],
      ['git-crypt encrypted file', latin1('\0GITCRYPT\0')],
      ['ISO media (MP4, HEIC, AVIF)', latin1('\0\0\0\x18ftypmp42')],
      ['WOFF2 font', latin1('wOF2\0\x01')],
    ];
    for (const [what, head] of known) expect(contentKind(Buffer.concat([head, body])), what).toEqual({ kind: 'binary', what });
    expect(contentKind(latin1('\x89PNG\r\n\x1a\n'))).toEqual({ kind: 'binary', what: 'PNG image' });
  });

  it('calls data with NULs binary', () => {
    expect(contentKind(Buffer.concat([Buffer.alloc(64), body]))).toEqual({ kind: 'binary', what: 'binary data' });
    expect(contentKind(deflateRawSync(noise(4000, 'packed')))).toEqual({ kind: 'binary', what: 'binary data' });
    expect(contentKind(Buffer.alloc(500))).toEqual({ kind: 'binary', what: 'binary data' });
  });
});
