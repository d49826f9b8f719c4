/** Files that are read and searched together give what each of them gives alone. */
import * as fc from 'fast-check';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Examiner, type Examined } from '../../src/examine.ts';
import { examineFiles } from '../../src/examine-files.ts';
import type { Skip } from '../../src/model.ts';
import { listFiles } from '../../src/sources/files.ts';
import type { Listed } from '../../src/sources/listed-file.ts';
import { mayHaveToUnwrap, unwrap } from '../../src/unwrap/unwrap.ts';
import { temporaryFolder } from '../support/repository.ts';
import { githubToken, privateKey, stripeKey } from '../support/secrets.ts';
import { detector } from './support.ts';

const wide = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const notebook = (source: string): string => JSON.stringify({ cells: [{ cell_type: 'code', source: [source], outputs: [], metadata: {} }], metadata: {}, nbformat: 4, nbformat_minor: 5 });
const secrets = ['a', 'b', 'c'].flatMap((seed) => [`token = "${githubToken(seed)}"`, `STRIPE_KEY: ${stripeKey(seed)}`, privateKey(seed)]);
const piece = fc.oneof(
  fc.constantFrom(...secrets),
  fc.constantFrom(...secrets).map((secret) => `encoded: ${Buffer.from(secret).toString('base64')}`),
  fc.constantFrom(`Authorization: Basic ${Buffer.from(`user:${githubToken('basic')}`).toString('base64')}`, `url = a%3Fkey%3D%22${stripeKey('percent')}%22`, `"\\u0074oken": "${githubToken('escape')}"`),
  fc.constantFrom('password = "changeme"', 'ordinary words of a line', '', '{', '\0', '\u00e9\u00ff', 'ghp_', 'sk_live', ' '.repeat(40), 'x'.repeat(300)),
);
const plain = fc.array(piece, { maxLength: 6 }).chain((pieces) => fc.constantFrom('\n', '', '\r\n').map((end) => Buffer.from(pieces.join(end), 'latin1')));
const content = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 1, arbitrary: plain.map((bytes) => wide(bytes.toString('latin1'))) },
  { weight: 1, arbitrary: plain.map((bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])) },
  { weight: 1, arbitrary: plain.map((bytes) => Buffer.concat([Buffer.from('89504e470d0a1a0a00', 'hex'), bytes])) },
  { weight: 1, arbitrary: plain.map((bytes) => Buffer.from(` ${notebook(bytes.toString('latin1'))}`)) },
  { weight: 1, arbitrary: plain.map((bytes) => Buffer.concat([bytes, Buffer.alloc(1_100_000, 'filler .\n'), bytes])) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
);
const name = fc.constantFrom('a.ts', 'b.json', 'c.ipynb', '.env', 'd.pem', 'server.key', '\u00e9.txt', 'id_rsa');

async function listed(folder: string): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const some of listFiles([folder], { base: folder })) all.push(...some);
  return all;
}

/** What a report would be made of. */
function told(outcomes: readonly (Examined | Skip)[]): unknown {
  return JSON.parse(JSON.stringify(outcomes, (key, value: unknown) => (key === 'rule' ? (value as { id: string }).id : value)));
}

test('a batch of files gives what each file gives alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, content), { minLength: 9, maxLength: 30 }), async (files) => {
      const folder = mkdtempSync(join(temporaryFolder(), 'batch-'));
      files.forEach(([file, bytes], number) => {
        mkdirSync(join(folder, String(number)));
        writeFileSync(join(folder, String(number), file), bytes);
      });
      const examiner = new Examiner(detector, true);
      const together = examineFiles({ files: await listed(folder), maxBytes: 1e9 }, examiner);
      const alone = new Examiner(detector, true);
      const expected = (await listed(folder)).flatMap((one): (Examined | Skip)[] => {
        if (!('file' in one)) return [one];
        const examined = alone.examine({ bytes: readFileSync(one.file), path: one.path, origin: { kind: 'worktree' } });
        return examined === null ? [] : [examined];
      });
      expect(told(together)).toEqual(told(expected));
      expect(examiner.counts).toEqual(alone.counts);
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('what is not read is named in its place, whatever is read around it', async () => {
  const folder = temporaryFolder();
  for (let number = 0; number < 20; number += 1) writeFileSync(join(folder, `file-${number + 10}`), `token = "${githubToken(String(number))}"\n`);
  writeFileSync(join(folder, 'file-15'), Buffer.alloc(5000, 'too large\n'));
  writeFileSync(join(folder, 'file-20'), '');
  rmSync(join(folder, 'file-25'));
  execFileSync('mkfifo', [join(folder, 'file-25')]);
  // As git lists them: nothing is known of what they are now.
  const files = (await listed(folder)).map((one): Listed => ('file' in one ? { ...one, ordinary: 'likely' } : one));
  const gone: Listed = { file: join(folder, 'gone'), path: 'gone', links: 'keep', ordinary: 'likely' };
  const examiner = new Examiner(detector, false);
  const outcomes = examineFiles({ files: [...files, gone], maxBytes: 4000 }, examiner);
  expect(outcomes.map((one) => ('origin' in one ? one.path : `${one.what}: ${one.reason}`))).toEqual(
    Array.from({ length: 20 }, (_, number) => `file-${number + 10}`).flatMap((file) => (file === 'file-20' ? [] : file === 'file-15' ? [`${file}: too-large`] : file === 'file-25' ? [`${file}: unreadable`] : [file])),
  );
  expect(examiner.counts.files).toBe(18);
});

test('what need not be unwrapped is one text, all of it', () => {
  const head = fc.constantFrom('', '{', ' \n{', '[', 'GIF87a', 'BM', 'BZh9', 'PK', 'PK\x03\x04', '\x1f\x8b\x08', 'abcdftyp', '%PDF-1', '#!', '\xef\xbb\xbf', '\xff\xfe', '\xfe\xff', 'x\r\r\n', 'x'.repeat(257) + 'ustar');
  fc.assert(
    fc.property(head, fc.string({ unit: 'binary-ascii', maxLength: 300 }), fc.constantFrom('a.py', 'b.ipynb', null), (start, rest, path) => {
      const bytes = Buffer.from((start + rest).replaceAll('\0', ''), 'latin1');
      fc.pre(bytes.length > 0);
      if (mayHaveToUnwrap(Buffer.concat([bytes, Buffer.from('\nanother text')]), 0, path)) return;
      const { views, skip, notes, encoding } = unwrap(bytes, path);
      expect([views.length, views[0]?.bytes === bytes, skip, notes, encoding]).toEqual([1, true, null, [], 'utf-8']);
    }),
    { numRuns: 2000 },
  );
});
