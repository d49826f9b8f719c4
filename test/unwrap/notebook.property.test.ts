import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/unwrap/unwrap.ts';
import { sightings } from './planted-notebook.ts';

/** Text that JSON has to escape, around a `#` that becomes a word of its own. */
const text = fc.tuple(fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 6 })).map(([before, after]) => `${before} # ${after}`);
const lines = fc.oneof(text, fc.array(text.map((line) => `${line}\n`), { maxLength: 4 }));
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, text, fc.constant(null), fc.integer(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'cells', 'source', 'data', 'metadata'), tie('value'), { maxKeys: 3 })),
})).value;
const optional: { requiredKeys: [] } = { requiredKeys: [] };
const bundle = fc.record({ 'text/plain': lines, 'text/html': lines, 'application/json': json, 'image/svg+xml': lines, 'application/x.y': json }, optional);
const output = fc.oneof(
  { weight: 5, arbitrary: fc.record({ output_type: fc.constantFrom('stream', 'error', 'display_data'), text: lines, data: bundle, metadata: json, ename: text, evalue: text, traceback: fc.array(text, { maxLength: 3 }), other: json, html: lines }, optional) },
  { weight: 1, arbitrary: json },
);
const cell = fc.oneof(
  { weight: 5, arbitrary: fc.record({ cell_type: text, source: lines, input: lines, metadata: json, outputs: fc.array(output, { maxLength: 3 }), attachments: fc.dictionary(fc.constantFrom('x', 'y'), bundle), other: json }, optional) },
  { weight: 1, arbitrary: json },
);
const notebook = fc.oneof(
  fc.record({ nbformat: fc.constant(4), cells: fc.array(cell, { maxLength: 4 }), metadata: json, other: json }),
  fc.record({ worksheets: fc.array(fc.record({ cells: fc.array(cell, { maxLength: 3 }), metadata: json }), { maxLength: 3 }), nbformat: fc.constant(3) }),
);

/** Puts a word of its own in the place of each `#`. */
function withWords(value: unknown, indent: string | number | undefined): { bytes: Buffer; words: string[] } {
  const words: string[] = [];
  const written = JSON.stringify(value, null, indent).replaceAll(' # ', () => {
    words.push(` zq${words.length}x `);
    return words.at(-1) ?? '';
  });
  return { bytes: Buffer.from(written, 'utf8'), words };
}

describe('any notebook', () => {
  it('shows every text exactly once, at its own bytes', () => {
    fc.assert(
      fc.property(notebook, fc.constantFrom(undefined, 1, '\t'), (content, indent) => {
        const { bytes, words } = withWords(content, indent);
        const { views, notes } = unwrap(bytes, null);
        expect(notes).toEqual([]);
        for (const word of words) {
          const found = sightings(views, bytes, word);
          expect(found.map((sighting) => sighting.written)).toEqual([word]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows a source as JSON.parse and join would', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }))), (sources) => {
        const bytes = Buffer.from(JSON.stringify({ nbformat: 4, cells: sources.map((source) => ({ source })) }));
        const cells = unwrap(bytes, null).views.filter((view) => view.inner.length > 0);
        expect(cells.map((view) => Buffer.from(view.bytes).toString('utf8'))).toEqual(sources.map((source) => source.join('')).filter((source) => source !== ''));
      }),
    );
  });

  it('survives any damage: what is cut or changed is still searched', () => {
    fc.assert(
      fc.property(notebook, fc.nat(), fc.nat({ max: 255 }), (content, at, byte) => {
        const { bytes } = withWords(content, 1);
        const damaged = Buffer.from(bytes);
        damaged[at % damaged.length] = byte;
        for (const broken of [damaged, bytes.subarray(0, at % bytes.length)]) {
          const { views, skip } = unwrap(broken, 'x.ipynb');
          expect(skip).toBeNull();
          for (const view of views) {
            const span = view.toItem(0, view.bytes.length);
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeLessThanOrEqual(broken.length);
          }
        }
      }),
    );
  });
});
