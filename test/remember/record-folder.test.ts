import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord, touchRecord, writeRecord } from '../../src/remember/record-folder.ts';
import { temporaryFolder, withoutRootRights } from '../support/repository.ts';

const keyOf = (number: number): Buffer => Buffer.alloc(32, number);

test('gives back what was written last, for each key its own', () => {
  const folder = join(temporaryFolder(), 'below', 'keysieve');
  expect(readRecord(folder, keyOf(1))).toBeNull();
  expect(writeRecord(folder, keyOf(1), [Buffer.from('one, '), Buffer.from('once')])).toBe(true);
  expect(writeRecord(folder, keyOf(2), [Buffer.from('two')])).toBe(true);
  expect(writeRecord(folder, keyOf(1), [Buffer.from('one again')])).toBe(true);
  expect([readRecord(folder, keyOf(1))?.toString(), readRecord(folder, keyOf(2))?.toString()]).toEqual(['one again', 'two']);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.seen'))).toEqual([]);
});

test('keeps the three that were used last, and leaves files of others alone', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'README'), 'not ours');
  for (const number of [1, 2, 3]) {
    writeRecord(folder, keyOf(number), [Buffer.from(`${number}`)]);
    utimesSync(join(folder, `${keyOf(number).toString('hex', 0, 16)}.seen`), number * 1000, number * 1000);
  }
  touchRecord(folder, keyOf(1), new Date());
  writeRecord(folder, keyOf(4), [Buffer.from('4')]);
  expect([1, 2, 3, 4].map((number) => readRecord(folder, keyOf(number)) !== null)).toEqual([true, false, true, true]);
  expect(existsSync(join(folder, 'README'))).toBe(true);
});

test('removes what an ended scan left, not what a running one writes', () => {
  const folder = temporaryFolder();
  const unfinished = (letter: string): string => join(folder, `${'0'.repeat(32)}.${letter.repeat(16)}.new`);
  for (const letter of ['a', 'b']) writeFileSync(unfinished(letter), 'half');
  utimesSync(unfinished('a'), 1000, 1000);
  writeRecord(folder, keyOf(1), [Buffer.from('1')]);
  expect([existsSync(unfinished('a')), existsSync(unfinished('b'))]).toEqual([false, true]);
});

test('writes through no link, and reads none', () => {
  const elsewhere = temporaryFolder();
  const folder = join(temporaryFolder(), 'keysieve');
  symlinkSync(elsewhere, folder);
  expect(writeRecord(folder, keyOf(1), [Buffer.from('1')])).toBe(false);
  expect(readdirSync(elsewhere)).toEqual([]);
  const real = temporaryFolder();
  writeFileSync(join(elsewhere, 'file'), 'x');
  symlinkSync(join(elsewhere, 'file'), join(real, `${keyOf(1).toString('hex', 0, 16)}.seen`));
  expect(readRecord(real, keyOf(1))).toBeNull();
});

test('a folder that cannot be written does no harm', async () => {
  const folder = temporaryFolder();
  await withoutRootRights(folder, async () => expect(writeRecord(join(folder, 'keysieve'), keyOf(1), [Buffer.from('1')])).toBe(false));
  mkdirSync(join(folder, 'file'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'keysieve'), 'a file in the place of the folder');
  expect(writeRecord(join(folder, 'keysieve'), keyOf(1), [Buffer.from('1')])).toBe(false);
});
