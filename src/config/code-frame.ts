/** A few lines of a file that a person wrote, with a caret under the place in question. */

/** Wider lines are cut, with the caret's column kept in view. */
const WIDTH = 100;

/**
 * Gives the line before, the line, and a caret line. `line` and `column` are 1-based (UTF-16 units); `length` is how many
 * units the carets underline. The result is safe to print: control characters are blanked, and whatever looks like a
 * credential that was pasted into the wrong key is starred, in place, so that columns stay true.
 */
export function codeFrame(text: string, line: number, column: number, length = 1): string {
  const lines = text.split(/\r\n|\n|\r/);
  const gutter = String(line).length;
  const cut = Math.max(0, column - 1 - WIDTH + 20);
  const show = (number: number): string =>
    `${String(number).padStart(gutter)} | ${harmless(lines[number - 1] ?? '').slice(cut, cut + WIDTH)}`.trimEnd();
  const width = Math.min(length, WIDTH - (column - 1 - cut), Math.max(1, (lines[line - 1] ?? '').length - (column - 1)));
  const caret = `${' '.repeat(gutter)} | ${' '.repeat(column - 1 - cut)}${'^'.repeat(Math.max(1, width))}`;
  return [...(line > 1 ? [show(line - 1)] : []), show(line), caret].join('\n');
}

/** Gives the text with control characters blanked, unit for unit, so that it cannot steer a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (control) => ' '.repeat(control.length));
}

/** Gives printable text in which everything that looks like a credential is starred, unit for unit. */
export function harmless(text: string): string {
  return (
    printable(text)
      // A run of letters and digits this long is no word of a configuration, and four characters are enough to find it by.
      .replace(/[A-Za-z0-9+=_]{16,}/g, (run) => (/\d/.test(run) && /[A-Za-z]/.test(run) ? run.slice(0, 4) + '*'.repeat(run.length - 4) : run))
  );
}
