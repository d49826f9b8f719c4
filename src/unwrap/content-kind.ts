import { magicOf, mayHaveMagic } from './magic.ts';
import { indexOfBytes } from './native-search.ts';
import { oddBytes } from './utf8.ts';
import { guessWideEncoding, looksLikeWideText } from './wide-encoding.ts';
import type { WideEncoding } from './wide-encoding.ts';

/** How a text's bytes stand for characters. `utf-8` also covers ASCII and the 8-bit code pages, whose ASCII part is the same. */
export type Encoding = 'utf-8' | WideEncoding;

export type ContentKind =
  /** `bom` is the length of the byte order mark in bytes, 0 when there is none. */
  | { readonly kind: 'text'; readonly encoding: Encoding; readonly bom: number }
  /** `what` names the type where it is known: "PNG image", "binary data". */
  | { readonly kind: 'binary'; readonly what: string };

/** How far git looks for a NUL (buffer_is_binary in xdiff-interface.c looks at 8000 bytes), rounded up. */
const SAMPLE = 8192;
/** A sample with more non-text bytes than one in this many is binary, */
const TOLERANCE = 100;
/** but not for fewer than this: one broken character is that many in a small file. */
const FEW = 8;
/** Share of units below 256 that makes UTF-16 of a sample with NULs: spaces, digits and line ends of any script. */
const NARROW = 0.25;
/** The same where the bytes also read as ASCII with single NULs between: short words ending in NUL look much like it. */
const NARROW_IF_CLEAN = 0.7;

/**
 * Tells text from binary, and the text's encoding, from the first 8 KB.
 *
 * Binary is: a known signature of a compressed or machine format; or a NUL in the sample together with more than
 * 1 % of non-text bytes. git calls every file with a NUL there binary. That would hide a `.env` with one stray
 * NUL, or a dump of NUL-separated variables, so a NUL alone is not enough here. Without a signature and without a
 * NUL everything is text. A NUL past the sample changes nothing. Searching a binary by mistake costs time,
 * skipping a text by mistake costs a secret.
 */
export function contentKind(bytes: Uint8Array): ContentKind {
  const mark = byteOrderMark(bytes);
  if (mark !== null) return mark;
  const end = Math.min(bytes.length, SAMPLE);
  const magic = magicOf(bytes);
  if (magic?.sure === true) return { kind: 'binary', what: magic.name };
  const sample = end < bytes.length ? bytes.subarray(0, end) : bytes;
  if (indexOfBytes(sample, 0) !== -1) {
    const odd = oddBytes(bytes, 0, end);
    const wide = guessWideEncoding(sample, odd === 0 ? NARROW_IF_CLEAN : NARROW);
    if (wide !== null) return { kind: 'text', encoding: wide, bom: 0 };
    if (odd > FEW && odd * TOLERANCE > end) return { kind: 'binary', what: magic?.name ?? 'binary data' };
  } else if (magic !== null && oddBytes(bytes, 0, end) > 0) {
    return { kind: 'binary', what: magic.name };
  }
  return { kind: 'text', encoding: 'utf-8', bom: 0 };
}

/** Bytes with which the marks begin that hold no NUL. */
const MARKS = new Set([0xef, 0xff, 0xfe]);

/**
 * False when `contentKind` gives plain UTF-8 text without a mark for the text that begins at `start` in `bytes`, for a few
 * look-ups. The caller knows that there is no NUL in the first 8 KB of it.
 */
export function mayBeSpecial(bytes: Uint8Array, start: number): boolean {
  return MARKS.has(bytes[start] as number) || mayHaveMagic(bytes, start);
}

/** Unicode Standard, section 23.8. `FF FE 00 00` is UTF-32: as UTF-16 it would begin with a NUL, which no text does. */
function byteOrderMark(bytes: Uint8Array): ContentKind | null {
  const first = bytes[0];
  if (first === 0xef) return bytes[1] === 0xbb && bytes[2] === 0xbf ? { kind: 'text', encoding: 'utf-8', bom: 3 } : null;
  if (first === 0xff && bytes[1] === 0xfe) {
    return bytes[2] === 0 && bytes[3] === 0 ? wideText(bytes, 'utf-32le', 4) : wideText(bytes, 'utf-16le', 2);
  }
  if (first === 0xfe && bytes[1] === 0xff) return wideText(bytes, 'utf-16be', 2);
  if (first === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return wideText(bytes, 'utf-32be', 4);
  return null;
}

/** Two bytes are weak evidence: some audio begins with `FF FE`. What follows must read as text. */
function wideText(bytes: Uint8Array, encoding: WideEncoding, bom: number): ContentKind | null {
  return looksLikeWideText(bytes.subarray(bom, SAMPLE), encoding) ? { kind: 'text', encoding, bom } : null;
}
