// Tells of many texts at a glance which hold anything that has to be looked at closer: a NUL near the start, what gives
// encoded text away. The same questions as src/unwrap/decode/hints.ts and long-runs.ts ask, answered "perhaps" too often
// rather than too seldom.

/** What is told of a text; the same numbers stand in src/engine/text-batch.ts. */
const HOLDS_NUL: u32 = 1;
const HOLDS_HINT: u32 = 2;
const HOLDS_RUN: u32 = 4;

/** How far a NUL counts: SAMPLE of src/unwrap/content-kind.ts. */
const SAMPLE: usize = 8192;
/** From this size on, most hints are not looked for: LARGE of src/unwrap/decode/hints.ts. */
const LARGE: usize = 64 * 1024;
/** Shortest run, and how much of its start is decoded: SHORTEST of long-runs.ts, HEAD of text-head.ts. */
const SHORTEST: usize = 20;
const HEAD: usize = 18;

/** For each byte its value in base64, either alphabet, 64 for others; in the upper half 128 for hexadecimal digits. */
const values = memory.data(256);
const head = memory.data(32);
let prepared: bool = false;

function prepare(): void {
  memory.fill(values, 64, 256);
  for (let n: u32 = 0; n < 26; n++) {
    store<u8>(values + 65 + n, <u8>(n | (n < 6 ? 128 : 0)));
    store<u8>(values + 97 + n, <u8>((26 + n) | (n < 6 ? 128 : 0)));
  }
  for (let n: u32 = 0; n < 10; n++) store<u8>(values + 48 + n, <u8>((52 + n) | 128));
  store<u8>(values + 43, 62);
  store<u8>(values + 45, 62);
  store<u8>(values + 47, 63);
  store<u8>(values + 95, 63);
  prepared = true;
}

/**
 * Looks at `count` texts, whose starts stand at `bounds`, and behind them the end of the last, each with a byte between
 * it and the next. Writes what is told of each to `facts`, one byte a text.
 */
export function glance(bounds: usize, count: u32, facts: usize): void {
  if (!prepared) prepare();
  for (let n: u32 = 0; n < count; n++) {
    const low: usize = load<u32>(bounds + (<usize>n << 2));
    const high: usize = load<u32>(bounds + (<usize>n << 2), 4) - 1;
    let told: u32 = 0;
    if (holdsNul(low, min(high, low + SAMPLE))) told |= HOLDS_NUL;
    if (high - low > LARGE ? holdsSecret(low, high) : holdsHint(low, high)) told |= HOLDS_HINT;
    if (holdsRun(low, high)) told |= HOLDS_RUN;
    store<u8>(facts + n, <u8>told);
  }
}

function holdsNul(low: usize, high: usize): bool {
  let at = low;
  while (at + 16 <= high) {
    if (!i8x16.all_true(v128.load(at))) return true;
    at += 16;
  }
  while (at < high) if (load<u8>(at++) == 0) return true;
  return false;
}

// @ts-ignore: a decorator of AssemblyScript
@inline function is(block: v128, byte: u8): v128 { return i8x16.eq(block, i8x16.splat(byte)); }
// @ts-ignore
@inline function four(a: u32, b: u32, c: u32, d: u32): u32 { return a | (b << 8) | (c << 16) | (d << 24); }

/** Any of the probes of hints.ts. What comes behind the text may be taken for its end. */
function holdsHint(low: usize, high: usize): bool {
  for (let at = low; at < high; at += 16) {
    const a = v128.load(at);
    const b = v128.load(at, 1);
    const c = v128.load(at, 2);
    // Percent-encoding, escapes and entities begin with a rare mark; `asic `, `uth` and `Secret` with three letters.
    const percent = v128.and(is(a, 37), i8x16.lt_u(i8x16.sub(b, i8x16.splat(50)), i8x16.splat(3)));
    const escape = v128.and(is(a, 92), v128.or(is(b, 120), is(b, 117)));
    const entity = v128.and(is(a, 38), v128.or(is(b, 35), v128.or(is(c, 117), v128.or(is(c, 112), is(c, 111)))));
    const basic = v128.and(is(a, 97), v128.and(is(b, 115), is(c, 105)));
    const auth = v128.and(is(a, 117), v128.and(is(b, 116), is(c, 104)));
    const secret = v128.and(is(a, 83), v128.and(is(b, 101), is(c, 99)));
    let found: u32 = i8x16.bitmask(v128.or(v128.or(v128.or(percent, escape), v128.or(entity, basic)), v128.or(auth, secret)));
    if (high - at < 16) found &= (1 << <u32>(high - at)) - 1;
    while (found != 0) {
      if (isHint(at + ctz(found))) return true;
      found &= found - 1;
    }
  }
  return false;
}

function isHint(at: usize): bool {
  const word = load<u32>(at);
  const first = word & 0xff;
  const second = (word >>> 8) & 0xff;
  if (first == 37) return second != 52 || ((word >>> 16) & 0xff) == 48;
  if (first == 92) return second == 120 || word == four(92, 117, 48, 48);
  if (first == 38) return second == 35 || load<u32>(at, 1) == four(113, 117, 111, 116) || load<u32>(at, 1) == four(97, 112, 111, 115) || load<u32>(at, 1) == four(99, 111, 108, 111);
  if (first == 97) return load<u32>(at, 1) == four(115, 105, 99, 32);
  if (first == 83) return load<u32>(at, 2) == four(99, 114, 101, 116);
  const after = word >>> 24;
  if (after == 58) return true;
  if (load<u8>(at - 1) != 97) return false;
  const before: u32 = load<u8>(at - 2);
  return before == 95 || ((before == 34 || before == 39) && after == before);
}

