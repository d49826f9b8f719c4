import type { SkipReason, View } from '../model.ts';
import { contentKind, mayBeSpecial } from './content-kind.ts';
import type { Encoding } from './content-kind.ts';
import { JsonSyntaxError } from './json-scanner.ts';
import type { Note } from './note.ts';
import { hasNotebookName, readNotebook, resemblesNotebook } from './notebook.ts';
import type { Notebook } from './notebook.ts';
import { fileView, lineInView, nestedView } from './view.ts';
import type { PlacedView } from './view.ts';
import { wideView } from './wide-view.ts';

export interface UnwrapOptions {
  /** Search binary files too, as they are. Off: they are skipped, and counted. */
  readonly binaries?: boolean;
  /** How many texts of one notebook become views of their own; 20,000 when absent. */
  readonly maxNotebookTexts?: number;
}

export interface Unwrapped {
  /** What to search. Empty only when `skip` says why. */
  readonly views: readonly PlacedView[];
  readonly skip: { readonly reason: SkipReason; readonly detail: string } | null;
  readonly notes: readonly Note[];
  /** How the item's bytes are encoded: what turning offsets into lines and columns needs. */
  readonly encoding: Encoding;
}

const MAX_NOTEBOOK_TEXTS = 20_000;

/**
 * Turns an item's bytes into the texts to search. A plain text file is one view of the same bytes, not copied.
 * The bytes must stay as they are while the views are in use.
 *
 * @param path decides only in doubt; null when it is not known
 */
export function unwrap(bytes: Uint8Array, path: string | null, options: UnwrapOptions = {}): Unwrapped {
  const kind = contentKind(bytes);
  if (kind.kind === 'binary' && options.binaries !== true) {
    return { views: [], skip: { reason: 'binary', detail: kind.what }, notes: [], encoding: 'utf-8' };
  }
  const encoding = kind.kind === 'text' ? kind.encoding : 'utf-8';
  const bom = kind.kind === 'text' ? kind.bom : 0;
  const file = encoding === 'utf-8' ? fileView(bytes, bom) : wideView(bytes, encoding, bom);
  if (!hasNotebookName(path) && !resemblesNotebook(file.bytes)) return { views: [file], skip: null, notes: [], encoding };
  return { ...notebookViews(bytes, file, path, options), skip: null, encoding };
}

/** What `unwrap` gives for a text like any other. */
export function plainText(bytes: Uint8Array): Unwrapped {
  return { views: [fileView(bytes)], skip: null, notes: [], encoding: 'utf-8' };
}

/**
 * False when `unwrap` gives nothing but `plainText`: one view of all bytes. Costs a few look-ups; most files are such texts.
 * May be true when that is all.
 *
 * @param bytes the text stands from `start` on; the caller knows that no NUL is in its first 8 KB
 */
export function mayHaveToUnwrap(bytes: Uint8Array, start: number, path: string | null): boolean {
  return startsObject(bytes, start) || mayBeSpecial(bytes, start) || hasNotebookName(path);
}

function startsObject(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return bytes[at] === 0x7b;
}

function notebookViews(bytes: Uint8Array, file: PlacedView, path: string | null, options: UnwrapOptions): Pick<Unwrapped, 'views' | 'notes'> {
  let notebook: Notebook | null;
  try {
    notebook = readNotebook(file.bytes, hasNotebookName(path), options.maxNotebookTexts ?? MAX_NOTEBOOK_TEXTS);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    // A `.json` or `.py` that happens to hold the word nbformat was never a notebook.
    const expected = path === null || hasNotebookName(path);
    return { views: [file], notes: expected && !isBlank(file) ? [brokenNote(file, error)] : [] };
  }
  if (notebook === null) return { views: [file], notes: [] };
  const views = file.bytes === bytes ? notebook.views : notebook.views.map((view) => nestedView(file, view));
  return { views, notes: notesOf(notebook) };
}

function brokenNote(file: View, error: JsonSyntaxError): Note {
  const line = lineInView(file, error.offset);
  return { kind: 'broken-notebook', message: `not valid JSON (line ${line}: expected ${error.expected}), so it was searched as plain text` };
}

function notesOf({ media, limited }: Notebook): Note[] {
  const notes: Note[] = [];
  if (media.count > 0) {
    const payloads = media.count === 1 ? '1 image or other media payload' : `${media.count} images or other media payloads`;
    notes.push({ kind: 'media', message: `${payloads} (${media.bytes} bytes) in the notebook were not searched` });
  }
  if (limited) notes.push({ kind: 'limit', message: 'the notebook has too many cells to name; some were searched as JSON text' });
  return notes;
}

function isBlank(file: View): boolean {
  return file.bytes.every((byte) => byte <= 0x20);
}
