/** Collects, while commits pass by from the newest to the oldest, where wanted blobs came and went. */
import type { RawChange } from './raw-diff.ts';

/** A wanted blob at one path. Commits are ids, newest first. */
export interface PlaceRecord {
  readonly blob: string;
  /** A binary string. */
  readonly path: string;
  /** Commits that put it there. */
  readonly introduced: string[];
  /** The newest commit that took it away: of HEAD's history, and of any. */
  removedInHeadHistory: string | null;
  removed: string | null;
  /** True when a commit that a ref reaches put it there. */
  reachable: boolean;
  inHead: boolean;
  inIndex: boolean;
  readonly refs: Set<string>;
}

/** What is known of the commit whose changes are noted. */
export interface CommitFacts {
  readonly id: string;
  /** True when it is HEAD or an ancestor. */
  readonly inHeadHistory: boolean;
  /** True when a ref or a stash reaches it. */
  readonly reachable: boolean;
}

export class PlaceBook {
  readonly #wanted: ReadonlySet<string>;
  readonly #records = new Map<string, PlaceRecord>();
  readonly #found = new Set<string>();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** Notes one change of a commit. Commits have to come children before parents. */
  note(commit: CommitFacts, change: RawChange): void {
    const came = this.#wanted.has(change.blob) && !change.old.some((side) => side.blob === change.blob);
    if (came) {
      const record = this.at(change.blob, change.path);
      record.introduced.push(commit.id);
      record.reachable ||= commit.reachable;
    }
    for (const side of change.old) {
      if (side.blob === change.blob || !this.#wanted.has(side.blob)) continue;
      const record = this.at(side.blob, change.path);
      record.removed ??= commit.id;
      if (commit.inHeadHistory) record.removedInHeadHistory ??= commit.id;
    }
  }

  /** The record of a blob at a path, if there is one. */
  find(blob: string, path: string): PlaceRecord | undefined {
    return this.#records.get(keyOf(blob, path));
  }

  /** The record of a blob at a path; a new one when there is none yet. */
  at(blob: string, path: string): PlaceRecord {
    const known = this.find(blob, path);
    if (known !== undefined) return known;
    const record: PlaceRecord = {
      blob,
      path,
      introduced: [],
      removedInHeadHistory: null,
      removed: null,
      reachable: false,
      inHead: false,
      inIndex: false,
      refs: new Set(),
    };
    this.#records.set(keyOf(blob, path), record);
    this.#found.add(blob);
    return record;
  }

  /** True for a blob that is wanted. */
  wants(blob: string): boolean {
    return this.#wanted.has(blob);
  }

  /** Wanted blobs that were seen nowhere so far. */
  missing(): readonly string[] {
    return [...this.#wanted].filter((blob) => !this.#found.has(blob));
  }

  records(): readonly PlaceRecord[] {
    return [...this.#records.values()];
  }
}

function keyOf(blob: string, path: string): string {
  return `${blob} ${path}`;
}
