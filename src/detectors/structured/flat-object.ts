/** Reads the fields of one JSON object on the text around a place in it, however broken the rest of the document is. */

export interface Field {
  readonly name: string;
  /** Span of the string's content. */
  readonly start: number;
  readonly end: number;
}

const FIELD = /"((?:[^"\\\n]|\\.){1,120})"\s{0,40}:\s{0,40}"((?:[^"\\\n]|\\.){0,4096})"/g;
/** An object of settings is small. */
const REACH = 4000;

/** Span of the innermost `{…}` around `at`, at most 4000 bytes each way; null when none opens or closes there. */
export function objectAround(text: string, at: number): { start: number; end: number } | null {
  const start = edge(text, at, -1, '{', '}');
  const end = edge(text, at, 1, '}', '{');
  return start < 0 || end < 0 ? null : { start: start + 1, end };
}

function edge(text: string, from: number, step: 1 | -1, mark: string, opposite: string): number {
  let depth = 0;
  for (let at = from; at >= 0 && at < text.length && Math.abs(at - from) < REACH; at += step) {
    if (text[at] === opposite) depth += 1;
    else if (text[at] === mark && (depth -= 1) < 0) return at;
  }
  return -1;
}

/** The fields with string values between two offsets, those of nested objects included. */
export function stringFields(text: string, start: number, end: number): Field[] {
  return Array.from(text.slice(start, end).matchAll(FIELD), (match) => {
    const value = match[2] ?? '';
    const last = start + match.index + match[0].length - 1;
    return { name: match[1] ?? '', start: last - value.length, end: last };
  });
}

/** The text of a JSON string's content; as it stands when it is not well escaped. */
export function unescapeJson(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    const text: unknown = JSON.parse(`"${Buffer.from(written, 'latin1').toString('utf8')}"`);
    return Buffer.from(String(text), 'utf8').toString('latin1');
  } catch {
    return written;
  }
}
