// Inflates zlib streams (RFC 1950, RFC 1951) that lie whole in memory, with an output of known size. Table layout after
// libdeflate's idea: one look-up gives a symbol with its extra bits, long codes continue in a second-level table.
// Everything is checked: the input is untrusted. Nothing is written outside of [out, out + size + SLACK).

const LITERAL_BITS: u32 = 10;
const OFFSET_BITS: u32 = 8;
const PRECODE_BITS: u32 = 7;
const LONGEST_CODE: u32 = 15;
const ADLER_BASE: u32 = 65521;

/** So many bytes behind the output may be overwritten. */
export const SLACK: usize = 320;
/** The tables take so many bytes. */
export const TABLES: usize = 0x10000;

// Offsets from the tables' start. Sizes of two-level tables: enough for any code, see zlib's examples/enough.c.
const LITERALS: usize = 0x0000; // u32[2342]
const OFFSETS: usize = 0x3000; // u32[402]
const PRECODES: usize = 0x3800; // u32[128]
const SORTED: usize = 0x3a00; // u16[288]
const LENGTHS: usize = 0x3d00; // u8[320 + 140 of overhang]
const COUNTS: usize = 0x3f00; // u32[16]
const PLACES: usize = 0x3f40; // u32[16]
const LITERAL_RESULTS: usize = 0x4000; // u32[288]
const OFFSET_RESULTS: usize = 0x4500; // u32[32]
const PRECODE_RESULTS: usize = 0x4600; // u32[19]
const PRECODE_ORDER: usize = 0x4680; // u8[19]
const FIXED_LITERALS: usize = 0x5000;
const FIXED_OFFSETS: usize = 0x8000;

// An entry: bits 16 and up the result (literal, base of a length or distance, symbol, or start of a second-level table),
// bits 8 to 11 the length of the code, bits 0 to 7 that length plus the extra bits.
const IS_LITERAL: u32 = 0x80000000;
const IS_SPECIAL: u32 = 0x8000;
const IS_SUBTABLE: u32 = 0x4000;
const IS_END: u32 = 0x2000;
/** A symbol that no valid stream uses. */
const IS_INVALID: u32 = 0x1000;

let tables: usize = 0;

/** Prepares the tables at `at`, which stay there. */
export function prepare(at: usize): void {
  tables = at;
  for (let n: u32 = 0; n < 256; n++) store<u32>(at + LITERAL_RESULTS + (n << 2), IS_LITERAL | (n << 16));
  store<u32>(at + LITERAL_RESULTS + (256 << 2), IS_SPECIAL | IS_END);
  let first: u32 = 3;
  for (let n: u32 = 0; n < 28; n++) {
    const extra: u32 = n < 8 ? 0 : (n >> 2) - 1;
    store<u32>(at + LITERAL_RESULTS + ((257 + n) << 2), (first << 16) | extra);
    first += 1 << extra;
  }
  store<u32>(at + LITERAL_RESULTS + (285 << 2), 258 << 16);
  store<u32>(at + LITERAL_RESULTS + (286 << 2), IS_SPECIAL | IS_INVALID);
  store<u32>(at + LITERAL_RESULTS + (287 << 2), IS_SPECIAL | IS_INVALID);
  first = 1;
  for (let n: u32 = 0; n < 30; n++) {
    const extra: u32 = n < 4 ? 0 : (n >> 1) - 1;
    store<u32>(at + OFFSET_RESULTS + (n << 2), (first << 16) | extra);
    first += 1 << extra;
  }
  store<u32>(at + OFFSET_RESULTS + (30 << 2), IS_SPECIAL | IS_INVALID);
  store<u32>(at + OFFSET_RESULTS + (31 << 2), IS_SPECIAL | IS_INVALID);
  for (let n: u32 = 0; n < 19; n++) store<u32>(at + PRECODE_RESULTS + (n << 2), n << 16);
  prepareOrder(at + PRECODE_ORDER);
  for (let n: usize = 0; n < 288; n++) store<u8>(at + LENGTHS + n, n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8);
  build(at + FIXED_LITERALS, at + LENGTHS, 288, at + LITERAL_RESULTS, LITERAL_BITS);
  for (let n: usize = 0; n < 32; n++) store<u8>(at + LENGTHS + n, 5);
  build(at + FIXED_OFFSETS, at + LENGTHS, 32, at + OFFSET_RESULTS, OFFSET_BITS);
}

/** 16, 17, 18, then 0, 8, 7, 9, 6, 10, … (RFC 1951, 3.2.7). */
function prepareOrder(at: usize): void {
  store<u8>(at, 16);
  store<u8>(at, 17, 1);
  store<u8>(at, 18, 2);
  store<u8>(at, 0, 3);
  for (let n: u32 = 0; n < 15; n++) store<u8>(at + 4 + n, <u8>(n & 1 ? 7 - (n >> 1) : 8 + (n >> 1)));
}

