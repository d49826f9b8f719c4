/** Searching only what is new in each version finds what searching everything finds. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDetector, type ItemDetector } from '../../src/detect.ts';
import type { Detection } from '../../src/item-detection.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { openStore } from '../../src/packs/pack-reader.ts';
import { TestRepository } from '../support/repository.ts';

const detector: ItemDetector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-01-01T00:00:00Z') });

/** Letters and digits that look random and are always the same. */
function letters(seed: number, length: number, alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return alphabet[state % alphabet.length];
  }).join('');
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const dashes = '-'.repeat(5);
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Pieces of text: secrets of short, long and unbounded reach, halves of them, and filler. */
const PIECES: readonly ((seed: number) => string)[] = [
  (seed) => `const width = ${seed}; // nothing here`,
  (seed) => letters(seed, 40).split('').join(' '),
  (seed) => `aws = "${['AK', 'IA'].join('')}${letters(seed, 16, upper)}"`,
  (seed) => `password = "${letters(seed, 14)}"`,
  (seed) => `DB_PASSWORD: ${letters(seed, 18)}`,
  (seed) => `client_secret = '${letters(seed, 32)}'`,
  (seed) => `url: postgres://user:${letters(seed, 12)}@db.example.net/app`,
  (seed) => `token = ${['gl', 'pat-'].join('')}${letters(seed, 20)}`,
  (seed) => `curl -u admin:${letters(seed, 16)} https://intern.example.net`,
  (seed) => `Authorization: Bearer ${letters(seed, 40)}`,
  (seed) => `${dashes}BEGIN RSA PRIVATE KEY${dashes}\n${letters(seed, 64, base64)}\n${letters(seed + 1, 64, base64)}`,
  (seed) => `${Array.from({ length: 20 }, (_, n) => letters(seed + n, 64, base64)).join('\n')}\n${dashes}END RSA PRIVATE KEY${dashes}`,
  () => `${dashes}END RSA PRIVATE KEY${dashes}`,
  (seed) => `{ "type": "service_account", "private_key_id": "${letters(seed, 40, '0123456789abcdef')}"`,
  (seed) => `jwt = ${['ey', 'J'].join('')}${letters(seed, 60)}.${['ey', 'J'].join('')}${letters(seed + 1, 90)}.${letters(seed + 2, 43)}`,
  (seed) => `id: ${['AK', 'IA'].join('')}${letters(seed, 16, upper)}\nregion: eu-west-1`,
  (seed) => `secret: ${letters(seed, 40, base64)}`,
  (seed) => `<add key="password"\n  value="${letters(seed, 20)}" />`,
  (seed) => `"name": "API_TOKEN",\n"value": "${letters(seed, 30)}"`,
  () => '"name": "API_SECRET",',
  (seed) => `"value": "${letters(seed, 30)}"`,
  (seed) => `short ${letters(seed, 5)}`,
  () => '',
  (seed) => 'x'.repeat(200 + (seed % 900)),
  (seed) => `config: ${encoded(`password = "${letters(seed, 14)}"`)}`,
  (seed) => encoded(`DB_PASSWORD=${letters(seed, 18)}\nnext line of the file with words ${'and more '.repeat(seed % 20)}\nAPI_TOKEN=${letters(seed + 1, 24)}\n`).replace(/.{64}/g, '$&\n'),
  (seed) => encoded(`SECRET_KEY=${letters(seed, 30)}; and some words to fill the line`),
  (seed) => `apiVersion: v1\nkind: Secret\ndata:\n  password: ${encoded(letters(seed, 12))}`,
  (seed) => `  db-password: ${encoded(letters(seed, 14))}`,
  () => 'kind: Secret',
  () => '---',
  (seed) => `Authorization: Basic ${encoded(`admin:${letters(seed, 12)}`)}`,
  (seed) => `"auth": "${encoded(`robot:${letters(seed, 16)}`)}"`,
  (seed) => `url: https%3A%2F%2Fadmin%3A${letters(seed, 12)}%40db.example.net`,
  (seed) => `{\\u0022password\\u0022: \\u0022${letters(seed, 14)}\\u0022}`,
  (seed) => `&lt;add key=&quot;password&quot; value=&quot;${letters(seed, 14)}&quot;&gt;`,
  (seed) => Buffer.from(`client_secret = '${letters(seed, 32)}'`).toString('hex'),
  (seed) => `minified:${letters(seed, 7000, 'abc;=()')} secret="${letters(seed + 3, 24)}"`,
];

