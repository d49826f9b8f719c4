/** Breaks text into lines that fit. */
import { clusters, displayWidth } from '../ui/width.ts';

/** Splits at spaces; a word that is wider than a line is broken where the line ends. `width` in cells, at least 2. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    for (const piece of displayWidth(word) > width ? broken(word, width) : [word]) {
      const size = displayWidth(piece);
      if (line !== '' && used + 1 + size > width) {
        lines.push(line);
        line = '';
        used = 0;
      }
      line = line === '' ? piece : `${line} ${piece}`;
      used += used === 0 ? size : size + 1;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

function broken(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const cluster of clusters(word)) {
    if (used + cluster.width > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += cluster.text;
    used += cluster.width;
  }
  pieces.push(piece);
  return pieces;
}
