/** Objects that were searched before, by id: which of them are here, and what is known of them. */
import type { TextObjectType } from '../git/objects.ts';
import { TYPES, type ObjectColumns } from './object-list.ts';

/** Asked for every object of a repository: bytes of an id at `at` in `ids`. */
export interface IdLookup {
  find(ids: Buffer, at: number): number;
}

/** A sorted table of objects. Objects are numbered by their place in it. */
export class KnownObjects implements IdLookup {
  readonly count: number;
  readonly idLength: number;
  readonly columns: ObjectColumns;
  readonly #ids: Buffer;
  /** By the first two bytes of an id: the number of the first object behind those. */
  readonly #ends = new Uint32Array(65_536);
  readonly #present: Uint8Array;
  readonly #forgotten = new Set<number>();

  /** @param columns in the order of their ids. */
  constructor(columns: ObjectColumns, idLength: number) {
    const { ids, types } = columns;
    this.columns = columns;
    this.idLength = idLength;
    this.count = types.length;
    this.#ids = Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);
    this.#present = new Uint8Array(this.count);
    for (let at = 0; at < this.count; at += 1) this.#ends[this.#ids.readUInt16BE(at * idLength)]! += 1;
    for (let bucket = 1; bucket < this.#ends.length; bucket += 1) this.#ends[bucket]! += this.#ends[bucket - 1]!;
  }

  /** The number of an object that need not be searched again; -1 when it has to be. */
  find(ids: Buffer, at: number): number {
    const bucket = ids.readUInt16BE(at);
    const { idLength } = this;
    let low = bucket === 0 ? 0 : this.#ends[bucket - 1]!;
    let high = this.#ends[bucket]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const place = middle * idLength;
      const order = this.#ids.compare(ids, at, at + idLength, place, place + idLength);
      if (order === 0) return this.#forgotten.has(middle) ? -1 : middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** Takes an object out: it has to be searched again. */
  forget(number: number): void {
    this.#forgotten.add(number);
  }

  /** Notes that the repository has an object. */
  notePresent(ids: Buffer, at: number): void {
    const number = this.find(ids, at);
    if (number !== -1) this.#present[number] = 1;
  }

  /** True for an object that the repository has and that need not be searched again. */
  isPresent(number: number): boolean {
    return this.#present[number] === 1 && !this.#forgotten.has(number);
  }

  /** True when everything that was known is known still. */
  get isWhole(): boolean {
    return this.#forgotten.size === 0;
  }

  /** Objects that the repository has and that need not be searched again. */
  *present(): Generator<number, void, void> {
    for (let number = 0; number < this.count; number += 1) if (this.isPresent(number)) yield number;
  }

  id(number: number): string {
    return this.#ids.toString('hex', number * this.idLength, (number + 1) * this.idLength);
  }

  type(number: number): TextObjectType {
    return TYPES[this.columns.types[number] as number] ?? 'blob';
  }

  /** Bytes that were searched of it. */
  size(number: number): number {
    return this.columns.sizes[number] as number;
  }
}
