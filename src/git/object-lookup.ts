/** Random access to objects: one `git cat-file --batch` that stays open. */
import { readObjects } from './objects.ts';
import type { ReadObject } from './objects.ts';
import type { GitPlace } from './run.ts';

interface Request {
  readonly resolve: (object: ReadObject) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads objects by name. Several reads may be under way; they are answered in order. Close it when done: git runs until then. */
export class ObjectLookup {
  readonly #names = new LineQueue();
  readonly #requests: Request[] = [];
  #over: unknown = null;

  /** @param maxBytes contents above it are not kept (`too-large`). */
  constructor(place: GitPlace, maxBytes: number) {
    this.#answer(readObjects(place, this.#names, maxBytes, 'at-once')).catch((error: unknown) => this.#end(error));
  }

  /**
   * Reads one object.
   * @param name an id, or any name of an object without a line break, such as `<commit>^{tree}`.
   */
  read(name: string): Promise<ReadObject> {
    return new Promise((resolve, reject) => {
      if (this.#over !== null) {
        reject(this.#over);
        return;
      }
      this.#requests.push({ resolve, reject });
      this.#names.push(name);
    });
  }

  /** Ends git. Reads under way are still answered. */
  close(): void {
    this.#names.end();
  }

  async #answer(answers: AsyncIterable<readonly ReadObject[]>): Promise<void> {
    for await (const batch of answers) {
      for (const [index, object] of batch.entries()) this.#requests[index]?.resolve(object);
      this.#requests.splice(0, batch.length);
    }
    this.#end(new Error('This object lookup is closed.'));
  }

  #end(reason: unknown): void {
    this.#over = reason;
    for (const request of this.#requests.splice(0)) request.reject(reason);
  }
}

/** Lines pushed by one side and iterated by the other, in batches of what has come meanwhile. */
class LineQueue implements AsyncIterable<readonly string[]> {
  #lines: string[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  push(line: string): void {
    this.#lines.push(line);
    this.#notify();
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly string[], void, void> {
    while (this.#lines.length > 0 || !this.#ended) {
      if (this.#lines.length > 0) {
        const lines = this.#lines;
        this.#lines = [];
        yield lines;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
