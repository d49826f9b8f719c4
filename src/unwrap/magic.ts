/**
 * File types known by their first bytes. Only types whose content is compressed, encrypted or machine code:
 * nothing a person wrote can be read in them. Signatures from the formats' own specifications.
 */
interface Magic {
  readonly name: string;
  /** A binary string. */
  readonly bytes: string;
  /** Where it stands; 0 when absent. */
  readonly at?: number;
}

const MAGICS: readonly Magic[] = [
  { name: 'PNG image', bytes: '\x89PNG\r\n\x1a\n' },
  { name: 'JPEG image', bytes: '\xff\xd8\xff' },
  { name: 'GIF image', bytes: 'GIF87a' },
  { name: 'GIF image', bytes: 'GIF89a' },
  { name: 'RIFF media (WebP, WAV, AVI)', bytes: 'RIFF' },
  { name: 'TIFF image', bytes: 'II*\0' },
  { name: 'TIFF image', bytes: 'MM\0*' },
  { name: 'icon', bytes: '\0\0\x01\0' },
  { name: 'Photoshop image', bytes: '8BPS' },
  { name: 'ISO media (MP4, HEIC, AVIF)', bytes: 'ftyp', at: 4 },
  { name: 'Matroska or WebM video', bytes: '\x1a\x45\xdf\xa3' },
  { name: 'Ogg media', bytes: 'OggS' },
  { name: 'FLAC audio', bytes: 'fLaC' },
  { name: 'MP3 audio', bytes: 'ID3\x03' },
  { name: 'MP3 audio', bytes: 'ID3\x04' },
  { name: 'PDF document', bytes: '%PDF-' },
  { name: 'old Office document', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { name: 'zip archive', bytes: 'PK\x03\x04' },
  { name: 'zip archive', bytes: 'PK\x05\x06' },
  { name: 'gzip data', bytes: '\x1f\x8b\x08' },
  { name: 'bzip2 data', bytes: 'BZh' },
  { name: 'xz data', bytes: '\xfd7zXZ\0' },
  { name: 'zstd data', bytes: '\x28\xb5\x2f\xfd' },
  { name: 'lz4 data', bytes: '\x04\x22\x4d\x18' },
  { name: '7-Zip archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { name: 'RAR archive', bytes: 'Rar!\x1a\x07' },
  { name: 'tar archive', bytes: 'ustar', at: 257 },
  { name: 'ELF executable', bytes: '\x7fELF' },
  { name: 'Mach-O executable', bytes: '\xfe\xed\xfa\xce' },
  { name: 'Mach-O executable', bytes: '\xfe\xed\xfa\xcf' },
  { name: 'Mach-O executable', bytes: '\xce\xfa\xed\xfe' },
  { name: 'Mach-O executable', bytes: '\xcf\xfa\xed\xfe' },
  { name: 'Java class or Mach-O executable', bytes: '\xca\xfe\xba\xbe' },
  { name: 'WebAssembly module', bytes: '\0asm' },
  { name: 'LLVM bitcode', bytes: 'BC\xc0\xde' },
  { name: 'Android bytecode', bytes: 'dex\n' },
  { name: 'Python bytecode', bytes: '\r\r\n', at: 1 },
  { name: 'static library', bytes: '!<arch>\n' },
  { name: 'WOFF font', bytes: 'wOFF' },
  { name: 'WOFF2 font', bytes: 'wOF2' },
  { name: 'OpenType font', bytes: 'OTTO' },
  { name: 'TrueType font', bytes: '\0\x01\0\0\0' },
  { name: 'SQLite database', bytes: 'SQLite format 3\0' },
  { name: 'HDF5 data', bytes: '\x89HDF\r\n\x1a\n' },
  { name: 'NumPy array', bytes: '\x93NUMPY' },
  { name: 'Parquet data', bytes: 'PAR1' },
  { name: 'Avro data', bytes: 'Obj\x01' },
  { name: 'git-crypt encrypted file', bytes: '\0GITCRYPT\0' },
  { name: 'git pack', bytes: 'PACK\0\0\0' },
];

const PRINTABLE = /^[\x20-\x7e\n\r\t]*$/;

/** Signatures by their first byte, so that a text file costs one look-up; those that stand further in come last. */
const BY_FIRST_BYTE = new Map<number, Magic[]>();
const FURTHER_IN = MAGICS.filter((magic) => magic.at !== undefined);
for (const magic of MAGICS) {
  if (magic.at !== undefined) continue;
  const first = magic.bytes.charCodeAt(0);
  BY_FIRST_BYTE.set(first, [...(BY_FIRST_BYTE.get(first) ?? []), magic]);
}

/**
 * Names the file type by its first bytes.
 *
 * @returns `sure` is false when the signature is made of letters only, so that a text may begin with it by chance;
 *   null for an unknown type, which most files are
 */
export function magicOf(bytes: Uint8Array): { readonly name: string; readonly sure: boolean } | null {
  const candidates = BY_FIRST_BYTE.get(bytes[0] ?? -1);
  const found = candidates?.find((magic) => matches(bytes, magic)) ?? FURTHER_IN.find((magic) => matches(bytes, magic));
  return found === undefined ? null : { name: found.name, sure: !PRINTABLE.test(found.bytes) };
}

/** By the first two bytes, low byte first: whether a signature begins with them. */
const FIRST_TWO = new Uint8Array(65536);
for (const { bytes, at } of MAGICS) if (at === undefined) FIRST_TWO[bytes.charCodeAt(0) | (bytes.charCodeAt(1) << 8)] = 1;

/**
 * False when `magicOf` knows no type for the text that begins at `start` in `bytes`, for a few look-ups. What stands behind
 * the text may be taken for a part of it.
 */
export function mayHaveMagic(bytes: Uint8Array, start: number): boolean {
  if (FIRST_TWO[(bytes[start] as number) | ((bytes[start + 1] as number) << 8)] === 1) return true;
  return FURTHER_IN.some(({ bytes: magic, at = 0 }) => bytes[start + at] === magic.charCodeAt(0) && bytes[start + at + 1] === magic.charCodeAt(1));
}

function matches(bytes: Uint8Array, magic: Magic): boolean {
  const at = magic.at ?? 0;
  if (bytes.length < at + magic.bytes.length) return false;
  for (let index = 0; index < magic.bytes.length; index += 1) {
    if (bytes[at + index] !== magic.bytes.charCodeAt(index)) return false;
  }
  return true;
}
