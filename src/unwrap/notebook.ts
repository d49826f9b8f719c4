import { indexOfBytes } from './native-search.ts';
import { JsonScanner, OPEN_OBJECT } from './json-scanner.ts';
import { NotebookReader } from './notebook-reader.ts';
import type { NotebookText } from './notebook-reader.ts';
import { withoutAnsi } from './ansi.ts';
import { mapText } from './json-text.ts';
import { residualView } from './residual-view.ts';
import { derivedView, sliceView } from './view.ts';
import type { PlacedView } from './view.ts';

export interface Notebook {
  /** Cells, outputs and metadata in file order, and last the rest of the file. */
  readonly views: readonly PlacedView[];
  /** Images and other media that were left out. */
  readonly media: { readonly count: number; readonly bytes: number };
  /** True when there were more texts than `maxTexts`; the others are in the rest, still JSON-escaped. */
  readonly limited: boolean;
}

/** Whether the path is a notebook's. */
export function hasNotebookName(path: string | null): boolean {
  return path !== null && /\.ipynb$/i.test(path);
}

/** Whether the bytes may be a notebook: an object that mentions `nbformat`. Costs one look at most files. */
export function resemblesNotebook(bytes: Uint8Array): boolean {
  return new JsonScanner(bytes).peek() === OPEN_OBJECT && indexOfBytes(bytes, '"nbformat"') !== -1;
}

/**
 * Reads a Jupyter notebook (nbformat 2 to 4, https://nbformat.readthedocs.io/en/latest/format_description.html).
 *
 * Each text becomes a view of its own: unescaped, its lines joined, mapped back to the file. What has no view of its
 * own (keys, ids, structure, members the format does not know) is gathered in a last view. So every byte but media
 * payloads is searched, and none twice.
 *
 * @param named whether its name says that it is a notebook; otherwise it must state its `nbformat`
 * @returns null when the JSON is no notebook
 * @throws JsonSyntaxError
 */
export function readNotebook(bytes: Uint8Array, named: boolean, maxTexts: number): Notebook | null {
  const reader = new NotebookReader(bytes, maxTexts);
  reader.read();
  if (!reader.hasCells || !(named || reader.hasFormat)) return null;
  const views = reader.texts.map((text) => viewOf(bytes, text, reader.sink.out));
  views.push(residualView(bytes, reader.cuts));
  return { views, media: reader.media, limited: reader.limited };
}

function viewOf(bytes: Uint8Array, { inner, text, span: { start, end }, terminal }: NotebookText, texts: Uint8Array): PlacedView {
  if (text === null) return sliceView(bytes, start, end, inner);
  const view = derivedView(texts.subarray(start, end), () => mapText(bytes, text, end - start), { inner, numbered: true });
  return terminal ? withoutAnsi(view) : view;
}
