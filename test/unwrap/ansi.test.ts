import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutAnsi } from '../../src/unwrap/ansi.ts';
import { fileView } from '../../src/unwrap/view.ts';

const ESC = '\u001b';

function shown(text: string): string {
  return Buffer.from(withoutAnsi(fileView(Buffer.from(text))).bytes).toString('utf8');
}

describe('withoutAnsi', () => {
  it('removes colours, cursor moves and short escapes', () => {
    expect(shown(`${ESC}[0;31mred${ESC}[0m plain ${ESC}[38;5;124mgrün${ESC}[39m${ESC}[2K${ESC}[?25l${ESC}(B${ESC}7${ESC}c.`)).toBe('red plain grün.');
  });

  it('keeps the text of commands: the target of a hyperlink can hold a password', () => {
    expect(shown(`${ESC}]8;;https://host/path${ESC}\\link${ESC}]8;;${ESC}\\ end`)).toBe('8;;https://host/pathlink8;; end');
    expect(shown(`${ESC}]0;title\u0007text ${ESC}]unclosed\nnext`)).toBe('0;titletext unclosed\nnext');
  });

  it('keeps letters after a stray ESC, and everything when nothing is to remove', () => {
    expect(shown(`a${ESC}`)).toBe('a');
    expect(shown(`${ESC}token ${ESC}\n${ESC}[`)).toBe('token \n');
    const view = fileView(Buffer.from('plain'));
    expect(withoutAnsi(view)).toBe(view);
  });

  it('maps what is left to where it stands', () => {
    const piece = fc.constantFrom('word', 'é😀', `${ESC}[1;31m`, `${ESC}[m`, `${ESC}(B`, '\n', ' ');
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (before, after) => {
        const bytes = Buffer.from(`${before.join('')}@needle@${after.join('')}`);
        const view = withoutAnsi(fileView(bytes));
        const at = Buffer.from(view.bytes).indexOf('@needle@');
        const span = view.toItem(at, at + 8);
        expect(bytes.subarray(span.start, span.end).toString()).toBe('@needle@');
        expect(Buffer.from(view.bytes).includes(0x1b)).toBe(false);
      }),
    );
  });
});
