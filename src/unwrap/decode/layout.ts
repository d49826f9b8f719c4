import type { Span } from '../../model.ts';
import { latin1 } from '../native-search.ts';

/** A text and where each span of it comes from. */
export interface Traced {
  readonly bytes: Uint8Array;
  toItem(start: number, end: number): Span;
}

const CREDENTIALS = /^([^:\r\n\t]*):([^\r\n\t]+)$/;
/** Text with a structure of its own: an object, markup, a list, an assignment, several lines. */
const STRUCTURED = /^\s*[{[<]|^[\w.-]+\s*[=:](?!\/\/)|[\r\n](?!\s*$)/;

/**
 * Decoded credentials as the two fields they are, `username: "…"` and `password: "…"`, so that whoever reads
 * assignments reads these too. The words that are added take no room in the source.
 *
 * @returns null when it is not `user:password`
 */
export function asCredentials(decoded: Traced): Traced | null {
  const parts = CREDENTIALS.exec(latin1(decoded.bytes));
  if (parts === null) return null;
  const colon = (parts[1] ?? '').length;
  const user = stretch(decoded, 0, colon);
  const password = stretch(decoded, colon + 1, decoded.bytes.length);
  return joined([...field('username: ', user), ...field('\npassword: ', password)]);
}

/**
 * A decoded value after the name that its place gives it: `db-password: "…"`.
 *
 * @returns null when the text says for itself what it is: JSON, a configuration, several lines
 */
export function asNamedValue(decoded: Traced, name: Traced): Traced | null {
  const text = latin1(decoded.bytes);
  if (STRUCTURED.test(text)) return null;
  return joined([name, ...field(': ', stretch(decoded, 0, text.trimEnd().length))]);
}

/** Part of a text. */
export function stretch(text: Traced, start: number, end: number): Traced {
  return { bytes: text.bytes.subarray(start, end), toItem: (from, to) => text.toItem(start + from, start + to) };
}

/** A value after a label of ours, in quotes where they change nothing in it. */
function field(label: string, value: Traced): Traced[] {
  const text = latin1(value.bytes);
  const quote = ['"', "'"].find((candidate) => !text.includes(candidate) && !text.includes('\\')) ?? '';
  const span = value.toItem(0, value.bytes.length);
  return [words(label + quote, span.start), value, words(quote, span.end)];
}

function words(text: string, place: number): Traced {
  return { bytes: Buffer.from(text, 'latin1'), toItem: () => ({ start: place, end: place }) };
}

function joined(pieces: readonly Traced[]): Traced {
  const ends: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.bytes.length;
    ends.push(length);
  }
  const spanOf = (start: number, end: number): Span => {
    const index = ends.findIndex((pieceEnd) => start < pieceEnd);
    const piece = pieces[index === -1 ? pieces.length - 1 : index];
    if (piece === undefined) return { start: 0, end: 0 };
    const offset = (ends[index === -1 ? pieces.length - 1 : index] ?? 0) - piece.bytes.length;
    return piece.toItem(Math.max(0, start - offset), Math.min(piece.bytes.length, end - offset));
  };
  return {
    bytes: Buffer.concat(pieces.map((piece) => piece.bytes)),
    toItem(start, end) {
      const first = spanOf(start, Math.max(start, end));
      return end <= start ? { start: first.start, end: first.start } : { start: first.start, end: Math.max(first.start, spanOf(end - 1, end).end) };
    },
  };
}
