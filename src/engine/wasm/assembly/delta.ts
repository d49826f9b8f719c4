// Applies git's deltas (https://git-scm.com/docs/pack-format#_deltified_representation) and notes what was copied from where.

/** A copy: where it stands in the result, where it came from, its length. */
const COPY_SIZE: usize = 12;

/** Where the instructions of the delta that `readSizes` read begin. */
export let instructions: usize = 0;
/** Sizes that the delta names. */
export let baseSize: f64 = 0;
export let resultSize: f64 = 0;

let readValue: f64 = 0;

/** Reads the two sizes at a delta's start. Gives false when they are broken. */
export function readSizes(delta: usize, deltaEnd: usize): bool {
  let at = readSize(delta, deltaEnd);
  if (at == 0) return false;
  baseSize = readValue;
  at = readSize(at, deltaEnd);
  if (at == 0) return false;
  resultSize = readValue;
  instructions = at;
  return true;
}

function readSize(from: usize, end: usize): usize {
  let value: u64 = 0;
  let shift: u64 = 0;
  for (let at = from; at < end; ) {
    const byte = load<u8>(at++);
    value |= <u64>(byte & 0x7f) << shift;
    if (!(byte & 0x80)) {
      readValue = <f64>value;
      return at;
    }
    shift += 7;
    if (shift > 49) return 0;
  }
  return 0;
}

/**
 * Carries out the instructions `[at, end)`. Copies that continue each other are noted as one, in order, from `copies` on.
 * Gives their number; less than 0 when the delta is broken or does not give exactly `size` bytes, or `copiesEnd` is reached.
 */
export function applyDelta(base: usize, baseLength: u32, at: usize, end: usize, out: usize, size: u32, copies: usize, copiesEnd: usize): i32 {
  const outStart = out;
  const outEnd = out + size;
  let note = copies;
  let copyEnd: u32 = 0xffffffff;
  while (at < end) {
    const op = <u32>load<u8>(at++);
    if (op & 0x80) {
      if (<usize>popcnt<u32>(op & 0x7f) > end - at) return -1;
      let offset: u32 = 0;
      let length: u32 = 0;
      if (op & 0x01) offset = load<u8>(at++);
      if (op & 0x02) offset |= <u32>load<u8>(at++) << 8;
      if (op & 0x04) offset |= <u32>load<u8>(at++) << 16;
      if (op & 0x08) offset |= <u32>load<u8>(at++) << 24;
      if (op & 0x10) length = load<u8>(at++);
      if (op & 0x20) length |= <u32>load<u8>(at++) << 8;
      if (op & 0x40) length |= <u32>load<u8>(at++) << 16;
      if (length == 0) length = 0x10000;
      if (offset > baseLength || length > baseLength - offset || <usize>length > outEnd - out) return -2;
      memory.copy(out, base + offset, length);
      if (offset == copyEnd) {
        store<u32>(note - COPY_SIZE, load<u32>(note - COPY_SIZE, 8) + length, 8);
      } else {
        if (note + COPY_SIZE > copiesEnd) return -5;
        store<u32>(note, <u32>(out - outStart));
        store<u32>(note, offset, 4);
        store<u32>(note, length, 8);
        note += COPY_SIZE;
      }
      copyEnd = offset + length;
      out += length;
    } else {
      if (op == 0 || <usize>op > end - at || <usize>op > outEnd - out) return -3;
      memory.copy(out, at, op);
      at += op;
      out += op;
      copyEnd = 0xffffffff;
    }
  }
  if (out != outEnd) return -4;
  return <i32>((note - copies) / COPY_SIZE);
}
