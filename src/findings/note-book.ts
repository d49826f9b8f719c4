/** Notes on items, summed up: a history holds many versions of the same notebook. */
import type { Note } from '../unwrap/note.ts';

/** Items named one by one for each kind of note; the others are counted. */
const MOST_NAMED = 5;

/** Collects notes and gives them as sentences. */
export class NoteBook {
  readonly #named = new Map<Note['kind'], string[]>();
  readonly #counts = new Map<Note['kind'], number>();

  /** @param what the item, as a person would look for it: a path or an object id. */
  add(what: string, note: Note): void {
    this.#counts.set(note.kind, (this.#counts.get(note.kind) ?? 0) + 1);
    const named = this.#named.get(note.kind) ?? [];
    this.#named.set(note.kind, named);
    named.push(`${what}: ${note.message}`);
    if (named.length > MOST_NAMED) named.sort().pop();
  }

  /** By kind, and the first few of each by name: the order in which they came does not show. */
  sentences(): string[] {
    return [...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([kind, named]) => {
      const count = this.#counts.get(kind) ?? 0;
      if (kind === 'media') return [`images and other media inside ${count === 1 ? 'one notebook' : `${count} notebooks`} were not searched`];
      named.sort();
      return count > named.length ? [...named, `${count - named.length} more of this kind`] : named;
    });
  }
}
