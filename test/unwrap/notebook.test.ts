import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/unwrap/unwrap.ts';
import { plant, sightings } from './planted-notebook.ts';

/** Where each planted value is found: `spot: place`. Each must be found once, at its own bytes. */
function placesOf(fixture: string, path: string | null): string[] {
  const { bytes, values } = plant(fixture);
  const { views } = unwrap(bytes, path);
  return [...values].map(([name, value]) => {
    const found = sightings(views, bytes, value);
    expect(found, name).toHaveLength(1);
    expect(found[0]?.written, name).toBe(value);
    return `${name}: ${found[0]?.inner === '' ? '(file)' : found[0]?.inner}`;
  });
}

describe('notebooks', () => {
  it('names cell, output and line of every text of an nbformat 4 notebook', () => {
    expect(placesOf('outputs.ipynb', 'outputs.ipynb')).toMatchInlineSnapshot(`
      [
        "attachment: cell 1, attachment 2, line 1",
        "markdown: cell 1, line 3",
        "cell-metadata: cell 2, metadata",
        "stream: cell 2, output 1 (stream), line 2",
        "html: cell 2, output 2 (execute_result), text/html, line 2",
        "plain: cell 2, output 2 (execute_result), line 1",
        "json: cell 2, output 3 (display_data), application/json",
        "svg: cell 2, output 3 (display_data), image/svg+xml, line 2",
        "output-metadata: cell 2, output 3 (display_data), metadata",
        "evalue: cell 2, output 4 (error), line 2",
        "traceback: cell 2, output 4 (error), line 6",
        "code: cell 2, line 3",
        "single: cell 3, line 2",
        "unknown-member: (file)",
        "raw: cell 4, line 1",
        "widget: notebook metadata",
      ]
    `);
  });

  it('reads nbformat 3, cells numbered through its worksheets', () => {
    expect(placesOf('nbformat3.ipynb', 'old.ipynb')).toMatchInlineSnapshot(`
      [
        "input: cell 2, line 1",
        "pyout-html: cell 2, output 1 (pyout), html, line 1",
        "pyout: cell 2, output 1 (pyout), line 1",
        "stderr: cell 2, output 2 (stream), line 1",
        "pyerr: cell 2, output 4 (pyerr), line 3",
        "sheet: cell 3, line 1",
      ]
    `);
  });

  it('reads minified notebooks with their keys in any order, without a name to go by', () => {
    expect(placesOf('minified.ipynb', null)).toMatchInlineSnapshot(`
      [
        "colab: cell 1, line 1",
        "colab-output: cell 1, output 1 (stream), line 1",
      ]
    `);
  });

  it('shows each text as people see it', () => {
    const { views } = unwrap(plant('outputs.ipynb').bytes, 'outputs.ipynb');
    expect(views.map((view) => `[${view.inner.join(', ')}]\n${Buffer.from(view.bytes).toString('utf8')}`).join('\n\n')).toMatchSnapshot();
  });

  it('leaves media out and says so', () => {
    const { bytes } = plant('outputs.ipynb');
    const { views, notes } = unwrap(bytes, 'outputs.ipynb');
    expect(views.some((view) => Buffer.from(view.bytes).includes('iVBORw0KGgo'))).toBe(false);
    expect(notes).toMatchInlineSnapshot(`
      [
        {
          "kind": "media",
          "message": "2 images or other media payloads (198 bytes) in the notebook were not searched",
        },
      ]
    `);
  });

  it('searches what only claims to be an image', () => {
    const output = { output_type: 'display_data', metadata: {}, data: { 'image/png': 'not base64: zqhidden7x' } };
    const bytes = Buffer.from(JSON.stringify({ cells: [{ cell_type: 'code', source: [], outputs: [output] }], nbformat: 4 }));
    expect(sightings(unwrap(bytes, null).views, bytes, 'zqhidden7x')).toEqual([{ inner: 'cell 1, output 1 (display_data), image/png, line 1', written: 'zqhidden7x' }]);
  });

  it('reads a broken one as text, and says where it breaks', () => {
    const { bytes, values } = plant('conflict.ipynb');
    for (const path of ['conflict.ipynb', null]) {
      const { views, notes, skip } = unwrap(bytes, path);
      expect(skip).toBeNull();
      expect(views).toHaveLength(1);
      expect(views[0]?.bytes).toBe(bytes);
      for (const value of values.values()) expect(sightings(views, bytes, value)).toHaveLength(1);
      expect(notes).toEqual([{ kind: 'broken-notebook', message: 'not valid JSON (line 9: expected a value), so it was searched as plain text' }]);
    }
  });

  it('does not take other JSON for a notebook, whatever it mentions', () => {
    for (const content of ['{"nbformat": 4}', '{"cells": []}', '{"schema": {"nbformat": 4, "cells": []}}', '[{"nbformat": 4, "cells": []}]', '{"nbformat" broken']) {
      const bytes = Buffer.from(content);
      expect(unwrap(bytes, 'data.json'), content).toMatchObject({ views: [{ bytes }], notes: [] });
    }
    const named = Buffer.from('{"cells": [{"source": "a"}]}');
    expect(unwrap(named, 'a.IPYNB').views[0]?.inner).toEqual(['cell 1']);
  });

  it('says nothing of empty files', () => {
    for (const content of ['', ' \n']) expect(unwrap(Buffer.from(content), 'new.ipynb').notes).toEqual([]);
  });

  it('reads notebooks in UTF-16 and with a byte order mark, mapped to the bytes on disk', () => {
    const { bytes, values } = plant('outputs.ipynb');
    const text = bytes.toString('utf8');
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    const value = values.get('code') ?? '';
    const { views, encoding } = unwrap(utf16, 'outputs.ipynb');
    expect(encoding).toBe('utf-16le');
    const cell = views.find((view) => view.inner.join() === 'cell 2');
    const at = Buffer.from(cell?.bytes ?? []).indexOf(value);
    const span = cell?.toItem(at, at + value.length);
    expect(utf16.subarray(span?.start, span?.end).toString('utf16le')).toBe(value);
    const marked = Buffer.from(`\ufeff${text}`, 'utf8');
    expect(sightings(unwrap(marked, null).views, marked, value)).toEqual([{ inner: 'cell 2, line 3', written: value }]);
  });

  it('keeps odd but valid shapes', () => {
    const shapes = { cells: [null, 3, 'text zqstring7x', { source: null, outputs: null, metadata: null }, { source: ['a', 1, 'zqmixed7x'], outputs: ['zqlist7x', { output_type: 5, data: ['zqdata7x'], text: 'zqtext7x' }] }], metadata: [], nbformat: '4' };
    const bytes = Buffer.from(JSON.stringify(shapes));
    const { views, notes } = unwrap(bytes, null);
    expect(notes).toEqual([]);
    const places = ['zqstring7x', 'zqmixed7x', 'zqlist7x', 'zqdata7x', 'zqtext7x'].map((value) => sightings(views, bytes, value).map((found) => found.inner));
    expect(places).toEqual([[''], ['cell 5'], [''], [''], ['cell 5, output 2 (unknown), line 1']]);
  });

  it('keeps the texts beyond its bound in the rest, and says so', () => {
    const { bytes, values } = plant('outputs.ipynb');
    const { views, notes } = unwrap(bytes, 'outputs.ipynb', { maxNotebookTexts: 3 });
    expect(views).toHaveLength(4);
    expect(notes.map((note) => note.kind)).toEqual(['media', 'limit']);
    for (const [name, value] of values) expect(sightings(views, bytes, value), name).toHaveLength(1);
  });
});
