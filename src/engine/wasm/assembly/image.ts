// The search index in this memory. Its layout is that of src/engine/index/image.ts; offsets become addresses here.

export let classes: usize = 0;
export let table: usize = 0;
export let reportBit: u32 = 0;
export let outputColumn: usize = 0;
export let longest: usize = 0;
export let marks: usize = 0;
export let guards: usize = 0;
export let pages: usize = 0;
export let automata: usize = 0;
/** Where the image starts: lists of marks are offsets from here. */
export let image: usize = 0;

export const NO_GUARD: u32 = 0xffffffff;
/** Bytes of one mark. */
export const MARK_SIZE: usize = 16;

// Word numbers of the header.
const CLASSES: usize = 3;
const TABLE: usize = 4;
const REPORT_BIT: usize = 5;
const OUTPUT_COLUMN: usize = 6;
const LONGEST: usize = 7;
const MARKS: usize = 8;
const GUARDS: usize = 10;
const PAGES: usize = 11;
const AUTOMATA: usize = 12;

function word(number: usize): usize {
  return load<u32>(image + (number << 2));
}

/** Makes the image at `address` (a multiple of 16) the one that is searched with. */
export function openImage(address: usize): void {
  image = address;
  classes = address + word(CLASSES);
  table = address + word(TABLE);
  reportBit = <u32>word(REPORT_BIT);
  outputColumn = word(OUTPUT_COLUMN);
  longest = word(LONGEST);
  marks = address + word(MARKS);
  guards = address + word(GUARDS);
  pages = address + word(PAGES);
  automata = address + word(AUTOMATA);
}
