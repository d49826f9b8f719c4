/** Sizes of files, as people write them. */

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** Reads `10 MB`, `512KiB`, `1.5 GiB`, `4096` (bytes); gives whole bytes, or null when it is no size. */
export function parseSize(text: string | number): number | null {
  const parts = /^(\d{1,15}(?:\.\d{1,6})?) ?([A-Za-z]{0,3})$/.exec(String(text).trim());
  const unit = UNITS[parts?.[2]?.toLowerCase() ?? 'no'];
  if (!parts || unit === undefined) return null;
  const bytes = Math.floor(Number(parts[1]) * unit);
  return bytes >= 1 && Number.isSafeInteger(bytes) ? bytes : null;
}
