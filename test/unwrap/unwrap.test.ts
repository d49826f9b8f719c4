import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/unwrap/unwrap.ts';
import { innerAt, lineInView, sliceView } from '../../src/unwrap/view.ts';

describe('unwrap', () => {
  it('gives a text file as it is, without copying', () => {
    const bytes = Buffer.from('NAME=value\n');
    const { views, skip, notes, encoding } = unwrap(bytes, '.env');
    expect({ skip, notes, encoding, count: views.length }).toEqual({ skip: null, notes: [], encoding: 'utf-8', count: 1 });
    expect(views[0]?.bytes).toBe(bytes);
    expect(views[0]?.inner).toEqual([]);
    expect(views[0]?.toItem(5, 10)).toEqual({ start: 5, end: 10 });
  });

  it('takes any Uint8Array, also a window of a larger buffer', () => {
    const memory = new Uint8Array(100).fill(0x20);
    memory.set(Buffer.from('{"cells":[{"source":"abc"}],"nbformat":4}'), 10);
    const { views } = unwrap(memory.subarray(10, 60), null);
    expect(views[0]?.inner).toEqual(['cell 1']);
    expect(views[0]?.toItem(0, 3)).toEqual({ start: 21, end: 24 });
  });

  it('skips binary files and says what they are', () => {
    const image = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(50)]);
    expect(unwrap(image, 'a.png')).toEqual({ views: [], skip: { reason: 'binary', detail: 'PNG image' }, notes: [], encoding: 'utf-8' });
    expect(unwrap(image, null).skip?.reason).toBe('binary');
  });

  it('searches binary files when asked to', () => {
    const binary = Buffer.concat([Buffer.alloc(50), Buffer.from('name')]);
    expect(unwrap(binary, 'a.bin', { binaries: true })).toMatchObject({ views: [{ bytes: binary }], skip: null });
  });

  it('leaves the byte order mark out of the view, not out of the offsets', () => {
    const bytes = Buffer.from('\ufeffNAME=value');
    const view = unwrap(bytes, 'a.txt').views[0];
    expect(Buffer.from(view?.bytes ?? []).toString()).toBe('NAME=value');
    expect(view?.toItem(0, 4)).toEqual({ start: 3, end: 7 });
  });

  it('reads UTF-16 as one view in UTF-8', () => {
    const bytes = Buffer.from('\ufeffNAME=wörd', 'utf16le');
    const { views, encoding } = unwrap(bytes, null);
    expect(encoding).toBe('utf-16le');
    expect(Buffer.from(views[0]?.bytes ?? []).toString()).toBe('NAME=wörd');
    expect(views[0]?.toItem(5, 10)).toEqual({ start: 12, end: 20 });
  });
});

describe('names of places', () => {
  it('adds the line where lines are counted', () => {
    const slice = sliceView(Buffer.from('xx\na\nb\n'), 3, 7, ['cell 1']);
    expect(innerAt(slice, 2)).toEqual(['cell 1']);
    expect(innerAt({ ...slice, numbered: true }, 2)).toEqual(['cell 1', 'line 2']);
    expect([0, 1, 2, 3, 4, 99].map((offset) => lineInView(slice, offset))).toEqual([1, 1, 2, 2, 3, 3]);
  });
});
