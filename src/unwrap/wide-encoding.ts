import { isOddControl } from './utf8.ts';

/** Encodings whose units are wider than a byte. */
export type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

const ENCODINGS: readonly WideEncoding[] = ['utf-32le', 'utf-32be', 'utf-16le', 'utf-16be'];
/** Share of wrong units (NULs, odd controls, lone surrogates, beyond Unicode) a text may have. */
const WRONG = 0.02;

/** Bytes of one code unit. */
export function unitSize(encoding: WideEncoding): 2 | 4 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 4;
}

/** The code unit at byte offset `at`; NaN when the bytes end before it does. */
export function readUnit(bytes: Uint8Array, at: number, encoding: WideEncoding): number {
  if (at + unitSize(encoding) > bytes.length) return NaN;
  const a = bytes[at] ?? 0;
  const b = bytes[at + 1] ?? 0;
  if (encoding === 'utf-16le') return a | (b << 8);
  if (encoding === 'utf-16be') return (a << 8) | b;
  const c = bytes[at + 2] ?? 0;
  const d = bytes[at + 3] ?? 0;
  return encoding === 'utf-32le' ? (a | (b << 8) | (c << 16) | (d << 24)) >>> 0 : ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/**
 * Recognises UTF-16 and UTF-32 without a byte order mark by their alternating NULs: read in the right width and
 * byte order, a good part of the units are below 256 and nearly all are text.
 *
 * @param sample the beginning of a file
 * @param narrow share of units that must be below 256
 * @returns null for anything else, also for texts that hold hardly any ASCII (there is nothing to tell them by)
 */
export function guessWideEncoding(sample: Uint8Array, narrow: number): WideEncoding | null {
  return ENCODINGS.find((encoding) => looksLikeWideText(sample, encoding, narrow)) ?? null;
}

/**
 * Whether the bytes read as text in this encoding.
 *
 * @param narrow share of units that must be below 256
 */
export function looksLikeWideText(sample: Uint8Array, encoding: WideEncoding, narrow = 0): boolean {
  const size = unitSize(encoding);
  const total = Math.floor(sample.length / size);
  if (total === 0) return narrow === 0;
  let wrong = 0;
  let below = 0;
  let high = false;
  for (let index = 0; index < total; index += 1) {
    const unit = readUnit(sample, index * size, encoding);
    const low = size === 2 && unit >= 0xdc00 && unit <= 0xdfff;
    // Each surrogate must stand in a pair; a pair that the sample's end cuts is not counted.
    if (high !== low) wrong += 1;
    high = size === 2 && unit >= 0xd800 && unit <= 0xdbff;
    if (unit < 256) below += 1;
    if (isWrong(unit, size)) wrong += 1;
  }
  return wrong <= total * WRONG && below >= total * narrow;
}

function isWrong(unit: number, size: 2 | 4): boolean {
  if (unit < 0x80) return isOddControl(unit);
  if (unit < 0xa0 || unit === 0xfffe || unit === 0xffff) return true;
  return size === 4 && (unit > 0x10ffff || (unit >= 0xd800 && unit <= 0xdfff));
}
