// What a terminal shows of what a program printed: text with its colours, line by line.

/** Ways in which text is set off, by number of the control sequence (ECMA-48, SGR). */
const ON = { 1: { bold: true }, 2: { dim: true }, 7: { inverse: true } };
const OFF = { 22: { bold: false, dim: false }, 27: { inverse: false }, 39: { colour: null } };
const COLOURS = { 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
const PLAIN = { bold: false, dim: false, inverse: false, colour: null };

/** Reads a recording. Gives lines, each a list of runs `{ text, bold, dim, inverse, colour }`. Throws on a sequence that it does not know. */
export function readTerminal(recording) {
  const lines = [[]];
  let style = PLAIN;
  let column = 0;
  for (const [piece] of recording.matchAll(/\x1b\[[\d;]*[A-Za-z]|[\r\n]|[^\x1b\r\n]/gu)) {
    const line = lines.at(-1);
    if (piece === '\n') {
      lines.push([]);
      column = 0;
    } else if (piece === '\r') {
      column = 0;
    } else if (piece.startsWith('\x1b')) {
      if (piece.endsWith('m')) style = piece.slice(2, -1).split(';').reduce(restyle, style);
      else if (piece === '\x1b[2K') line.length = 0;
      else throw new Error(`unknown control sequence ${JSON.stringify(piece)}`);
    } else {
      line[column++] = { text: piece, ...style };
    }
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines.map(join);
}

/** The text of lines, without colours. */
export function textOf(lines) {
  return lines.map((runs) => runs.map((run) => run.text).join('').trimEnd()).join('\n');
}

function restyle(style, number) {
  if (number === '' || number === '0') return PLAIN;
  const change = ON[number] ?? OFF[number] ?? (COLOURS[number] && { colour: COLOURS[number] });
  if (change === undefined) throw new Error(`unknown rendition ${number}`);
  return { ...style, ...change };
}

/** Joins neighbours that look the same. */
function join(cells) {
  const runs = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last && ['bold', 'dim', 'inverse', 'colour'].every((key) => last[key] === cell[key])) last.text += cell.text;
    else runs.push({ ...cell });
  }
  return runs;
}
