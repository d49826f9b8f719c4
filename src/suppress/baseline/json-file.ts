/** Decodes and parses the JSON of a baseline file. */
import { parse as parseLenient, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { BaselineError } from '../../errors.ts';
import type { ErrorPlace } from '../../errors.ts';

/** Bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Decodes a baseline file: UTF-8, or UTF-16 with a byte order mark, which is what `>` writes in Windows PowerShell.
 * Throws a BaselineError when it is neither or larger than 64 MiB.
 */
export function decodeBaseline(bytes: Uint8Array, file: string): string {
  if (bytes.length > MAX_BYTES) throw new BaselineError(`the file has ${bytes.length} bytes; at most ${MAX_BYTES} are read`, whole(file));
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BaselineError('the file is not UTF-8 text', whole(file), { cause });
  }
}

/** Parses JSON. Throws a BaselineError with line and column. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const errors: ParseError[] = [];
    parseLenient(text, errors, { disallowComments: true });
    const offset = errors[0]?.offset ?? 0;
    const before = text.slice(0, offset);
    const place = { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), snippet: null };
    const conflict = /^<{7} /m.test(text);
    throw new BaselineError(`not valid JSON${errors[0] ? `: ${printParseErrorCode(errors[0].error)}` : ''}`, place, {
      hint: conflict ? 'Resolve the merge conflict, or write the file anew: keysieve baseline create.' : null,
      cause,
    });
  }
}

/** Checks parsed JSON against a schema. The error names the first thing that is wrong, without its value. */
export function checkJson<const S extends v.GenericSchema>(schema: S, value: unknown, file: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  const what = path === null ? 'the file' : `"${path}"`;
  throw new BaselineError(issue.received === 'undefined' ? `${what} is missing` : `${what} is not as expected: ${issue.expected ?? issue.message}`, whole(file));
}

function whole(file: string): ErrorPlace {
  return { file, line: null, column: null, snippet: null };
}
