/** Files of a listing, read and examined: small ones together, straight from the disk into the memory of the search. */
import type { Examined, Examiner } from './examine.ts';
import type { Skip } from './model.ts';
import { readListed, readSmall, type Listed, type ListedFile } from './sources/listed-file.ts';

/** Files that are to be read and examined. */
export interface FilesToExamine {
  readonly files: readonly Listed[];
  /** Larger files are not read. */
  readonly maxBytes: number;
}

/** Sees each file when it is read and when it is searched, by its place in the list. */
export interface FileWatch {
  /** A file is read next. Gives what is said of it instead, if it is not to be read. */
  reading(number: number, path: string): Skip | null;
  searching(number: number, bytes: number): void;
  done(): void;
}

/** As few files are read one by one: starting the search that takes many at a time costs more. */
const FEW = 8;
const UNSEEN: FileWatch = { reading: () => null, searching: () => undefined, done: () => undefined };

/** Reads and examines files, and gives what there is to say of them, in their order. */
export function examineFiles({ files, maxBytes }: FilesToExamine, examiner: Examiner, watch: FileWatch = UNSEEN): (Examined | Skip)[] {
  const together = new FilesTogether(examiner, watch);
  const few = files.length <= FEW;
  for (let number = 0; number < files.length; number += 1) {
    const one = files[number] as Listed;
    const skip = 'file' in one ? watch.reading(number, one.path) : one;
    if (skip === null) {
      const file = one as ListedFile;
      if (few || !together.take(file, number, maxBytes)) together.takeAlone(file, number, maxBytes);
      watch.done();
    } else {
      together.say(skip);
    }
  }
  together.finish();
  return together.outcomes;
}

class FilesTogether {
  readonly outcomes: (Examined | Skip)[] = [];
  private readonly examiner: Examiner;
  private readonly watch: FileWatch;
  /** In order: paths of the texts of the batch, and what there is to say between them. */
  private readonly waiting: (string | Skip)[] = [];
  /** Numbers of the texts. */
  private readonly numbers: number[] = [];

  constructor(examiner: Examiner, watch: FileWatch) {
    this.examiner = examiner;
    this.watch = watch;
  }

  say(skip: Skip): void {
    this.waiting.push(skip);
  }

  /** Reads a small file into the batch. False when it has to be read by itself. */
  take(file: ListedFile, number: number, maxBytes: number): boolean {
    const { batch } = this.examiner.texts;
    const size = readSmall(file, batch.room, batch.next, maxBytes);
    if (size === null) return false;
    batch.add(size);
    this.waiting.push(file.path);
    this.numbers.push(number);
    if (batch.isFull) this.finish();
    return true;
  }

  /** Reads and examines a file by itself. */
  takeAlone(file: ListedFile, number: number, maxBytes: number): void {
    const read = readListed(file, maxBytes);
    if (read === null) return;
    if (!('bytes' in read)) {
      this.say(read);
      return;
    }
    this.finish();
    this.watch.searching(number, read.bytes.length);
    const examined = this.examiner.examine(read);
    if (examined !== null) this.outcomes.push(examined);
  }

  /** Searches what was taken, and tells of it. */
  finish(): void {
    if (this.numbers.length === 0) {
      this.outcomes.push(...(this.waiting.splice(0) as Skip[]));
      return;
    }
    const { examiner, outcomes, watch } = this;
    const { texts } = examiner;
    texts.batch.search();
    let text = 0;
    for (const one of this.waiting) {
      if (typeof one === 'string') {
        watch.searching(this.numbers[text] as number, texts.batch.size(text));
        const examined = examiner.examineText(texts, text, one);
        if (examined !== null) outcomes.push(examined);
        watch.done();
        text += 1;
      } else {
        outcomes.push(one);
      }
    }
    this.waiting.length = 0;
    this.numbers.length = 0;
    texts.batch.clear();
  }
}