// @ts-ignore: a decorator of AssemblyScript
@inline function entry(result: u32, length: u32): u32 { return result + length + (length << 8); }

/**
 * Builds a decoding table for a canonical Huffman code. Gives false when the lengths are no code: over-subscribed, or
 * incomplete with more than the one code that the RFC allows for distances.
 */
function build(table: usize, lengths: usize, symbols: u32, results: usize, bits: u32): bool {
  const counts = tables + COUNTS;
  const places = tables + PLACES;
  const sorted = tables + SORTED;
  memory.fill(counts, 0, 64);
  for (let n: u32 = 0; n < symbols; n++) {
    const at = counts + (<usize>load<u8>(lengths + n) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let longest = LONGEST_CODE;
  while (longest > 1 && load<u32>(counts + (longest << 2)) == 0) longest--;
  let used: u32 = 0;
  let sum: u32 = load<u32>(counts);
  store<u32>(places, 0);
  for (let length: u32 = 1; length <= longest; length++) {
    store<u32>(places + (length << 2), sum);
    const count = load<u32>(counts + (length << 2));
    sum += count;
    used = (used << 1) + count;
  }
  if (used > <u32>1 << longest) return false;
  for (let n: u32 = 0; n < symbols; n++) {
    const at = places + (<usize>load<u8>(lengths + n) << 2);
    const place = load<u32>(at);
    store<u16>(sorted + (<usize>place << 1), <u16>n);
    store<u32>(at, place + 1);
  }
  let next: usize = sorted + (<usize>load<u32>(counts) << 1);
  if (used < <u32>1 << longest) return buildIncomplete(table, used, longest, next, results, bits);

  let code: u32 = 0;
  let length: u32 = 1;
  let count: u32 = load<u32>(counts + 4);
  while (count == 0) count = load<u32>(counts + (++length << 2));
  let end: u32 = <u32>1 << length;
  while (length <= bits) {
    do {
      store<u32>(table + (code << 2), entry(load<u32>(results + (<usize>load<u16>(next) << 2)), length));
      next += 2;
      if (code == end - 1) {
        for (; length < bits; length++) {
          memory.copy(table + (end << 2), table, end << 2);
          end <<= 1;
        }
        return true;
      }
      const bit: u32 = <u32>1 << (31 - clz<u32>(code ^ (end - 1)));
      code = (code & (bit - 1)) | bit;
    } while (--count);
    do {
      if (++length <= bits) {
        memory.copy(table + (end << 2), table, end << 2);
        end <<= 1;
      }
    } while ((count = load<u32>(counts + (length << 2))) == 0);
  }
  end = <u32>1 << bits;
  let prefix: u32 = 0xffffffff;
  let start: u32 = 0;
  while (true) {
    const low: u32 = code & ((<u32>1 << bits) - 1);
    if (low != prefix) {
      prefix = low;
      start = end;
      let more: u32 = length - bits;
      let filled: u32 = count;
      while (filled < <u32>1 << more) filled = (filled << 1) + load<u32>(counts + ((bits + ++more) << 2));
      end = start + (<u32>1 << more);
      store<u32>(table + (prefix << 2), (start << 16) | IS_SPECIAL | IS_SUBTABLE | (more << 8) | bits);
    }
    const made = entry(load<u32>(results + (<usize>load<u16>(next) << 2)), length - bits);
    next += 2;
    const stride: u32 = <u32>1 << (length - bits);
    for (let at: u32 = start + (code >> bits); at < end; at += stride) store<u32>(table + (at << 2), made);
    if (code == (<u32>1 << length) - 1) return true;
    const bit: u32 = <u32>1 << (31 - clz<u32>(code ^ ((<u32>1 << length) - 1)));
    code = (code & (bit - 1)) | bit;
    count--;
    while (count == 0) count = load<u32>(counts + (++length << 2));
  }
}

/** No code at all, or a single one of one bit; every other pattern is invalid. */
function buildIncomplete(table: usize, used: u32, longest: u32, next: usize, results: usize, bits: u32): bool {
  if (used != 0 && (longest != 1 || used != 1)) return false;
  const invalid = entry(IS_SPECIAL | IS_INVALID, 1);
  const valid = used == 0 ? invalid : entry(load<u32>(results + (<usize>load<u16>(next) << 2)), 1);
  for (let at: u32 = 0; at < <u32>1 << bits; at++) store<u32>(table + (at << 2), at & 1 ? invalid : valid);
  return true;
}

/**
 * Inflates the zlib stream that begins at `input` and ends at or before `inputEnd` to exactly `size` bytes at `out`; eight
 * bytes behind `inputEnd` must be readable. Gives the length of the stream, or less than 0 when it is broken.
 */
export function inflate(input: usize, inputEnd: usize, out: usize, size: u32): i32 {
  if (inputEnd < input + 6) return -1;
  const head = (<u32>load<u8>(input) << 8) | load<u8>(input, 1);
  if ((head & 0x0f00) != 0x0800 || head >> 12 > 7 || head & 0x20 || head % 31 != 0) return -1;
  let at: usize = input + 2;
  const outStart = out;
  const outEnd = out + size;
  let buffer: u64 = 0;
  let held: u32 = 0;
  let last: u32 = 0;
  do {
    if (at - (held >> 3) > inputEnd) return -2;
    buffer |= load<u64>(at) << held;
    at += (63 - held) >> 3;
    held |= 56;
    last = <u32>buffer & 1;
    const kind = (<u32>buffer >> 1) & 3;
    buffer >>= 3;
    held -= 3;
    let literals: usize = tables + LITERALS;
    let offsets: usize = tables + OFFSETS;
    if (kind == 0) {
      at -= held >> 3;
      held = 0;
      buffer = 0;
      if (at + 4 > inputEnd) return -2;
      const length: u32 = load<u16>(at);
      if (length != (<u32>load<u16>(at, 2) ^ 0xffff)) return -3;
      at += 4;
      if (<usize>length > inputEnd - at || <usize>length > outEnd - out) return -3;
      memory.copy(out, at, length);
      out += length;
      at += length;
      continue;
    } else if (kind == 1) {
      literals = tables + FIXED_LITERALS;
      offsets = tables + FIXED_OFFSETS;
    } else if (kind == 2) {
      const literalCount: u32 = (<u32>buffer & 31) + 257;
      const offsetCount: u32 = ((<u32>buffer >> 5) & 31) + 1;
      const precodeCount: u32 = ((<u32>buffer >> 10) & 15) + 4;
      if (literalCount > 286 || offsetCount > 30) return -4;
      buffer >>= 14;
      held -= 14;
      const lengths = tables + LENGTHS;
      memory.fill(lengths, 0, 19);
      for (let n: u32 = 0; n < precodeCount; n++) {
        if (held < 3) {
          buffer |= load<u64>(at) << held;
          at += (63 - held) >> 3;
          held |= 56;
        }
        store<u8>(lengths + <usize>load<u8>(tables + PRECODE_ORDER + n), <u8>(<u32>buffer & 7));
        buffer >>= 3;
        held -= 3;
      }
      if (!build(tables + PRECODES, lengths, 19, tables + PRECODE_RESULTS, PRECODE_BITS)) return -4;
      const total = literalCount + offsetCount;
      let n: u32 = 0;
      while (n < total) {
        if (held < 14) {
          buffer |= load<u64>(at) << held;
          at += (63 - held) >> 3;
          held |= 56;
        }
        const found = load<u32>(tables + PRECODES + ((<usize>buffer & 127) << 2));
        if (found & IS_SPECIAL) return -4;
        buffer >>= <u64>(found & 0xff);
        held -= found & 0xff;
        const symbol = found >> 16;
        if (symbol < 16) {
          store<u8>(lengths + n, <u8>symbol);
          n++;
          continue;
        }
        let value: u8 = 0;
        let repeat: u32;
        if (symbol == 16) {
          if (n == 0) return -4;
          value = load<u8>(lengths + n - 1);
          repeat = 3 + (<u32>buffer & 3);
          buffer >>= 2;
          held -= 2;
        } else if (symbol == 17) {
          repeat = 3 + (<u32>buffer & 7);
          buffer >>= 3;
          held -= 3;
        } else {
          repeat = 11 + (<u32>buffer & 127);
          buffer >>= 7;
          held -= 7;
        }
        memory.fill(lengths + n, value, repeat);
        n += repeat;
      }
      if (n != total || load<u8>(lengths, 256) == 0) return -4;
      if (!build(offsets, lengths + literalCount, offsetCount, tables + OFFSET_RESULTS, OFFSET_BITS)) return -4;
      if (!build(literals, lengths, literalCount, tables + LITERAL_RESULTS, LITERAL_BITS)) return -4;
    } else {
      return -5;
    }
    const literalMask: u64 = (<u64>1 << LITERAL_BITS) - 1;
    const offsetMask: u64 = (<u64>1 << OFFSET_BITS) - 1;
    while (true) {
      if (at > inputEnd + 8) return -2;
      buffer |= load<u64>(at) << held;
      at += (63 - held) >> 3;
      held |= 56;
      let found: u32 = load<u32>(literals + (<usize>(buffer & literalMask) << 2));
      // A refill holds at least 56 bits: three literals of at most 10 bits, then a length of at most 20.
      if (found & IS_LITERAL) {
        buffer >>= <u64>(found & 0xff);
        held -= found & 0xff;
        store<u8>(out++, <u8>(found >> 16));
        found = load<u32>(literals + (<usize>(buffer & literalMask) << 2));
        if (found & IS_LITERAL) {
          buffer >>= <u64>(found & 0xff);
          held -= found & 0xff;
          store<u8>(out++, <u8>(found >> 16));
          found = load<u32>(literals + (<usize>(buffer & literalMask) << 2));
          if (found & IS_LITERAL) {
            buffer >>= <u64>(found & 0xff);
            held -= found & 0xff;
            store<u8>(out++, <u8>(found >> 16));
            if (out > outEnd) return -6;
            continue;
          }
        }
      }
      if (found & IS_SPECIAL) {
        if (found & IS_SUBTABLE) {
          buffer >>= <u64>LITERAL_BITS;
          held -= LITERAL_BITS;
          found = load<u32>(literals + (<usize>((found >> 16) + (<u32>buffer & ((<u32>1 << ((found >> 8) & 15)) - 1))) << 2));
          if (found & IS_LITERAL) {
            buffer >>= <u64>(found & 0xff);
            held -= found & 0xff;
            store<u8>(out++, <u8>(found >> 16));
            if (out > outEnd) return -6;
            continue;
          }
        }
        if (found & IS_END) {
          buffer >>= <u64>(found & 0xff);
          held -= found & 0xff;
          break;
        }
        if (found & IS_SPECIAL) return -7;
      }
      let saved = buffer;
      buffer >>= <u64>(found & 0xff);
      held -= found & 0xff;
      const length: usize = <usize>((found >> 16) & 0x1ff) + <usize>((saved & ((<u64>1 << (found & 0xff)) - 1)) >> <u64>((found >> 8) & 15));

      buffer |= load<u64>(at) << held;
      at += (63 - held) >> 3;
      held |= 56;
      found = load<u32>(offsets + (<usize>(buffer & offsetMask) << 2));
      if (found & IS_SPECIAL) {
        if (!(found & IS_SUBTABLE)) return -7;
        buffer >>= <u64>OFFSET_BITS;
        held -= OFFSET_BITS;
        found = load<u32>(offsets + (<usize>((found >> 16) + (<u32>buffer & ((<u32>1 << ((found >> 8) & 15)) - 1))) << 2));
        if (found & IS_SPECIAL) return -7;
      }
      saved = buffer;
      buffer >>= <u64>(found & 0xff);
      held -= found & 0xff;
      const distance: usize = <usize>(found >> 16) + <usize>((saved & ((<u64>1 << (found & 0xff)) - 1)) >> <u64>((found >> 8) & 15));
      if (distance > out - outStart) return -8;
      let to = out;
      let from = out - distance;
      out += length;
      if (out > outEnd) return -6;
      if (distance >= 16) {
        do {
          v128.store(to, v128.load(from));
          to += 16;
          from += 16;
        } while (to < out);
      } else if (distance >= 8) {
        do {
          store<u64>(to, load<u64>(from));
          to += 8;
          from += 8;
        } while (to < out);
      } else if (distance == 1) {
        const value = i8x16.splat(load<u8>(from));
        do {
          v128.store(to, value);
          to += 16;
        } while (to < out);
      } else {
        do store<u8>(to++, load<u8>(from++)); while (to < out);
      }
    }
  } while (!last);
  at -= held >> 3;
  if (out != outEnd || at + 4 > inputEnd) return -9;
  if (bswap<u32>(load<u32>(at)) != adler32(outStart, size)) return -10;
  return <i32>(at + 4 - input);
}

/** Adler-32 (RFC 1950, 8.2), 16 bytes a step: both sums as integers that are reduced before they overflow. */
function adler32(at: usize, size: u32): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  let left = size;
  const weights0 = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const weights1 = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (left >= 16) {
    const blocks: u32 = min<u32>(left >> 4, 256);
    let sums = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (let n: u32 = 0; n < blocks; n++) {
      const bytes = v128.load(at);
      at += 16;
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), weights0));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), weights1));
    }
    b = (b + ((blocks << 4) * a) + (lanes(before) << 4) + lanes(weighted)) % ADLER_BASE;
    a = (a + lanes(sums)) % ADLER_BASE;
    left -= blocks << 4;
  }
  while (left-- > 0) {
    a += load<u8>(at++);
    b += a;
  }
  return ((b % ADLER_BASE) << 16) | (a % ADLER_BASE);
}

function lanes(sums: v128): u32 {
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}