const piece = fc.tuple(fc.integer({ min: 0, max: PIECES.length - 1 }), fc.nat({ max: 50 })).map(([kind, seed]) => (PIECES[kind] as (seed: number) => string)(seed));
const content = fc.tuple(fc.array(piece, { maxLength: 25 }), fc.constantFrom('\n', '\n\n', '\r\n', ' ')).map(([pieces, joint]) => pieces.join(joint));

/** An edit: cut out from a place, so many bytes, and put in something. Places are parts of 1,000,000 of the text. */
const edit = fc.record({ at: fc.nat({ max: 1_000_000 }), cut: fc.oneof(fc.constant(0), fc.nat({ max: 20 }), fc.nat({ max: 3000 })), put: fc.oneof(fc.constant(''), fc.string({ maxLength: 8 }), piece.map((text) => `\n${text}\n`), piece) });
const version = fc.array(edit, { maxLength: 4 });

interface Derived {
  readonly text: Buffer;
  readonly copies: Uint32Array;
}

/** The text after the edits, and what it copied, as a delta would say. */
function derive(base: Buffer, edits: readonly { at: number; cut: number; put: string }[]): Derived {
  const places = edits.map((one) => ({ ...one, at: Math.floor((one.at / 1_000_000) * base.length) })).sort((a, b) => a.at - b.at);
  const parts: Buffer[] = [];
  const copies: number[] = [];
  let here = 0;
  let there = 0;
  const copy = (to: number): void => {
    if (to <= there) return;
    const last = copies.length - 3;
    if (last >= 0 && (copies[last] as number) + (copies[last + 2] as number) === here && (copies[last + 1] as number) + (copies[last + 2] as number) === there) copies[last + 2] = (copies[last + 2] as number) + to - there;
    else copies.push(here, there, to - there);
    parts.push(base.subarray(there, to));
    here += to - there;
    there = to;
  };
  for (const { at, cut, put } of places) {
    copy(at);
    const bytes = Buffer.from(put, 'latin1');
    parts.push(bytes);
    here += bytes.length;
    there = Math.min(base.length, Math.max(there, at) + cut);
  }
  copy(base.length);
  return { text: Buffer.concat(parts), copies: Uint32Array.from(copies) };
}

