// Draws a session as SVG that needs no font of its own: each run of text is stretched to the columns that it takes.

const CELL = 8.4;
const LINE = 19;
const MARGIN = 20;
const BAR = 34;
const INK = { text: '#d6dae0', dim: '#8b949e', red: '#ff8272', green: '#7bd69a', yellow: '#f0b849', cyan: '#7cc0ee', ground: '#15181c' };

/** Gives the image of commands and what they printed. */
export function drawSession(session, columns) {
  const rows = session.flatMap(({ command, lines }, index) => [
    ...(index === 0 ? [] : [[]]),
    [{ text: '$ ', colour: 'green', bold: true }, { text: command, bold: true }],
    ...lines,
  ]);
  const width = Math.ceil(columns * CELL + 2 * MARGIN);
  const height = Math.ceil(BAR + rows.length * LINE + MARGIN);
  const text = rows.flatMap((runs, index) => drawRow(runs, BAR + (index + 0.75) * LINE));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal session with keysieve">
<rect width="${width}" height="${height}" rx="10" fill="${INK.ground}"/>
<g fill="#3a4149"><circle cx="22" cy="17" r="5.5"/><circle cx="41" cy="17" r="5.5"/><circle cx="60" cy="17" r="5.5"/></g>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" xml:space="preserve">
${text.join('\n')}
</g>
</svg>
`;
}

function drawRow(runs, y) {
  const pieces = [];
  let column = 0;
  for (const run of runs) {
    // Runs are cut at wide gaps: a stretched gap would move what follows where a font is narrower.
    const size = [...run.text].length;
    const x = MARGIN + column * CELL;
    column += size;
    if (run.text.trim() === '' && !run.inverse) continue;
    const ink = run.colour ? INK[run.colour] : run.dim ? INK.dim : INK.text;
    if (run.inverse) pieces.push(`<rect x="${round(x)}" y="${round(y - 14)}" width="${round(size * CELL)}" height="${LINE - 1}" rx="3" fill="${ink}"/>`);
    pieces.push(...words(run.text).map(({ text, at }) =>
      `<text x="${round(x + at * CELL)}" y="${round(y)}" textLength="${round([...text].length * CELL)}" lengthAdjust="spacingAndGlyphs" fill="${run.inverse ? INK.ground : ink}"${run.bold ? ' font-weight="700"' : ''}>${escape(text)}</text>`));
  }
  return pieces;
}

/** Parts of a text between gaps of two spaces and more, with the column where each begins. */
function words(text) {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], at: Array.from(text.slice(0, match.index)).length }));
}

function round(number) {
  return Number(number.toFixed(1));
}

function escape(text) {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
