import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipEnd, clipStart, clusters, displayWidth, padTo } from '../../src/ui/width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['日本語', 6],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['\u1112\u1161\u11ab', 2],
    ['🔑', 2],
    ['👍🏽', 2],
    ['🇩🇪🇫🇷', 4],
    ['❤', 1],
    ['❤\ufe0f', 2],
    ['│ › …', 5],
    ['שלום', 4],
  ])('%j takes %i cells', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is the sum of its clusters, and they make up the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const found = clusters(text);
      expect(found.map((cluster) => cluster.text).join('')).toBe(text);
      expect(found.reduce((sum, cluster) => sum + cluster.width, 0)).toBe(displayWidth(text));
    }));
  });
});

describe('clipping', () => {
  it('keeps the start or the end', () => {
    expect(clipEnd('src/deploy/config.ts', 10, '…')).toBe('src/deplo…');
    expect(clipStart('src/deploy/config.ts', 10, '…')).toBe('…config.ts');
    expect(clipStart('src/deploy/config.ts', 10, '...')).toBe('...nfig.ts');
  });

  it('does not cut a wide character in half', () => {
    expect(clipEnd('日本語', 4, '…')).toBe('日…');
  });

  it('leaves out an ellipsis that has no room itself', () => {
    expect(clipEnd('abcdef', 2, '...')).toBe('ab');
  });

  it('never gives more cells than asked for', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), fc.constantFrom('…', '...'), (text, width, ellipsis) => {
      for (const clipped of [clipEnd(text, width, ellipsis), clipStart(text, width, ellipsis)]) {
        expect(displayWidth(clipped)).toBeLessThanOrEqual(width);
        if (displayWidth(text) <= width) expect(clipped).toBe(text);
      }
    }));
  });
});

it('pads by cells, not by characters', () => {
  expect(padTo('日', 4)).toBe('日  ');
  expect(padTo('longer', 4)).toBe('longer');
});
