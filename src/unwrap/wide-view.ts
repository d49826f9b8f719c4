import { PositionMapBuilder } from './position-map.ts';
import { writeUtf8 } from './utf8.ts';
import { derivedView } from './view.ts';
import type { PlacedView } from './view.ts';
import { readUnit, unitSize } from './wide-encoding.ts';
import type { WideEncoding } from './wide-encoding.ts';

/**
 * UTF-16 or UTF-32 as a UTF-8 view, mapped back to the file's own bytes. Lone surrogates, values beyond Unicode
 * and a cut unit at the end become U+FFFD, one for each.
 *
 * @param bom bytes to leave out at the start
 */
export function wideView(bytes: Uint8Array, encoding: WideEncoding, bom: number): PlacedView {
  const text = transcode(bytes, encoding, bom, null);
  return derivedView(
    text,
    () => {
      const map = new PositionMapBuilder();
      transcode(bytes, encoding, bom, map);
      return map.build();
    },
    { inner: [] },
  );
}

/** One loop for text and map, so that they cannot disagree. */
function transcode(bytes: Uint8Array, encoding: WideEncoding, bom: number, map: PositionMapBuilder | null): Uint8Array {
  const size = unitSize(encoding);
  const units = Math.ceil((bytes.length - bom) / size);
  // A UTF-16 unit is at most three bytes of UTF-8 (a pair is four), a UTF-32 unit at most four.
  const out = new Uint8Array(units * (size === 2 ? 3 : 4));
  let to = 0;
  let at = bom;
  while (at < bytes.length) {
    const start = at;
    let code = readUnit(bytes, at, encoding);
    at = Math.min(at + size, bytes.length);
    if (code >= 0xd800 && code <= 0xdbff && size === 2) {
      const low = readUnit(bytes, at, encoding);
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at += 2;
      }
    }
    const next = writeUtf8(out, to, code <= 0x10ffff ? code : 0xfffd);
    map?.units(1, next - to, start, at - start);
    to = next;
  }
  return out.subarray(0, to);
}
