/** Where reports go: text in order, with back-pressure, and a quiet end when the reader has gone. */
import type { Writable } from 'node:stream';

/** Takes text piece by piece. */
export interface Sink {
  /** Resolves when more may be written; rejects when the text cannot be kept. */
  write(text: string): Promise<void>;
  /** Resolves when all of it has been handed to the system. */
  end(): Promise<void>;
  /** True when nobody reads any more (`| head`): writing on is harmless and pointless. */
  readonly closed: boolean;
}

const CHUNK = 1 << 16;

/**
 * A sink over stdout or stderr. Small pieces are gathered into chunks of 64 KiB. A reader that closes its end is no
 * error: what comes after is dropped. Any other failure (a full disk) rejects the write or the end.
 */
export function streamSink(stream: Writable): Sink {
  let gathered = '';
  let closed = false;
  let failure: Error | null = null;

  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (isGone(error)) closed = true;
    else failure ??= error;
  });

  const push = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, 'utf8', (error) => {
        if (error === null || error === undefined) return resolve();
        if (isGone(error)) {
          closed = true;
          return resolve();
        }
        reject(error);
      });
    });

  const flush = async (): Promise<void> => {
    if (failure !== null) throw failure;
    if (gathered === '' || closed) {
      gathered = '';
      return;
    }
    const text = gathered;
    gathered = '';
    await push(text);
  };

  return {
    async write(text) {
      if (closed) return;
      gathered += text;
      if (gathered.length >= CHUNK) await flush();
    },
    end: flush,
    get closed() {
      return closed;
    },
  };
}

/** A sink that keeps the text: for tests, and for reports that have to be measured before they are written. */
export function memorySink(): Sink & { readonly text: () => string } {
  const pieces: string[] = [];
  return {
    write: (text) => {
      pieces.push(text);
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
    closed: false,
    text: () => pieces.join(''),
  };
}

/** The reader has closed its end: EPIPE; EOF on Windows; writing after the stream was destroyed by either. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED';
}
