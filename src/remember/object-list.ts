/** Lists of objects with a few facts on each, compact enough for millions and plain enough to cross threads. */
import type { TextObjectType } from '../git/objects.ts';

/** Numbers that stand for types; they are written to files. */
export const TYPES: readonly TextObjectType[] = ['blob', 'commit', 'tag'];

/** Columns of one length. Ids stand one after the other, in binary. */
export interface ObjectColumns {
  readonly ids: Uint8Array;
  /** Bytes that were searched: of a blob its size, of the others the length of the message. */
  readonly sizes: Uint32Array;
  /** Index into TYPES. */
  readonly types: Uint8Array;
}

/** Larger objects have no place in a list. */
export const LARGEST_SIZE = 0xffff_ffff;

const FIRST_ROOM = 1024;

/** A list that grows. */
export class ObjectList {
  readonly idLength: number;
  #count = 0;
  #ids: Buffer;
  #sizes = new Uint32Array(FIRST_ROOM);
  #types = new Uint8Array(FIRST_ROOM);

  /** @param idLength bytes of an id: 20 or 32. */
  constructor(idLength: number) {
    this.idLength = idLength;
    this.#ids = Buffer.alloc(FIRST_ROOM * idLength);
  }

  get count(): number {
    return this.#count;
  }

  /** Appends an object. `id` is hexadecimal. Gives false for one that is too large to be listed. */
  add(id: string, type: TextObjectType, size: number): boolean {
    if (size > LARGEST_SIZE || id.length !== this.idLength * 2) return false;
    if (this.#count === this.#types.length) this.#reserve(this.#count + 1);
    this.#ids.write(id, this.#count * this.idLength, 'hex');
    this.#sizes[this.#count] = size;
    this.#types[this.#count] = TYPES.indexOf(type);
    this.#count += 1;
    return true;
  }

  /** Appends what another list gave. */
  append({ ids, sizes, types }: ObjectColumns): void {
    const end = this.#count + types.length;
    if (end > this.#types.length) this.#reserve(end);
    this.#ids.set(ids, this.#count * this.idLength);
    this.#sizes.set(sizes, this.#count);
    this.#types.set(types, this.#count);
    this.#count = end;
  }

  /** A copy of what is in the list, which is empty afterwards. */
  take(): ObjectColumns {
    const count = this.#count;
    this.#count = 0;
    return { ids: new Uint8Array(this.#ids.subarray(0, count * this.idLength)), sizes: this.#sizes.slice(0, count), types: this.#types.slice(0, count) };
  }

  #reserve(count: number): void {
    const room = Math.max(count, this.#types.length * 2);
    const ids = Buffer.alloc(room * this.idLength);
    ids.set(this.#ids);
    const sizes = new Uint32Array(room);
    sizes.set(this.#sizes);
    const types = new Uint8Array(room);
    types.set(this.#types);
    this.#ids = ids;
    this.#sizes = sizes;
    this.#types = types;
  }
}

/** The columns in the order of their ids, each id once. */
export function sortColumns({ ids, sizes, types }: ObjectColumns, idLength: number): ObjectColumns {
  const bytes = Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);
  const order = inOrder(bytes, types.length, idLength);
  const sorted = { ids: Buffer.alloc(order.length * idLength), sizes: new Uint32Array(order.length), types: new Uint8Array(order.length) };
  order.forEach((from, to) => {
    bytes.copy(sorted.ids, to * idLength, from * idLength, (from + 1) * idLength);
    sorted.sizes[to] = sizes[from] as number;
    sorted.types[to] = types[from] as number;
  });
  return sorted;
}

/** Ids are hashes: sorted into buckets by their first two bytes, few are left to compare. */
function inOrder(ids: Buffer, count: number, idLength: number): Uint32Array {
  const ends = new Uint32Array(65_536);
  for (let at = 0; at < count; at += 1) ends[ids.readUInt16BE(at * idLength)]! += 1;
  for (let bucket = 1; bucket < ends.length; bucket += 1) ends[bucket]! += ends[bucket - 1]!;
  const places = new Uint32Array(count);
  const next = ends.slice();
  for (let at = count - 1; at >= 0; at -= 1) places[(next[ids.readUInt16BE(at * idLength)]! -= 1)] = at;
  const compare = (a: number, b: number): number => ids.compare(ids, b * idLength, (b + 1) * idLength, a * idLength, (a + 1) * idLength);
  let from = 0;
  let kept = 0;
  for (const end of ends) {
    if (end - from > 1) places.subarray(from, end).sort(compare);
    for (let at = from; at < end; at += 1) {
      if (at > from && compare(places[kept - 1]!, places[at]!) === 0) continue;
      places[kept] = places[at]!;
      kept += 1;
    }
    from = end;
  }
  return places.slice(0, kept);
}
