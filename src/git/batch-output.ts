/**
 * Parses what `git cat-file --batch` prints: `<id> <type> <size>\n<content>\n`, or `<name> missing\n`.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 */
import type { AnswerParser } from './dialogue.ts';
import type { ObjectType, ReadObject } from './objects.ts';

const NEWLINE = 10;

/**
 * Makes a parser of the output of `cat-file --batch`. A content that lies within one piece of output is not copied.
 * A content of more than `maxBytes` is passed over without being kept.
 */
export function createBatchParser(maxBytes: number): AnswerParser<ReadObject> {
  /** Start of a header line whose end has not come yet. */
  let header = '';
  /** A content that began in an earlier piece, and how much of it is there. */
  let kept: { readonly id: string; readonly type: ObjectType; readonly bytes: Buffer; filled: number } | null = null;
  /** Bytes to pass over: an oversized content, and the line break after every content. */
  let passOver = 0;

  const push = (chunk: Buffer, answers: ReadObject[]): void => {
    let at = 0;
    while (at < chunk.length) {
      if (passOver > 0) {
        const step = Math.min(passOver, chunk.length - at);
        passOver -= step;
        at += step;
      } else if (kept !== null) {
        const copied = chunk.copy(kept.bytes, kept.filled, at);
        kept.filled += copied;
        at += copied;
        if (kept.filled === kept.bytes.length) {
          answers.push({ state: 'found', id: kept.id, type: kept.type, bytes: kept.bytes });
          kept = null;
          passOver = 1;
        }
      } else {
        const end = chunk.indexOf(NEWLINE, at);
        if (end === -1) {
          header += chunk.toString('latin1', at);
          return;
        }
        const line = header + chunk.toString('latin1', at, end);
        header = '';
        at = startContent(line, chunk, end + 1, answers);
      }
    }
  };

  /** Acts on a header line; gives where to read on. */
  const startContent = (line: string, chunk: Buffer, at: number, answers: ReadObject[]): number => {
    const typeAt = line.indexOf(' ') + 1;
    const sizeAt = line.indexOf(' ', typeAt) + 1;
    if (typeAt === 0 || sizeAt === 0) {
      const id = typeAt === 0 ? line : line.slice(0, typeAt - 1);
      answers.push({ state: 'missing', id, size: null, detail: null });
      return at;
    }
    const id = line.slice(0, typeAt - 1);
    const type = line.slice(typeAt, sizeAt - 1) as ObjectType;
    const size = Number(line.slice(sizeAt));
    if (size > maxBytes) {
      answers.push({ state: 'too-large', id, size, detail: null });
      passOver = size + 1;
      return at;
    }
    if (size <= chunk.length - at) {
      answers.push({ state: 'found', id, type, bytes: chunk.subarray(at, at + size) });
      passOver = 1;
      return at + size;
    }
    kept = { id, type, bytes: Buffer.allocUnsafeSlow(size), filled: 0 };
    return at;
  };

  return { push, end: () => {} };
}
