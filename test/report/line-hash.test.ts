import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/report/line-hash.ts';

/** Hashes of all lines, in order. */
function hashesOf(text: string | Uint8Array): string[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const all = lineHashes(bytes, new Set(Array.from({ length: 1000 }, (_, index) => index + 1)));
  return [...all.entries()].sort(([a], [b]) => a - b).map(([, hash]) => hash);
}

/** The end of a file after its last line break. */
const END = 'c129715d7a2bc9a3:1';

describe('lineHashes', () => {
  // Recorded by running src/fingerprints.ts of github/codeql-action on these inputs.
  it.each<[string, string | Uint8Array, string[]]>([
    ['an empty file', '', [END]],
    ['one line', 'region = "eu-west-1"', ['86a1f412733bcfb4:1']],
    ['LF', 'a = 1\nb = 2\n', ['3500b72a4d7dbe57:1', '4cd2d5cdff705f66:1', END]],
    ['CR LF', 'a = 1\r\nb = 2\r\n', ['3500b72a4d7dbe57:1', '4cd2d5cdff705f66:1', END]],
    ['CR', 'a = 1\rb = 2\r', ['3500b72a4d7dbe57:1', '4cd2d5cdff705f66:1', END]],
    ['all line ends mixed', 'a\r\n\n\rb\r\r\nc', ['f212e4e15e9f9b2f:1', '7f71515e70d3d4b8:1', '73409ca04f7d2c2e:1', 'b0367d257df6d03c:1', '1c206f60a702cfe8:1', '188ff2f224477a1e:1']],
    ['blank lines', '\t \n   \n\n', ['4e5d562094661a0d:1', '5b5d4caf73a13177:1', '3c5bef55b72b93c9:1', END]],
    ['equal lines, told apart by a number', 'const key = load("payments");\n'.repeat(9), [
      ...[1, 2, 3, 4, 5, 6].map((number) => `f300d62fdd8e01ce:${number}`), '448d3231f96bde87:1', '879cb98738f18b8b:1', '71c5a6807c02147f:1', END,
    ]],
    ['a byte order mark and characters outside ASCII', '\ufeffname: Ünïcödé 🔑\n', ['c436da2d228f9ed4:1', END]],
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0xff, 0x0a, 0xc3), ['ac827be41e91074:1', '8989dec65f08d110:1']],
    ['lines around the length of a block', `${'x'.repeat(250)}\n${'y'.repeat(99)}\nz`, ['52b56201ffb58620:1', 'cadd4b5b9d92c4ad:1', '76dcabf80cb35c79:1']],
  ])('agrees with GitHub on %s', (_name, text, hashes) => {
    expect(hashesOf(text)).toEqual(hashes);
  });

  it('gives the lines that were asked for and leaves out those that are not there', () => {
    expect([...lineHashes(new TextEncoder().encode('a = 1\nb = 2\n'), new Set([2, 9]))]).toEqual([[2, '4cd2d5cdff705f66:1']]);
  });

  it('does not change when blank space changes', () => {
    expect(hashesOf('if (x) {\n\treturn 1;\n}')).toEqual(hashesOf('if(x){\n        return  1;\n}'));
  });
});
