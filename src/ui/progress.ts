/**
 * One line on stderr that says how far the scan is, for a person who waits. It writes over itself, keeps quiet at
 * first so that short runs do not flicker, and takes itself away before anything else is printed.
 */
import { visible } from './sanitize.ts';
import type { Terminal } from './terminal.ts';
import { clipEnd } from './width.ts';

/** A status line; all its methods do nothing where a line cannot be written over. */
export interface Progress {
  /** Shows a text now, or soon: calls that come too fast are dropped. Anything from a repository in it is made harmless. */
  update(text: string): void;
  /** Takes the line away; a later update brings it back. Call it before writing anything to the same terminal. */
  clear(): void;
  /** Takes the line away for good. */
  stop(): void;
}

/** Where and when to draw; the clock (milliseconds) is a parameter so that a test can move it. */
export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly now?: (() => number) | undefined;
  /** Milliseconds before the first line. */
  readonly delay?: number | undefined;
  /** Milliseconds between lines. */
  readonly interval?: number | undefined;
}

/** The part of a stream that progress writes to. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

const ERASE_LINE = '\r\u001b[2K';

/** Makes the status line of a stream. No timer runs: it draws when told of news and enough time has passed. */
export function createProgress(stream: ProgressStream, options: ProgressOptions): Progress {
  const { terminal, now = Date.now, delay = 300, interval = 100 } = options;
  const ellipsis = terminal.unicode ? '…' : '...';
  let stopped = !terminal.cursor;
  let drawn = false;
  let next = now() + delay;

  const clear = (): void => {
    if (!drawn) return;
    drawn = false;
    stream.write(ERASE_LINE);
  };

  return {
    update(text) {
      if (stopped) return;
      const time = now();
      if (time < next) return;
      next = time + interval;
      drawn = true;
      // The last column stays free: a full line makes some terminals wrap, and a wrapped line cannot be erased.
      const columns = Math.max(1, (stream.columns ?? terminal.columns) - 1);
      stream.write(ERASE_LINE + clipEnd(visible(text, { ascii: !terminal.unicode }), columns, ellipsis));
    },
    clear,
    stop() {
      clear();
      stopped = true;
    },
  };
}
