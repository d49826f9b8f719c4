/**
 * How many cells a text takes on a terminal, and how to cut it to fit.
 *
 * Source: Unicode Standard Annex #11 (East Asian Width: W and F take two cells) and the Emoji properties of
 * Unicode Technical Standard #51. Meant for text that went through sanitize.ts: controls count as nothing here.
 */

/** A character with everything that sticks to it: combining marks, an emoji selector, a skin tone, the flag's second half. */
export interface Cluster {
  readonly text: string;
  /** 0, 1 or 2. */
  readonly width: number;
}

/** East Asian Wide and Fullwidth ranges, first and last code point in turn; emoji are found by their property. */
const WIDE = [
  0x1100, 0x115f, 0x2329, 0x232a, 0x2630, 0x2637, 0x268a, 0x268f, 0x2e80, 0x303e, 0x3041, 0x3247, 0x3250, 0xa4cf,
  0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6,
  0x16fe0, 0x16ff6, 0x17000, 0x18d1e, 0x1aff0, 0x1b2fb, 0x1d300, 0x1d376, 0x1f200, 0x1f202, 0x1f210, 0x1f23b,
  0x1f240, 0x1f248, 0x1f250, 0x1f251, 0x1f260, 0x1f265, 0x20000, 0x3fffd,
] as const;

const ASCII = /^[\x20-\x7e]*$/;
const MARK = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const EMOJI_SELECTOR = '\ufe0f';

/** Gives the cells that `text` takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const cluster of clusters(text)) width += cluster.width;
  return width;
}

/** Cuts a text into what a terminal draws as one, left to right. */
export function clusters(text: string): Cluster[] {
  const found: { text: string; width: number }[] = [];
  let flagOpen = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const last = found.at(-1);
    const isFlag = code >= 0x1f1e6 && code <= 0x1f1ff;
    const isSkinTone = code >= 0x1f3fb && code <= 0x1f3ff;
    if (last !== undefined && ((flagOpen && isFlag) || (isSkinTone && last.width === 2) || isMark(code, character))) {
      last.text += character;
      if (character === EMOJI_SELECTOR && last.width === 1) last.width = 2;
      if (isFlag) flagOpen = false;
      continue;
    }
    flagOpen = isFlag;
    found.push({ text: character, width: isMark(code, character) ? 0 : isWide(code, character) ? 2 : 1 });
  }
  return found;
}

/** Keeps the start: the longest beginning that fits into `width` cells with `ellipsis` after it. */
export function clipEnd(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  const mark = displayWidth(ellipsis) > width ? '' : ellipsis;
  return takeCells(clusters(text), width - mark.length).join('') + mark;
}

/** Keeps the end, which in a path says the most. */
export function clipStart(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  const mark = displayWidth(ellipsis) > width ? '' : ellipsis;
  return mark + takeCells(clusters(text).reverse(), width - mark.length).reverse().join('');
}

/** Pads with spaces to `width` cells; longer texts come back as they are. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function takeCells(from: readonly Cluster[], width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const cluster of from) {
    if (used + cluster.width > width) break;
    used += cluster.width;
    taken.push(cluster.text);
  }
  return taken;
}

function isMark(code: number, character: string): boolean {
  return code >= 0x300 && MARK.test(character);
}

function isWide(code: number, character: string): boolean {
  if (code < 0x1100) return false;
  let low = 0;
  let high = WIDE.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < (WIDE[middle * 2] ?? 0)) high = middle - 1;
    else if (code > (WIDE[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return EMOJI.test(character);
}
