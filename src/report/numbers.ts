/** Numbers as people read them. No locale: the same scan gives the same text on every machine. */

/** `12345` → `12,345`. */
export function count(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `3 files`, `1 file`; the plural is the word with an s unless given. */
export function countOf(value: number, word: string, plural = `${word}s`): string {
  return `${count(value)} ${value === 1 ? word : plural}`;
}

/** Bytes in steps of 1000: `512 bytes`, `45.2 MB`. */
export function bytes(value: number): string {
  if (value < 1000) return countOf(value, 'byte');
  let scaled = value;
  for (const unit of ['kB', 'MB', 'GB', 'TB']) {
    scaled /= 1000;
    if (scaled < 999.5 || unit === 'TB') return `${scaled < 9.95 ? scaled.toFixed(1) : count(Math.round(scaled))} ${unit}`;
  }
  return countOf(value, 'byte');
}

/** Milliseconds: `38 ms`, `2.3 s`, `4 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
