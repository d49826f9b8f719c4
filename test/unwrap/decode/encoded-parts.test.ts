/** What stands encoded in a text made out of another is what stands encoded in it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivedParts, encodedParts, type EncodedParts } from '../../../src/unwrap/decode/encoded-parts.ts';
import { Parts } from '../../../src/engine/parts.ts';

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const block = (lines: number): string => encoded('user = somebody; host = example.net; port = 8080; mode = fast and quiet\n'.repeat(lines)).replace(/.{64}/g, '$&\n');

const PIECES: readonly string[] = [
  'some words of prose',
  'identifier',
  '}',
  '',
  `value: ${encoded('a text that is long enough')}`,
  encoded('a line of text that is all there is on the line'),
  `  ${block(3)}`,
  `key: ${block(2)}`,
  `"${block(2)}"`,
  block(1).slice(0, 64),
  block(1).slice(7, 71),
  Buffer.from('written in hexadecimal digits').toString('hex'),
  `Authorization: Basic ${encoded('user:word')}`,
  `_auth=${encoded('user:word')}`,
  'see https%3A%2F%2Fuser%3Aword%40example.net',
  '{\\u0022name\\u0022: 1}',
  '&lt;a title=&quot;b&quot;&gt;',
  'kind: Secret',
  `data:\n  one: ${encoded('short')}`,
  `  two: ${encoded('words')}`,
  '---',
];
const text = fc.tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), fc.constantFrom('\n', '\r\n', ' ')).map(([pieces, joint]) => pieces.join(joint));
const edits = fc.array(fc.record({ at: fc.nat({ max: 1000 }), cut: fc.nat({ max: 90 }), put: fc.oneof(fc.constant(''), fc.constant('\n'), fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })) }), { minLength: 1, maxLength: 3 });

/** The text after the edits, and what it copied: place in it, place in the base, length. */
function edited(base: string, changes: readonly { at: number; cut: number; put: string }[]): { text: string; copies: Uint32Array } {
  const copies: number[] = [];
  let result = '';
  let there = 0;
  const copy = (to: number): void => {
    if (to > there) copies.push(result.length, there, to - there);
    result += base.slice(there, to);
    there = Math.max(there, to);
  };
  for (const { at, cut, put } of changes.map((one) => ({ ...one, at: Math.floor((one.at / 1001) * base.length) })).sort((a, b) => a.at - b.at)) {
    copy(at);
    result += put;
    there = Math.min(base.length, there + cut);
  }
  copy(base.length);
  return { text: result, copies: merged(copies) };
}

/** As git's deltas are given: copies that go on in both texts are one. */
function merged(copies: readonly number[]): Uint32Array {
  const list: number[] = [];
  for (let at = 0; at < copies.length; at += 3) {
    const [here, there, length] = copies.slice(at, at + 3) as [number, number, number];
    const last = list.length - 3;
    if (last >= 0 && (list[last] as number) + (list[last + 2] as number) === here && (list[last + 1] as number) + (list[last + 2] as number) === there) list[last + 2] = (list[last + 2] as number) + length;
    else list.push(here, there, length);
  }
  return Uint32Array.from(list);
}

function newLines(bytes: Buffer, baseLength: number, copies: Uint32Array): readonly number[] {
  const parts = new Parts(bytes, 0);
  expect(parts.addSeams(baseLength, copies)).toBe(true);
  return parts.newLines;
}

describe('derivedParts', () => {
  test('gives the stretches of the whole text, through any chain of edits', () => {
    let derived = 0;
    let carried = 0;
    fc.assert(
      fc.property(text, fc.array(edits, { minLength: 1, maxLength: 4 }), (first, versions) => {
        let base = first;
        let known: EncodedParts = encodedParts(Buffer.from(base, 'latin1'));
        for (const changes of versions) {
          const next = edited(base, changes);
          const bytes = Buffer.from(next.text, 'latin1');
          const whole = encodedParts(bytes);
          const parts = derivedParts(bytes, known, next.copies, newLines(bytes, base.length, next.copies));
          if (parts !== null) {
            derived += 1;
            carried += parts.carried.filter((from) => from >= 0).length;
            expect(parts.runs).toEqual(whole.runs);
            expect(parts.secretKind).toBe(whole.secretKind);
            parts.carried.forEach((from, at) => {
              const run = parts.runs[at] as (typeof parts.runs)[number];
              const old = known.runs[from];
              if (old !== undefined) expect(bytes.toString('latin1', run.start, run.end)).toBe(base.slice(old.start, old.end));
            });
          }
          base = next.text;
          known = parts ?? whole;
        }
      }),
      { numRuns: 1500 },
    );
    expect(derived).toBeGreaterThan(800);
    expect(carried).toBeGreaterThan(100);
  });

  test('a text that becomes large, or holds a Secret, is looked at whole', () => {
    const before = Buffer.from(`kind: Config\n${'x y\n'.repeat(16_300)}`);
    const grown = Buffer.concat([before, Buffer.from('z w\n'.repeat(200))]);
    const copies = Uint32Array.from([0, 0, before.length]);
    expect(derivedParts(grown, encodedParts(before), copies, newLines(grown, before.length, copies))).toBeNull();
    const secret = Buffer.from('kind: Secret\n');
    const longer = Buffer.concat([secret, Buffer.from('a: b\n')]);
    const more = Uint32Array.from([0, 0, secret.length]);
    expect(derivedParts(longer, encodedParts(secret), more, newLines(longer, secret.length, more))).toBeNull();
  });
});
