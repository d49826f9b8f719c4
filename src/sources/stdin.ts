/** Standard input, or any other stream, as one item. */
import type { Item, Skip } from '../model.ts';
import { DEFAULT_MAX_BYTES } from './file-reader.ts';

export interface StreamOptions {
  /** The name its content would have as a file: it decides how the content is read (`.ipynb`) and which rules apply. */
  readonly filename: string;
  /** What comes after so many bytes is not scanned; 512 MiB when absent. */
  readonly maxBytes?: number;
}

/** Yields the stream's content. What is beyond the limit is an incomplete skip; what came before it is still scanned. */
export async function* streamItems(stream: AsyncIterable<Uint8Array | string>, options: StreamOptions, onSkip: (skip: Skip) => void): AsyncGenerator<Item, void, void> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const piece of stream) {
    const chunk = Buffer.from(piece as Uint8Array);
    chunks.push(chunk.subarray(0, maxBytes - total));
    total += chunk.length;
    if (total > maxBytes) {
      onSkip({ reason: 'too-large', what: options.filename, detail: `only the first ${maxBytes} bytes were scanned`, incomplete: true });
      break;
    }
  }
  yield { bytes: Buffer.concat(chunks), path: options.filename, origin: { kind: 'stream' } };
}
