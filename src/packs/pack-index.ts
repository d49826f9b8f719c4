/** Reads pack indexes, versions 1 and 2: https://git-scm.com/docs/pack-format#_version_2_pack_idx_files_support_packs_larger_than_4_gib_and */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UnusualStore } from './object-directories.ts';

const MAGIC = 0xff744f63;
const FANOUT = 256 * 4;

/** Ids and offsets of a pack's entries; entries are numbered by their id's rank. */
export class PackIndex {
  readonly count: number;
  /** The whole file, in memory that threads can share. */
  readonly bytes: Buffer;
  private readonly file: string;
  private readonly fanout: number;
  private readonly ids: number;
  private readonly stride: number;
  private readonly idLength: number;

  /**
   * @param idLength bytes of an object id: 20 or 32.
   * @param bytes what another PackIndex has read of the same file.
   * @throws UnusualStore when it is no index of a known version, or is damaged.
   */
  constructor(file: string, idLength: number, bytes: Buffer = readShared(file)) {
    this.bytes = bytes;
    this.file = file;
    this.idLength = idLength;
    if (bytes.length < FANOUT + 2 * idLength) throw new UnusualStore(`${file} is too short`);
    const second = bytes.readUInt32BE(0) === MAGIC;
    if (second && bytes.readUInt32BE(4) !== 2) throw new UnusualStore(`${file} has version ${bytes.readUInt32BE(4)}`);
    this.fanout = second ? 8 : 0;
    this.ids = this.fanout + FANOUT + (second ? 0 : 4);
    this.stride = idLength + (second ? 0 : 4);
    this.count = bytes.readUInt32BE(this.fanout + FANOUT - 4);
    const ordered = Array.from({ length: 255 }, (_, at) => this.upTo(at) <= this.upTo(at + 1)).every(Boolean);
    const smallest = this.fanout + FANOUT + this.count * (second ? idLength + 8 : idLength + 4) + 2 * idLength;
    if (!ordered || bytes.length < smallest) throw new UnusualStore(`${file} is damaged`);
  }

  /** The id of the entry with this rank, in hexadecimal. */
  id(rank: number): string {
    const at = this.ids + rank * this.stride;
    return this.bytes.toString('hex', at, at + this.idLength);
  }

  /** Rank of an id that stands in `from` at `at`; -1 when the pack does not hold it. */
  rankOf(from: Buffer, at: number): number {
    const first = from[at] as number;
    let low = first === 0 ? 0 : this.upTo(first - 1);
    let high = this.upTo(first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const place = this.ids + middle * this.stride;
      const order = this.bytes.compare(from, at, at + this.idLength, place, place + this.idLength);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** What the table says of the entry with this rank. */
  findIn(table: { find(ids: Buffer, at: number): number }, rank: number): number {
    return table.find(this.bytes, this.ids + rank * this.stride);
  }

  /** Checksums of the pack and of this index, in hexadecimal: where these are the same, everything is. */
  checksums(): string {
    return this.bytes.toString('hex', this.bytes.length - 2 * this.idLength);
  }

  /** Rank in this index of the entry with `rank` in another; -1 when this pack does not hold it. */
  rankIn(other: PackIndex, rank: number): number {
    return this.rankOf(other.bytes, other.ids + rank * other.stride);
  }

  private upTo(first: number): number {
    return this.bytes.readUInt32BE(this.fanout + first * 4);
  }

  /**
   * Offsets in the pack, by the id's rank.
   * @throws UnusualStore when the index is damaged.
   */
  offsets(): Float64Array {
    const { bytes, count } = this;
    if (this.fanout === 0) return Float64Array.from({ length: count }, (_, rank) => bytes.readUInt32BE(this.ids - 4 + rank * this.stride));
    const small = this.ids + count * (this.idLength + 4);
    const large = small + count * 4;
    const largeEnd = bytes.length - 2 * this.idLength;
    const offsets = new Float64Array(count);
    for (let rank = 0; rank < count; rank += 1) {
      const offset = bytes.readUInt32BE(small + rank * 4);
      if (offset < 0x80000000) {
        offsets[rank] = offset;
        continue;
      }
      const at = large + (offset - 0x80000000) * 8;
      if (at + 8 > largeEnd) throw new UnusualStore(`${this.file} is damaged`);
      offsets[rank] = Number(bytes.readBigUInt64BE(at));
    }
    return offsets;
  }
}

function readShared(file: string): Buffer {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.from(new SharedArrayBuffer(fstatSync(fd).size));
    for (let read = 0; read < bytes.length; ) {
      const step = readSync(fd, bytes, read, bytes.length - read, read);
      if (step === 0) throw new UnusualStore(`${file} became shorter while it was read`);
      read += step;
    }
    return bytes;
  } finally {
    closeSync(fd);
  }
}
