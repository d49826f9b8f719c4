/** SVG is XML: text that people write into. */
const MEDIA = /^(?:image\/(?!svg)|audio\/|video\/|application\/(?:pdf|octet-stream)$)/;
/** What nbformat 3 called them. */
const SHORT_NAMES: ReadonlySet<string> = new Set(['png', 'jpeg', 'jpg', 'gif', 'pdf']);
/** How many bytes at each end of a payload are looked at. */
const ENDS = 64;

/** Whether this mime type (or nbformat 3 short name) carries media as base64. */
export function isMediaType(type: string): boolean {
  return MEDIA.test(type) || SHORT_NAMES.has(type);
}

/**
 * Whether JSON strings look like base64 at both ends of each, so that leaving them out loses no text.
 * A text under an image's mime type is searched.
 *
 * @param parts offsets of the strings' content: start, end, start, end, …
 */
export function isBase64Payload(bytes: Uint8Array, parts: readonly number[]): boolean {
  for (let index = 0; index < parts.length; index += 2) {
    const start = parts[index] ?? 0;
    const end = parts[index + 1] ?? 0;
    if (!isBase64(bytes, start, Math.min(end, start + ENDS), end)) return false;
    if (!isBase64(bytes, Math.max(start, end - ENDS), end, end)) return false;
  }
  return true;
}

/** Checks `from` to `to` of a string that ends at `end`; line ends may be escaped, an escape may be cut by `from`. */
function isBase64(bytes: Uint8Array, from: number, to: number, end: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    const escaped = byte === 0x5c && at + 1 < end && (bytes[at + 1] === 0x6e || bytes[at + 1] === 0x72);
    const inAlphabet = (byte >= 0x2f && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2b || byte === 0x3d;
    if (!escaped && !inAlphabet) return false;
  }
  return true;
}