/** All that a detection says. */
function told(detection: Detection): unknown {
  const match = ({ candidate, verdict, span, inner }: Detection['dropped'][number]): unknown => ({ ...candidate, rule: candidate.rule.id, verdict, span, inner });
  const order = (list: readonly unknown[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  return {
    sightings: detection.sightings.map((sighting) => ({ ...sighting, match: match(sighting.match) })),
    dropped: order(detection.dropped.map(match)),
    skip: detection.skip,
    incomplete: detection.incomplete,
    notes: detection.notes,
  };
}

describe('novel bytes', () => {
  test('chains of edited texts give what each text gives for itself', () => {
    let sightings = 0;
    fc.assert(
      fc.property(content, fc.array(version, { minLength: 1, maxLength: 5 }), (first, versions) => {
        const chain = detector.startChain();
        let base: Buffer = Buffer.from(first, 'latin1');
        expect(told(chain.detect(base, 0, null))).toEqual(told(detector.detect(base, null)));
        versions.forEach((edits, at) => {
          const { text, copies } = derive(base, edits);
          const detection = chain.detect(text, at + 1, copies);
          sightings += detection.sightings.length;
          expect(told(detection)).toEqual(told(detector.detect(text, null)));
          base = text;
        });
      }),
      { numRuns: 100 },
    );
    expect(sightings).toBeGreaterThan(50);
  }, 180_000);

  /** Texts of which only the part in the middle changes: before, old middle, new middle, after. */
  const far: readonly [string, string, string, string, string][] = [
    ['a pair on two lines', `aws_access_key_id = ${['AK', 'IA'].join('')}${letters(1, 16, upper)}\n# ${'made by hand '.repeat(9)}\n`, 'x = 1\n', `value = ${letters(2, 40, base64)}\n`, ''],
    ['the end of a key whose beginning is far away', `${dashes}BEGIN RSA PRIVATE KEY${dashes}\n${Array.from({ length: 60 }, (_, n) => letters(n, 64, base64)).join('\n')}\n`, '', `${dashes}END RSA PRIVATE KEY${dashes}`, '\n'],
    ['the inside of a key', `${dashes}BEGIN RSA PRIVATE KEY${dashes}\n${Array.from({ length: 30 }, (_, n) => letters(n, 64, base64)).join('\n')}\n`, '<cut out>', letters(99, 64, base64), `\n${Array.from({ length: 30 }, (_, n) => letters(n + 50, 64, base64)).join('\n')}\n${dashes}END RSA PRIVATE KEY${dashes}\n`],
    ['a name far before its value on one line', `service: { password: ${' '.repeat(20)}`, '""', `"${letters(5, 16)}"`, ' }\n'],
    ['the name of a value', '', 'colour', 'db_password', ` = "${letters(6, 16)}"\n`],
    ['the head of base64 over several lines', 'key: ', 'x', encoded(`password = "${letters(11, 14)}" and words to fill a line of base64`).slice(0, 64), `\n${encoded(`DB_PASSWORD=${letters(12, 18)}\nAPI_TOKEN=${letters(13, 24)}\n`).replace(/.{64}/g, '$&\n')}\n`],
    ['what makes a document a Secret', 'apiVersion: v1\nkind: ', 'Config', 'Secret', `\nmetadata:\n${'  # a comment of some length in between\n'.repeat(90)}data:\n  password: ${encoded(letters(14, 12))}\n`],
    ['an entry far below what makes it a Secret', `kind: Secret\ndata:\n${'  # a comment of some length in between\n'.repeat(90)}`, '  name: x', `  password: ${encoded(letters(15, 12))}`, '\n---\n'],
    ['an encoded value that moves', `config: ${encoded(`password = "${letters(16, 14)}"`)}\n${'words\n'.repeat(300)}`, 'here', `pass_word: ${letters(17, 14)} here`, `\nconfig: ${encoded(`password = "${letters(18, 14)}"`)}\n`],
    ['a line break that goes', 'password =', '\n', ' ', `${letters(7, 16)}\n`],
  ];
  test.each(far)('what a change means at a distance: %s', (_, before, from, to, after) => {
    const filler = `${letters(8, 30)}\n`.repeat(400);
    const text = (middle: string): Buffer => Buffer.from(filler + before + middle + after + filler, 'latin1');
    const start = filler.length + before.length;
    const rest = after.length + filler.length;
    const derivation = (old: string, fresh: string): Uint32Array => Uint32Array.from([0, 0, start, start + fresh.length, start + old.length, rest]);
    // There and back: what appears and what goes.
    const chain = detector.startChain();
    const without = told(chain.detect(text(from), 0, null));
    const withIt = told(chain.detect(text(to), 1, derivation(from, to)));
    expect(withIt).toEqual(told(detector.detect(text(to), null)));
    expect(withIt).not.toEqual(without);
    expect(told(chain.detect(text(from), 2, derivation(to, from)))).toEqual(without);
  });

  test('texts that move, repeat and reverse parts of their base', () => {
    fc.assert(
      fc.property(content, fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 6 }), (first, parts) => {
        const base = Buffer.from(first, 'latin1');
        const pieces: Buffer[] = [];
        const copies: number[] = [];
        let here = 0;
        for (const [from, size, put] of parts) {
          const there = Math.floor((from / 1001) * base.length);
          const length = Math.min(base.length - there, size * 5);
          const inserted = Buffer.from(`${put}.`, 'latin1');
          if (length > 0) copies.push(here, there, length);
          pieces.push(base.subarray(there, there + length), inserted);
          here += length + inserted.length;
        }
        const text = Buffer.concat(pieces);
        const chain = detector.startChain();
        chain.detect(base, 0, null);
        expect(told(chain.detect(text, 1, Uint32Array.from(copies)))).toEqual(told(detector.detect(text, null)));
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  test.each([[['--depth=50']], [['--depth=4']], [['--depth=200', '--window=100']]])('a repository packed with %j', async (options) => {
    const repository = TestRepository.init();
    const versions = fc.sample(fc.tuple(content, fc.array(version, { minLength: 6, maxLength: 6 })), { numRuns: 5, seed: 7 });
    for (let step = 0; step < 6; step += 1) {
      const files = Object.fromEntries(
        versions.map(([first, edits], file) => {
          let text: Buffer = Buffer.from(`${first}\n${letters(file, 3000)}`, 'latin1');
          for (const one of edits.slice(0, step)) text = derive(text, one).text;
          return [step > 3 && file === 0 ? 'renamed.txt' : `file-${file}.txt`, text];
        }),
      );
      repository.commit(`step ${step}`, files);
    }
    repository.git('repack', '-adfq', ...options);
    const store = openStore((await openRepository(repository.root, repository.env)) as Repository);
    const chain = detector.startChain();
    let derived = 0;
    for (const object of store?.walk({ maxBytes: 1e9 }, { left: (id) => expect.unreachable(id), tooLarge: () => {} }) ?? []) {
      if (object.type !== 'blob') continue;
      if (object.copies !== null) derived += 1;
      const bytes = Buffer.from(object.bytes);
      expect(told(chain.detect(object.bytes, object.depth, object.copies))).toEqual(told(detector.detect(bytes, null)));
    }
    expect(derived).toBeGreaterThan(8);
  }, 60_000);
});
