import { constants, deflateSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unpacker } from '../../src/packs/unpacker.ts';

const unpacker = new Unpacker(64 * 1024 * 1024);
const INPUT = Unpacker.first;
const OUTPUT = 32 * 1024 * 1024;
unpacker.reach(OUTPUT + 8 * 1024 * 1024);

/** What our inflate makes of a stream; null when it finds it broken. */
function inflated(stream: Uint8Array, size: number): Buffer | null {
  unpacker.bytes.set(stream, INPUT);
  unpacker.bytes.fill(0xaa, OUTPUT, OUTPUT + size);
  return unpacker.inflate(INPUT, INPUT + stream.length, OUTPUT, size) ? Buffer.from(unpacker.bytes.subarray(OUTPUT, OUTPUT + size)) : null;
}

/** What zlib makes of it; null when it finds it broken or of another size. */
function reference(stream: Uint8Array, size: number): Buffer | null {
  try {
    const bytes = inflateSync(stream, { maxOutputLength: size + 1 });
    return bytes.length === size ? bytes : null;
  } catch {
    return null;
  }
}

/** Bytes with runs, repeats and noise. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 })).map(([unit, times]) => Uint8Array.from({ length: unit.length * times }, (_, at) => unit[at % unit.length] as number)),
      fc.string({ maxLength: 400 }).map((text) => Buffer.from(text)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts));

const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED, constants.Z_FILTERED),
});

describe('inflate', () => {
  it('gives what zlib packed, whatever its settings', () => {
    fc.assert(
      fc.property(content, settings, (bytes, options) => {
        const got = inflated(deflateSync(bytes, options), bytes.length);
        expect(got?.equals(bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('inflates long streams: all block types, distances up to the window', () => {
    let state = 1;
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >>> (16 + (state % 7))));
    for (const level of [0, 1, 6, 9]) expect(inflated(deflateSync(noise, { level }), noise.length)?.equals(noise)).toBe(true);
  });

  it('agrees with zlib about damaged streams, and never gives other bytes', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(content, settings, damage, fc.integer({ min: -2, max: 2 }), (bytes, options, places, off) => {
        const stream = Buffer.from(deflateSync(bytes, options));
        for (const [at, mask] of places) stream[at % stream.length] = (stream[at % stream.length] as number) ^ mask;
        const size = Math.max(0, bytes.length + off);
        const got = inflated(stream, size);
        const wanted = reference(stream, size);
        expect(got === null ? null : got.toString('latin1')).toBe(wanted === null ? null : wanted.toString('latin1'));
      }),
      { numRuns: 4000 },
    );
  });

  it('finds truncated streams broken', () => {
    fc.assert(
      fc.property(content, settings, fc.nat(), (bytes, options, cut) => {
        const stream = deflateSync(bytes, options);
        expect(inflated(stream.subarray(0, cut % stream.length), bytes.length)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('reads noise without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat({ max: 5000 }), (noise, size) => {
        const stream = Buffer.concat([Buffer.from([0x78, 0x9c]), noise]);
        expect(inflated(stream, size)?.toString('latin1') ?? null).toBe(reference(stream, size)?.toString('latin1') ?? null);
      }),
      { numRuns: 4000 },
    );
  });
});
