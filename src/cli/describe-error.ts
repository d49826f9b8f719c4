/** Errors as people read them. */
import { KeysieveError } from '../errors.ts';

/** An expected error is a sentence and the way out; anything else is our fault and says so, with its stack. */
export function describeError(error: unknown): string {
  if (error instanceof KeysieveError) return [`keysieve: ${error.message}`, ...detailsOf(error), ...(error.hint === null ? [] : [`  ${error.hint}`]), ''].join('\n');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `keysieve: internal error; please report it with the lines below\n${stack}\n`;
}

/** The lines of the file around an error, and what else is wrong there. */
function detailsOf(error: KeysieveError): string[] {
  const { snippet, also } = error as Partial<{ snippet: string | null; also: readonly string[] }>;
  return [...(snippet ? snippet.split('\n').map((line) => `  ${line}`) : []), ...(also ?? [])];
}
