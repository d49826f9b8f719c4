import { readFileSync } from 'node:fs';
import type { PlacedView } from '../../src/unwrap/view.ts';
import { innerAt } from '../../src/unwrap/view.ts';

/** A notebook of fixtures/notebooks with a value of its own in the place of every `@@name@@`. */
export interface PlantedNotebook {
  readonly bytes: Buffer;
  /** Name of the spot → value. */
  readonly values: ReadonlyMap<string, string>;
}

/** Reads a fixture and plants the values; they are the same in every run. */
export function plant(fixture: string): PlantedNotebook {
  const values = new Map<string, string>();
  const text = readFileSync(new URL(`../../fixtures/notebooks/${fixture}`, import.meta.url), 'utf8').replace(/@@([\w-]+)@@/g, (_, name: string) => {
    const value = `zq${[...name].map((letter, index) => String.fromCharCode(97 + ((letter.charCodeAt(0) * 7 + index * 11) % 26))).join('')}7x`;
    values.set(name, value);
    return value;
  });
  return { bytes: Buffer.from(text, 'utf8'), values };
}

/** Every place where a view shows a value, as a report would name it, with the file's own bytes there. */
export function sightings(views: readonly PlacedView[], bytes: Buffer, value: string): { readonly inner: string; readonly written: string }[] {
  const found: { inner: string; written: string }[] = [];
  for (const view of views) {
    const text = Buffer.from(view.bytes).toString('latin1');
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
      const span = view.toItem(at, at + value.length);
      found.push({ inner: innerAt(view, at).join(', '), written: bytes.subarray(span.start, span.end).toString('utf8') });
    }
  }
  return found;
}
