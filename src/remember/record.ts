/**
 * What one scan leaves for the next, as bytes. Nothing in it tells a value, nor anything that a value could be guessed from:
 * ids of objects, sizes, places, ids of commits, paths, names of refs.
 *
 * Layout, numbers little-endian: 16 bytes of magic, 32 bytes of key, then three numbers of 32 bits (bytes of an id, number
 * of objects, bytes of JSON) and 4 bytes of nothing; ids, sizes (32 bits) and types (8 bits) of the objects in the order of
 * their ids; JSON in UTF-8; HMAC-SHA-256 of all before, by the seal.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SkipReason } from '../model.ts';
import type { Note } from '../unwrap/note.ts';
import { TYPES, type ObjectColumns } from './object-list.ts';

/** Start and end in the view, start and end of the match; start and end in the item; lines and columns of start and end. */
export type PlaceNumbers = readonly [number, number, number, number, number, number, number, number, number, number];

/** What was found in an object: for each sighting which of the contents it has, and where it stands. */
export interface SeenObject {
  /** Number of the object in the table. */
  readonly object: number;
  readonly sightings: readonly { readonly content: number; readonly place: PlaceNumbers }[];
}

/** Everything but the table of objects. Objects are named by their number in it. */
export interface Details {
  /** Packs of which every object is in the table, or is a tree: their checksums. */
  readonly packs: readonly string[];
  readonly skipped: readonly { readonly object: number; readonly reason: SkipReason; readonly detail?: string }[];
  readonly notes: readonly { readonly object: number; readonly notes: readonly Note[] }[];
  readonly seen: readonly SeenObject[];
  /** For each content an object that has it: read again, it gives the content back. */
  readonly examples: readonly number[];
  /** Answers of git that hold while refs and objects are the same. */
  readonly answers: Answers;
}

export interface Answers {
  /** Names the state of refs, index and objects that all answers belong to. */
  readonly state: string;
  /** Ids of objects that refs lead to and that are not here; null when it is not known. */
  readonly missing: readonly string[] | null;
  /** Null when it is not known. */
  readonly places: RememberedPlaces | null;
}

/** Where blobs and messages are to be found: an Attribution with ids instead of what commits say. */
export interface RememberedPlaces {
  /** Names what was asked for. */
  readonly request: string;
  readonly refNames: readonly string[];
  readonly blobs: readonly {
    readonly id: string;
    readonly dangling: boolean;
    readonly places: readonly {
      readonly path: string;
      readonly introduced: readonly string[];
      readonly removedIn: string | null;
      readonly inHead: boolean;
      readonly inIndex: boolean;
      /** Numbers of ref names. */
      readonly refs: readonly number[];
    }[];
  }[];
  readonly messages: readonly { readonly id: string; readonly inHead: boolean; readonly dangling: boolean; readonly refs: readonly number[] }[];
}

export interface ScanRecord {
  readonly idLength: number;
  readonly objects: ObjectColumns;
  readonly details: Details;
}

const MAGIC = Buffer.from('keysieve seen 1\n', 'latin1');
const KEY_LENGTH = 32;
const HEAD = MAGIC.length + KEY_LENGTH + 16;
const CHECKSUM = 32;

/** Turns a record into bytes. `key` has 32 bytes: it names rules and settings that the record holds for. `seal`: see seal.ts. */
export function encodeRecord(record: ScanRecord, key: Buffer, seal: Buffer): Buffer[] {
  const { ids, sizes, types } = record.objects;
  const json = Buffer.from(JSON.stringify(record.details), 'utf8');
  const head = Buffer.alloc(HEAD);
  MAGIC.copy(head);
  key.copy(head, MAGIC.length, 0, KEY_LENGTH);
  [record.idLength, types.length, json.length].forEach((number, at) => head.writeUInt32LE(number, MAGIC.length + KEY_LENGTH + 4 * at));
  const numbers = Buffer.alloc(sizes.length * 4);
  sizes.forEach((size, at) => numbers.writeUInt32LE(size, at * 4));
  const parts = [head, Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength), numbers, Buffer.from(types.buffer, types.byteOffset, types.byteLength), json];
  return [...parts, checksumOf(parts, seal)];
}

/** Reads bytes of `encodeRecord`. Null when they were made with another key or seal, or are not what was written, for whatever reason. */
export function decodeRecord(bytes: Buffer, key: Buffer, seal: Buffer): ScanRecord | null {
  if (bytes.length < HEAD + CHECKSUM || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (!bytes.subarray(MAGIC.length, MAGIC.length + KEY_LENGTH).equals(key)) return null;
  const [idLength, count, jsonLength] = [0, 4, 8].map((at) => bytes.readUInt32LE(MAGIC.length + KEY_LENGTH + at)) as [number, number, number];
  const sizesAt = HEAD + count * idLength;
  const typesAt = sizesAt + count * 4;
  const jsonAt = typesAt + count;
  const end = jsonAt + jsonLength;
  if ((idLength !== 20 && idLength !== 32) || end + CHECKSUM !== bytes.length) return null;
  if (!timingSafeEqual(checksumOf([bytes.subarray(0, end)], seal), bytes.subarray(end))) return null;
  const details = parseDetails(bytes.toString('utf8', jsonAt, end));
  if (details === null) return null;
  const sizes = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) sizes[at] = bytes.readUInt32LE(sizesAt + at * 4);
  const types = bytes.subarray(typesAt, jsonAt);
  const record: ScanRecord = { idLength, objects: { ids: bytes.subarray(HEAD, sizesAt), sizes, types }, details };
  return types.every((type) => type < TYPES.length) && refersToItself(record, count) ? record : null;
}

function checksumOf(parts: readonly Buffer[], seal: Buffer): Buffer {
  const hash = createHmac('sha256', seal);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The checksum says that it is what we wrote; that the parts are there at all is looked at nevertheless. */
function parseDetails(text: string): Details | null {
  try {
    const details = JSON.parse(text) as Details;
    const lists = [details.packs, details.skipped, details.notes, details.seen, details.examples];
    return lists.every(Array.isArray) && typeof details.answers.state === 'string' ? details : null;
  } catch {
    return null;
  }
}

/** Numbers of objects and contents are those of objects and contents that are there. */
function refersToItself({ details }: ScanRecord, count: number): boolean {
  const isObject = (number: unknown): boolean => Number.isInteger(number) && (number as number) >= 0 && (number as number) < count;
  const { skipped, notes, seen, examples } = details;
  return (
    [...skipped, ...notes, ...seen].every(({ object }) => isObject(object)) &&
    examples.every(isObject) &&
    seen.every(({ sightings }) => sightings.every(({ content, place }) => content in examples && place.length === 10 && place.every(Number.isInteger)))
  );
}
