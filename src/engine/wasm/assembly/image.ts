// The search index in this memory. Its layout is that of src/engine/index/image.ts; offsets become addresses here.

export let classes: usize = 0;
export let table: usize = 0;
export let outputColumn: usize = 0;
export let longest: usize = 0;
export let marks: usize = 0;
export let guards: usize = 0;
export let pages: usize = 0;
export let automata: usize = 0;
/** Where the image starts: lists of marks are offsets from here. */
export let image: usize = 0;

/** Set in the offset of a row whose state ends literals. */
export const REPORT_BIT: u32 = 4;
export const NO_GUARD: u32 = 0xffffffff;
/** Bytes of one mark. */
export const MARK_SIZE: usize = 16;

// Word numbers of the header.
const CLASSES: usize = 3;
const TABLE: usize = 4;
const OUTPUT_COLUMN: usize = 5;
const LONGEST: usize = 6;
const MARKS: usize = 7;
const GUARDS: usize = 9;
const PAGES: usize = 10;
const AUTOMATA: usize = 11;

function word(number: usize): usize {
  return load<u32>(image + (number << 2));
}

/** Makes the image at `address` (a multiple of 16) the one that is searched with. */
export function openImage(address: usize): void {
  image = address;
  classes = address + word(CLASSES);
  table = address + word(TABLE);
  outputColumn = word(OUTPUT_COLUMN);
  longest = word(LONGEST);
  marks = address + word(MARKS);
  guards = address + word(GUARDS);
  pages = address + word(PAGES);
  automata = address + word(AUTOMATA);
}
