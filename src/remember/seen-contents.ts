/** Gets back what was found in objects by reading a few of them again: what is written down tells places, no values. */
import { createHash } from 'node:crypto';
import type { ItemDetector } from '../detect.ts';
import type { SightingBook, SightingContent, SightingPlace } from '../findings/sighting-book.ts';
import { splitSighting } from '../findings/sighting-book.ts';
import { messageText } from '../git/commit-object.ts';
import { inOneBatch } from '../git/commit-infos.ts';
import { readObjects, type StoredObject, type TextObjectType } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { KnownObjects } from './known-objects.ts';
import type { Details, PlaceNumbers, SeenObject } from './record.ts';

/** What is needed to read objects again as they were read. */
export interface Reading {
  readonly repository: Repository;
  readonly detector: ItemDetector;
  /** Larger objects were not read. */
  readonly maxBytes: number;
  readonly book: SightingBook;
}

/** The record says of an object what is not so. */
export class WrongRecord extends Error {}

/**
 * The contents of the record by their numbers, each read from its example; a hole where the example is not here any more.
 * @throws WrongRecord when in an object is found anything else than the record says.
 */
export async function readContents({ seen, examples }: Pick<Details, 'seen' | 'examples'>, known: KnownObjects, reading: Reading): Promise<readonly (SightingContent | undefined)[]> {
  const wanted = new Set(examples.filter((object) => known.isPresent(object)));
  const byId = new Map<string, SeenObject>();
  for (const one of seen) if (wanted.has(one.object)) byId.set(known.id(one.object), one);
  const contents = examples.map((): SightingContent | undefined => undefined);
  if (byId.size === 0) return contents;
  for await (const batch of readObjects(reading.repository, inOneBatch(byId.keys()), reading.maxBytes)) {
    for (const object of batch) {
      const expected = byId.get(object.id);
      // What cannot be read now counts as gone: the walk will say so.
      if (object.state !== 'found' || expected === undefined) continue;
      findAgain(object, expected, reading).forEach((content, at) => (contents[(expected.sightings[at] as SeenObject['sightings'][number]).content] ??= content));
    }
  }
  return contents;
}

/** The contents of an object's sightings, in order. */
function findAgain(object: StoredObject, expected: SeenObject, { repository, detector, book }: Reading): SightingContent[] {
  const { id, type, bytes } = object;
  if (createHash(repository.objectFormat).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex') !== id) throw new WrongRecord();
  const { sightings, skip, incomplete } = detector.detect(textOf(object), null);
  if (skip !== null || incomplete.length > 0 || sightings.length !== expected.sightings.length) throw new WrongRecord();
  return sightings.map((sighting, at) => {
    const { content, place } = splitSighting(sighting);
    const told = expected.sightings[at]?.place;
    if (told === undefined || !numbersOf(place).every((number, index) => number === told[index])) throw new WrongRecord();
    return book.contentOf(content);
  });
}

function textOf({ type, bytes }: StoredObject): Uint8Array {
  return type === 'commit' || type === 'tag' ? messageText(bytes) : bytes;
}

/** A place as it is written down. */
export function numbersOf({ start, end, matchStart, matchEnd, span, location }: SightingPlace): PlaceNumbers {
  return [start, end, matchStart, matchEnd, span.start, span.end, location.startLine, location.startColumn, location.endLine, location.endColumn];
}

/** The place that was written down. */
export function placeOf([start, end, matchStart, matchEnd, from, to, startLine, startColumn, endLine, endColumn]: PlaceNumbers): SightingPlace {
  return { start, end, matchStart, matchEnd, span: { start: from, end: to }, location: { startLine, startColumn, endLine, endColumn } };
}

/** An object with what was found in it. */
export interface Holder {
  readonly id: string;
  readonly type: TextObjectType;
  readonly sightings: readonly { readonly content: SightingContent; readonly place: SightingPlace }[];
}

/** What an object costs that is read again, beside its bytes: as much as so many bytes. */
const OBJECT = 20_000;

/** Numbers the contents of all holders and finds for each an example, so that the examples are cheap to read. */
export function chooseExamples(holders: readonly { readonly of: Holder; readonly size: number }[]): { readonly numbers: ReadonlyMap<SightingContent, number>; readonly examples: readonly Holder[] } {
  const numbers = new Map<SightingContent, number>();
  const examples: Holder[] = [];
  // Those first that have most for their size; how much of that others have by then is not looked at again.
  const cost = ({ of, size }: (typeof holders)[number]): number => (size + OBJECT) / new Set(of.sightings.map(({ content }) => content)).size;
  const order = holders.map((holder) => ({ holder: holder.of, cost: cost(holder) })).sort((a, b) => a.cost - b.cost);
  for (const { holder } of order) {
    for (const { content } of holder.sightings) {
      if (numbers.has(content)) continue;
      numbers.set(content, examples.length);
      examples.push(holder);
    }
  }
  return { numbers, examples };
}
