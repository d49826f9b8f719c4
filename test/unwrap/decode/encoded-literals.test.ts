import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAround } from '../../../src/unwrap/decode/around-literal.ts';
import { encodedLiterals } from '../../../src/unwrap/decode/encoded-literals.ts';
import { decodedViews } from '../../../src/unwrap/decode/decoded-views.ts';
import { DecodeBudget } from '../../../src/unwrap/decode/budget.ts';
import { fileView } from '../../../src/unwrap/view.ts';

const literal = fc.stringMatching(/^[!-~]{5,14}$/);
const anyBytes = fc.uint8Array({ maxLength: 30 });

describe('encodedLiterals', () => {
  it('gives a form that stands in every encoding of a text with the literal, and leads back to it', () => {
    fc.assert(
      fc.property(anyBytes, literal, anyBytes, fc.constantFrom('base64', 'base64url', 'hex'), (before, plain, after, encoding) => {
        const encoded = Buffer.concat([before, Buffer.from(plain), after]).toString(encoding);
        const forms = encodedLiterals([plain]).filter((form) => encoded.includes(form.literal));
        expect(forms.length).toBeGreaterThan(0);
        const bytes = Buffer.from(`key: ${encoded};`);
        const runs = forms.map((form) => runAround(bytes, bytes.indexOf(form.literal), form)).filter((run) => run !== null);
        const layer = encoding === 'hex' ? 'hex' : 'base64';
        const texts = runs.filter((run) => run.layer === layer).map((run) => Buffer.from(bytes.subarray(run.start, run.end).toString(), encoding).toString('latin1'));
        expect(texts.some((text) => text.includes(plain))).toBe(true);
      }),
    );
  });

  it('leaves out forms that are too short to mean anything', () => {
    expect(encodedLiterals(['abcd']).map((form) => `${form.encoding} ${form.literal}`)).toMatchInlineSnapshot(`
      [
        "hex 61626364",
        "base64 YWJjZ",
        "base64 FiY2",
        "base64 hYmNk",
      ]
    `);
    expect(encodedLiterals(['abc']).filter((form) => form.encoding === 'base64').map((form) => form.literal)).toEqual(['YWJj']);
  });

  it('finds text inside data, and after a path that runs into it', () => {
    const form = encodedLiterals(['needle']).find((candidate) => candidate.encoding === 'base64' && candidate.lead === 0);
    if (form === undefined) throw new Error('no form');
    const data = Buffer.from([0, 1, 2, ...Buffer.from('needle=here!'), 0, 0xff, 0x80]).toString('base64');
    for (const text of [`x = "${data}"`, `/srv/my_dir/${data}`]) {
      const bytes = Buffer.from(text);
      const { views } = decodedViews(fileView(bytes), { hints: new Set(), literals: [{ offset: bytes.indexOf(form.literal), form }] }, new DecodeBudget());
      expect(views.map((view) => Buffer.from(view.bytes).toString('latin1')), text).toEqual(['needle=here!']);
    }
  });

  it('answers null where the characters only look alike', () => {
    const [form] = encodedLiterals(['needle']);
    if (form === undefined) throw new Error('no form');
    expect(runAround(Buffer.from('nothing here'), 3, form)).toBeNull();
  });
});
