/** A reader of CSV as spreadsheets have it: RFC 4180, with any separator; a quote inside an unquoted cell is a character. */

/** Gives the rows. */
export function parseCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let atStart = true;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
      continue;
    }
    if (sign === '"' && atStart) quoted = true;
    else if (sign === separator || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') {
        rows.push(row);
        row = [];
      }
      atStart = true;
      continue;
    } else if (sign !== '\r') cell += sign;
    atStart = false;
  }
  return rows;
}
