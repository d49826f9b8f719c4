import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KnownObjects } from '../../src/remember/known-objects.ts';
import { ObjectList, sortColumns, TYPES } from '../../src/remember/object-list.ts';
import { NO_SEAL } from '../../src/remember/seal.ts';
import { decodeRecord, encodeRecord, type Details, type ScanRecord } from '../../src/remember/record.ts';

const hex = (length: number): fc.Arbitrary<string> => fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));
/** Few first bytes, so that ids meet in one bucket; some are the same. */
const crowdedId = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 })).map(([first, last]) => `${'00'.repeat(first)}ff${'ab'.repeat(18 - first)}${last.toString(16).padStart(2, '0')}`);
const object = fc.record({ id: fc.oneof(hex(20), crowdedId), type: fc.constantFrom(...TYPES), size: fc.nat() });

const details: Details = {
  packs: ['aa'],
  skipped: [{ object: 0, reason: 'binary', detail: 'PNG image' }],
  notes: [],
  seen: [{ object: 1, sightings: [{ content: 0, place: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }] }],
  examples: [1],
  answers: { state: 'state', missing: [], places: null },
};

function recordOf(list: ObjectList, idLength = 20): ScanRecord {
  return { idLength, objects: sortColumns(list.take(), idLength), details };
}

const key = Buffer.alloc(32, 7);
const seal = Buffer.alloc(32, 9);

function sample(): Buffer {
  const list = new ObjectList(20);
  for (let at = 0; at < 5; at += 1) list.add(`${at}`.repeat(40), 'blob', at * 100);
  return Buffer.concat(encodeRecord(recordOf(list), key, seal));
}

describe('a list of objects', () => {
  test('finds each object with its size and type, and no other', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 80 }), fc.array(hex(20), { maxLength: 10 }), (objects, others) => {
        const list = new ObjectList(20);
        const first = new Map<string, (typeof objects)[number]>();
        for (const one of objects) {
          list.add(one.id, one.type, one.size);
          if (!first.has(one.id)) first.set(one.id, one);
        }
        const known = new KnownObjects(sortColumns(list.take(), 20), 20);
        expect(known.count).toBe(first.size);
        expect(Array.from({ length: known.count }, (_, number) => known.id(number))).toEqual([...first.keys()].sort());
        for (const [id] of first) {
          const number = known.find(Buffer.from(`ffff${id}`, 'hex'), 2);
          expect(known.id(number)).toBe(id);
          expect(objects.filter((one) => one.id === id).map(({ type, size }) => [type, size])).toContainEqual([known.type(number), known.size(number)]);
        }
        for (const id of others) if (!first.has(id)) expect(known.find(Buffer.from(id, 'hex'), 0)).toBe(-1);
      }),
    );
  });

  test('what is forgotten is not found, and is not present', () => {
    const list = new ObjectList(20);
    list.add('ab'.repeat(20), 'tag', 5);
    const known = new KnownObjects(sortColumns(list.take(), 20), 20);
    const id = Buffer.from('ab'.repeat(20), 'hex');
    expect([...known.present()]).toEqual([]);
    known.notePresent(id, 0);
    expect([...known.present()]).toEqual([0]);
    known.forget(0);
    expect([known.find(id, 0), [...known.present()], known.isWhole]).toEqual([-1, [], false]);
  });

  test('an object that is too large for its column is not listed', () => {
    const list = new ObjectList(20);
    expect([list.add('ab'.repeat(20), 'blob', 2 ** 32), list.add('ab'.repeat(20), 'blob', 2 ** 32 - 1), list.count]).toEqual([false, true, 1]);
  });
});

describe('a record', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: hex(32), type: fc.constantFrom(...TYPES), size: fc.nat() }), { minLength: 2, maxLength: 30 }), (objects) => {
        const list = new ObjectList(32);
        for (const { id, type, size } of objects) list.add(id, type, size);
        const record = recordOf(list, 32);
        if (record.objects.types.length < 2) return;
        const read = decodeRecord(Buffer.concat(encodeRecord(record, key, seal)), key, seal);
        expect(read?.details).toEqual(details);
        expect(Buffer.from(read?.objects.ids ?? []).equals(Buffer.from(record.objects.ids))).toBe(true);
        expect([...(read?.objects.sizes ?? [])]).toEqual([...record.objects.sizes]);
        expect([...(read?.objects.types ?? [])]).toEqual([...record.objects.types]);
      }),
    );
  });

  test('of other rules or settings is none', () => {
    expect(decodeRecord(sample(), key, seal)).not.toBeNull();
    expect(decodeRecord(sample(), Buffer.alloc(32, 8), seal)).toBeNull();
  });

  test('with another seal is none', () => {
    expect(decodeRecord(sample(), key, Buffer.alloc(32, 8))).toBeNull();
    expect(decodeRecord(sample(), key, NO_SEAL)).toBeNull();
  });

  test('with any byte changed is none', () => {
    const bytes = sample();
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      expect(decodeRecord(changed, key, seal)).toBeNull();
    }
  });

  test('cut off, or with something behind it, is none', () => {
    const bytes = sample();
    for (let length = 0; length < bytes.length; length += 1) expect(decodeRecord(bytes.subarray(0, length), key, seal)).toBeNull();
    expect(decodeRecord(Buffer.concat([bytes, Buffer.from('x')]), key, seal)).toBeNull();
    expect(decodeRecord(Buffer.concat([bytes, bytes]), key, seal)).toBeNull();
  });

  test.each<[string, Partial<Details>]>([
    ['an object that is not there', { seen: [{ object: 9, sightings: [] }] }],
    ['a content that is not there', { seen: [{ object: 1, sightings: [{ content: 3, place: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }] }] }],
    ['an example that is not there', { examples: [-1] }],
    ['no lists', { packs: null as never }],
  ])('with a right checksum and %s is none', (_, wrong) => {
    const list = new ObjectList(20);
    list.add('ab'.repeat(20), 'blob', 1);
    list.add('cd'.repeat(20), 'blob', 1);
    const record: ScanRecord = { ...recordOf(list), details: { ...details, ...wrong } };
    expect(decodeRecord(Buffer.concat(encodeRecord(record, key, seal)), key, seal)).toBeNull();
  });
});
