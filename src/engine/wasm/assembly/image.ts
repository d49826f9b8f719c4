// The search index in this memory. Its layout is that of src/engine/index/image.ts; offsets become addresses here.

export let classes: usize = 0;
export let table: usize = 0;
export let lists: usize = 0;
export let longest: usize = 0;
export let guards: usize = 0;
export let pages: usize = 0;
export let automata: usize = 0;
/** Where the image starts: lists of marks and texts of literals are offsets from here. */
export let image: usize = 0;

/** Rows of states that end literals are numbered from here; the host puts them there, too. */
export const REPORT: u32 = 0x8000;
/** Bytes of a row, as a shift. */
export const ROW_SHIFT: u32 = 6;
export const NO_GUARD: u32 = 0xffffffff;
/** Bytes of a mark in a list. */
export const ENTRY_SIZE: usize = 24;

// Word numbers of the header.
const CLASSES: usize = 3;
const TABLE: usize = 4;
const LISTS: usize = 7;
const LONGEST: usize = 8;
const GUARDS: usize = 11;
const PAGES: usize = 12;
const AUTOMATA: usize = 13;

function word(number: usize): usize {
  return load<u32>(image + (number << 2));
}

/** Makes the image at `address` (a multiple of 64) the one that is searched with. */
export function openImage(address: usize): void {
  image = address;
  classes = address + word(CLASSES);
  table = address + word(TABLE);
  lists = address + word(LISTS);
  longest = word(LONGEST);
  guards = address + word(GUARDS);
  pages = address + word(PAGES);
  automata = address + word(AUTOMATA);
}
