/** What is told of a text of a batch at a glance is never less than what a look at the text alone finds. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildIndex } from '../../src/engine/index/build.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { TextBatch } from '../../src/engine/text-batch.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import { DECODE_HINTS, hintsIn } from '../../src/unwrap/decode/hints.ts';
import { findLongRuns } from '../../src/unwrap/decode/long-runs.ts';
import { patternRule } from './rules.ts';

const rules = [patternRule('token', 'mark_[a-z]{4}')];
const engine = createEngine({ rules, detectors: DETECTORS, prebuilt: { index: buildIndex(rules, 'test'), rules }, core: 'wasm' });
const batch = engine.openBatch();

function together(texts: readonly Uint8Array[]): TextBatch {
  batch.clear();
  for (const text of texts) {
    batch.room.set(text, batch.next);
    batch.add(text.length);
  }
  batch.search();
  return batch;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const filler = fc.constantFrom(' ', '\n', 'the author writes a secretary', 'x'.repeat(19), 'a.b-c/d+e_f', '%s %d', '&amp;', '\\n', 'uth', 'asic', 'Secre', '"', "'", ':', '_', '\0', '\u00e9', '\u00ff');
const telling = fc.constantFrom(...DECODE_HINTS, 'Basic ', 'Secret', 'Auth:', '%4', '\\u0041', '&colon;', Buffer.from('plain text in base64').toString('base64'), Buffer.from('text in hexadecimal').toString('hex'), Buffer.from('zu kurz\u00fcr').toString('base64url'), Buffer.from('wide text', 'utf16le').toString('base64'));
const random = fc.uint8Array({ minLength: 15, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64'));
/** At any distance from the start of a block of the search. */
const padding = fc.integer({ min: 0, max: 140 }).map((length) => ' -.,'.repeat(40).slice(0, length));
const text = fc.array(fc.oneof(filler, telling, random, padding), { maxLength: 12 }).map((pieces) => bytesOf(pieces.join('')));

test('what hides encoded text or a NUL is told of', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), (texts) => {
      const told = together(texts);
      texts.forEach((one, number) => {
        if (hintsIn(one).size > 0 || findLongRuns(one).length > 0) expect(told.mayHoldEncoded(number)).toBe(true);
        expect(told.mayHoldNul(number)).toBe(one.includes(0));
        expect(told.text(number).equals(one)).toBe(true);
      });
    }),
    { numRuns: 2000 },
  );
});

test('each hint and each run is seen at the end of a text, and does not reach into the next', () => {
  for (const sign of ['Basic ', '"auth"', "'auth'", '_auth', 'auth:', 'Secret', '%22', '%3D', '%40', '\\u00', '\\x', '&#', '&quot;', '&apos;', '&colon;', Buffer.from('some text in base64').toString('base64').slice(0, 20)]) {
    for (let before = 0; before < 70; before += 1) {
      const first = bytesOf('.'.repeat(before) + sign);
      const told = together([first, bytesOf('nothing'), first.subarray(0, -1), bytesOf(sign.slice(-1))]);
      expect([sign, before, told.mayHoldEncoded(0), told.mayHoldEncoded(1), told.mayHoldEncoded(3)]).toEqual([sign, before, true, false, false]);
    }
  }
});

test('ordinary source is not told of', () => {
  const source = `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Printf("%d of %s", count, author.name) // the basis of it\n\tif a && b { return &c }\n\tshort := "0123456789abcdef"\n\tpath := "https://example.com/internal/configs"\n}\n`;
  const told = together([bytesOf(source), bytesOf('x'.repeat(9000) + '\0')]);
  expect([told.mayHoldEncoded(0), told.mayHoldNul(0), told.holdsMark(0)]).toEqual([false, false, false]);
  // Only what stands near the start counts.
  expect(told.mayHoldNul(1)).toBe(false);
});

test('in a large text, only Secrets are looked for beside long runs', () => {
  const large = ' .'.repeat(33_000);
  const told = together([bytesOf(`${large}%22`), bytesOf(`${large}kind: Secret`)]);
  expect([hintsIn(bytesOf(`${large}%22`)).size, told.mayHoldEncoded(0), told.mayHoldEncoded(1)]).toEqual([0, false, true]);
});

test('literals and guards do not look beyond their text', () => {
  const told = together(['mark_ab', 'cd', 'mark_abcd', 'mark', '_abcd', ''].map(bytesOf));
  expect([0, 1, 2, 3, 4, 5].map((number) => engine.searchText(told, number).candidates.length)).toEqual([0, 0, 1, 0, 0, 0]);
});
