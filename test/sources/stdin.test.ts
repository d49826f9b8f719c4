import { Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { streamItems } from '../../src/sources/stdin.ts';
import { collect } from './collect.ts';

test('the whole stream is one item under the name given', async () => {
  const pieces = [Buffer.from('on'), Buffer.from([0xff, 0x00]), Buffer.from('e')];
  const { items, skips } = await collect((onSkip) => streamItems(Readable.from(pieces), { filename: 'n.ipynb' }, onSkip));
  expect(items).toEqual([{ bytes: Buffer.concat(pieces), path: 'n.ipynb', origin: { kind: 'stream' } }]);
  expect(skips).toEqual([]);
});

test('an empty stream is an empty item, and text is UTF-8', async () => {
  expect((await collect((onSkip) => streamItems(Readable.from([]), { filename: 'x' }, onSkip))).texts).toEqual(['x: ']);
  const { items } = await collect((onSkip) => streamItems(Readable.from(['é']), { filename: 'x' }, onSkip));
  expect(items[0]?.bytes).toEqual(Buffer.from([0xc3, 0xa9]));
});

test('beyond the limit reading stops, and the answer is incomplete', async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      asked += 1;
      yield Buffer.from('1234');
    }
  }
  const { texts, skips } = await collect((onSkip) => streamItems(endless(), { filename: 'x', maxBytes: 10 }, onSkip));
  expect(texts).toEqual(['x: 1234123412']);
  expect(skips).toEqual([{ reason: 'too-large', what: 'x', detail: 'only the first 10 bytes were scanned', incomplete: true }]);
  expect(asked).toBe(3);
  expect((await collect((onSkip) => streamItems(Readable.from([Buffer.from('1234567890')]), { filename: 'x', maxBytes: 10 }, onSkip))).skips).toEqual([]);
});