function holdsSecret(low: usize, high: usize): bool {
  for (let at = low; at < high; at += 16) {
    let found: u32 = i8x16.bitmask(v128.and(is(v128.load(at), 83), v128.and(is(v128.load(at, 1), 101), is(v128.load(at, 2), 99))));
    while (found != 0) {
      if (isHint(at + ctz(found))) return true;
      found &= found - 1;
    }
  }
  return false;
}

// @ts-ignore
@inline function value(at: usize): u32 { return load<u8>(values + load<u8>(at)); }
// @ts-ignore
@inline function isDigit(at: usize): bool { return !(value(at) & 64); }

/** For each of 16 bytes a bit: whether it is a character of base64, of either alphabet. */
// @ts-ignore
@inline function digits(at: usize): u64 {
  const block = v128.load(at);
  const letter = i8x16.lt_u(i8x16.sub(v128.or(block, i8x16.splat(32)), i8x16.splat(97)), i8x16.splat(26));
  // From + to 9, without the comma and the point between them.
  const sign = v128.andnot(i8x16.lt_u(i8x16.sub(block, i8x16.splat(43)), i8x16.splat(15)), v128.or(is(block, 44), is(block, 46)));
  return i8x16.bitmask(v128.or(v128.or(letter, sign), is(block, 95)));
}

/** A run of characters of base64 whose start decodes to what may be text; takes each run that findLongRuns takes. */
function holdsRun(low: usize, high: usize): bool {
  /** How many bytes before `at` are characters of base64. */
  let run: usize = 0;
  for (let at = low; at < high; at += 64) {
    let mask = digits(at) | (digits(at + 16) << 16) | (digits(at + 32) << 32) | (digits(at + 48) << 48);
    if (high - at < 64) mask &= ((<u64>1) << <u64>(high - at)) - 1;
    if (mask == ~(<u64>0)) {
      run += 64;
      continue;
    }
    const more: usize = <usize>ctz(~mask);
    if (run + more >= SHORTEST && mayBeText(at - run, at + more)) return true;
    // A bit for each byte with which 20 of them begin.
    let long = mask & (mask >> 1);
    long &= long >> 2;
    long &= long >> 4;
    long = long & (long >> 8) & (long >> 12);
    // A run at the start was seen, and one at the end goes on.
    run = <usize>clz(~mask);
    while (long != 0) {
      const start: usize = <usize>ctz(long);
      const end = start + <usize>ctz(~(mask >> <u64>start));
      if (start != 0 && end < 64 && mayBeText(at + start, at + end)) return true;
      if (end >= 63) break;
      long &= ~(((<u64>1) << <u64>end) - 1);
    }
  }
  return run >= SHORTEST && mayBeText(high - run, high);
}

function mayBeText(start: usize, end: usize): bool {
  let hex = true;
  for (let at = start, stop = min(end, start + HEAD * 2); at < stop; at++) if (!(value(at) & 128)) hex = false;
  const length = hex ? decodeHex(start, end) : decodeBase64(start, end);
  // Perhaps UTF-16, which is not looked into here.
  if (load<u8>(head, 1) == 0) return true;
  // A character may be cut at the end.
  for (let at: usize = 0; at + 3 < length; ) {
    const size = characterSize(head + at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

function decodeBase64(start: usize, end: usize): usize {
  const groups = min(HEAD / 3, (end - start) >> 2);
  for (let group: usize = 0; group < groups; group++) {
    const at = start + (group << 2);
    const bits = ((value(at) & 63) << 18) | ((value(at + 1) & 63) << 12) | ((value(at + 2) & 63) << 6) | (value(at + 3) & 63);
    const place = head + group * 3;
    store<u8>(place, <u8>(bits >>> 16));
    store<u8>(place, <u8>(bits >>> 8), 1);
    store<u8>(place, <u8>bits, 2);
  }
  return groups * 3;
}

// @ts-ignore
@inline function hexDigit(byte: u32): u32 { return (byte & 15) + (byte > 57 ? 9 : 0); }

function decodeHex(start: usize, end: usize): usize {
  const length = min(HEAD, (end - start) >> 1);
  for (let n: usize = 0; n < length; n++) {
    store<u8>(head + n, <u8>((hexDigit(load<u8>(start + (n << 1))) << 4) | hexDigit(load<u8>(start + (n << 1), 1))));
  }
  return length;
}

/** Bytes of the character that begins at `at`: UTF-8 (Unicode Standard, table 3-7); 0 for none, and for controls that texts do not use. */
function characterSize(at: usize): usize {
  const lead: u32 = load<u8>(at);
  if (lead < 0x80) return lead == 0x7f || (lead < 0x20 && !((lead >= 8 && lead <= 13) || lead == 27)) ? 0 : 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size: usize = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second: u32 = load<u8>(at, 1);
  const low: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const high: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let n: usize = 2; n < size; n++) if ((load<u8>(at + n) & 0xc0) != 0x80) return 0;
  return size;
}
